-- Company loans (项目、流动资金、中长期营运资金贷款): cases from acceptance to release. Money, limits and collateral values are
-- on the ledger; these rows hold what was said, seen, decided and sent.
create sequence corporate_case_number;
create sequence corporate_item_number;

create table corporate_case (
  id uuid primary key,
  case_no text not null unique,
  party_id uuid not null references party,
  outlet text not null references outlet,
  manager_id uuid,
  manager_name text,
  product text not null check (product in ('project', 'working_capital', 'medium_working_capital')),
  state text not null,
  state_since timestamptz not null,
  asked_fen bigint not null check (asked_fen > 0),
  term_months int not null check (term_months > 0),
  purpose text not null,
  repayment_source text not null,
  method text not null,
  every_months smallint not null check (every_months in (1, 3, 6, 12)),
  guarantee text not null check (guarantee in ('low_risk', 'full_mortgage', 'guarantor', 'unsecured')),
  guarantor text,
  is_new_client boolean not null default false,
  project_tag text,
  accepted_on date not null,
  permit_valid_to date,
  need jsonb,
  project jsonb,
  cover jsonb,
  dd_opinion text,
  submitted_by uuid,
  reviewed_fen bigint,
  reviewed_months int,
  rate_pct numeric(9, 6),
  opinion text,
  raise_facts jsonb not null default '[]',
  reviewer_id uuid,
  reviewer_name text,
  authority text,
  authority_reasons jsonb not null default '[]',
  approval_id uuid,
  approved_fen bigint,
  approved_on date,
  approval_valid_to date,
  -- Counts the approvals of a case: a change of terms brings a new limit.
  round smallint not null default 0,
  limit_no text,
  contract_no text,
  signed_on date,
  end_on date,
  guarantee_contract_no text,
  bureau_checked_on date,
  handed_over_on date,
  write_off jsonb,
  ended_reason text,
  created_at timestamptz not null
);
create index corporate_case_state on corporate_case (state, state_since);
create index corporate_case_party on corporate_case (party_id);
create index corporate_case_outlet on corporate_case (outlet);

create table corporate_statement (
  id uuid primary key,
  case_id uuid not null references corporate_case,
  -- "2025" a year, "2026-09" the latest month.
  period text not null check (period ~ '^\d{4}(-\d{2})?$'),
  received_on date not null,
  items jsonb not null,
  note text not null default '',
  by_name text not null,
  at timestamptz not null
);
create index corporate_statement_case on corporate_statement (case_id, period, at);
revoke update, delete on corporate_statement from huoshui_app;

create table corporate_check (
  case_id uuid not null references corporate_case,
  item text not null,
  result text not null check (result in ('yes', 'no', 'na')),
  note text not null default '',
  by_name text not null,
  at timestamptz not null,
  primary key (case_id, item)
);

-- A look at the firm before or after the loan: who went, what was seen. Photos hang on its id in kernel/document.
create table corporate_visit (
  id uuid primary key,
  case_id uuid not null references corporate_case,
  kind text not null check (kind in ('dd', 'use', 'periodic', 'progress', 'warning')),
  on_site boolean not null,
  visited_on date not null,
  place text not null,
  officer_a uuid not null,
  officer_a_name text not null,
  officer_b uuid,
  officer_b_name text,
  findings text not null,
  at timestamptz not null,
  constraint corporate_visit_two_people check (officer_b is null or officer_b <> officer_a),
  constraint corporate_visit_site_takes_two check (not on_site or officer_b is not null)
);
create index corporate_visit_case on corporate_visit (case_id, visited_on);
revoke update, delete on corporate_visit from huoshui_app;

create table corporate_leg (
  id uuid primary key,
  case_id uuid not null references corporate_case,
  item_id uuid not null references collateral_item,
  class text not null,
  prior_claims_fen bigint not null default 0 check (prior_claims_fen >= 0),
  created_at timestamptz not null,
  removed_at timestamptz
);
create index corporate_leg_case on corporate_leg (case_id);
create index corporate_leg_item on corporate_leg (item_id);

create table corporate_condition (
  id uuid primary key,
  case_id uuid not null references corporate_case,
  round smallint not null,
  position smallint not null,
  text text not null,
  met_on date,
  met_by text,
  evidence text
);
create index corporate_condition_case on corporate_condition (case_id, round, position);

-- Equity paid in and work done, as shown by papers; the newest row counts.
create table corporate_progress (
  seq bigint generated always as identity primary key,
  case_id uuid not null references corporate_case,
  on_date date not null,
  equity_paid_fen bigint not null check (equity_paid_fen >= 0),
  progress_bp int not null check (progress_bp between 0 and 10000),
  evidence text not null,
  by_name text not null,
  at timestamptz not null
);
create index corporate_progress_case on corporate_progress (case_id, seq);
revoke update, delete on corporate_progress from huoshui_app;

create table corporate_draw (
  id uuid primary key,
  draw_no text not null unique,
  case_id uuid not null references corporate_case,
  amount_fen bigint not null check (amount_fen > 0),
  mode text not null check (mode in ('self', 'entrusted')),
  payees jsonb not null,
  gates jsonb not null,
  papers_later boolean not null default false,
  state text not null check (state in ('requested', 'submitted', 'paid', 'declined')),
  approval_id uuid,
  requested_by uuid,
  requested_name text not null,
  requested_on date not null,
  desk_id uuid,
  desk_name text,
  paid_on date,
  loan_no text unique,
  entrust_by date,
  entrust_latest date,
  check_due_on date,
  checked_on date,
  check_result text check (check_result in ('as_agreed', 'misused')),
  check_note text,
  checked_by text
);
create index corporate_draw_case on corporate_draw (case_id, requested_on);
create index corporate_draw_unchecked on corporate_draw (check_due_on) where state = 'paid' and checked_on is null;

create table corporate_task (
  id uuid primary key,
  case_id uuid not null references corporate_case,
  kind text not null check (kind in ('use', 'periodic', 'progress', 'reminder', 'freeze', 'plan', 'visit', 'revalue', 'papers')),
  title_zh text not null,
  title_en text not null,
  due_on date not null,
  -- One task a cause, so that a day's end run twice opens nothing twice.
  once_key text not null unique,
  done_on date,
  done_by text,
  result text
);
create index corporate_task_case on corporate_task (case_id, due_on);
create index corporate_task_open on corporate_task (due_on) where done_on is null;

create table corporate_warning (
  id uuid primary key,
  case_id uuid not null references corporate_case,
  signal text not null,
  level text not null check (level in ('red', 'amber', 'yellow')),
  source text not null,
  note text not null,
  once_key text unique,
  opened_on date not null,
  freeze_by date,
  frozen_on date,
  plan_by date,
  plan text,
  plan_on date,
  visit_by date,
  closed_on date,
  closed_by text,
  close_note text
);
create index corporate_warning_case on corporate_warning (case_id, opened_on);
create index corporate_warning_open on corporate_warning (level) where closed_on is null;

create table corporate_collection (
  id uuid primary key,
  case_id uuid not null references corporate_case,
  loan_no text not null,
  step text not null,
  -- The due date that was missed; a new arrears starts a new ladder.
  overdue_from date not null,
  due_on date not null,
  done_on date,
  done_by text,
  way text,
  note text,
  delivered_on date,
  proof_no text,
  unique (loan_no, overdue_from, step)
);
create index corporate_collection_case on corporate_collection (case_id, due_on);
create index corporate_collection_open on corporate_collection (due_on) where done_on is null;

create table corporate_timeline (
  seq bigint generated always as identity primary key,
  case_id uuid not null references corporate_case,
  at timestamptz not null,
  kind text not null,
  who text not null,
  zh text not null,
  en text not null,
  reference text
);
create index corporate_timeline_case on corporate_timeline (case_id, seq);
revoke update, delete on corporate_timeline from huoshui_app;
