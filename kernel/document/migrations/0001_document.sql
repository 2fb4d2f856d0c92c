-- Papers that came in, and papers that went out. Files lie in the files folder under their own hash.
create table document (
  id uuid primary key,
  owner_kind text not null,
  owner_id text not null,
  kind text not null,
  title text not null,
  file_name text not null,
  media_type text not null,
  size int not null,
  sm3 bytea not null,
  uploaded_by text not null,
  uploaded_by_name text not null,
  at timestamptz not null,
  removed_at timestamptz
);
create index document_owner on document (owner_kind, owner_id, at);

-- Every print is an issue of its own, with its count and a code that anybody may check.
create table print_issue (
  id uuid primary key,
  kind text not null,
  object_id text not null,
  number text not null,
  title text not null,
  issue int not null,
  verify_code text not null unique,
  sm3 bytea not null,
  printed_by text not null,
  printed_by_name text not null,
  at timestamptz not null,
  unique (kind, object_id, issue)
);
create index print_issue_object on print_issue (object_id, at);
revoke update, delete on print_issue from huoshui_app;
