-- A written batch can be taken back whole: what was made is kept with it, and who took it back and why.
alter table import_batch
  add column trace jsonb,
  add column undone_at timestamptz,
  add column undone_by_name text,
  add column undo_reason text;
