-- The branch office and its outlets (支行). Every customer, contract and account names the outlet that keeps it.
create table outlet (
  code text primary key,
  name_zh text not null,
  name_en text not null,
  kind text not null check (kind in ('branch', 'outlet')),
  position smallint not null
);
