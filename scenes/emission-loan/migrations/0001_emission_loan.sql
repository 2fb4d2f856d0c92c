-- Emission-right mortgage loans (排污权抵押贷款): permits, rights, prices and cases. Quantities under freeze and all money
-- are on the ledger; these rows hold what was said, decided and sent.
create table emission_permit (
  id uuid primary key,
  party_id uuid not null references party,
  permit_no text not null unique,
  issuer text not null,
  issued_on date not null,
  valid_to date not null check (valid_to > issued_on),
  status text not null default 'valid' check (status in ('valid', 'revoked')),
  created_at timestamptz not null
);
create index emission_permit_party on emission_permit (party_id);
create index emission_permit_valid_to on emission_permit (valid_to);

create table emission_permit_limit (
  permit_id uuid not null references emission_permit,
  pollutant text not null,
  grams bigint not null check (grams > 0),
  primary key (permit_id, pollutant)
);

-- The quantity itself is an account: right:<right_no>:free and one frozen account per case.
create table emission_right (
  id uuid primary key,
  permit_id uuid not null references emission_permit,
  party_id uuid not null references party,
  right_no text not null unique,
  pollutant text not null,
  grams bigint not null check (grams > 0),
  committed_grams bigint not null default 0 check (committed_grams >= 0),
  acquisition text not null check (acquisition in ('INITIAL_PAID', 'MARKET', 'FREE')),
  acquired_on date not null,
  valid_to date not null check (valid_to > acquired_on),
  fee_paid_to date,
  created_at timestamptz not null
);
create index emission_right_party on emission_right (party_id);

create table emission_price (
  id uuid primary key,
  pollutant text not null,
  kind text not null check (kind in ('USE_FEE', 'BASE_PRICE', 'MARKET_AVG')),
  region text not null,
  -- Fen per tonne or kilogram, by the pollutant; use fees per year.
  price_fen bigint not null check (price_fen > 0),
  doc_no text not null,
  certainty text not null check (certainty in ('fact', 'unverified', 'assumption')),
  valid_from date not null,
  created_at timestamptz not null
);
create index emission_price_at on emission_price (region, pollutant, kind, valid_from desc, created_at desc);
revoke update, delete on emission_price from huoshui_app;

create sequence emission_case_number;
create sequence emission_item_number;

create table emission_case (
  id uuid primary key,
  case_no text not null unique,
  party_id uuid not null references party,
  outlet text not null references outlet,
  manager_id uuid,
  manager_name text,
  state text not null,
  state_since timestamptz not null,
  package_type text not null,
  asked_fen bigint,
  term_months int,
  purpose text,
  method text,
  project_tag text,
  need jsonb,
  consent_letter boolean not null default false,
  applied_on date,
  environment jsonb,
  basis text,
  valued_on date,
  lendable_fen bigint,
  loan_max_fen bigint,
  reviewed_fen bigint,
  reviewed_months int,
  rate_pct numeric(9, 6),
  opinion text,
  authority text,
  authority_reasons jsonb not null default '[]',
  approval_id uuid,
  approved_fen bigint,
  approved_at timestamptz,
  limit_no text,
  contract_no text,
  contract_signed_at timestamptz,
  start_on date,
  end_on date,
  payment_mode text,
  loan_no text,
  paid_out_on date,
  first_check jsonb,
  disposal jsonb,
  ended_reason text,
  created_at timestamptz not null
);
create index emission_case_state on emission_case (state, state_since);
create index emission_case_party on emission_case (party_id);
create index emission_case_outlet on emission_case (outlet);
create unique index emission_case_loan on emission_case (loan_no) where loan_no is not null;

create table emission_leg (
  id uuid primary key,
  case_id uuid not null references emission_case,
  item_id uuid not null references collateral_item,
  class text not null,
  right_id uuid references emission_right,
  grams bigint,
  prior_claims_fen bigint not null default 0 check (prior_claims_fen >= 0),
  created_at timestamptz not null,
  removed_at timestamptz
);
create index emission_leg_case on emission_leg (case_id);
create index emission_leg_right on emission_leg (right_id);

-- Each valuation of a package, and how it stood against the loan: the curve is read from here.
create table emission_valuation (
  id uuid primary key,
  case_id uuid not null references emission_case,
  basis text not null check (basis in ('FULL', 'SURPLUS')),
  valued_on date not null,
  valid_until date not null,
  appraiser text not null,
  reason text not null check (reason in ('first', 'bulletin', 'yearly', 'manual')),
  rights jsonb not null,
  rights_fen bigint not null,
  others_fen bigint not null,
  lendable_fen bigint not null,
  loan_max_fen bigint not null,
  outstanding_fen bigint not null,
  at timestamptz not null
);
create index emission_valuation_case on emission_valuation (case_id, at);
revoke update, delete on emission_valuation from huoshui_app;

create table emission_event (
  id uuid primary key,
  case_id uuid not null references emission_case,
  kind text not null,
  severity text not null check (severity in ('yellow', 'amber', 'red')),
  source text not null,
  note text not null,
  due_on date,
  -- One event a cause, so that a day's end run twice opens nothing twice.
  once_key text unique,
  opened_at timestamptz not null,
  closed_at timestamptz,
  closed_by text,
  close_note text
);
create index emission_event_case on emission_event (case_id, opened_at);
create index emission_event_open on emission_event (severity) where closed_at is null;

create table emission_margin_call (
  id uuid primary key,
  case_id uuid not null references emission_case,
  opened_on date not null,
  due_on date not null,
  reason text not null,
  outstanding_fen bigint not null,
  right_value_fen bigint not null,
  ltv_bp int not null,
  band text not null,
  cure_fen bigint not null,
  closed_on date
);
create unique index emission_margin_call_open on emission_margin_call (case_id) where closed_on is null;

-- What happened to a case, in words, for its timeline.
create table emission_timeline (
  seq bigint generated always as identity primary key,
  case_id uuid not null references emission_case,
  at timestamptz not null,
  kind text not null,
  who text not null,
  zh text not null,
  en text not null,
  reference text
);
create index emission_timeline_case on emission_timeline (case_id, seq);
revoke update, delete on emission_timeline from huoshui_app;
