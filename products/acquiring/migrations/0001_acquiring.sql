-- Money taken for somebody else: who it is taken for, what was asked of a payer, what the channels told us, what went
-- back, how it is shared out and when it was handed over. The money itself stands on the ledger; these rows say why.

create sequence acquiring_merchant_number start 1001;

create table acquiring_merchant (
  id uuid primary key,
  merchant_no text not null unique,
  party_id uuid not null references party,
  outlet text not null references outlet,
  name text not null,
  -- Null: nothing is settled, whoever opened the merchant moves the money on.
  settlement_account_no text references deposit_account (account_no),
  -- Fee of the branch, hundredths of a per cent of each payment.
  fee_bp integer not null check (fee_bp between 0 and 1000),
  settle_workdays integer not null check (settle_workdays between 0 and 30),
  -- Settled only when somebody lifts this.
  holds_money boolean not null,
  state text not null check (state in ('open', 'closed')),
  opened_on date not null,
  opened_at timestamptz not null
);
create index acquiring_merchant_party on acquiring_merchant (party_id);

-- How a merchant's net money is shared out, from a day on. The newest plan not after the payment's day counts.
create table acquiring_split_plan (
  id uuid primary key,
  merchant_id uuid not null references acquiring_merchant,
  from_on date not null,
  -- [{"merchantId", "name", "shareBp"}], shares of 10000 in order; ties go to the first.
  receivers jsonb not null,
  approval_id uuid,
  made_by text not null,
  at timestamptz not null
);
create index acquiring_split_plan_merchant on acquiring_split_plan (merchant_id, from_on);

create table acquiring_settlement (
  id uuid primary key,
  settlement_no text not null unique,
  merchant_id uuid not null references acquiring_merchant,
  settle_on date not null,
  -- What the statement says; the postings below are the truth of it.
  orders integer not null,
  gross_fen bigint not null check (gross_fen >= 0),
  refunds_fen bigint not null check (refunds_fen >= 0),
  fee_fen bigint not null check (fee_fen >= 0),
  net_fen bigint not null check (net_fen >= 0),
  state text not null check (state in ('split', 'paid')),
  account_no text,
  -- The plan it was shared out by; null: all of it to the merchant itself.
  plan_id uuid references acquiring_split_plan,
  reason text,
  at timestamptz not null,
  paid_at timestamptz
);
create index acquiring_settlement_merchant on acquiring_settlement (merchant_id, settle_on);
create sequence acquiring_settlement_number start 1;

create table acquiring_order (
  order_no text primary key,
  kind text not null,
  owner_id text not null,
  merchant_id uuid not null references acquiring_merchant,
  title text not null,
  amount_fen bigint not null check (amount_fen > 0),
  channel text not null check (channel in ('wechat', 'alipay', 'unionpay', 'counter', 'transfer')),
  payer_party_id uuid references party,
  payer_name text,
  state text not null check (state in ('created', 'paying', 'unknown', 'success', 'closed')),
  -- Where the money of a paid order went: waits for settlement, moved on by its scene, or goes back.
  money text check (money in ('waiting', 'moved', 'returning')),
  pay_url text,
  return_path text,
  channel_trade_no text,
  coupon_fen bigint not null default 0 check (coupon_fen between 0 and amount_fen),
  fee_fen bigint not null default 0,
  channel_fee_fen bigint not null default 0,
  paid_at timestamptz,
  booked_on date,
  settle_on date,
  split text check (split in ('held', 'split', 'finished')),
  settlement_id uuid references acquiring_settlement,
  -- Why its thing did not take the money, in the sentence of the refusal.
  refused text,
  expires_at timestamptz not null,
  asks integer not null default 0,
  next_ask_at timestamptz,
  last_error text,
  created_by text not null,
  created_at timestamptz not null,
  check ((state = 'success') = (money is not null)),
  check ((state = 'success') = (paid_at is not null))
);
create index acquiring_order_owner on acquiring_order (kind, owner_id);
create index acquiring_order_merchant on acquiring_order (merchant_id, created_at);
create index acquiring_order_paid on acquiring_order (channel, paid_at) where state = 'success';
create index acquiring_order_ask on acquiring_order (next_ask_at) where state in ('created', 'paying', 'unknown');
create index acquiring_order_settle on acquiring_order (settle_on, merchant_id) where split = 'held';
create index acquiring_order_settlement on acquiring_order (settlement_id);
create unique index acquiring_order_trade on acquiring_order (channel, channel_trade_no);

-- What a channel told us, kept before it is answered. The same news twice is one row.
create table acquiring_notice (
  seq bigint generated always as identity primary key,
  channel text not null,
  kind text not null check (kind in ('pay', 'refund')),
  -- Order number or refund number.
  subject text not null,
  trade_no text not null,
  outcome text not null check (outcome in ('success', 'failed', 'abnormal')),
  amount_fen bigint not null check (amount_fen > 0),
  coupon_fen bigint not null default 0,
  payer text,
  happened_at timestamptz not null,
  source text not null check (source in ('callback', 'query', 'bill', 'counter')),
  state text not null check (state in ('waiting', 'done', 'failed')),
  result text,
  tries integer not null default 0,
  next_try_at timestamptz not null,
  received_at timestamptz not null,
  unique (channel, kind, trade_no, outcome)
);
create index acquiring_notice_waiting on acquiring_notice (seq) where state = 'waiting';
create index acquiring_notice_subject on acquiring_notice (subject);

create table acquiring_refund (
  refund_no text primary key,
  order_no text not null references acquiring_order,
  amount_fen bigint not null check (amount_fen > 0),
  payer_fen bigint not null check (payer_fen >= 0),
  coupon_fen bigint not null check (coupon_fen >= 0),
  fee_back_fen bigint not null check (fee_back_fen >= 0),
  channel_fee_back_fen bigint not null check (channel_fee_back_fen >= 0),
  reason text not null,
  state text not null
    check (state in ('asked', 'approved', 'accepted', 'success', 'failed', 'abnormal', 'bank', 'declined')),
  channel_refund_no text,
  -- Where a bank pay-out went.
  bank_account text,
  bank_name text,
  asks integer not null default 0,
  next_ask_at timestamptz,
  last_error text,
  approval_id uuid,
  asked_by text not null,
  asked_at timestamptz not null,
  accepted_at timestamptz,
  ended_at timestamptz,
  check (payer_fen + coupon_fen = amount_fen)
);
create index acquiring_refund_order on acquiring_refund (order_no);
create index acquiring_refund_ask on acquiring_refund (next_ask_at) where state in ('approved', 'accepted');

-- What each receiver got of an order, and what was taken back from it.
create table acquiring_split_entry (
  order_no text not null references acquiring_order,
  place smallint not null,
  merchant_id uuid not null references acquiring_merchant,
  amount_fen bigint not null check (amount_fen >= 0),
  refund_no text references acquiring_refund deferrable initially deferred,
  at timestamptz not null,
  unique nulls not distinct (order_no, place, refund_no)
);
revoke update, delete on acquiring_split_entry from huoshui_app;
