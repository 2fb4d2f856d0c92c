-- Which customer stands behind which account of the ledger, and what the account is called in front of people.
create table account_owner (
  account_key text primary key,
  party_id uuid not null references party,
  title_zh text not null,
  title_en text not null
);
create index account_owner_party on account_owner (party_id);
