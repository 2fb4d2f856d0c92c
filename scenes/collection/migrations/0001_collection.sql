-- Who collects, what for, from whom, what was asked and what happened to it. What a bill still owes in principal stands on
-- the ledger (memo book); what a payer has paid ahead stands there too (main book). These rows say why.

create sequence collection_org_number start 1 maxvalue 99999;
create sequence collection_bill_number start 1;
create sequence collection_receipt_number start 1;

create table collection_org (
  id uuid primary key,
  org_no integer not null unique,
  party_id uuid not null unique references party,
  outlet text not null references outlet,
  name text not null,
  merchant_id uuid not null references acquiring_merchant,
  settlement_account_no text not null references deposit_account (account_no),
  code_rule text not null check (code_rule in ('strict', 'loose')),
  payers integer not null default 0,
  state text not null check (state in ('open', 'closed')),
  opened_by text not null,
  opened_at timestamptz not null
);

create table collection_item (
  id uuid primary key,
  org_id uuid not null references collection_org,
  code text not null,
  name text not null,
  kind text not null check (kind in ('fixed', 'open', 'metered', 'instalment')),
  allow_partial boolean not null,
  min_partial_fen bigint not null check (min_partial_fen >= 0),
  late_ppm integer not null check (late_ppm between 0 and 100000),
  grace_days integer not null check (grace_days between 0 and 365),
  allocation text not null check (allocation in ('late-first', 'principal-first')),
  receipt_kind text not null check (receipt_kind in ('receipt', 'tax-invoice', 'fiscal')),
  state text not null check (state in ('active', 'stopped')),
  version integer not null default 1,
  unique (org_id, code)
);

create table collection_payer (
  id uuid primary key,
  org_id uuid not null references collection_org,
  payer_no integer not null,
  -- The organisation's own key: 学号, 房号, 户号.
  key text not null,
  name text not null,
  -- Building, class, department: what reports are drilled down by.
  group_name text not null,
  phone_sealed bytea,
  phone_digest bytea,
  phone_tail text,
  code text not null unique,
  code_rule text not null check (code_rule in ('strict', 'loose')),
  created_at timestamptz not null,
  unique (org_id, key),
  unique (org_id, payer_no)
);
create index collection_payer_phone on collection_payer (phone_digest);

create table collection_batch (
  id uuid primary key,
  batch_no text not null unique,
  org_id uuid not null references collection_org,
  bills integer not null,
  total_fen bigint not null,
  state text not null check (state in ('draft', 'publishing', 'published', 'void')),
  made_by text not null,
  made_by_name text not null,
  made_at timestamptz not null,
  published_on date,
  job_id uuid
);
create index collection_batch_org on collection_batch (org_id, made_at desc);

create table collection_bill (
  bill_no text primary key,
  org_id uuid not null references collection_org,
  batch_id uuid not null references collection_batch,
  payer_id uuid not null references collection_payer,
  item_id uuid not null references collection_item,
  period text not null,
  principal_fen bigint not null check (principal_fen > 0),
  due_on date not null,
  state text not null
    check (state in ('draft', 'published', 'part-paid', 'paid', 'part-refunded', 'refunded', 'void')),
  published_on date,
  ended_on date
);
create unique index collection_bill_once on collection_bill (payer_id, item_id, period) where state <> 'void';
create index collection_bill_org on collection_bill (org_id, due_on, bill_no);
create index collection_bill_open on collection_bill (due_on) where state in ('published', 'part-paid');
create index collection_bill_batch on collection_bill (batch_id, state);

-- What a payer was quoted: the amounts hold until the order's time is over, whatever day it is paid on.
create table collection_checkout (
  id uuid primary key,
  org_id uuid not null references collection_org,
  payer_id uuid not null references collection_payer,
  lines jsonb not null,
  amount_fen bigint not null check (amount_fen > 0),
  as_of date not null,
  order_no text unique,
  made_by text not null,
  at timestamptz not null
);

create table collection_payment (
  order_no text primary key,
  org_id uuid not null references collection_org,
  payer_id uuid not null references collection_payer,
  channel text not null,
  amount_fen bigint not null check (amount_fen > 0),
  receipt_no text not null unique,
  payer_name text,
  paid_at timestamptz not null,
  booked_on date not null
);
create index collection_payment_org on collection_payment (org_id, booked_on);
create index collection_payment_payer on collection_payment (payer_id, paid_at desc);

-- What happened to a bill, line by line; what it owes is worked out from these.
create table collection_bill_event (
  id uuid primary key,
  bill_no text not null references collection_bill,
  on_day date not null,
  kind text not null check (kind in ('pay', 'relief', 'waive')),
  amount_fen bigint not null check (amount_fen > 0),
  principal_fen bigint not null check (principal_fen >= 0),
  late_fen bigint not null check (late_fen >= 0),
  -- The payment it came from; null for relief and for money paid ahead.
  order_no text,
  reason text,
  by_name text not null,
  at timestamptz not null
);
create index collection_bill_event_bill on collection_bill_event (bill_no, on_day);
create index collection_bill_event_order on collection_bill_event (order_no);
revoke update, delete on collection_bill_event from huoshui_app;

create table collection_refund (
  id uuid primary key,
  org_id uuid not null references collection_org,
  order_no text not null references collection_payment,
  refund_no text unique,
  amount_fen bigint not null check (amount_fen > 0),
  reason text not null,
  state text not null check (state in ('asked', 'sent', 'success', 'bank', 'declined')),
  asked_by_name text not null,
  asked_at timestamptz not null,
  ended_at timestamptz
);
create index collection_refund_order on collection_refund (order_no);

-- Transfers that came in for a collection number, and those nobody knows the number of.
create table collection_transfer (
  id uuid primary key,
  bank_ref text not null unique,
  outlet text not null references outlet,
  code text not null,
  payer_name text not null,
  amount_fen bigint not null check (amount_fen > 0),
  state text not null check (state in ('matched', 'unmatched', 'claimed', 'returned')),
  org_id uuid references collection_org,
  payer_id uuid references collection_payer,
  -- The account's name differs from the payer's: credited all the same, and shown.
  is_third_party boolean not null default false,
  ahead_fen bigint not null default 0 check (ahead_fen >= 0),
  why text,
  received_on date not null,
  return_on date,
  ended_by_name text,
  at timestamptz not null
);
create index collection_transfer_open on collection_transfer (return_on) where state = 'unmatched';
create index collection_transfer_org on collection_transfer (org_id, received_on);

create table collection_reminder (
  id uuid primary key,
  bill_no text not null references collection_bill,
  kind text not null,
  sent_on date not null,
  unique (bill_no, kind)
);
