create sequence loan_number;

-- Loan notes (借据). Money stands on the ledger; these rows hold the terms, the plan, and how far interest is counted.
create table loan (
  id uuid primary key,
  loan_no text not null unique,
  contract_no text not null,
  party_id uuid not null references party,
  outlet text not null references outlet,
  deposit_no text not null references deposit_account (account_no),
  limit_no text references credit_limit (limit_no),
  purpose text not null,
  method text not null check (method in ('interest_only', 'equal_instalment', 'equal_principal', 'bullet')),
  day_count text not null check (day_count in ('monthly', 'actual/360')),
  amount_fen bigint not null check (amount_fen > 0),
  -- Per cent a year.
  rate_pct numeric(9, 6) not null check (rate_pct >= 0),
  overdue_uplift_pct numeric(6, 2) not null,
  misuse_uplift_pct numeric(6, 2) not null,
  settlement_day smallint check (settlement_day between 1 and 28),
  -- Months between due dates: 1 monthly, 3 quarterly.
  every_months smallint not null check (every_months in (1, 3)),
  first_due_on date,
  instalments smallint not null check (instalments > 0),
  start_on date not null,
  matures_on date not null check (matures_on > start_on),
  payment_mode text not null check (payment_mode in ('self', 'entrusted')),
  state text not null default 'signed' check (state in ('signed', 'active', 'settled', 'written_off', 'reversed')),
  signed_at timestamptz not null,
  paid_out_on date,
  settled_on date,
  misused_from date,
  risk_class text not null default 'pass',
  -- Ledger accounts, so that a whole branch is counted in one statement.
  principal_account bigint not null,
  overdue_account bigint not null,
  interest_account bigint not null,
  penalty_account bigint not null,
  compound_account bigint not null,
  -- 表外应收未收利息: interest of a loan that is past 90 days.
  memo_account bigint not null,
  -- Interest of the running period, exact: fen × days × per cent counted up to accrued_to (积数 × 年利率).
  period_from date,
  accrued_to date,
  accrued_product numeric not null default 0,
  -- Instalment loans by 逐笔: the running instalment's planned interest, earned evenly over its days.
  period_interest_fen bigint,
  period_days int,
  -- Overdue: since when, and the exact products of penalty and compound interest counted up to penalty_to.
  overdue_since date,
  penalty_to date,
  penalty_product numeric not null default 0,
  compound_product numeric not null default 0,
  -- From this day interest is counted off the balance sheet (逾期 90 天以上).
  nonaccrual_on date,
  plan_version smallint not null default 1
);
create index loan_party on loan (party_id);
create index loan_contract on loan (contract_no);
create index loan_active on loan (outlet) where state = 'active';
create index loan_overdue on loan (overdue_since) where overdue_since is not null;

-- The plan: what falls due when. A change of the plan writes a new version; the old one stays.
create table loan_instalment (
  loan_id uuid not null references loan,
  version smallint not null,
  n smallint not null,
  from_on date not null,
  due_on date not null,
  days int not null,
  principal_fen bigint not null check (principal_fen >= 0),
  interest_fen bigint not null check (interest_fen >= 0),
  balance_fen bigint not null check (balance_fen >= 0),
  -- Set when the day's end took it up; its debts are on the ledger from then on.
  due_done_on date,
  settled_interest_fen bigint,
  -- A later plan replaced it before it fell due.
  replaced boolean not null default false,
  primary key (loan_id, version, n)
);
create index loan_instalment_done on loan_instalment (due_done_on) where due_done_on is not null;
create index loan_instalment_due on loan_instalment (due_on) where due_done_on is null and not replaced;
revoke delete on loan, loan_instalment from huoshui_app;

-- Every business event of a note with its receipt number (回单).
create table loan_event (
  id uuid primary key,
  seq bigint generated always as identity,
  loan_id uuid not null references loan,
  receipt_no text not null unique,
  kind text not null check (kind in ('payout', 'entrusted_payment', 'settlement', 'collection', 'prepayment', 'payoff',
    'overdue', 'penalty', 'non_accrual', 'reversal')),
  day date not null,
  amount_fen bigint not null,
  parts jsonb not null default '{}',
  posting_id uuid,
  -- What the row looked like before, so that a reversal restores the counting.
  before jsonb,
  reversed_by uuid,
  actor text not null,
  at timestamptz not null
);
create index loan_event_loan on loan_event (loan_id, at);
create sequence loan_receipt_number;
revoke delete on loan_event from huoshui_app;

-- Entrusted payments (受托支付): who is to be paid from the loan, and whether it went out.
create table loan_payee (
  id uuid primary key,
  loan_id uuid not null references loan,
  name text not null,
  bank text not null,
  account_no text not null,
  amount_fen bigint not null check (amount_fen > 0),
  purpose text not null,
  state text not null default 'planned' check (state in ('planned', 'paid')),
  paid_on date
);
create index loan_payee_loan on loan_payee (loan_id);
