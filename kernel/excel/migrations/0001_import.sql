-- Excel imports: one batch a file; the file's hash makes a second upload harmless.
create table import_batch (
  id uuid primary key,
  kind text not null,
  file_name text not null,
  sm3 bytea not null,
  state text not null check (state in ('checked', 'applied', 'undone')),
  rows int not null,
  faulty int not null,
  good jsonb not null,
  returned_file bytea not null,
  uploaded_by text not null,
  uploaded_by_name text not null,
  at timestamptz not null,
  applied_at timestamptz
);
create index import_batch_recent on import_batch (at desc);
create unique index import_batch_once on import_batch (kind, sm3) where state = 'applied';
