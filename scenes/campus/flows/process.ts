// Works the inbox off: a gather of records becomes events, presence, used passes, visits and the parents' notices in one
// transaction. One at a time a branch, so that two gathers never judge one person on half the facts.
import { sql } from "kysely"
import { flow, stableJson, type Ctx, type FlowCtx } from "#kernel/flow"
import { expectOk, ok, type Outcome } from "#kernel/refusal"
import { readRecords } from "../adapters.ts"
import type { DeviceRow } from "../store.ts"
import { draftOf, isPassing, type Draft } from "./judge.ts"
import { gateFacts } from "./gate-facts.ts"
import { tellParents } from "./parents.ts"
import { reworkPresence } from "./presence.ts"

const gatherMax = 1_000

/** One worker a branch at a time; released with the transaction. */
export async function lockGates(ctx: FlowCtx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(current_schema() || ':campus-gates'))`.execute(ctx.db)
}

interface Worked {
  records: number
  events: number
  notices: number
}

export const processOnce = flow(
  { name: "campus.process", permission: null },
  async (ctx, input: { limit?: number }): Promise<Outcome<Worked>> => {
    await lockGates(ctx)
    const rows = await ctx.db
      .selectFrom("campus_inbox")
      .selectAll()
      .where("done_at", "is", null)
      .orderBy("seq")
      .limit(input.limit ?? gatherMax)
      .execute()
    if (rows.length === 0) return ok({ records: 0, events: 0, notices: 0 })
    const devices = await devicesOf(ctx, [...new Set(rows.map((row) => row.sn))])
    const arrived = rows.flatMap((row) => {
      const device = devices.get(row.sn)
      if (!device) return []
      const [read] = readRecords(device.adapter, row.sn, row.body)
      return [{ device, eventId: row.event_id, record: read?.record ?? null, receivedAt: row.received_at }]
    })
    const facts = await gateFacts(ctx, arrived)
    const drafts = arrived.map((one) => draftOf(one, facts))
    const fresh = await storeEvents(ctx, drafts)
    await followUp(ctx, fresh)
    const notices = await tellParents(ctx, fresh)
    await ctx.db
      .updateTable("campus_inbox")
      .set({ done_at: ctx.clock.now() })
      .where(
        "seq",
        "in",
        rows.map((row) => row.seq),
      )
      .execute()
    await touchDevices(ctx, rows)
    const worked = { records: rows.length, events: fresh.length, notices }
    ctx.note({ object: "campus-inbox", objectId: String(rows.at(-1)!.seq), after: worked })
    for (const schoolId of new Set(fresh.map((one) => one.schoolId)))
      ctx.emit({ type: "campus.gate", subject: schoolId, data: { events: fresh.length } })
    return ok(worked)
  },
)

/** Until nothing waits; answers what was done. */
export async function processInbox(ctx: Ctx): Promise<Worked> {
  const sum: Worked = { records: 0, events: 0, notices: 0 }
  for (;;) {
    const worked = expectOk(await processOnce(ctx, {}))
    sum.records += worked.records
    sum.events += worked.events
    sum.notices += worked.notices
    if (worked.records < gatherMax) return sum
  }
}

async function devicesOf(ctx: Ctx, sns: readonly string[]): Promise<Map<string, DeviceRow>> {
  const rows = await ctx.db.selectFrom("campus_device").selectAll().where("sn", "in", sns).execute()
  return new Map(rows.map((row) => [row.sn, row]))
}

/** Writes the events not known yet and answers those. */
export async function storeEvents(ctx: FlowCtx, drafts: readonly Draft[]): Promise<Draft[]> {
  if (drafts.length === 0) return []
  const rows = drafts.map((one) => ({
    sn: one.sn,
    event_id: one.eventId,
    school_id: one.schoolId,
    person_id: one.personId,
    visit_id: one.visitId,
    credential: one.credential,
    ref: one.ref,
    direction: one.direction,
    result: one.result,
    verdict: one.verdict,
    device_at: one.deviceAt,
    received_at: one.receivedAt,
    corrected_at: one.correctedAt,
    day: one.day,
    is_offline: one.isOffline,
    is_late: one.isLate,
    photo_ref: one.photoRef,
    operator: one.operator,
  }))
  const { rows: made } = await sql<{ sn: string; event_id: string }>`
    insert into campus_event (sn, event_id, school_id, person_id, visit_id, credential, ref, direction, result, verdict,
      device_at, received_at, corrected_at, day, is_offline, is_late, photo_ref, operator)
    select r.sn, r.event_id, r.school_id, r.person_id, r.visit_id, r.credential, r.ref, r.direction, r.result, r.verdict,
      r.device_at, r.received_at, r.corrected_at, r.day, r.is_offline, r.is_late, r.photo_ref, r.operator
    from jsonb_populate_recordset(null::campus_event, ${stableJson(rows.map(withInstants))}::jsonb) r
    on conflict (sn, event_id) do nothing returning sn, event_id`.execute(ctx.db)
  const fresh = new Set(made.map((row) => `${row.sn}/${row.event_id}`))
  const seen = new Set<string>()
  return drafts.filter((one) => {
    const key = `${one.sn}/${one.eventId}`
    if (!fresh.has(key) || seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** stableJson keeps dates as they are; JSON wants text. */
const withInstants = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, value instanceof Date ? value.toISOString() : value]),
  )

/** What follows from new events: where people are, passes used, visitors in and out, drills counted. */
export async function followUp(ctx: FlowCtx, fresh: readonly Draft[]): Promise<void> {
  const passed = fresh.filter((one) => isPassing(one))
  await reworkPresence(
    ctx,
    passed.flatMap((one) => (one.personId ? [{ personId: one.personId, day: one.day }] : [])),
  )
  const people = [...new Set(passed.flatMap((one) => one.personId ?? []))]
  if (people.length > 0) await usePasses(ctx, passed, people)
  for (const one of passed) if (one.visitId) await moveVisit(ctx, one)
  await countMuster(ctx, passed)
}

async function usePasses(ctx: FlowCtx, passed: readonly Draft[], people: readonly string[]): Promise<void> {
  const leaves = await ctx.db
    .selectFrom("campus_leave")
    .selectAll()
    .where("person_id", "in", people)
    .where("state", "in", ["active", "out_done", "overdue"])
    .orderBy("from_at")
    .forUpdate()
    .execute()
  if (leaves.length === 0) return
  const sorted = passed.toSorted((a, b) => a.correctedAt.getTime() - b.correctedAt.getTime())
  for (const one of sorted) {
    const mine = leaves.filter((leave) => leave.person_id === one.personId)
    const out = mine.find(
      (leave) => leave.state === "active" && one.correctedAt >= leave.from_at && one.correctedAt <= leave.to_at,
    )
    const back = mine.find(
      (leave) => (leave.state === "out_done" || leave.state === "overdue") && leave.out_at! < one.correctedAt,
    )
    const [leave, set] =
      one.direction === "out"
        ? [out, { state: "out_done", out_at: one.correctedAt }]
        : [back, { state: "returned", returned_at: one.correctedAt }]
    if (!leave) continue
    Object.assign(leave, set)
    await ctx.db.updateTable("campus_leave").set(set).where("id", "=", leave.id).execute()
  }
}

async function moveVisit(ctx: FlowCtx, one: Draft): Promise<void> {
  const set =
    one.direction === "in" ? { state: "in", in_at: one.correctedAt } : { state: "left", left_at: one.correctedAt }
  await ctx.db
    .updateTable("campus_visit")
    .set(set)
    .where("id", "=", one.visitId!)
    .where("state", "in", one.direction === "in" ? ["host_ok", "arrived"] : ["in", "arrived"])
    .execute()
}

/** Any sign of life after the alarm counts: a scan at the assembly point, or a gate passed outwards. */
async function countMuster(ctx: FlowCtx, passed: readonly Draft[]): Promise<void> {
  if (passed.length === 0) return
  const subjects = passed.map((one) => one.personId ?? one.visitId ?? "00000000-0000-0000-0000-000000000000")
  const times = passed.map((one) => one.correctedAt)
  const signs = passed.map((one) => one.sn)
  await sql`update campus_muster m set scanned_at = s.at
    from unnest(${subjects}::uuid[], ${times}::timestamptz[], ${signs}::text[], ${passed.map((one) => one.direction)}::text[])
      s (id, at, sn, direction) join campus_device d on d.sn = s.sn, campus_emergency e
    where m.subject_id = s.id and e.id = m.emergency_id and e.state <> 'recovered' and s.at >= e.started_at
      and (d.kind = 'muster' or s.direction = 'out') and m.scanned_at is null`.execute(ctx.db)
}

async function touchDevices(ctx: FlowCtx, rows: readonly { sn: string; received_at: Date }[]): Promise<void> {
  const newest = new Map<string, Date>()
  for (const row of rows) newest.set(row.sn, row.received_at)
  await sql`update campus_device d set event_at = greatest(d.event_at, u.at)
    from unnest(${[...newest.keys()]}::text[], ${[...newest.values()]}::timestamptz[]) u (sn, at)
    where d.sn = u.sn`.execute(ctx.db)
}
