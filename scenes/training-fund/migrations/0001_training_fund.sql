-- Supervision of prepaid training fees (教培资金监管). Money stands in custody (products/custody) and on the ledger; here
-- stands who teaches whom, when, under which policy, and what was asked and answered.
create sequence training_contract_number;
create sequence training_refund_number;
create sequence training_course_number;

create table training_institution (
  id uuid primary key,
  party_id uuid not null unique references party (id),
  pool_id uuid not null references custody_pool (id),
  merchant_id uuid not null,
  kind text not null check (kind in ('academic', 'non_academic')),
  licence_no text not null unique,
  licence_until date not null,
  -- The local policy it works under; an order keeps the version of its day.
  policy_code text not null,
  outlet text not null,
  address text not null,
  people text[] not null default '{}',
  whitelisted boolean not null default false,
  blacklisted boolean not null default false,
  blacklist_reason text,
  level text not null default 'NORMAL' check (level in ('NORMAL', 'YELLOW', 'RED')),
  state text not null default 'NORMAL'
    check (state in ('NORMAL', 'WATCH', 'RESTRICTED', 'RELEASE_FROZEN', 'RUN_OFF', 'CLOSED')),
  state_reason text,
  registered_on date not null,
  registered_at timestamptz not null
);

create table training_course (
  id uuid primary key,
  number text not null unique,
  institution_id uuid not null references training_institution (id),
  title text not null,
  subject text not null,
  billing text not null check (billing in ('period', 'lessons', 'both')),
  lesson_count int not null check (lesson_count > 0),
  gift_lessons int not null default 0 check (gift_lessons >= 0),
  lesson_minutes int not null check (lesson_minutes > 0),
  tuition_fen bigint not null check (tuition_fen > 0),
  list_per_lesson_fen bigint not null check (list_per_lesson_fen > 0),
  materials_fen bigint not null default 0 check (materials_fen >= 0),
  deduction text not null check (deduction in ('PAID_PRICE', 'LIST_PRICE')),
  teacher text not null,
  room text not null,
  online boolean not null default false,
  seats int not null check (seats > 0),
  first_on date not null,
  last_on date not null,
  state text not null check (state in ('draft', 'submitted', 'approved', 'refused', 'ended')),
  decided_by text,
  decided_at timestamptz,
  decision_reason text,
  created_at timestamptz not null
);
create index training_course_of_institution on training_course (institution_id, state);

create table training_lesson (
  id uuid primary key,
  course_id uuid not null references training_course (id),
  seq int not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  state text not null default 'scheduled' check (state in ('scheduled', 'held', 'cancelled')),
  -- Children counted in the room, whoever they are.
  seen int,
  marked_by text,
  marked_at timestamptz,
  unique (course_id, seq)
);
create index training_lesson_when on training_lesson (starts_at);

create table training_order (
  id uuid primary key,
  contract_no text not null unique,
  institution_id uuid not null references training_institution (id),
  course_id uuid not null references training_course (id),
  student_id uuid not null references party (id),
  guardian_id uuid not null references party (id),
  tuition_fen bigint not null check (tuition_fen > 0),
  materials_fen bigint not null check (materials_fen >= 0),
  list_per_lesson_fen bigint not null,
  paid_lessons int not null,
  gift_lessons int not null,
  gift_mode text not null check (gift_mode in ('PAID_ONLY', 'SPREAD_ALL')),
  deduction text not null check (deduction in ('PAID_PRICE', 'LIST_PRICE')),
  lessons_left_when_signed int not null,
  first_on date not null,
  last_on date not null,
  policy_code text not null,
  policy_value_id uuid not null,
  -- The version as it was that day.
  policy jsonb not null,
  school_roll text not null default 'PENDING' check (school_roll in ('PENDING', 'FOUND')),
  state text not null check (state in
    ('SIGNED', 'PAID', 'TEACHING', 'COMPLETED', 'REFUNDING', 'REFUNDED', 'FROZEN', 'CANCELLED')),
  signed_on date not null,
  signed_at timestamptz not null,
  order_no text,
  channel text,
  pay_by timestamptz not null,
  paid_on date,
  paid_at timestamptz,
  holding_id uuid references custody_holding (id),
  -- Left outside custody by a minimum-balance or deposit policy.
  outside_fen bigint not null default 0
);
create index training_order_of_institution on training_order (institution_id, state);
create index training_order_of_guardian on training_order (guardian_id);
create index training_order_of_student on training_order (student_id, state);
create index training_order_of_course on training_order (course_id, state);

create table training_attendance (
  id uuid primary key,
  lesson_id uuid not null references training_lesson (id),
  order_id uuid not null references training_order (id),
  mark text not null check (mark in ('present', 'absent', 'leave')),
  source text not null check (source in ('sign_in', 'offline')),
  marked_by text not null,
  marked_at timestamptz not null,
  unique (lesson_id, order_id)
);
create index training_attendance_of_order on training_attendance (order_id);

create table training_refund (
  id uuid primary key,
  number text not null unique,
  order_id uuid not null references training_order (id),
  institution_id uuid not null references training_institution (id),
  reason text not null,
  at_fault boolean not null default false,
  cooling_off boolean not null,
  -- The calculation as shown when asked.
  sheet jsonb not null,
  amount_fen bigint not null,
  state text not null,
  asked_on date not null,
  asked_at timestamptz not null,
  -- Silence of the institution to the end of this day agrees.
  answer_by date not null,
  pay_by date not null,
  answered_by text,
  answered_at timestamptz,
  answer text,
  decided_by text,
  decided_at timestamptz,
  decision text,
  sent_at timestamptz,
  done_at timestamptz,
  route text check (route in ('channel', 'transfer')),
  refund_no text,
  return_number text
);
create unique index training_refund_open on training_refund (order_id)
  where state in ('INSTITUTION_REVIEW', 'AGREED', 'SILENT_AGREED', 'REJECTED', 'ARBITRATION', 'BANK_SENT', 'BANK_FAILED');
create index training_refund_waiting on training_refund (answer_by) where state = 'INSTITUTION_REVIEW';

create table training_alert (
  id uuid primary key,
  rule text not null,
  -- The thing within the rule, such as the student and day; '' for the institution as a whole.
  subject text not null default '',
  institution_id uuid not null references training_institution (id),
  level text not null check (level in ('YELLOW', 'RED')),
  text_zh text not null,
  text_en text not null,
  facts jsonb not null,
  opened_on date not null,
  seen_on date not null,
  state text not null check (state in ('open', 'closed')),
  handler text,
  outcome text,
  closed_at timestamptz
);
create unique index training_alert_open on training_alert (institution_id, rule, subject) where state = 'open';

revoke delete on training_institution, training_course, training_lesson, training_order, training_attendance,
  training_refund, training_alert from huoshui_app;
