-- Rest and work days. Years the State Council has not announced yet stand as plain weekdays and say so.
create table calendar_day (
  day date primary key,
  work boolean not null,
  name text,
  announced boolean not null
);
