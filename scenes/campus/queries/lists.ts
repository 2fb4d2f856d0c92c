// Lists of the school's own side: passings, pupils, leaves, visitors. Pages by opaque cursors.
import { sql } from "kysely"
import type { z } from "zod"
import { dateOf } from "#kernel/calendar"
import type { Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { leaveView, passingView } from "../contract.ts"
import { verdictTitles, type Verdict } from "../model.ts"
import { compareTitles, isOverstay } from "../rules.ts"
import { number } from "../flows/judge.ts"
import type { LeaveRow } from "../flows/leave.ts"
import type { VisitState } from "../states.ts"
import type * as contract from "../portal-contract.ts"
import { isOnlyTeacher, ownSchool } from "../store.ts"

type Query<E extends { query: z.ZodType }> = z.output<E["query"]>
const pageAt = (after: string | undefined): number => (after && /^\d{1,7}$/.test(after) ? Number(after) : 0)
const nextOf = (at: number, limit: number, found: number): string | null => (found > limit ? String(at + limit) : null)
const like = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`

interface PassingRow {
  sn: string
  corrected_at: Date
  direction: string
  place: string
  credential: string
  result: string
  verdict: string | null
  is_late: boolean
  is_repeat: boolean
}

export const passingOf = (row: PassingRow): z.output<typeof passingView> => ({
  at: row.corrected_at.toISOString(),
  direction: row.direction as "in",
  place: row.place,
  credential: row.credential as "card",
  result: row.result as "pass",
  verdict: row.verdict,
  verdictZh: row.verdict ? (verdictTitles[row.verdict as Verdict]?.zh ?? row.verdict) : null,
  late: row.is_late,
  repeat: row.is_repeat,
})

export async function passingsBy(ctx: Ctx, query: Query<typeof contract.listPassings>) {
  const school = await ownSchool(ctx)
  if (!school.ok) return school
  const day = query.day ?? dateOf(ctx.clock.now())
  const at = pageAt(query.after)
  const text = query.q ? like(query.q) : null
  const { rows } = await sql<PassingRow & { name: string | null; title: string | null }>`
    select e.*, d.place, coalesce(q.name, v.visitor_name) as name, c.title from campus_event e
      join campus_device d on d.sn = e.sn
      left join campus_person p on p.person_id = e.person_id left join party q on q.id = e.person_id
      left join campus_class c on c.id = p.class_id left join campus_visit v on v.id = e.visit_id
    where e.school_id = ${school.value.id} and e.day = ${day}
      and (${text}::text is null or q.name like ${text} or c.title like ${text} or d.place like ${text} or e.ref like ${text})
      and (${query.odd ?? null}::text is null or e.result <> 'pass' or e.verdict is not null or e.is_late)
      and (not ${isOnlyTeacher(ctx)}::boolean or c.teacher_id::text = ${ctx.actor.id})
    order by e.corrected_at desc, e.sn, e.event_id limit ${query.limit + 1} offset ${at}`.execute(ctx.db)
  const items = rows.slice(0, query.limit)
  return ok({
    items: items.map((row) => ({ ...passingOf(row), sn: row.sn, name: row.name, classTitle: row.title })),
    next: nextOf(at, query.limit, rows.length),
  })
}

export async function peopleBy(ctx: Ctx, query: Query<typeof contract.findPeople>) {
  const school = await ownSchool(ctx)
  if (!school.ok) return school
  let found = ctx.db
    .selectFrom("campus_person")
    .innerJoin("party", "party.id", "person_id")
    .leftJoin("campus_class", "campus_class.id", "class_id")
    .leftJoin("campus_presence", "campus_presence.person_id", "campus_person.person_id")
    .leftJoin("campus_credential", (j) =>
      j.onRef("campus_credential.person_id", "=", "campus_person.person_id").on("campus_credential.ref", "=", query.q),
    )
    .select(["campus_person.person_id", "party.name", "number", "campus_class.title", "status", "wallet_no"])
    .select("campus_presence.state as presence")
    .where("campus_person.school_id", "=", school.value.id)
    .orderBy("number")
    .limit(50)
  if (isOnlyTeacher(ctx)) found = found.where("campus_class.teacher_id", "=", ctx.actor.id)
  if (query.classId) found = found.where("class_id", "=", query.classId)
  if (query.q !== "")
    found = found.where((e) =>
      e.or([
        e("party.name", "like", like(query.q)),
        e("party.initials", "like", `${query.q.toLowerCase()}%`),
        e("number", "like", `${query.q}%`),
        e("campus_class.title", "like", like(query.q)),
        e("campus_credential.ref", "=", query.q),
      ]),
    )
  const rows = await found.execute()
  return ok({
    items: rows.map((row) => ({
      personId: row.person_id,
      name: row.name,
      number: row.number,
      classTitle: row.title,
      status: row.status as "enrolled",
      presence: row.presence as "in" | null,
      walletNo: row.wallet_no,
    })),
  })
}

export async function classList(ctx: Ctx) {
  const school = await ownSchool(ctx)
  if (!school.ok) return school
  let found = ctx.db
    .selectFrom("campus_class")
    .selectAll()
    .where("school_id", "=", school.value.id)
    .where("ended_on", "is", null)
  if (isOnlyTeacher(ctx)) found = found.where("teacher_id", "=", ctx.actor.id)
  const rows = (await found.execute()).toSorted((a, b) => compareTitles(a.title, b.title))
  return ok({ items: rows.map((row) => ({ id: row.id, title: row.title, teacher: row.teacher_name })) })
}

export const leaveOf = (
  row: LeaveRow & { name: string; title: string | null },
  showsPass: boolean,
): z.output<typeof leaveView> => ({
  id: row.id,
  personId: row.person_id,
  name: row.name,
  classTitle: row.title,
  kind: row.kind as "sick",
  from: row.from_at.toISOString(),
  to: row.to_at.toISOString(),
  reason: row.reason,
  returns: row.returns,
  state: row.state as "active",
  askedBy: row.asked_name,
  askedAt: row.asked_at.toISOString(),
  passCode: showsPass && row.state === "active" ? row.pass_code : null,
  outAt: row.out_at?.toISOString() ?? null,
  returnedAt: row.returned_at?.toISOString() ?? null,
  declineReason: row.decline_reason,
})

const leaveStatesOf = {
  waiting: ["submitted", "class_ok"],
  running: ["active", "out_done", "overdue"],
  ended: ["returned", "rejected", "withdrawn"],
  all: null,
} as const

export async function leavesBy(ctx: Ctx, query: Query<typeof contract.listLeaves>) {
  const school = await ownSchool(ctx)
  if (!school.ok) return school
  const at = pageAt(query.after)
  let found = ctx.db
    .selectFrom("campus_leave")
    .innerJoin("party", "party.id", "person_id")
    .innerJoin("campus_person", "campus_person.person_id", "campus_leave.person_id")
    .leftJoin("campus_class", "campus_class.id", "class_id")
    .selectAll("campus_leave")
    .select(["party.name", "campus_class.title"])
    .where("campus_leave.school_id", "=", school.value.id)
    .orderBy("from_at", "desc")
    .orderBy("campus_leave.id")
    .limit(query.limit + 1)
    .offset(at)
  const states = leaveStatesOf[query.view ?? "all"]
  if (states) found = found.where("campus_leave.state", "in", [...states])
  if (isOnlyTeacher(ctx)) found = found.where("campus_class.teacher_id", "=", ctx.actor.id)
  if (query.q) {
    const text = like(query.q)
    found = found.where((e) => e.or([e("party.name", "like", text), e("campus_class.title", "like", text)]))
  }
  const rows = await found.execute()
  return ok({
    items: rows.slice(0, query.limit).map((row) => leaveOf(row, true)),
    next: nextOf(at, query.limit, rows.length),
  })
}

const visitStatesOf = {
  coming: ["booked", "host_ok"],
  here: ["arrived", "in"],
  over: ["left", "no_show", "rejected"],
} as const

export async function visitsBy(
  ctx: Ctx,
  query: Query<typeof contract.listVisits>,
): Promise<Outcome<{ items: z.output<typeof contract.visitView>[]; next: string | null }>> {
  const school = await ownSchool(ctx)
  if (!school.ok) return school
  const now = ctx.clock.now()
  const grace = await number(ctx, "overstay-minutes", dateOf(now))
  const at = pageAt(query.after)
  let found = ctx.db
    .selectFrom("campus_visit")
    .selectAll()
    .where("school_id", "=", school.value.id)
    .orderBy("from_at", "desc")
    .orderBy("id")
    .limit(query.limit + 1)
    .offset(at)
  if (query.state) found = found.where("state", "in", [...visitStatesOf[query.state]])
  if (query.day) found = found.where(sql<boolean>`(from_at at time zone 'Asia/Shanghai')::date = ${query.day}`)
  const rows = await found.execute()
  return ok({
    items: rows.slice(0, query.limit).map((row) => ({
      id: row.id,
      visitorName: row.visitor_name,
      phoneTail: row.phone_tail,
      idTail: row.id_tail,
      company: row.company,
      purpose: row.purpose,
      plate: row.plate,
      hostName: row.host_name,
      from: row.from_at.toISOString(),
      to: row.to_at.toISOString(),
      code: row.code,
      state: row.state as VisitState,
      inAt: row.in_at?.toISOString() ?? null,
      leftAt: row.left_at?.toISOString() ?? null,
      overstay: isOverstay({ state: row.state as VisitState, fromAt: row.from_at, toAt: row.to_at }, now, grace),
    })),
    next: nextOf(at, query.limit, rows.length),
  })
}
