-- Marks a branch that holds fictional data only; nothing else may show sign-ins to strangers.
-- Without a finishing time the demo is still being made: an interrupted one is thrown away and made again.
create table demo_branch (
  started_at timestamptz not null default now(),
  finished_at timestamptz
);
