-- The blacklist with who and why, parents' complaints and ratings, marks that were uploaded by mistake and taken back.
create sequence training_feedback_number;

-- 黑名单: an institution, its legal representative, a named person. A lifted entry stays on record.
create table training_blacklist (
  id uuid primary key,
  kind text not null check (kind in ('institution', 'legal_person', 'person')),
  institution_id uuid references training_institution (id),
  -- The institution's name, or the person's.
  name text not null,
  document_no text not null,
  reason text not null,
  listed_on date not null,
  listed_by text not null,
  listed_at timestamptz not null,
  lifted_on date,
  lifted_by text,
  lift_reason text,
  check (kind <> 'institution' or institution_id is not null),
  check ((lifted_on is null) = (lifted_by is null))
);
create unique index training_blacklist_institution on training_blacklist (institution_id)
  where kind = 'institution' and lifted_on is null;
create unique index training_blacklist_person on training_blacklist (name)
  where kind <> 'institution' and lifted_on is null;

alter table training_institution add column legal_person text not null default '';

-- What parents say: a complaint that is answered, or a rating of an order that is over.
create table training_feedback (
  id uuid primary key,
  number text not null unique,
  kind text not null check (kind in ('complaint', 'rating')),
  order_id uuid not null references training_order (id),
  institution_id uuid not null references training_institution (id),
  citizen_id uuid not null references party (id),
  topic text check (topic in ('teaching', 'attendance', 'charge', 'refund', 'safety', 'other')),
  stars int check (stars between 1 and 5),
  body text not null,
  -- A rating is closed from the start.
  state text not null check (state in ('open', 'answered', 'escalated', 'closed')),
  made_on date not null,
  made_at timestamptz not null,
  institution_answer text,
  institution_answered_by text,
  institution_answered_at timestamptz,
  office_answer text,
  office_answered_by text,
  office_answered_at timestamptz,
  check ((kind = 'complaint') = (topic is not null)),
  check ((kind = 'rating') = (stars is not null))
);
create unique index training_feedback_rating on training_feedback (order_id) where kind = 'rating';
create unique index training_feedback_open on training_feedback (order_id) where kind = 'complaint' and state <> 'closed';
create index training_feedback_of_institution on training_feedback (institution_id, kind, state);

-- A mark uploaded by mistake is taken back, not deleted: the lesson may be marked again.
alter table training_attendance add column withdrawn_at timestamptz;
alter table training_attendance add column withdrawn_by text;
alter table training_attendance drop constraint training_attendance_lesson_id_order_id_key;
create unique index training_attendance_once on training_attendance (lesson_id, order_id) where withdrawn_at is null;

-- The day on which books and tools were handed over, whatever became of the parent's word on it.
alter table training_order add column materials_on date;

revoke delete on training_blacklist, training_feedback from huoshui_app;
