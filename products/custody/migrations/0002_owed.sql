-- A rule may leave a part of the money outside custody. When it goes back, the beneficiary pays that part out of its own
-- account, in the same posting as what custody gives.
alter table custody_return add column owed_fen bigint not null default 0 check (owed_fen >= 0);
