// Emergency: all gates free, events still written; everybody inside at that moment stands on a list, and each scan at an
// assembly point or tick by hand takes one off it. What is left is who must be looked for.
import { randomUUID } from "node:crypto"
import { sql } from "kysely"
import { flow, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { EmergencyKind } from "../model.ts"
import { refuse } from "../refusals.ts"
import { ownSchool } from "../store.ts"
import { lockGates } from "./process.ts"

export const startEmergency = flow(
  { name: "campus.emergency", permission: "campus.emergency" },
  async (ctx, input: { kind: EmergencyKind }): Promise<Outcome<{ id: string; inside: number }>> => {
    const school = await ownSchool(ctx)
    if (!school.ok) return school
    await lockGates(ctx)
    const id = randomUUID()
    const schoolId = school.value.id
    const made = await ctx.db
      .insertInto("campus_emergency")
      .values({
        id,
        school_id: schoolId,
        kind: input.kind,
        state: "emergency",
        started_at: ctx.clock.now(),
        started_by: ctx.actor.name,
        inside: 0,
      })
      .onConflict((c) => c.doNothing())
      .returning("id")
      .executeTakeFirst()
    if (!made) return refuse["E-STATE"]({ reason: "应急状态已经开启", reasonEn: "an emergency is open already" })
    await sql`insert into campus_muster (emergency_id, subject_id, person_id, last_place)
      select ${id}, p.person_id, p.person_id, d.place from campus_presence p join campus_device d on d.sn = p.sn
      where p.school_id = ${schoolId} and p.state = 'in'`.execute(ctx.db)
    await sql`insert into campus_muster (emergency_id, subject_id, visit_id, last_place)
      select ${id}, v.id, v.id, v.host_name from campus_visit v where v.school_id = ${schoolId} and v.state = 'in'`.execute(
      ctx.db,
    )
    const { inside } = await ctx.db
      .updateTable("campus_emergency")
      .set({ inside: sql<number>`(select count(*)::int from campus_muster where emergency_id = ${id})` })
      .where("id", "=", id)
      .returning("inside")
      .executeTakeFirstOrThrow()
    ctx.note({ object: "campus-emergency", objectId: id, after: { ...input, inside } })
    ctx.emit({ type: "campus.emergency", subject: schoolId, data: { id, kind: input.kind, state: "emergency" } })
    return ok({ id, inside })
  },
)

async function openEmergency(ctx: FlowCtx): Promise<Outcome<{ id: string; state: string; schoolId: string }>> {
  const school = await ownSchool(ctx)
  if (!school.ok) return school
  const row = await ctx.db
    .selectFrom("campus_emergency")
    .select(["id", "state"])
    .where("school_id", "=", school.value.id)
    .where("state", "<>", "recovered")
    .forUpdate()
    .executeTakeFirst()
  return row ? ok({ ...row, schoolId: school.value.id }) : refuse["E-NOT-FOUND"]({ what: "应急", whatEn: "emergency" })
}

/** Ticks people off by hand; a tick on somebody scanned changes nothing. */
export const tickOff = flow(
  { name: "campus.tick", permission: "campus.emergency" },
  async (ctx, input: { subjectIds: readonly string[] }): Promise<Outcome<{ ticked: number }>> => {
    const open = await openEmergency(ctx)
    if (!open.ok) return open
    if (input.subjectIds.length === 0) return refuse["E-EMPTY"]({ what: "人员" })
    const ticked = await ctx.db
      .updateTable("campus_muster")
      .set({ ticked_at: ctx.clock.now(), ticked_by: ctx.actor.name })
      .where("emergency_id", "=", open.value.id)
      .where("subject_id", "in", [...input.subjectIds])
      .where("scanned_at", "is", null)
      .where("ticked_at", "is", null)
      .executeTakeFirst()
    if (open.value.state === "emergency")
      await ctx.db
        .updateTable("campus_emergency")
        .set({ state: "muster", muster_at: ctx.clock.now() })
        .where("id", "=", open.value.id)
        .execute()
    ctx.note({ object: "campus-emergency", objectId: open.value.id, after: { ticked: input.subjectIds } })
    return ok({ ticked: Number(ticked.numUpdatedRows) })
  },
)

export const endEmergency = flow(
  { name: "campus.emergency-end", permission: "campus.emergency" },
  async (ctx, _input: object): Promise<Outcome<void>> => {
    const open = await openEmergency(ctx)
    if (!open.ok) return open
    await ctx.db
      .updateTable("campus_emergency")
      .set({ state: "recovered", ended_at: ctx.clock.now(), ended_by: ctx.actor.name })
      .where("id", "=", open.value.id)
      .execute()
    ctx.note({ object: "campus-emergency", objectId: open.value.id, after: { state: "recovered" } })
    ctx.emit({
      type: "campus.emergency",
      subject: open.value.schoolId,
      data: { id: open.value.id, state: "recovered" },
    })
    return ok()
  },
)
