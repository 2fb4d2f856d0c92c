-- The portfolio as it stood each night, summed once by the day end, so that a dashboard reads a few hundred rows whatever
-- the number of notes.
create table loan_summary (
  day date not null,
  outlet text not null references outlet,
  -- total, new, overdue, class, rate, industry, vintage, method
  dimension text not null,
  key text not null,
  loans bigint not null,
  balance_fen bigint not null,
  -- Of it past due by a day or more, and of it in one of the three bad classes.
  overdue_fen bigint not null,
  bad_fen bigint not null,
  primary key (day, dimension, outlet, key)
);
-- The largest debtors of a night: concentration.
create table loan_summary_party (
  day date not null,
  outlet text not null references outlet,
  party_id uuid not null references party,
  place smallint not null,
  loans bigint not null,
  balance_fen bigint not null,
  primary key (day, outlet, place)
);
