-- The book's tables. Whatever asks, a transfer, a posting or a sealed block is never changed or removed; the
-- application's role may read everything here and write nothing: it calls the functions of the following files.

-- Objects of a session (pg_temp) come last, so that nobody can slip a table of his own under a function of the owner.
select set_config('search_path', current_schema() || ', huoshui, pg_temp', true);

create table ledger_unit (
  id smallint primary key,
  code text not null unique,
  scale smallint not null check (scale between 0 and 12),
  title_zh text not null,
  title_en text not null
);

-- One row orders and numbers all transfers of a book: whoever updates it posts, the others wait.
create table ledger_book (
  id smallint primary key,
  seq bigint not null default 0,
  open_date date not null,
  last_posted_at timestamptz not null default '-infinity',
  title_zh text not null,
  title_en text not null
) with (fillfactor = 10);

-- The hot row of an account: fixed width only. What people call it stands in ledger_account_detail.
create table ledger_account (
  id bigint primary key,
  debits_pending bigint not null default 0,
  debits_posted bigint not null default 0,
  credits_pending bigint not null default 0,
  credits_posted bigint not null default 0,
  -- Sum of the legal freezes; 2 * 10^18 and more = everything.
  frozen bigint not null default 0,
  -- The account's newest transfer: head of its history.
  last_seq bigint not null default 0,
  -- What last_seq was before the batch that moved the account last: the posting function hands it to itself.
  before_seq bigint not null default 0,
  book smallint not null,
  unit smallint not null,
  is_debit_normal boolean not null,
  is_closed boolean not null default false,
  min_balance bigint,
  max_balance bigint,
  constraint ledger_account_counters check (
    debits_pending >= 0 and debits_posted >= 0 and credits_pending >= 0 and credits_posted >= 0 and frozen >= 0),
  constraint ledger_account_bounds check (
    min_balance between -2000000000000000000 and 2000000000000000000
    and max_balance between -2000000000000000000 and 2000000000000000000),
  -- The last line of defence: the posting function has asked before, this holds whoever writes.
  constraint ledger_account_lower check (min_balance is null or case when is_debit_normal
    then debits_posted - credits_posted - credits_pending else credits_posted - debits_posted - debits_pending end
    >= min_balance),
  constraint ledger_account_upper check (max_balance is null or case when is_debit_normal
    then debits_posted + debits_pending - credits_posted else credits_posted + credits_pending - debits_posted end
    <= max_balance),
  constraint ledger_account_closed check (not is_closed or (debits_posted = credits_posted
    and debits_pending = 0 and credits_pending = 0))
) with (fillfactor = 50);

create table ledger_account_detail (
  id bigint generated always as identity primary key,
  key text not null unique,
  subject text not null,
  outlet text not null,
  title text not null,
  opened_at timestamptz not null default now(),
  closed_at timestamptz
);
create index ledger_account_detail_subject on ledger_account_detail (subject, outlet);

create table ledger_code (
  code int primary key check (code > 0),
  template text not null,
  title_zh text not null,
  title_en text not null,
  needs_approval boolean not null,
  is_active boolean not null
);

-- The paper behind transfers: one row a business event.
create table ledger_posting (
  id uuid primary key,
  template int not null,
  legs smallint not null,
  reversal_kind smallint,
  reversal_of uuid,
  actor text not null,
  reference text,
  approval_id text,
  memo text,
  meta jsonb
);
-- A posting is taken back once.
create unique index ledger_posting_reversal on ledger_posting (reversal_of) where reversal_of is not null;
create index ledger_posting_reference on ledger_posting (reference) where reference is not null;

-- flags: 2 hold, 4 settle, 8 release, 16 expired, 32 wipe, 64 reverse.
-- debit_prev and credit_prev: seq of the same account's transfer before this one (0 = none). They are the history
-- index: appending costs nothing at a distance, and each account can be read backwards from its last_seq.
create table ledger_transfer (
  id uuid primary key,
  seq bigint not null,
  debit_id bigint not null,
  credit_id bigint not null,
  amount bigint not null,
  debit_prev bigint not null,
  credit_prev bigint not null,
  posted_at timestamptz not null,
  accounting_date date not null,
  code int not null,
  book smallint not null,
  unit smallint not null,
  flags smallint not null,
  posting_id uuid,
  pending_id uuid,
  constraint ledger_transfer_seq unique (seq, book),
  constraint ledger_transfer_amount check (amount > 0 and amount <= 100000000000000000),
  constraint ledger_transfer_accounts check (debit_id <> credit_id)
);

-- status: 0 open, 1 settled, 2 released, 3 expired.
create table ledger_hold (
  id uuid primary key,
  debit_id bigint not null,
  credit_id bigint not null,
  amount bigint not null,
  expires_at timestamptz,
  ended_by uuid,
  book smallint not null,
  unit smallint not null,
  status smallint not null default 0
) with (fillfactor = 70);
create index ledger_hold_due on ledger_hold (expires_at) where status = 0 and expires_at is not null;

create table ledger_freeze (
  id uuid primary key,
  account_id bigint not null,
  place bigint not null,
  amount bigint check (amount > 0),
  document_number text not null,
  authority text not null,
  from_on date not null,
  until_on date,
  placed_by text not null,
  placed_at timestamptz not null,
  lifted_by text,
  lifted_at timestamptz,
  lift_reason text
);
create index ledger_freeze_account on ledger_freeze (account_id, place);
create index ledger_freeze_due on ledger_freeze (until_on) where lifted_at is null;

create table ledger_block (
  book smallint not null,
  number int not null,
  accounting_date date not null,
  first_seq bigint not null,
  last_seq bigint not null,
  -- unit:count:amount of the transfers inside, by unit, written when sealed.
  sums text,
  previous_hash text,
  hash text,
  closed_at timestamptz not null,
  sealed_at timestamptz,
  primary key (book, number),
  unique (book, accounting_date)
);

-- Counters of the accounts that moved on a day, as they stood at its close: a cache that proof re-derives.
create table ledger_day_account (
  account_id bigint not null,
  accounting_date date not null,
  debits_posted bigint not null,
  credits_posted bigint not null,
  last_seq bigint not null,
  primary key (account_id, accounting_date)
);

-- Posted totals since the beginning by subject and outlet at the close of a day: a cache as well.
create table ledger_day_subject (
  book smallint not null,
  accounting_date date not null,
  unit smallint not null,
  subject text not null,
  outlet text not null,
  is_debit_normal boolean not null,
  debits_posted numeric not null,
  credits_posted numeric not null,
  primary key (book, accounting_date, unit, subject, outlet, is_debit_normal)
);

create function ledger_forbid() returns trigger language plpgsql as $$
begin
  raise exception 'The book is append-only: % on % is forbidden', tg_op, tg_table_name using errcode = 'HS001';
end $$;

create trigger append_only before update or delete or truncate on ledger_transfer
  for each statement execute function ledger_forbid();
create trigger append_only before update or delete or truncate on ledger_posting
  for each statement execute function ledger_forbid();
create trigger append_only before delete or truncate on ledger_block
  for each statement execute function ledger_forbid();
create trigger sealed_once before update on ledger_block
  for each row when (old.hash is not null) execute function ledger_forbid();
create trigger append_only before update or delete or truncate on ledger_day_account
  for each statement execute function ledger_forbid();
create trigger append_only before update or delete or truncate on ledger_day_subject
  for each statement execute function ledger_forbid();
create trigger no_delete before delete or truncate on ledger_account
  for each statement execute function ledger_forbid();
create trigger no_delete before delete or truncate on ledger_account_detail
  for each statement execute function ledger_forbid();
create trigger no_delete before delete or truncate on ledger_freeze
  for each statement execute function ledger_forbid();
create trigger no_delete before delete or truncate on ledger_hold
  for each statement execute function ledger_forbid();
create trigger fixed before update or delete or truncate on ledger_unit
  for each statement execute function ledger_forbid();

do $$
declare
  name text;
begin
  foreach name in array array['unit', 'book', 'account', 'account_detail', 'code', 'posting', 'transfer', 'hold',
                              'freeze', 'block', 'day_account', 'day_subject'] loop
    execute format('revoke insert, update, delete, truncate on ledger_%s from huoshui_app', name);
  end loop;
end $$;
revoke all on sequence ledger_account_detail_id_seq from huoshui_app;
