-- Dated parameters and decision tables, each with the document it comes from. The latest row that is in force counts.
create table rule_value (
  id uuid primary key,
  key text not null,
  valid_from date not null,
  value jsonb not null,
  source text not null,
  certainty text not null check (certainty in ('fact', 'unverified', 'assumption')),
  proposed_by text not null,
  approval_id uuid,
  created_at timestamptz not null
);
create index rule_value_key on rule_value (key, valid_from desc, created_at desc);
revoke update, delete on rule_value from huoshui_app;
