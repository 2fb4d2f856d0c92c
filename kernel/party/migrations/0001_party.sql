-- Customers of every kind, once. Personal numbers are sealed; beside them stand a digest for equality and the tail.
create table party (
  id uuid primary key,
  kind text not null check (kind in ('firm', 'person', 'village', 'school', 'public-body')),
  name text not null,
  initials text not null,
  uscc text unique,
  id_kind text check (id_kind in ('resident', 'passport')),
  id_sealed bytea,
  id_digest bytea unique,
  id_tail text,
  outlet text not null references outlet,
  manager_id uuid,
  industry text,
  size text check (size in ('micro', 'small', 'medium', 'large')),
  address text,
  facts jsonb not null default '{}',
  state text not null default 'active' check (state in ('active', 'closed')),
  created_at timestamptz not null,
  version int not null default 1
);
create index party_name on party (name text_pattern_ops);
create index party_initials on party (initials text_pattern_ops);
create index party_id_tail on party (id_tail);
create index party_outlet on party (outlet, name, id);

create table party_contact (
  id uuid primary key,
  party_id uuid not null references party,
  name text not null,
  duty text not null,
  phone_sealed bytea not null,
  phone_digest bytea not null,
  phone_tail text not null
);
create index party_contact_party on party_contact (party_id);
create index party_contact_phone on party_contact (phone_digest);

create table party_relation (
  id uuid primary key,
  from_party uuid not null references party,
  to_party uuid not null references party,
  kind text not null,
  share_bp int check (share_bp between 0 and 10000),
  from_on date,
  to_on date
);
create index party_relation_from on party_relation (from_party);
create index party_relation_to on party_relation (to_party);

create table party_licence (
  id uuid primary key,
  party_id uuid not null references party,
  kind text not null,
  number text not null,
  issuer text,
  issued_on date,
  valid_to date
);
create index party_licence_party on party_licence (party_id);

create table party_bank_account (
  id uuid primary key,
  party_id uuid not null references party,
  bank text not null,
  holder text not null,
  number_sealed bytea not null,
  number_digest bytea not null,
  number_tail text not null
);
create index party_bank_account_party on party_bank_account (party_id);

-- Who looked at a full number, and for what.
create table party_reveal (
  id uuid primary key,
  party_id uuid not null references party,
  field text not null,
  purpose text not null,
  staff_id text not null,
  staff_name text not null,
  at timestamptz not null
);
create index party_reveal_staff on party_reveal (staff_id, at);
create index party_reveal_party on party_reveal (party_id, at);
revoke update, delete on party_reveal from huoshui_app;
