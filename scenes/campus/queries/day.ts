// A school's day from events, presence and leave: one statement for all its pupils, the counting is the pure rule's.
import { sql } from "kysely"
import { loadCalendar } from "#kernel/calendar"
import type { Ctx } from "#kernel/flow"
import { classDay, compareTitles, instantOf, type ClassDay } from "../rules.ts"
import { isOnlyTeacher, type SchoolRow } from "../store.ts"
import { number } from "../flows/judge.ts"

export interface PupilDay {
  personId: string
  name: string
  number: string
  classId: string
  firstInAt: Date | null
  isOnLeave: boolean
  presence: "in" | "out" | null
  since: Date | null
  place: string | null
  isBoarder: boolean
}

export interface ClassToday extends ClassDay {
  id: string
  title: string
  teacher: string | null
  bellAt: Date
  closesAt: Date
  isSchoolDay: boolean
  inside: number
  pupils: PupilDay[]
  missingPeople: PupilDay[]
  lateList: PupilDay[]
}

/** Every class of the school on a day; a class teacher's own classes only. */
export async function classesToday(ctx: Ctx, school: SchoolRow, day: string): Promise<ClassToday[]> {
  let wanted = ctx.db.selectFrom("campus_class").selectAll().where("school_id", "=", school.id)
  wanted = wanted.where("ended_on", "is", null)
  if (isOnlyTeacher(ctx)) wanted = wanted.where("teacher_id", "=", ctx.actor.id)
  const classes = (await wanted.execute()).toSorted((a, b) => compareTitles(a.title, b.title))
  const pupils = Map.groupBy(await pupilsOn(ctx, school, day), (one) => one.classId)
  const calendar = await loadCalendar(ctx.db)
  const isSchoolDay = calendar.isWorkday(day) && day >= school.term_from && day <= school.term_to
  const lateMinutes = await number(ctx, "late-minutes", day)
  return classes.map((row) => {
    const mine = pupils.get(row.id) ?? []
    const bellAt = instantOf(day, row.bell ?? school.bell)
    const counted = classDay(mine, bellAt, lateMinutes)
    const byId = new Map(mine.map((one) => [one.personId, one]))
    return {
      ...counted,
      id: row.id,
      title: row.title,
      teacher: row.teacher_name,
      bellAt,
      closesAt: instantOf(day, row.closes ?? school.closes),
      isSchoolDay,
      inside: mine.filter((one) => one.presence === "in").length,
      pupils: mine,
      missingPeople: counted.missingIds.map((one) => byId.get(one)!),
      lateList: counted.lateIds.map((one) => byId.get(one)!),
    }
  })
}

/** For the watch: the same with the missing as plain names. */
export async function classDays(ctx: Ctx, school: SchoolRow, day: string) {
  return (await classesToday(ctx, school, day)).map((one) => ({
    title: one.title,
    bellAt: one.bellAt,
    isSchoolDay: one.isSchoolDay,
    missing: one.missingPeople.map(({ personId, name }) => ({ personId, name })),
  }))
}

async function pupilsOn(ctx: Ctx, school: SchoolRow, day: string): Promise<PupilDay[]> {
  const { rows } = await sql<{
    person_id: string
    name: string
    number: string
    class_id: string
    is_boarder: boolean
    first_in: Date | null
    on_leave: boolean
    state: "in" | "out" | null
    since: Date | null
    place: string | null
  }>`
    with bells as (select c.id, (${day} || ' ' || coalesce(c.bell, ${school.bell}))::timestamp at time zone 'Asia/Shanghai' as at
        from campus_class c where c.school_id = ${school.id}),
      first as (select person_id, min(corrected_at) as at from campus_event where school_id = ${school.id} and day = ${day}
        and direction = 'in' and result in ('pass', 'emergency') and verdict is distinct from 'time_suspect'
        and person_id is not null group by person_id)
    select p.person_id, q.name, p.number, p.class_id, p.is_boarder, r.state, r.since, d.place,
      coalesce(f.at, case when p.is_boarder and r.state = 'in' then r.since end) as first_in,
      exists (select from campus_leave l where l.person_id = p.person_id and l.from_at <= b.at and l.to_at > b.at
        and l.state in ('active', 'out_done', 'returned', 'overdue')) as on_leave
    from campus_person p join party q on q.id = p.person_id join bells b on b.id = p.class_id
      left join first f on f.person_id = p.person_id left join campus_presence r on r.person_id = p.person_id
      left join campus_device d on d.sn = r.sn
    where p.school_id = ${school.id} and p.kind = 'student' and p.status = 'enrolled'
    order by p.number`.execute(ctx.db)
  return rows.map((row) => ({
    personId: row.person_id,
    name: row.name,
    number: row.number,
    classId: row.class_id,
    firstInAt: row.first_in,
    isOnLeave: row.on_leave,
    presence: row.state,
    since: row.since,
    place: row.place,
    isBoarder: row.is_boarder,
  }))
}
