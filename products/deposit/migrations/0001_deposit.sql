-- Current accounts of firms (单位活期存款). The money itself is on the ledger under deposit:<account_no>.
create table deposit_account (
  id uuid primary key,
  account_no text not null unique,
  party_id uuid not null references party,
  outlet text not null references outlet,
  currency text not null default 'CNY' check (currency = 'CNY'),
  state text not null default 'open' check (state in ('open', 'closed')),
  opened_on date not null,
  closed_on date,
  opened_at timestamptz not null
);
create index deposit_account_party on deposit_account (party_id);
create sequence deposit_account_number;
