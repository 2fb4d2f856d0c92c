-- 人民币银行结算账户: what kind of account it is, under which number it is filed, and from when interest is still owed.
alter table deposit_account
  add column kind text not null default 'basic' check (kind in ('basic', 'general', 'special', 'temporary')),
  -- 基本存款账户编号, or the number under which another kind was filed.
  add column filing_no text,
  add column purpose text,
  -- A temporary account ends.
  add column valid_to date,
  -- First day whose balance has earned no interest yet.
  add column interest_from date;
update deposit_account set interest_from = opened_on;
alter table deposit_account alter column interest_from set not null;
-- One basic account a firm, here (人民币银行结算账户管理办法 第四条).
create unique index deposit_account_basic on deposit_account (party_id) where kind = 'basic' and state = 'open';

-- Who asked for an account, what was checked, and how it ended.
create table deposit_application (
  id uuid primary key,
  party_id uuid not null references party,
  outlet text not null references outlet,
  kind text not null check (kind in ('basic', 'general', 'special', 'temporary')),
  title text not null,
  purpose text,
  filing_no text,
  valid_to date,
  checks jsonb not null,
  state text not null check (state in ('open', 'approved', 'declined')),
  account_no text references deposit_account (account_no),
  applied_by text not null,
  at timestamptz not null
);
create unique index deposit_application_open on deposit_application (party_id, kind) where state = 'open';

-- Each settlement of interest (结息), so that it can be explained later.
create table deposit_interest (
  account_no text not null references deposit_account (account_no),
  from_on date not null,
  to_on date not null,
  -- fen × days per stretch of one rate: [{"from","to","product","ratePct"}]
  stretches jsonb not null,
  interest_fen bigint not null check (interest_fen >= 0),
  posting_id uuid,
  primary key (account_no, from_on)
);
revoke update, delete on deposit_interest from huoshui_app;
