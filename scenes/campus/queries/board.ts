// The live board and its lists.
import { sql } from "kysely"
import type { z } from "zod"
import { dateOf } from "#kernel/calendar"
import type { Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type * as contract from "../portal-contract.ts"
import { ownSchool } from "../store.ts"
import { number } from "../flows/judge.ts"
import { classesToday, type ClassToday, type PupilDay } from "./day.ts"

type Board = z.output<typeof contract.board.response>
type PersonLine = z.output<typeof contract.personLine>

const sum = (classes: readonly ClassToday[], pick: (one: ClassToday) => number): number =>
  classes.reduce((all, one) => all + pick(one), 0)

export async function boardNow(ctx: Ctx): Promise<Outcome<Board>> {
  const school = await ownSchool(ctx)
  if (!school.ok) return school
  const now = ctx.clock.now()
  const day = dateOf(now)
  const classes = await classesToday(ctx, school.value, day)
  const counts = await countsOf(ctx, school.value.id, day)
  // The figure is the list's: nobody is missing before the bell and its minutes of grace.
  const due = await afterBell(ctx, classes, now, day)
  return ok({
    school: school.value.name,
    day,
    now: now.toISOString(),
    isSchoolDay: classes[0]?.isSchoolDay ?? false,
    expected: sum(classes, (one) => one.expected),
    present: sum(classes, (one) => one.present),
    late: sum(classes, (one) => one.late),
    missing: sum(due, (one) => one.missing),
    onLeave: sum(classes, (one) => one.onLeave),
    notLeft: (await notLeft(ctx, classes, now, day)).length,
    classes: classes.map((one) => ({
      id: one.id,
      title: one.title,
      teacher: one.teacher,
      bellAt: one.bellAt.toISOString(),
      expected: one.expected,
      present: one.present,
      late: one.late,
      onLeave: one.onLeave,
      missing: due.includes(one) ? one.missing : 0,
      rateBp: one.rateBp,
      inside: one.inside,
    })),
    ...counts,
  })
}

async function countsOf(ctx: Ctx, schoolId: string, day: string) {
  const gates = await sql<{ sn: string; place: string; in: number; out: number }>`
    select d.sn, d.place, count(e.sn) filter (where e.direction = 'in')::int as in,
      count(e.sn) filter (where e.direction = 'out')::int as out
    from campus_device d left join campus_event e on e.sn = d.sn and e.day = ${day} and e.result in ('pass', 'emergency')
    where d.school_id = ${schoolId} and d.state = 'active' and d.kind = 'gate' group by d.sn, d.place order by d.place`.execute(
    ctx.db,
  )
  const morning = await sql<{ at: string; in: number; out: number }>`
    select to_char(date_bin('5 minutes', e.corrected_at, '2020-01-01') at time zone 'Asia/Shanghai', 'HH24:MI') as at,
      count(*) filter (where direction = 'in')::int as in, count(*) filter (where direction = 'out')::int as out
    from campus_event e where e.school_id = ${schoolId} and e.day = ${day} and e.result in ('pass', 'emergency')
      and not e.is_repeat and e.verdict is distinct from 'time_suspect' group by 1 order by 1`.execute(ctx.db)
  const one = await sql<{
    inside: number
    visitors: number
    emergency: boolean
    quarantined: number
    card: number
    face: number
    other: number
  }>`
    select (select count(*)::int from campus_presence where school_id = ${schoolId} and state = 'in') as inside,
      (select count(*)::int from campus_visit where school_id = ${schoolId} and state = 'in') as visitors,
      exists (select from campus_emergency where school_id = ${schoolId} and state <> 'recovered') as emergency,
      (select count(*)::int from campus_event where school_id = ${schoolId} and day >= ${day}::date - 30
        and verdict in ('time_suspect', 'malformed')) as quarantined,
      count(*) filter (where credential = 'card')::int as card, count(*) filter (where credential = 'face')::int as face,
      count(*) filter (where credential not in ('card', 'face'))::int as other
    from campus_event where school_id = ${schoolId} and day = ${day} and result = 'pass'`.execute(ctx.db)
  const { card, face, other, ...rest } = one.rows[0]!
  return { ...rest, face: { card, face, other }, gates: gates.rows, morning: morning.rows }
}

/** Day pupils still inside some time after closing. */
async function notLeft(ctx: Ctx, classes: readonly ClassToday[], now: Date, day: string): Promise<PupilDay[]> {
  const after = await number(ctx, "not-left-minutes", day)
  return classes
    .filter((one) => now.getTime() >= one.closesAt.getTime() + after * 60_000)
    .flatMap((one) => one.pupils.filter((pupil) => pupil.presence === "in" && !pupil.isBoarder))
}

/** After the bell and its minutes of grace; before that nobody is late or missing yet. */
async function afterBell(ctx: Ctx, classes: readonly ClassToday[], now: Date, day: string): Promise<ClassToday[]> {
  const after = await number(ctx, "not-arrived-minutes", day)
  return classes.filter((one) => one.isSchoolDay && now.getTime() >= one.bellAt.getTime() + after * 60_000)
}

export async function dayListOf(
  ctx: Ctx,
  kind: z.output<typeof contract.listKinds>,
): Promise<Outcome<{ items: PersonLine[] }>> {
  const school = await ownSchool(ctx)
  if (!school.ok) return school
  const now = ctx.clock.now()
  const day = dateOf(now)
  const classes = await classesToday(ctx, school.value, day)
  const titles = new Map(classes.map((one) => [one.id, one.title]))
  const people = {
    notArrived: async () => (await afterBell(ctx, classes, now, day)).flatMap((one) => one.missingPeople),
    late: async () => classes.flatMap((one) => one.lateList),
    notLeft: () => notLeft(ctx, classes, now, day),
    onLeave: async () => classes.flatMap((one) => one.pupils.filter((pupil) => pupil.isOnLeave)),
    inside: async () => classes.flatMap((one) => one.pupils.filter((pupil) => pupil.presence === "in")),
  }[kind]
  const found = await people()
  return ok({
    items: found.map((one) => ({
      personId: one.personId,
      name: one.name,
      number: one.number,
      classTitle: titles.get(one.classId) ?? null,
      since: (kind === "late" ? one.firstInAt : one.since)?.toISOString() ?? null,
      place: one.place,
    })),
  })
}
