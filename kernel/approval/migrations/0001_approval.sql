-- Maker-checker: what one person prepared and others decide on, bound to the exact content by its hash.
create table approval (
  id uuid primary key,
  kind text not null,
  object_id text not null,
  title text not null,
  content jsonb not null,
  before jsonb,
  content_hash bytea not null,
  amount_fen bigint,
  outlet text,
  levels jsonb not null,
  level smallint not null default 0,
  state text not null default 'open' check (state in ('open', 'approved', 'returned', 'rejected', 'void')),
  maker_id text not null,
  maker_person text not null,
  maker_name text not null,
  created_at timestamptz not null,
  decided_at timestamptz
);
create unique index approval_one_open on approval (kind, object_id) where state = 'open';
create index approval_open on approval (created_at) where state = 'open';
create index approval_object on approval (object_id);

create table approval_signature (
  approval_id uuid not null references approval,
  level smallint not null,
  checker_id text not null,
  checker_person text not null,
  checker_name text not null,
  decision text not null check (decision in ('approved', 'returned', 'rejected')),
  reason text not null,
  content_hash bytea not null,
  at timestamptz not null,
  primary key (approval_id, level)
);
revoke update, delete on approval_signature from huoshui_app;
revoke delete on approval from huoshui_app;
