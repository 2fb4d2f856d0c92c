-- A large file is checked by a job, with progress, in the name of whoever brought it.
alter table import_batch drop constraint import_batch_state_check;
alter table import_batch
  add constraint import_batch_state_check check (state in ('checking', 'checked', 'failed', 'applied', 'undone')),
  add column uploaded_kind text not null default 'staff' check (uploaded_kind in ('staff', 'portal', 'system')),
  add column job_id uuid,
  -- The first faults, for the page; the returned file has them all.
  add column faults jsonb not null default '[]',
  -- Why a file could not be read, as {"zh", "en"}.
  add column failure jsonb;
