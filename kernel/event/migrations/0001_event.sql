-- The outbox: what happened, written in the transaction in which it happened, told afterwards.
create table event (
  seq bigint generated always as identity primary key,
  id uuid not null default gen_random_uuid(),
  type text not null,
  subject text not null,
  data jsonb not null,
  actor text not null,
  at timestamptz not null,
  told_at timestamptz,
  -- A listener that fails is tried again; after some tries the event is passed over and keeps the reason.
  tries smallint not null default 0,
  error text
);
create index event_untold on event (seq) where told_at is null;

create table webhook (
  id uuid primary key,
  url text not null,
  types text[] not null,
  secret_sealed bytea not null,
  state text not null default 'active' check (state in ('active', 'paused')),
  created_at timestamptz not null
);
create table webhook_delivery (
  webhook_id uuid not null references webhook,
  event_seq bigint not null references event,
  tries smallint not null default 0,
  next_try_at timestamptz not null,
  delivered_at timestamptz,
  last_answer text,
  primary key (webhook_id, event_seq)
);
create index webhook_delivery_due on webhook_delivery (next_try_at) where delivered_at is null;
revoke delete on event from huoshui_app;
