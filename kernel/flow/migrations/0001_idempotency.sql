-- Answers to Idempotency-Keys. Kept for ever: a key that was used means the same thing next year.
create table idempotency (
  key text primary key,
  input_hash bytea not null,
  answer jsonb,
  at timestamptz not null default now()
);
revoke delete on idempotency from huoshui_app;
