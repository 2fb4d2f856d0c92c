-- Who did what to which thing, chained by SM3: changing or removing one row breaks every later hash.
create table audit_entry (
  seq bigint primary key,
  at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  actor_name text not null,
  outlet text,
  ip text,
  request_id text not null,
  action text not null,
  object text not null,
  object_id text not null,
  before jsonb,
  after jsonb,
  result text not null check (result in ('done', 'denied')),
  prev_hash bytea not null,
  hash bytea not null
);
create index audit_entry_object on audit_entry (object, object_id, seq);
create index audit_entry_actor on audit_entry (actor_id, seq);
create index audit_entry_action on audit_entry (action, seq);

-- The head of the chain: its row lock puts entries of concurrent transactions into one order.
create table audit_head (
  single boolean primary key default true check (single),
  seq bigint not null,
  hash bytea not null
);
insert into audit_head (seq, hash) values (0, decode(repeat('00', 32), 'hex'));

create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'audit entries are never changed or removed';
end $$;
create trigger audit_entry_append_only before update or delete or truncate on audit_entry
  for each statement execute function audit_is_append_only();

revoke update, delete on audit_entry from huoshui_app;
revoke insert, delete on audit_head from huoshui_app;
