-- Decision tables as data, in versions with effective dates.
create table decision_version (
  id uuid primary key,
  key text not null,
  valid_from date not null,
  content jsonb not null,
  source text not null,
  certainty text not null check (certainty in ('fact', 'unverified', 'assumption')),
  proposed_by text not null,
  approval_id uuid,
  created_at timestamptz not null
);
create index decision_version_key on decision_version (key, valid_from desc, created_at desc);
revoke update, delete on decision_version from huoshui_app;
