-- Money kept for somebody until evidence releases it. Amounts of what was agreed stand here; what is left stands on the
-- ledger only.
create sequence custody_pool_number;
create sequence custody_holding_number;
create sequence custody_batch_number;
create sequence custody_return_number;
create sequence custody_freeze_number;
create sequence custody_claim_number;

-- One custody account (存管账户) of one beneficiary: all that is kept for the people who paid them.
create table custody_pool (
  id uuid primary key,
  pool_no text not null unique,
  beneficiary_id uuid not null references party (id),
  -- Where released money goes; null until the beneficiary has named one.
  settlement_no text,
  outlet text not null,
  title text not null,
  state text not null check (state in ('open', 'run_off', 'closed')),
  -- Set by a difference with the bank's statement: nothing is released until it is explained.
  stopped_reason text,
  opened_on date not null,
  opened_at timestamptz not null
);
create index custody_pool_of_beneficiary on custody_pool (beneficiary_id);

-- One agreement's money: whose it is, for whom, and which thing of which scene it belongs to.
create table custody_holding (
  id uuid primary key,
  number text not null unique,
  pool_id uuid not null references custody_pool (id),
  owner_id uuid not null references party (id),
  object text not null,
  object_id text not null,
  state text not null check (state in ('open', 'returning', 'closed')),
  -- Earlier contracts come first where equal claims share a shortfall.
  signed_at timestamptz not null,
  opened_on date not null,
  opened_at timestamptz not null,
  unique (object, object_id)
);
create index custody_holding_of_pool on custody_holding (pool_id, state);
create index custody_holding_of_owner on custody_holding (owner_id);

create table custody_component (
  id uuid primary key,
  holding_id uuid not null references custody_holding (id),
  pool_id uuid not null references custody_pool (id),
  name text not null,
  title_zh text not null,
  title_en text not null,
  -- What came into custody for it; what the agreement charged may be more under a minimum-balance rule.
  paid_fen bigint not null check (paid_fen > 0),
  -- Steps that share the money, and steps on top that release nothing.
  steps int not null check (steps > 0),
  free_steps int not null default 0 check (free_steps >= 0),
  account_key text not null unique,
  steps_key text not null unique,
  unique (holding_id, name)
);
create index custody_component_of_pool on custody_component (pool_id);

create table custody_batch (
  id uuid primary key,
  number text not null unique,
  pool_id uuid not null references custody_pool (id),
  settlement_no text not null,
  cutoff_at timestamptz not null,
  lines int not null,
  amount_fen bigint not null,
  state text not null check (state in ('open', 'done')),
  made_by text not null,
  made_at timestamptz not null,
  done_at timestamptz
);
create index custody_batch_of_pool on custody_batch (pool_id, made_at desc);

-- One piece of evidence that a step was done; it releases its share once it stands.
create table custody_evidence (
  id uuid primary key,
  component_id uuid not null references custody_component (id),
  holding_id uuid not null references custody_holding (id),
  pool_id uuid not null references custody_pool (id),
  object_id text not null,
  state text not null check (state in ('asked', 'disputed', 'queued', 'released', 'void')),
  happened_at timestamptz not null,
  asked_at timestamptz not null,
  -- Silence to the end of this day confirms.
  due_on date not null,
  -- Due by the agreement's own plan: nobody is asked.
  planned boolean not null default false,
  k int,
  release_fen bigint,
  decided_at timestamptz,
  decided_by text check (decided_by in ('owner', 'silence', 'authority', 'plan')),
  decider text,
  disputed_at timestamptz,
  dispute_reason text,
  decision_reason text,
  batch_id uuid references custody_batch (id),
  posting_id uuid,
  unique (component_id, object_id),
  -- Checked at the end of a statement: taking a line back renumbers those behind it.
  constraint custody_evidence_place unique (component_id, k) deferrable initially immediate,
  check ((k is null) = (release_fen is null)),
  check (state not in ('queued', 'released') or (k is not null and decided_at is not null)),
  check (state <> 'released' or (batch_id is not null and posting_id is not null))
);
create index custody_evidence_waiting on custody_evidence (due_on) where state = 'asked';
create index custody_evidence_queued on custody_evidence (pool_id, decided_at) where state = 'queued';
create index custody_evidence_of_batch on custody_evidence (batch_id, state);
create index custody_evidence_of_holding on custody_evidence (holding_id, state);

-- R(k) = round(paid × k ÷ N), half up; the same as cumulativeFen of rules.ts (a property test holds them together).
create function custody_share(paid bigint, steps int, k bigint) returns bigint language sql immutable as $$
  select case when k <= 0 then 0 when k >= steps then paid else (2 * paid * k + steps) / (2 * steps) end;
$$;

create table custody_return (
  id uuid primary key,
  number text not null unique,
  holding_id uuid not null references custody_holding (id),
  pool_id uuid not null references custody_pool (id),
  reason text not null,
  amount_fen bigint not null check (amount_fen >= 0),
  -- Left with the beneficiary by the agreement's own terms, at the same moment.
  kept_fen bigint not null default 0 check (kept_fen >= 0),
  parts jsonb not null,
  route text not null check (route in ('channel', 'transfer')),
  route_ref text,
  state text not null check (state in ('sent', 'done', 'bounced')),
  posting_id uuid not null,
  sent_at timestamptz not null,
  done_at timestamptz
);
create index custody_return_of_holding on custody_return (holding_id);

create table custody_freeze (
  id uuid primary key,
  number text not null unique,
  scope text not null check (scope in ('holding', 'pool_release', 'pool_all')),
  pool_id uuid not null references custody_pool (id),
  holding_id uuid references custody_holding (id),
  document_no text not null,
  authority text not null,
  reason text not null,
  from_on date not null,
  until_on date,
  state text not null check (state in ('waiting', 'active', 'lifting', 'lifted', 'declined')),
  asked_by text not null,
  asked_at timestamptz not null,
  placed_by text,
  placed_at timestamptz,
  lifted_by text,
  lifted_at timestamptz,
  lift_reason text,
  -- Legal freezes on the ledger that stand behind it.
  ledger_ids uuid[] not null default '{}',
  check ((scope = 'holding') = (holding_id is not null))
);
create index custody_freeze_active on custody_freeze (pool_id) where state in ('active', 'lifting');

create table custody_runoff (
  id uuid primary key,
  pool_id uuid not null references custody_pool (id),
  reason text not null,
  document_no text not null,
  state text not null check (state in ('collecting', 'approved', 'done')),
  opened_on date not null,
  opened_by text not null,
  opened_at timestamptz not null,
  -- The pool's own money (deposit) shared out over what the holdings themselves did not cover.
  shared_fen bigint not null,
  approval_id text
);
create unique index custody_runoff_once on custody_runoff (pool_id);

create table custody_claim (
  id uuid primary key,
  number text not null unique,
  runoff_id uuid not null references custody_runoff (id),
  holding_id uuid not null unique references custody_holding (id),
  claimant_id uuid not null references party (id),
  signed_at timestamptz not null,
  claim_fen bigint not null check (claim_fen > 0),
  own_fen bigint not null check (own_fen >= 0),
  shared_fen bigint not null check (shared_fen >= 0),
  state text not null check (state in ('listed', 'confirmed', 'paid', 'failed')),
  payee_name text,
  payee_bank text,
  payee_sealed bytea,
  payee_tail text,
  tries int not null default 0,
  posting_id uuid,
  -- What each component gave to the payment that stands.
  own_parts jsonb,
  failure text,
  paid_at timestamptz,
  check (own_fen + shared_fen <= claim_fen)
);
create index custody_claim_of_runoff on custody_claim (runoff_id, state);

-- The bank's own statement of the custody account, as its core system gives it.
create table custody_bank_line (
  id uuid primary key,
  pool_id uuid not null references custody_pool (id),
  booked_on date not null,
  reference text not null,
  direction text not null check (direction in ('in', 'out')),
  amount_fen bigint not null check (amount_fen > 0),
  balance_fen bigint not null,
  purpose text not null check (purpose in ('receipt', 'release', 'refund', 'interest', 'deposit', 'other')),
  position bigint generated always as identity,
  unique (pool_id, reference)
);
create index custody_bank_line_of_day on custody_bank_line (pool_id, booked_on, position);

create table custody_recon (
  id uuid primary key,
  pool_id uuid not null references custody_pool (id),
  day date not null,
  receipts_fen bigint not null,
  releases_fen bigint not null,
  refunds_fen bigint not null,
  unearned_fen bigint not null,
  ledger_fen bigint not null,
  bank_fen bigint,
  interest_fen bigint not null,
  unapplied_fen bigint not null,
  deposit_fen bigint not null,
  difference_fen bigint,
  -- What stands on the ledger against what the papers say.
  ledger_difference_fen bigint not null,
  state text not null check (state in ('matched', 'different', 'explained', 'no_statement')),
  explanation text,
  explained_by text,
  at timestamptz not null,
  unique (pool_id, day)
);

revoke delete on custody_pool, custody_holding, custody_component, custody_batch, custody_evidence, custody_return,
  custody_freeze, custody_runoff, custody_claim, custody_recon from huoshui_app;
revoke update, delete on custody_bank_line from huoshui_app;
