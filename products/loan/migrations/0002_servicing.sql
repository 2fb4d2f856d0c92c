-- Wider terms, rates that follow the LPR, and everything that may happen to a note after it was paid out.
alter table loan drop constraint loan_method_check;
alter table loan add constraint loan_method_check check (method in
  ('interest_only', 'equal_instalment', 'equal_principal', 'bullet', 'flat', 'revolving', 'irregular'));
alter table loan drop constraint loan_day_count_check;
alter table loan add constraint loan_day_count_check check (day_count in
  ('monthly', '30/360', 'actual/360', 'actual/364', 'actual/365', 'actual/actual'));
alter table loan drop constraint loan_every_months_check;
alter table loan add constraint loan_every_months_check check (every_months in (1, 3, 6, 12));

alter table loan
  -- The maturity the note was paid out with; an extension is measured from it.
  add column first_matures_on date,
  add column rate_kind text not null default 'fixed' check (rate_kind in ('fixed', 'lpr')),
  add column lpr_tenor text check (lpr_tenor in ('1Y', '5Y')),
  add column spread_bp int,
  add column reprice_months smallint check (reprice_months in (1, 3, 6, 12)),
  add column reprice_next_on date,
  -- Instalments at the head that pay interest only.
  add column grace_principal smallint not null default 0 check (grace_principal >= 0),
  -- Irregular plans: [{"dueOn": "2026-06-20", "amountFen": "100000000"}, …].
  add column principal_plan jsonb,
  add column moves_on_holiday boolean not null default false,
  -- No interest is earned before this day.
  add column paused_until date,
  -- 重组 and its observation (令〔2023〕1号).
  add column restructured_on date,
  add column observation_from date,
  add column observation_until date,
  -- Consecutive periods paid in full while nothing was overdue, for the way back to a better class.
  add column cured_on date,
  -- The note this one settled without principal being repaid first (无还本续贷).
  add column renews text,
  add column impaired_on date,
  add column written_off_on date,
  -- Accounts that most notes never need; opened with their first event.
  add column fee_account bigint,
  add column impaired_account bigint,
  add column impaired_interest_account bigint,
  add column written_off_account bigint,
  add constraint loan_lpr_terms check (rate_kind = 'fixed'
    or (lpr_tenor is not null and spread_bp is not null and reprice_months is not null and reprice_next_on is not null));
create index loan_reprice on loan (reprice_next_on) where state = 'active' and rate_kind = 'lpr';
create index loan_by_outlet on loan (outlet, loan_no);
create index loan_class on loan (risk_class, loan_no) where risk_class <> 'pass';
create index loan_observed on loan (observation_until) where observation_until is not null;

alter table loan_instalment
  -- The rate this row was made with, and interest earned before the row was made again (a rate that changed inside it).
  add column rate_pct numeric(9, 6),
  add column carried_fen bigint not null default 0,
  -- Which version of the plan took its place; 0 = undone with its event, never to come back.
  add column replaced_by smallint;

alter table loan_event drop constraint loan_event_kind_check;
alter table loan_event add constraint loan_event_kind_check check (kind in ('payout', 'entrusted_payment', 'settlement',
  'collection', 'prepayment', 'payoff', 'overdue', 'penalty', 'non_accrual', 'reversal', 'repriced', 'rate_change',
  'extension', 'deferral', 'renewal', 'renewed', 'reage', 'reamortise', 'pause', 'fee', 'fee_correction', 'impairment',
  'write_off', 'recovery', 'repossession', 'class_changed'));
alter table loan_event
  -- The day it counts from (起息日); earlier than the booking day where it was booked late or replayed.
  add column value_on date,
  -- What was asked for, so that the event can be replayed by the same code.
  add column input jsonb,
  add column approval_id text,
  -- The event this one repeats after an earlier one was reversed or booked late.
  add column replays uuid;
update loan_event set value_on = day;
alter table loan_event alter column value_on set not null;
create index loan_event_value on loan_event (loan_id, value_on, seq);

-- What the tax inside the nights' totals still owes to exactness, in parts of a fen (1 / (10000 + vat_bp)): so that many
-- roundings add up to one, whatever way the totals were cut into nights.
create table loan_tax_rest (
  outlet text not null references outlet,
  vat_bp int not null,
  rest bigint not null,
  primary key (outlet, vat_bp)
);
revoke delete on loan_tax_rest from huoshui_app;
