-- Closing the day, step by step: what was done, what failed, and where to go on after an interruption.
create table day_end_step (
  day date not null,
  position smallint not null,
  name text not null,
  state text not null check (state in ('waiting', 'running', 'done', 'failed')),
  done bigint not null default 0,
  failed jsonb not null default '[]',
  error text,
  started_at timestamptz,
  ended_at timestamptz,
  primary key (day, name)
);
