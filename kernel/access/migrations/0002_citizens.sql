-- A firm's, school's or office's people have posts of their own; who was there before is the firm's person.
alter table portal_user add column roles text[] not null default '{firm}';

-- People who sign in for themselves and for their children.
create table citizen_user (
  id uuid primary key,
  party_id uuid not null unique,
  name text not null,
  phone_sealed bytea not null,
  phone_digest bytea not null unique,
  phone_tail text not null,
  state text not null check (state in ('active', 'disabled')),
  created_at timestamptz not null
);
