-- What a relation is called in words: mother, father … for a guardian.
alter table party_relation add column note text;
create unique index party_relation_guardian on party_relation (from_party, to_party)
  where kind in ('guardian', 'guardian-barred') and to_on is null;
