-- Decided inside one firm, school or office by its own people; null where the bank decides.
alter table approval add column party_id uuid;
create index approval_party on approval (party_id, created_at) where party_id is not null;
