// A month's attendance from the gate's events, leave and roll calls, by the class a pupil was in on each day. Worked out when
// asked: an event that a gate uploads days later still makes somebody present.
import { sql } from "kysely"
import { addDays, addMonths, dateOf, loadCalendar } from "#kernel/calendar"
import type { Ctx } from "#kernel/flow"
import { number } from "../flows/judge.ts"
import { compareTitles, countMarks, dayMark, type DayMark, type MonthCount } from "../rules.ts"
import { isOnlyTeacher, type SchoolRow } from "../store.ts"

interface DayRow {
  person_id: string
  name: string
  number: string
  class_id: string
  class_title: string
  bell_at: Date
  first_in: Date | null
  on_leave: boolean
  rolled: "present" | "late" | "leave" | "missing" | null
}

export interface PupilMonth extends MonthCount {
  personId: string
  name: string
  number: string
  classId: string
  classTitle: string
}

export interface ClassMonth extends MonthCount {
  classId: string
  classTitle: string
  pupils: number
}

export interface Month {
  month: string
  schoolDays: number
  pupils: PupilMonth[]
  classes: ClassMonth[]
}

/**
 * Working days of the month that lie in a term, are not to come, and of which the school knows anything at all: before its gates
 * went live, or when school was called off, nobody came in and no teacher called a roll, and nobody was absent.
 */
async function schoolDays(ctx: Ctx, school: SchoolRow, month: string): Promise<string[]> {
  const terms = await ctx.db.selectFrom("campus_term").selectAll().where("school_id", "=", school.id).execute()
  const calendar = await loadCalendar(ctx.db)
  const today = dateOf(ctx.clock.now())
  const next = addMonths(`${month}-01`, 1)
  const days: string[] = []
  for (let day = `${month}-01`; day < next && day <= today; day = addDays(day, 1))
    if (calendar.isWorkday(day) && terms.some((one) => day >= one.from_on && day <= one.to_on)) days.push(day)
  if (days.length === 0) return days
  const { rows } = await sql<{ day: string }>`
    select day::text as day from campus_event where school_id = ${school.id} and day = any(${days}::date[]) and direction = 'in'
      and result in ('pass', 'emergency') and verdict is distinct from 'time_suspect' and person_id is not null
    union select day::text from campus_roll_call where school_id = ${school.id} and day = any(${days}::date[])`.execute(
    ctx.db,
  )
  const known = new Set(rows.map((row) => row.day))
  return days.filter((day) => known.has(day))
}

export async function monthOf(ctx: Ctx, school: SchoolRow, month: string): Promise<Month> {
  const days = await schoolDays(ctx, school, month)
  const lateMinutes = await number(ctx, "late-minutes", days.at(-1) ?? `${month}-01`)
  const grace = await number(ctx, "not-arrived-minutes", dateOf(ctx.clock.now()))
  const now = ctx.clock.now().getTime()
  // Before the bell and its minutes of grace nobody is missing: this morning does not count yet.
  const rows = (await dayRows(ctx, school, days)).filter((row) => row.bell_at.getTime() + grace * 60_000 <= now)
  const marked = rows.map((row) => ({ row, mark: markOf(row, lateMinutes) }))
  const byPupil = Map.groupBy(marked, ({ row }) => `${row.class_id}|${row.class_title}|${row.person_id}`)
  const pupils = [...byPupil.values()].map((mine): PupilMonth => {
    const { person_id: personId, name, number: no, class_id: classId, class_title: classTitle } = mine[0]!.row
    return { personId, name, number: no, classId, classTitle, ...countMarks(mine.map((one) => one.mark)) }
  })
  const byClass = Map.groupBy(marked, ({ row }) => `${row.class_id}|${row.class_title}`)
  const classes = [...byClass.values()].map((mine): ClassMonth => {
    const { class_id: classId, class_title: classTitle } = mine[0]!.row
    const people = new Set(mine.map((one) => one.row.person_id)).size
    return { classId, classTitle, pupils: people, ...countMarks(mine.map((one) => one.mark)) }
  })
  const title = (a: { classTitle: string }, b: { classTitle: string }) => compareTitles(a.classTitle, b.classTitle)
  return {
    month,
    schoolDays: new Set(rows.map((row) => dateOf(row.bell_at))).size,
    pupils: pupils.toSorted((a, b) => title(a, b) || (a.number < b.number ? -1 : 1)),
    classes: classes.toSorted(title),
  }
}

const markOf = (row: DayRow, lateMinutes: number): DayMark =>
  dayMark({ bellAt: row.bell_at, firstInAt: row.first_in, isOnLeave: row.on_leave, rolled: row.rolled }, lateMinutes)

async function dayRows(ctx: Ctx, school: SchoolRow, days: readonly string[]): Promise<DayRow[]> {
  if (days.length === 0) return []
  const teacher = isOnlyTeacher(ctx) ? ctx.actor.id : null
  const { rows } = await sql<DayRow>`
    with due as (select n.person_id, n.class_id, n.class_title, d.day, p.number, p.is_boarder,
        (d.day::text || ' ' || coalesce(c.bell, ${school.bell}))::timestamp at time zone 'Asia/Shanghai' as bell_at
      from campus_enrolment n join unnest(${[...days]}::date[]) d (day) on d.day >= n.from_on and (n.to_on is null or d.day < n.to_on)
        join campus_person p on p.person_id = n.person_id and p.kind = 'student' join campus_class c on c.id = n.class_id
      where n.school_id = ${school.id} and (${teacher}::text is null or c.teacher_id::text = ${teacher})),
      first as (select person_id, day, min(corrected_at) as at from campus_event
        where school_id = ${school.id} and day between ${days[0]!} and ${days.at(-1)!} and direction = 'in'
          and result in ('pass', 'emergency') and verdict is distinct from 'time_suspect' and person_id is not null
        group by person_id, day),
      rolled as (select distinct on (r.day, e ->> 'personId') r.day, e ->> 'personId' as person_id, e ->> 'mark' as mark
        from campus_roll_call r cross join jsonb_array_elements(r.marks) e
        where r.school_id = ${school.id} and r.day between ${days[0]!} and ${days.at(-1)!}
        order by r.day, e ->> 'personId', r.at)
    select due.person_id, q.name, due.number, due.class_id, due.class_title, due.bell_at, rolled.mark as rolled,
      coalesce(first.at, case when due.is_boarder then (select case e.direction when 'in' then e.corrected_at end
        from campus_event e where e.person_id = due.person_id and e.corrected_at <= due.bell_at and not e.is_repeat
          and e.result in ('pass', 'emergency') and e.verdict is distinct from 'time_suspect'
        order by e.corrected_at desc limit 1) end) as first_in,
      exists (select from campus_leave l where l.person_id = due.person_id and l.from_at <= due.bell_at and l.to_at > due.bell_at
        and l.state in ('active', 'out_done', 'returned', 'overdue')) as on_leave
    from due join party q on q.id = due.person_id left join first on first.person_id = due.person_id and first.day = due.day
      left join rolled on rolled.person_id = due.person_id::text and rolled.day = due.day`.execute(ctx.db)
  return rows
}
