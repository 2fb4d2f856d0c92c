-- Prices, packages and charges (服务价格). A price, ceiling, waiver or package is added and never changed: what was in
-- force on a day is read from the rows, and the paper behind each stands beside it.
create table fee_item (
  code text primary key check (code ~ '^[A-Z][A-Z0-9_]{2,39}$'),
  zh text not null,
  en text not null,
  nature text not null check (nature in ('GOV_GUIDED', 'GOV_FIXED', 'MARKET')),
  category text not null check (category in ('settlement', 'account', 'channel', 'paper', 'merchant')),
  unit_zh text not null,
  unit_en text not null,
  -- Months of a period for what runs on; null for what is charged when it is asked for.
  period_months int check (period_months in (1, 3, 6, 12))
);

create table fee_price (
  id uuid primary key,
  item_code text not null references fee_item,
  valid_from date not null,
  -- {"tiers":[{"over","upTo","fee","ratePct"}],"cap","cancelled"}, decimal yuan
  terms jsonb not null,
  doc_no text not null check (trim(doc_no) <> ''),
  certainty text not null check (certainty in ('fact', 'unverified', 'assumption')),
  proposed_by text not null,
  approval_id uuid,
  created_at timestamptz not null
);
create index fee_price_item on fee_price (item_code, valid_from desc, created_at desc);

-- 政府指导价上限 or 政府定价: what a price must not exceed, or must equal.
create table fee_ceiling (
  id uuid primary key,
  item_code text not null references fee_item,
  valid_from date not null,
  terms jsonb not null,
  doc_no text not null check (trim(doc_no) <> ''),
  certainty text not null check (certainty in ('fact', 'unverified', 'assumption')),
  proposed_by text not null,
  approval_id uuid,
  created_at timestamptz not null
);
create index fee_ceiling_item on fee_ceiling (item_code, valid_from desc, created_at desc);

create table fee_waiver (
  id uuid primary key,
  -- Versions of one waiver share the code; the latest that has begun counts.
  code text not null,
  zh text not null,
  en text not null,
  item_codes text[] not null check (cardinality(item_codes) > 0),
  size_classes text[] not null,
  base_max_fen bigint check (base_max_fen > 0),
  share_bp int not null check (share_bp between 0 and 10000),
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  doc_no text not null check (trim(doc_no) <> ''),
  certainty text not null check (certainty in ('fact', 'unverified', 'assumption')),
  proposed_by text not null,
  approval_id uuid,
  created_at timestamptz not null
);
create index fee_waiver_code on fee_waiver (code, valid_from desc, created_at desc);

create table fee_package (
  id uuid primary key,
  code text not null,
  zh text not null,
  en text not null,
  price_fen bigint not null check (price_fen >= 0),
  item_codes text[] not null check (cardinality(item_codes) > 0),
  term_months int not null check (term_months between 1 and 36),
  new_within_days int check (new_within_days > 0),
  once_per_uscc boolean not null,
  renew_into text,
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  doc_no text not null check (trim(doc_no) <> ''),
  certainty text not null check (certainty in ('fact', 'unverified', 'assumption')),
  proposed_by text not null,
  approval_id uuid,
  created_at timestamptz not null
);
create index fee_package_code on fee_package (code, valid_from desc, created_at desc);
revoke update, delete on fee_price, fee_ceiling, fee_waiver, fee_package from huoshui_app;

create sequence fee_subscription_number;
create table fee_subscription (
  id uuid primary key,
  number text not null unique,
  account_no text not null references deposit_account (account_no),
  party_id uuid not null references party,
  outlet text not null references outlet,
  uscc text,
  package_id uuid not null references fee_package,
  package_code text not null,
  once_per_uscc boolean not null,
  state text not null check (state in
    ('offered', 'active', 'notice_30', 'notice_7', 'renewed', 'ended_to_standard', 'services_stopped')),
  offered_on date not null,
  -- The firm's agreement: who, how, on which paper.
  accepted_by text,
  accepted_via text check (accepted_via in ('counter', 'portal', 'renewal')),
  paper_no text,
  start_on date,
  end_on date,
  notice_30_on date,
  notice_7_on date,
  ended_on date,
  at timestamptz not null,
  check ((state = 'offered') = (start_on is null)),
  check (accepted_via is distinct from 'counter' or trim(paper_no) <> '')
);
-- Once per unified social credit code, whatever the account.
create unique index fee_subscription_once on fee_subscription (uscc, package_code)
  where once_per_uscc and state <> 'offered';
create unique index fee_subscription_running on fee_subscription (account_no, package_code)
  where state in ('offered', 'active', 'notice_30', 'notice_7');
create index fee_subscription_end on fee_subscription (end_on) where state in ('active', 'notice_30', 'notice_7');
create index fee_subscription_party on fee_subscription (party_id);

-- What a firm agreed to, with the prices it saw. Rows are added only; the last word before the end counts.
create table fee_consent (
  id uuid primary key,
  account_no text not null references deposit_account (account_no),
  subscription_id uuid references fee_subscription,
  choice text not null check (choice in ('renew', 'standard', 'stop', 'service')),
  item_code text references fee_item,
  -- [{"item","zh","price"}] or the package renewed into
  seen jsonb not null,
  package_id uuid references fee_package,
  via text not null check (via in ('counter', 'portal')),
  paper_no text,
  given_by text not null,
  given_on date not null,
  at timestamptz not null,
  check (via = 'portal' or trim(paper_no) <> ''),
  check ((choice = 'service') = (item_code is not null)),
  check ((choice = 'service') = (subscription_id is null)),
  check ((choice = 'renew') = (package_id is not null))
);
create index fee_consent_subscription on fee_consent (subscription_id, at desc);
revoke update, delete on fee_consent from huoshui_app;

-- Services that run on, each because of a package or of a consent: there is no third way to have one.
create table fee_service (
  id uuid primary key,
  account_no text not null references deposit_account (account_no),
  party_id uuid not null references party,
  outlet text not null references outlet,
  item_code text not null references fee_item,
  from_on date not null,
  to_on date,
  next_due_on date not null,
  -- Periods charged so far; due days count from the first day, so that a 31st does not drift.
  periods int not null default 0,
  subscription_id uuid references fee_subscription,
  consent_id uuid references fee_consent,
  check (num_nonnulls(subscription_id, consent_id) = 1),
  check (subscription_id is null or to_on is not null)
);
create index fee_service_due on fee_service (next_due_on, id);
create index fee_service_account on fee_service (account_no);

create sequence fee_charge_number;
create table fee_charge (
  id uuid primary key,
  number text not null unique,
  account_no text not null references deposit_account (account_no),
  party_id uuid not null references party,
  outlet text not null references outlet,
  -- Null for the price of a package itself.
  item_code text references fee_item,
  charged_on date not null,
  period_from date,
  period_to date,
  base_fen bigint not null check (base_fen >= 0),
  quantity int not null check (quantity > 0),
  gross_fen bigint not null check (gross_fen >= 0),
  net_fen bigint not null check (net_fen >= 0),
  vat_fen bigint not null check (vat_fen between 0 and net_fen),
  vat_bp int not null,
  package_id uuid references fee_package,
  waiver_id uuid references fee_waiver,
  trace jsonb not null,
  -- Why it may be charged at all: a package, a consent, or an order of the day. Exactly one.
  subscription_id uuid references fee_subscription,
  consent_id uuid references fee_consent,
  order_no text,
  service_id uuid references fee_service,
  posting_id uuid,
  by text not null,
  at timestamptz not null,
  check (num_nonnulls(subscription_id, consent_id, order_no) = 1),
  check ((net_fen = 0) = (posting_id is null)),
  -- What a package covers costs nothing beside the package's own price.
  check (subscription_id is null or item_code is null or net_fen = 0),
  check (item_code is not null or subscription_id is not null)
);
create unique index fee_charge_period on fee_charge (service_id, period_from) where service_id is not null;
create unique index fee_charge_order on fee_charge (order_no, item_code) where order_no is not null;
create unique index fee_charge_package on fee_charge (subscription_id) where item_code is null;
create index fee_charge_party on fee_charge (party_id, charged_on);
create index fee_charge_day on fee_charge (charged_on, item_code);
revoke update, delete on fee_charge from huoshui_app;

create sequence fee_refund_number;
create table fee_refund (
  id uuid primary key,
  number text not null unique,
  charge_id uuid not null references fee_charge,
  -- overcharged: the price was too high; not_due: no service was rendered.
  kind text not null check (kind in ('overcharged', 'not_due')),
  amount_fen bigint not null check (amount_fen > 0),
  reason text not null,
  state text not null check (state in ('open', 'done', 'declined')),
  asked_by text not null,
  asked_on date not null,
  done_on date,
  posting_id uuid,
  approval_id uuid,
  at timestamptz not null,
  check ((state = 'done') = (posting_id is not null))
);
create unique index fee_refund_open on fee_refund (charge_id) where state = 'open';
create index fee_refund_charge on fee_refund (charge_id);
