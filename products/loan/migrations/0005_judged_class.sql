-- A class that people judged worse than the days say; it holds until people lift it.
alter table loan add column judged_class text
  check (judged_class in ('special_mention', 'substandard', 'doubtful', 'loss'));
alter table loan_event drop constraint loan_event_kind_check;
alter table loan_event add constraint loan_event_kind_check check (kind in ('payout', 'entrusted_payment', 'settlement',
  'collection', 'prepayment', 'payoff', 'overdue', 'penalty', 'non_accrual', 'reversal', 'repriced', 'rate_change',
  'extension', 'deferral', 'renewal', 'renewed', 'reage', 'reamortise', 'pause', 'fee', 'fee_correction', 'impairment',
  'write_off', 'recovery', 'repossession', 'class_changed', 'judged'));
