-- The register (学籍): who belonged to which class from when to when, with the class's name of that time, so that last
-- year's attendance still reads "七（1）班" after everybody has moved up.
create table campus_enrolment (
  id uuid primary key,
  person_id uuid not null references campus_person,
  school_id uuid not null references campus_school,
  class_id uuid references campus_class,
  class_title text,
  from_on date not null,
  -- The first day that is no longer covered.
  to_on date
);
create unique index campus_enrolment_open on campus_enrolment (person_id) where to_on is null;
create index campus_enrolment_school on campus_enrolment (school_id, from_on);
insert into campus_enrolment (id, person_id, school_id, class_id, class_title, from_on, to_on)
  select gen_random_uuid(), p.person_id, p.school_id, p.class_id, c.title, s.opened_on,
    case p.status when 'enrolled' then null else current_date end
  from campus_person p join campus_school s on s.id = p.school_id left join campus_class c on c.id = p.class_id;

-- Terms gone by stay known: a report of an earlier month needs its school days.
create table campus_term (
  school_id uuid not null references campus_school,
  from_on date not null,
  to_on date not null check (to_on > from_on),
  primary key (school_id, from_on)
);
insert into campus_term (school_id, from_on, to_on) select id, term_from, term_to from campus_school;

-- The day of the last move of classes: pressed twice in one summer it is asked about.
alter table campus_school add column moved_up_on date;
-- A class that has graduated.
alter table campus_class add column ended_on date;
-- A credential taken back with a wrong file belongs to nobody; devices still hear that it is gone.
alter table campus_credential alter column person_id drop not null;
