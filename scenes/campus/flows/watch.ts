// What the clock brings: children not arrived after the bell, visitors who did not come or stayed, leaves overdue, the
// evening's digest. Every five minutes; each person is told of one thing once.
import { sql } from "kysely"
import { z } from "zod"
import { dateOf } from "#kernel/calendar"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { notify } from "#kernel/notice"
import { expectOk, ok, type Outcome } from "#kernel/refusal"
import type { JobHandler } from "#kernel/scene"
import { instantOf } from "../rules.ts"
import type { SchoolRow } from "../store.ts"
import { classDays } from "../queries/day.ts"
import { number } from "./judge.ts"
import { clockTime, hearersOf, send, tellDigests } from "./parents.ts"

const digestFrom = "18:00"

const watchSchool = flow(
  { name: "campus.watch", permission: null },
  async (ctx, input: { school: SchoolRow }): Promise<Outcome<Record<string, number>>> => {
    const { school } = input
    const now = ctx.clock.now()
    const day = dateOf(now)
    const done = {
      absent: await tellAbsent(ctx, school, day),
      visits: await closeVisits(ctx, school, now, day),
      overdue: await overdueLeaves(ctx, school, now),
      digests: now >= instantOf(day, digestFrom) ? await tellDigests(ctx, school.id) : 0,
    }
    ctx.note({ object: "campus-school", objectId: school.id, after: done })
    return ok(done)
  },
)

/** Not arrived some minutes after the bell: the guardians and the class teacher hear of it. */
async function tellAbsent(ctx: FlowCtx, school: SchoolRow, day: string): Promise<number> {
  const after = await number(ctx, "not-arrived-minutes", day)
  const classes = await classDays(ctx, school, day)
  const due = classes.filter(
    (one) => one.isSchoolDay && ctx.clock.now().getTime() >= one.bellAt.getTime() + after * 60_000,
  )
  const missing = due.flatMap((one) => one.missing.map((person) => ({ ...person, classTitle: one.title })))
  const hearers = await hearersOf(
    ctx,
    missing.map((one) => one.personId),
  )
  await send(
    ctx,
    missing.flatMap((one) =>
      (hearers.get(one.personId) ?? []).map((guardianId) => ({
        guardianId,
        key: `campus:absent:${one.personId}:${day}:${guardianId}`,
        page: `/m/campus/${one.personId}`,
        title: `${one.name}尚未到校`,
        body: `${one.name}（${one.classTitle}）到 ${clockTime(ctx.clock.now())} 还没有进校记录，也没有请假；请与班主任联系。`,
      })),
    ),
  )
  return missing.length
}

async function closeVisits(ctx: FlowCtx, school: SchoolRow, now: Date, day: string): Promise<number> {
  const grace = await number(ctx, "overstay-minutes", day)
  await ctx.db
    .updateTable("campus_visit")
    .set({ state: "no_show" })
    .where("school_id", "=", school.id)
    .where("state", "in", ["booked", "host_ok"])
    .where("to_at", "<", now)
    .execute()
  const overstaying = await ctx.db
    .updateTable("campus_visit")
    .set({ overstay_told_at: now })
    .where("school_id", "=", school.id)
    .where("state", "=", "in")
    .where("overstay_told_at", "is", null)
    .where("to_at", "<", new Date(now.getTime() - grace * 60_000))
    .returningAll()
    .execute()
  for (const visit of overstaying) {
    const title = `访客超时未离：${visit.visitor_name}`
    const body = `${visit.visitor_name}（被访人 ${visit.host_name}）应于 ${clockTime(visit.to_at)} 离校，现在仍在校内。`
    const page = "/portal/campus/visitors"
    await notify(ctx, { to: `party:${school.party_id}`, title, body, page, onceKey: `campus:overstay:${visit.id}` })
    if (visit.host_id)
      await notify(ctx, { to: `party:${visit.host_id}`, title, body, onceKey: `campus:overstay:${visit.id}:host` })
    ctx.emit({ type: "campus.visit", subject: visit.id, data: { state: "overstay" } })
  }
  return overstaying.length
}

async function overdueLeaves(ctx: FlowCtx, school: SchoolRow, now: Date): Promise<number> {
  const rows = await ctx.db
    .updateTable("campus_leave")
    .set({ state: "overdue" })
    .where("school_id", "=", school.id)
    .where("state", "=", "out_done")
    .where("returns", "=", true)
    .where("to_at", "<", now)
    .returning(["id", "person_id"])
    .execute()
  for (const row of rows)
    await notify(ctx, {
      to: `party:${school.party_id}`,
      title: "请假逾期未返校",
      body: "有学生请假时间已过，还没有返校记录，请查看请假列表。",
      page: "/portal/campus/leaves",
      onceKey: `campus:overdue:${row.id}`,
    })
  // Who went home for good on the pass is back with the next morning's entry; the leave itself is over.
  await sql`update campus_leave set state = 'returned', returned_at = ${now} where school_id = ${school.id}
    and state = 'out_done' and not returns and to_at < ${now}`.execute(ctx.db)
  return rows.length
}

export async function watchAll(ctx: Ctx): Promise<Record<string, unknown>> {
  const schools = await ctx.db.selectFrom("campus_school").selectAll().execute()
  const done: Record<string, unknown> = {}
  for (const school of schools) done[school.name] = expectOk(await watchSchool(ctx, { school }))
  return done
}

const nothing = z.object({})
export const watchJob: JobHandler<z.output<typeof nothing>> = {
  kind: "campus.watch",
  zh: "到校、访客与请假巡检",
  en: "Arrivals, visitors and leaves watched",
  input: nothing,
  run: async (ctx) => watchAll(ctx),
}
