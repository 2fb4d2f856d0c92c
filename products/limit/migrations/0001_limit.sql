-- Credit limits (授信额度). How much is free, reserved and used stands on memo book 2 under limit:<limit_no>:….
create table credit_limit (
  id uuid primary key,
  limit_no text not null unique,
  party_id uuid not null references party,
  outlet text not null references outlet,
  revolving boolean not null,
  valid_from date not null,
  valid_to date not null check (valid_to >= valid_from),
  -- The decision it rests on, e.g. an approval of a case.
  basis text not null,
  approval_id text,
  state text not null default 'active' check (state in ('active', 'suspended', 'ended')),
  created_at timestamptz not null
);
create index credit_limit_party on credit_limit (party_id);
create index credit_limit_valid_to on credit_limit (valid_to) where state = 'active';
