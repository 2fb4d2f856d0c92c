-- The nights look for misused notes among all of a branch; hardly any is.
create index loan_misused on loan (party_id) where misused_from is not null;
create index loan_late_party on loan (party_id) where overdue_since is not null;
