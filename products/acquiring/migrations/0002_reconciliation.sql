-- The channels' bills, what differs from our book, what the bank says came in, and who signed the day off.

create table acquiring_bill_file (
  id uuid primary key,
  channel text not null,
  bill_on date not null,
  name text not null,
  -- SHA-256 of the bytes as they came.
  hash bytea not null,
  state text not null check (state in ('loaded', 'rejected')),
  fault text,
  rows integer not null default 0,
  pay_fen bigint not null default 0,
  refund_fen bigint not null default 0,
  -- Fee in hundred-thousandths of a yuan, as the file has five decimals; what refunds gave back is taken off.
  fee_e5 bigint not null default 0,
  loaded_by text not null,
  loaded_at timestamptz not null
);
create unique index acquiring_bill_file_hash on acquiring_bill_file (channel, hash) where state = 'loaded';
create unique index acquiring_bill_file_day on acquiring_bill_file (channel, bill_on) where state = 'loaded';

create table acquiring_bill_line (
  file_id uuid not null references acquiring_bill_file,
  line_no integer not null,
  -- PAY:order number, or REFUND:refund number.
  key text not null,
  kind text not null check (kind in ('pay', 'refund')),
  order_no text not null,
  refund_no text,
  trade_no text not null,
  at timestamptz not null,
  amount_fen bigint not null,
  fee_e5 bigint not null,
  status text not null
);
create index acquiring_bill_line_key on acquiring_bill_line (file_id, key);
create index acquiring_bill_line_order on acquiring_bill_line (order_no);

create table acquiring_recon_day (
  channel text not null,
  bill_on date not null,
  -- Null: the channel says there was no trade.
  file_id uuid references acquiring_bill_file,
  state text not null check (state in ('matched', 'signed')),
  matched integer not null,
  our_count integer not null,
  our_pay_fen bigint not null,
  our_refund_fen bigint not null,
  their_count integer not null,
  their_pay_fen bigint not null,
  their_refund_fen bigint not null,
  their_fee_fen bigint not null,
  matched_by text not null,
  matched_at timestamptz not null,
  bank_reason text,
  signed_by text,
  signed_at timestamptz,
  primary key (channel, bill_on)
);

create table acquiring_recon_item (
  id bigint generated always as identity primary key,
  channel text not null,
  bill_on date not null,
  key text not null,
  kind text not null check (kind in ('CHANNEL_ONLY', 'OURS_ONLY', 'AMOUNT_DIFF', 'STATUS_DIFF', 'CUTOFF', 'FEE_DIFF', 'DUP_PAY')),
  line_kind text not null check (line_kind in ('pay', 'refund')),
  order_no text,
  refund_no text,
  trade_no text,
  our_fen bigint,
  their_fen bigint,
  our_fee_fen bigint,
  their_fee_fen bigint,
  our_status text,
  their_status text,
  state text not null check (state in ('open', 'explained', 'adjusted', 'written_off')),
  -- Kept aside on the ledger: above zero a surplus (长款), below a shortage (短款).
  suspense_fen bigint,
  suspense_posting uuid,
  suspense_on date,
  reason text,
  asked_by text,
  approval_id uuid,
  resolved_posting uuid,
  resolved_on date,
  found_at timestamptz not null,
  unique (channel, bill_on, key, kind)
);
create index acquiring_recon_item_open on acquiring_recon_item (channel, bill_on) where state = 'open';
create index acquiring_recon_item_key on acquiring_recon_item (key);

create table acquiring_bank_line (
  bank_ref text primary key,
  channel text not null,
  -- The bill day the channel pays with it.
  bill_on date not null,
  value_on date not null,
  amount_fen bigint not null check (amount_fen > 0),
  fee_fen bigint not null,
  memo text,
  posting_id uuid not null,
  kept_by text not null,
  at timestamptz not null
);
create index acquiring_bank_line_day on acquiring_bank_line (channel, bill_on);
