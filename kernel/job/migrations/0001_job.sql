-- Long work and its progress. The queue itself is kept by the job library; this is what people see.
create table job (
  id uuid primary key,
  kind text not null,
  input jsonb not null,
  state text not null check (state in ('waiting', 'running', 'done', 'failed')),
  done bigint not null default 0,
  total bigint not null default 0,
  text text not null default '',
  result jsonb,
  error text,
  asked_by text not null,
  asked_by_name text not null,
  created_at timestamptz not null,
  started_at timestamptz,
  ended_at timestamptz
);
create index job_recent on job (created_at desc);
create index job_open on job (created_at) where state in ('waiting', 'running');
