// Visitors: booked, agreed by the host, papers seen at the desk, in, out. The code is good for one visit.
import { randomInt, randomUUID } from "node:crypto"
import type { Selectable } from "kysely"
import { digest, seal } from "#kernel/crypto"
import type { Tables } from "#kernel/db"
import { flow, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { refuse } from "../refusals.ts"
import { cannotMoveVisit, type VisitState } from "../states.ts"
import { ownSchool } from "../store.ts"

export type VisitRow = Selectable<Tables["campus_visit"]>
export const visitPhonePurpose = "campus-visitor"

export interface NewVisit {
  visitorName: string
  phone: string
  idTail: string | null
  company: string | null
  purpose: string
  plate: string | null
  hostId: string | null
  hostName: string
  fromAt: Date
  toAt: Date
  /** The host stands at the desk or called: agreed with the booking. */
  isAgreed: boolean
}

export const bookVisit = flow(
  { name: "campus.book-visit", permission: "campus.visit" },
  async (ctx, input: NewVisit): Promise<Outcome<{ id: string; code: string }>> => {
    const school = await ownSchool(ctx)
    if (!school.ok) return school
    if (input.toAt <= input.fromAt || input.toAt < ctx.clock.now()) return refuse["E-TIMES"]({}, "toAt")
    const id = randomUUID()
    const code = `V${String(randomInt(1e8)).padStart(8, "0")}`
    await ctx.db
      .insertInto("campus_visit")
      .values({
        id,
        school_id: school.value.id,
        visitor_name: input.visitorName,
        phone_sealed: seal(ctx.services.secret, visitPhonePurpose, input.phone),
        phone_tail: input.phone.slice(-4),
        id_tail: input.idTail,
        company: input.company,
        purpose: input.purpose,
        plate: input.plate,
        host_id: input.hostId,
        host_name: input.hostName,
        from_at: input.fromAt,
        to_at: input.toAt,
        code,
        state: input.isAgreed ? "host_ok" : "booked",
        host_ok_at: input.isAgreed ? ctx.clock.now() : null,
        booked_by: ctx.actor.name,
        booked_at: ctx.clock.now(),
      })
      .execute()
    const { phone, ...rest } = input
    const phoneMark = digest(ctx.services.secret, visitPhonePurpose, phone).toString("hex").slice(0, 12)
    ctx.note({ object: "campus-visit", objectId: id, after: { ...rest, phoneMark } })
    ctx.emit({ type: "campus.visit", subject: id, data: { state: "booked" } })
    return ok({ id, code })
  },
)

async function lockVisit(ctx: FlowCtx, id: string): Promise<Outcome<VisitRow>> {
  const school = await ownSchool(ctx)
  if (!school.ok) return school
  const row = await ctx.db
    .selectFrom("campus_visit")
    .selectAll()
    .where("id", "=", id)
    .where("school_id", "=", school.value.id)
    .forUpdate()
    .executeTakeFirst()
  return row ? ok(row) : refuse["E-NOT-FOUND"]({ what: "访客预约", whatEn: "visit" })
}

export interface VisitMove {
  id: string
  to: VisitState
  idTail?: string | undefined
}

export const moveVisit = flow(
  { name: "campus.move-visit", permission: "campus.visit" },
  async (ctx, input: VisitMove): Promise<Outcome<void>> => {
    const found = await lockVisit(ctx, input.id)
    if (!found.ok) return found
    const fault = cannotMoveVisit(found.value.state as VisitState, input.to)
    if (fault) return refuse["E-STATE"]({ reason: fault.zh, reasonEn: fault.en })
    const now = ctx.clock.now()
    const set = {
      host_ok: { host_ok_at: now },
      arrived: { arrived_at: now, ...(input.idTail ? { id_tail: input.idTail } : {}) },
      in: { in_at: now },
      left: { left_at: now },
    }[input.to as "in"]
    await ctx.db
      .updateTable("campus_visit")
      .set({ state: input.to, ...set })
      .where("id", "=", input.id)
      .execute()
    ctx.note({
      object: "campus-visit",
      objectId: input.id,
      before: { state: found.value.state },
      after: { state: input.to },
    })
    ctx.emit({ type: "campus.visit", subject: input.id, data: { state: input.to } })
    return ok()
  },
)
