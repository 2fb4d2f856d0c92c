-- Messages exchanged with partners (registries, centres, other systems): what was sent, what came back, what waits.
create table partner_message (
  id uuid primary key,
  partner text not null,
  direction text not null check (direction in ('out', 'in')),
  kind text not null,
  subject text not null,
  body jsonb not null,
  state text not null check (state in ('waiting', 'sent', 'answered', 'failed', 'received')),
  answer jsonb,
  tries smallint not null default 0,
  next_try_at timestamptz,
  last_error text,
  at timestamptz not null,
  answered_at timestamptz
);
create index partner_message_subject on partner_message (subject, at);
create index partner_message_due on partner_message (next_try_at) where state in ('waiting', 'sent');
