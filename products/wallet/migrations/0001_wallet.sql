-- Stored value (储值). A scheme belongs to one issuer; money stands on the ledger only, under wallet:<wallet_no>:<purse>,
-- wallet:<wallet_no>:arrears, wallet-merchant:<id>, wallet-fund:<scheme>, wallet-promo:<scheme>, wallet-loss:<scheme>.
create table wallet_scheme (
  id uuid primary key,
  code text not null unique,
  title text not null,
  issuer_id uuid not null references party,
  outlet text not null references outlet,
  -- The issuer's deposit account: funds come from it, what the issuer bears is taken from it.
  account_no text not null references deposit_account (account_no),
  -- [{"code":"CASH","zh":"现金","en":"Cash","source":"payer","uses":["*"]}, …], spent in this order.
  purses jsonb not null,
  card_deposit_fen bigint not null default 0 check (card_deposit_fen >= 0),
  -- How far a purchase with a network may overdraw a wallet.
  credit_floor_fen bigint not null default 0 check (credit_floor_fen >= 0),
  -- Through which top-ups are taken; it settles nothing, the wallets take the money.
  merchant_id uuid not null references acquiring_merchant,
  -- Counts up with every card that is barred or freed again; terminals ask by this number.
  blacklist_version bigint not null default 0,
  opened_on date not null
);

create table wallet_merchant (
  id uuid primary key,
  scheme_id uuid not null references wallet_scheme,
  name text not null,
  -- What a purse's uses are matched against, e.g. "canteen".
  kind text not null,
  account_no text not null references deposit_account (account_no),
  fee_bp int not null check (fee_bp between 0 and 1000),
  state text not null default 'open' check (state in ('open', 'closed'))
);
create index wallet_merchant_scheme on wallet_merchant (scheme_id);

create table wallet_terminal (
  sn text primary key,
  merchant_id uuid not null references wallet_merchant,
  title text not null,
  state text not null default 'open' check (state in ('open', 'closed')),
  -- Last list of barred cards the terminal has said it holds.
  blacklist_version bigint not null default 0,
  last_seen_at timestamptz,
  last_seq bigint not null default 0,
  waiting int not null default 0
);
create index wallet_terminal_merchant on wallet_terminal (merchant_id);

create table wallet (
  wallet_no text primary key,
  scheme_id uuid not null references wallet_scheme,
  holder_id uuid not null references party,
  title text not null,
  state text not null default 'normal' check (state in ('normal', 'frozen', 'closed')),
  frozen_reason text,
  daily_limit_fen bigint check (daily_limit_fen > 0),
  opened_on date not null,
  closed_on date
);
create unique index wallet_holder on wallet (scheme_id, holder_id) where state <> 'closed';
create index wallet_of_holder on wallet (holder_id);
create sequence wallet_number;

create table wallet_card (
  id uuid primary key,
  uid text not null,
  scheme_id uuid not null references wallet_scheme,
  wallet_no text not null references wallet,
  state text not null check (state in ('active', 'lost', 'replaced', 'closed')),
  -- Counters the card has used up so far, as ranges [[from, to], …]; what is missing between them has not come yet.
  counters jsonb not null default '[]',
  -- What the card itself showed at its highest counter: a reading, not a balance we keep.
  read_fen bigint,
  issued_at timestamptz not null,
  lost_at timestamptz,
  replaced_by uuid references wallet_card,
  -- Version of the blacklist that carries the last change of this card.
  blacklist_version bigint not null default 0
);
-- A number that was replaced stays barred for ever and is never issued again.
create unique index wallet_card_uid on wallet_card (scheme_id, uid);
create index wallet_card_wallet on wallet_card (wallet_no);
create index wallet_card_blacklist on wallet_card (scheme_id, blacklist_version) where blacklist_version > 0;

-- One line for each purchase a terminal has told us of, whatever became of it.
create table wallet_spend (
  id uuid primary key,
  terminal_sn text not null references wallet_terminal,
  terminal_seq bigint not null,
  merchant_id uuid not null references wallet_merchant,
  kind text not null check (kind in ('spend', 'reverse')),
  uid text not null,
  wallet_no text references wallet,
  card_counter bigint,
  amount_fen bigint not null check (amount_fen > 0),
  item text,
  spent_at timestamptz not null,
  received_at timestamptz not null,
  day date not null,
  is_offline boolean not null,
  state text not null check (state in ('posted', 'posted_arrears', 'declined', 'rejected')),
  reason text,
  -- Amount from each purse and the part that went into arrears: {"CASH":"500","arrears":"100"}.
  parts jsonb not null default '{}',
  reverses uuid references wallet_spend,
  -- Paid back to the holder because the card had been reported lost before.
  given_back_by uuid,
  settlement_id uuid,
  unique (terminal_sn, terminal_seq)
);
create index wallet_spend_wallet on wallet_spend (wallet_no, spent_at desc);
create index wallet_spend_day on wallet_spend (wallet_no, day) where state in ('posted', 'posted_arrears');
create index wallet_spend_unsettled on wallet_spend (merchant_id)
  where settlement_id is null and state in ('posted', 'posted_arrears');
create unique index wallet_spend_reversed on wallet_spend (reverses) where state in ('posted', 'posted_arrears');

create table wallet_top_up (
  id uuid primary key,
  wallet_no text not null references wallet,
  route text not null check (route in ('channel', 'desk')),
  order_no text unique,
  channel text not null,
  payer_id uuid references party,
  payer_name text,
  is_flagged boolean not null default false,
  amount_fen bigint not null check (amount_fen > 0),
  paid_at timestamptz not null
);
create index wallet_top_up_wallet on wallet_top_up (wallet_no, paid_at desc);

create table wallet_grant (
  id uuid primary key,
  scheme_id uuid not null references wallet_scheme,
  purse text not null,
  title text not null,
  from_on date not null,
  to_on date not null,
  state text not null check (state in ('proposed', 'granting', 'granted', 'returning', 'returned', 'refused')),
  proposed_by text not null,
  proposed_name text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_name text
);
create index wallet_grant_scheme on wallet_grant (scheme_id, proposed_at desc);
create table wallet_grant_line (
  grant_id uuid not null references wallet_grant,
  wallet_no text not null references wallet,
  amount_fen bigint not null check (amount_fen > 0),
  paid_by uuid,
  return_fen bigint,
  primary key (grant_id, wallet_no)
);
create index wallet_grant_line_due on wallet_grant_line (grant_id, wallet_no) where paid_by is null;

create table wallet_settlement (
  id uuid primary key,
  merchant_id uuid not null references wallet_merchant,
  day date not null,
  gross_fen bigint not null,
  reversed_fen bigint not null,
  fee_fen bigint not null,
  net_fen bigint not null,
  lines int not null,
  account_no text not null,
  unique (merchant_id, day)
);

create table wallet_closing (
  wallet_no text primary key references wallet,
  reason text not null,
  plan jsonb not null,
  bank_holder text,
  bank_sealed bytea,
  bank_tail text,
  closed_by text not null,
  at timestamptz not null
);
create table wallet_refund (
  id uuid primary key,
  wallet_no text not null references wallet,
  route text not null check (route in ('channel', 'bank')),
  order_no text,
  refund_no text unique,
  amount_fen bigint not null check (amount_fen > 0),
  state text not null check (state in ('asked', 'done')),
  at timestamptz not null
);
create index wallet_refund_wallet on wallet_refund (wallet_no);
create index wallet_refund_order on wallet_refund (order_no);
