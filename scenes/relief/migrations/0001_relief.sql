-- Relief (纾困): cases from the first sign of trouble to the end of observation. Money and plans are the loan's own; these
-- rows hold what was said, found, decided and signed.
create sequence relief_case_number;

create table relief_case (
  id uuid primary key,
  case_no text not null unique,
  loan_no text not null references loan (loan_no),
  party_id uuid not null references party,
  outlet text not null references outlet,
  state text not null,
  state_since timestamptz not null,
  -- One signal a cause, so that a day's end run twice opens nothing twice.
  once_key text not null unique,
  signal text not null check (signal in ('due_soon', 'overdue', 'firm', 'manager')),
  signalled_on date not null,
  contacted_on date,
  contact_way text,
  contact_note text,
  contact_by text,
  reason_code text,
  words text,
  wish text,
  applied_on date,
  applied_by text,
  findings jsonb not null default '{}',
  cash jsonb,
  consents jsonb,
  -- The proposal, the figures shown with it, and who made it.
  proposal jsonb,
  -- What the rules looked at when the case was assessed: later the note is another one.
  facts jsonb,
  comparison jsonb,
  assessed_by text,
  assessed_name text,
  tool text,
  class_before text,
  class_after text,
  difficulty boolean,
  authority text,
  authority_reasons jsonb not null default '[]',
  opinion text,
  reviewer_name text,
  approval_id uuid,
  decided_on date,
  declined_reason text,
  contract_no text,
  contracted_on date,
  signed_by text,
  effective_on date,
  receipt_no text,
  new_loan_no text references loan (loan_no),
  observation_from date,
  observation_until date,
  restarts int not null default 0,
  exemption jsonb,
  closed_on date,
  closed_reason text,
  created_at timestamptz not null
);
-- A note has one running case at most.
create unique index relief_case_running on relief_case (loan_no) where state not in ('closed', 'declined');
create index relief_case_state on relief_case (state, state_since);
create index relief_case_party on relief_case (party_id);
create index relief_case_observed on relief_case (observation_until) where observation_until is not null;
revoke delete on relief_case from huoshui_app;

create table relief_timeline (
  seq bigint generated always as identity primary key,
  case_id uuid not null references relief_case,
  at timestamptz not null,
  who text not null,
  kind text not null,
  zh text not null,
  en text not null
);
create index relief_timeline_case on relief_timeline (case_id, seq);
revoke update, delete on relief_timeline from huoshui_app;
