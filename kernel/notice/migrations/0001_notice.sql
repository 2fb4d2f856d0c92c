-- Messages to people: inside the application, and out by SMS through the outbox with retries.
create table notice (
  id uuid primary key,
  -- "staff:<id>", "role:<code>@<outlet or *>", "party:<id>"
  audience text not null,
  title text not null,
  body text not null,
  page text,
  at timestamptz not null,
  once_key text unique
);
create index notice_audience on notice (audience, at desc);
create table notice_read (
  notice_id uuid not null references notice,
  reader text not null,
  at timestamptz not null,
  primary key (notice_id, reader)
);
create table sms_outbox (
  id uuid primary key,
  to_sealed bytea not null,
  text text not null,
  tries smallint not null default 0,
  next_try_at timestamptz not null,
  sent_at timestamptz,
  last_error text,
  once_key text unique
);
create index sms_outbox_due on sms_outbox (next_try_at) where sent_at is null;
