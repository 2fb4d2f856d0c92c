-- Why a file no longer shows; its bytes stay, as evidence of what was handed in.
alter table document add column removed_by_name text, add column removal_reason text;
