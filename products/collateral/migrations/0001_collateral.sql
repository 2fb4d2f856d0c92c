-- Collateral (押品): what it is, what it was valued at, and which charges rest on it. Taken-in values stand on memo
-- book 2 under collateral:<item_no>.
create table collateral_item (
  id uuid primary key,
  item_no text not null unique,
  party_id uuid not null references party,
  outlet text not null references outlet,
  class text not null,
  title text not null,
  -- Number of the title deed, invoice or right; one thing is entered once.
  title_no text,
  location text,
  insurance_no text,
  -- Free facts of the class, e.g. pollutant and quantity.
  facts jsonb not null default '{}',
  status text not null default 'active' check (status in ('active', 'lost', 'released')),
  lost_reason text,
  created_at timestamptz not null
);
create index collateral_item_party on collateral_item (party_id);
create unique index collateral_item_title on collateral_item (class, title_no)
  where title_no is not null and status = 'active' and class <> 'emission_right';

create table collateral_valuation (
  id uuid primary key,
  item_id uuid not null references collateral_item,
  value_fen bigint not null check (value_fen >= 0),
  valued_on date not null,
  valid_until date not null,
  appraiser text not null,
  method text not null,
  facts jsonb not null default '{}',
  at timestamptz not null
);
create index collateral_valuation_item on collateral_valuation (item_id, valued_on desc, at desc);
revoke update, delete on collateral_valuation from huoshui_app;

-- One charge of one item for one contract: filed, confirmed, released at its registry.
create table collateral_charge (
  id uuid primary key,
  item_id uuid not null references collateral_item,
  -- What it secures, e.g. a case number.
  secures text not null,
  registry text not null check (registry in ('reserve-centre', 'real-estate', 'movables')),
  kind text not null check (kind in ('freeze', 'mortgage', 'filing')),
  rank smallint not null default 1,
  secured_max_fen bigint not null check (secured_max_fen > 0),
  state text not null default 'draft' check (state in ('draft', 'sent', 'done', 'refused', 'releasing', 'released')),
  request_no text not null unique,
  certificate_no text,
  refused_reason text,
  sent_at timestamptz,
  done_at timestamptz,
  released_at timestamptz,
  created_at timestamptz not null
);
create index collateral_charge_item on collateral_charge (item_id);
create index collateral_charge_secures on collateral_charge (secures);
revoke delete on collateral_valuation, collateral_charge from huoshui_app;
