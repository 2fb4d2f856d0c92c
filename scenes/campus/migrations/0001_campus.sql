-- A school's gates and cards (智慧校园). Who is in school follows from the gate events; money is the wallet product's.
create table campus_school (
  id uuid primary key,
  party_id uuid not null unique references party,
  name text not null,
  outlet text not null references outlet,
  scheme_id uuid not null unique references wallet_scheme,
  -- Local times "07:40"; a class may have its own.
  bell text not null check (bell ~ '^[0-2]\d:[0-5]\d$'),
  closes text not null check (closes ~ '^[0-2]\d:[0-5]\d$'),
  term_from date not null,
  term_to date not null,
  impact_assessed_on date,
  -- Counts up with every credential that is added or taken away; devices ask by this number.
  roster_version bigint not null default 0,
  opened_on date not null
);

create table campus_class (
  id uuid primary key,
  school_id uuid not null references campus_school,
  title text not null,
  teacher_id uuid references portal_user,
  teacher_name text,
  bell text,
  closes text,
  unique (school_id, title)
);

create table campus_person (
  person_id uuid primary key references party,
  school_id uuid not null references campus_school,
  kind text not null check (kind in ('student', 'staff')),
  class_id uuid references campus_class,
  number text not null,
  birth_on date,
  is_boarder boolean not null default false,
  status text not null default 'enrolled' check (status in ('enrolled', 'graduated', 'left')),
  wallet_no text references wallet,
  unique (school_id, number)
);
create index campus_person_class on campus_person (class_id);

-- 单独同意: given and withdrawn, never overwritten.
create table campus_consent (
  id uuid primary key,
  person_id uuid not null references campus_person,
  purpose text not null check (purpose in ('face', 'card', 'notice')),
  version text not null,
  given_by uuid not null references party,
  given_at timestamptz not null,
  withdrawn_by uuid references party,
  withdrawn_at timestamptz,
  -- Until when the data must be gone, and when every device had confirmed.
  delete_due_on date,
  deleted_at timestamptz
);
create unique index campus_consent_open on campus_consent (person_id, purpose) where withdrawn_at is null;

create table campus_credential (
  id uuid primary key,
  school_id uuid not null references campus_school,
  person_id uuid not null references campus_person,
  kind text not null check (kind in ('card', 'face', 'qr', 'pin')),
  -- Card number, or the reference of a face template that lives in the devices only.
  ref text not null,
  state text not null default 'active' check (state in ('active', 'lost', 'replaced', 'revoked')),
  version bigint not null,
  at timestamptz not null,
  unique (school_id, kind, ref)
);
create index campus_credential_person on campus_credential (person_id);
create index campus_credential_version on campus_credential (school_id, version);

create table campus_device (
  sn text primary key,
  school_id uuid not null references campus_school,
  kind text not null check (kind in ('gate', 'desk', 'muster')),
  place text not null,
  direction text not null check (direction in ('in', 'out', 'both')),
  adapter text not null,
  has_face boolean not null default false,
  state text not null default 'active' check (state in ('active', 'retired')),
  -- The last five differences device time − server time, and their median.
  offsets_ms int[] not null default '{}',
  offset_ms int not null default 0,
  heartbeat_at timestamptz,
  event_at timestamptz,
  roster_version bigint not null default 0,
  backlog int not null default 0
);
create index campus_device_school on campus_device (school_id);

-- What devices sent, kept before they are told "received". Worked off in gathers.
create table campus_inbox (
  seq bigint generated always as identity primary key,
  sn text not null,
  event_id text not null,
  body jsonb not null,
  received_at timestamptz not null,
  done_at timestamptz,
  unique (sn, event_id)
);
create index campus_inbox_waiting on campus_inbox (seq) where done_at is null;

create table campus_event (
  sn text not null references campus_device,
  event_id text not null,
  school_id uuid not null references campus_school,
  person_id uuid references campus_person,
  visit_id uuid,
  credential text not null check (credential in ('card', 'face', 'qr', 'pin', 'remote', 'hand')),
  ref text,
  direction text not null check (direction in ('in', 'out')),
  result text not null check (result in ('pass', 'deny', 'tamper', 'emergency')),
  -- Why: stranger, card_lost, early, used, no_pass, time_suspect, … ; null when there is nothing to say.
  verdict text,
  device_at timestamptz not null,
  received_at timestamptz not null,
  corrected_at timestamptz not null,
  day date not null,
  is_offline boolean not null default false,
  -- 补传: came too late to be news.
  is_late boolean not null default false,
  is_repeat boolean not null default false,
  photo_ref text,
  operator text,
  notice text not null default 'none' check (notice in ('none', 'pushed', 'digest', 'told')),
  primary key (sn, event_id)
);
create index campus_event_person on campus_event (person_id, corrected_at desc);
create index campus_event_day on campus_event (school_id, day, corrected_at);
create index campus_event_digest on campus_event (school_id) where notice = 'digest';

-- Derived from the events, rebuilt from them at any time: the newest by corrected device time says where somebody is.
create table campus_presence (
  person_id uuid primary key references campus_person,
  school_id uuid not null references campus_school,
  state text not null check (state in ('in', 'out')),
  since timestamptz not null,
  sn text not null,
  event_id text not null
);
create index campus_presence_school on campus_presence (school_id, state);

create table campus_leave (
  id uuid primary key,
  school_id uuid not null references campus_school,
  person_id uuid not null references campus_person,
  kind text not null check (kind in ('sick', 'personal', 'official')),
  from_at timestamptz not null,
  to_at timestamptz not null,
  reason text not null,
  -- Comes back the same day: the pass is good for one way in as well.
  returns boolean not null,
  state text not null check (state in ('submitted', 'class_ok', 'active', 'out_done', 'returned', 'overdue', 'rejected', 'withdrawn')),
  asked_by text not null,
  asked_name text not null,
  asked_at timestamptz not null,
  class_ok_by text,
  office_ok_by text,
  decided_at timestamptz,
  decline_reason text,
  pass_code text not null unique,
  out_at timestamptz,
  returned_at timestamptz
);
create index campus_leave_person on campus_leave (person_id, from_at desc);
create index campus_leave_school on campus_leave (school_id, from_at desc);

create table campus_visit (
  id uuid primary key,
  school_id uuid not null references campus_school,
  visitor_name text not null,
  phone_sealed bytea not null,
  phone_tail text not null,
  id_tail text,
  company text,
  purpose text not null,
  plate text,
  host_id uuid references campus_person,
  host_name text not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  code text not null,
  state text not null check (state in ('booked', 'host_ok', 'arrived', 'in', 'left', 'no_show', 'rejected')),
  host_ok_at timestamptz,
  arrived_at timestamptz,
  in_at timestamptz,
  left_at timestamptz,
  overstay_told_at timestamptz,
  booked_by text not null,
  booked_at timestamptz not null
);
create unique index campus_visit_code on campus_visit (school_id, code) where state in ('booked', 'host_ok', 'arrived', 'in');
create index campus_visit_school on campus_visit (school_id, from_at desc);

create table campus_roll_call (
  id uuid primary key,
  school_id uuid not null references campus_school,
  class_id uuid not null references campus_class,
  day date not null,
  period text not null,
  taker text not null,
  at timestamptz not null,
  marks jsonb not null,
  expected int not null,
  present int not null,
  late int not null,
  on_leave int not null,
  missing int not null,
  unique (class_id, day, period)
);

create table campus_emergency (
  id uuid primary key,
  school_id uuid not null references campus_school,
  kind text not null check (kind in ('drill', 'fire', 'earthquake', 'security', 'other')),
  state text not null check (state in ('emergency', 'muster', 'recovered')),
  started_at timestamptz not null,
  started_by text not null,
  muster_at timestamptz,
  ended_at timestamptz,
  ended_by text,
  inside int not null
);
create unique index campus_emergency_open on campus_emergency (school_id) where state <> 'recovered';
-- Everybody who was inside when it began.
create table campus_muster (
  emergency_id uuid not null references campus_emergency,
  subject_id uuid not null,
  person_id uuid references campus_person,
  visit_id uuid references campus_visit,
  last_place text,
  scanned_at timestamptz,
  ticked_at timestamptz,
  ticked_by text,
  primary key (emergency_id, subject_id)
);
