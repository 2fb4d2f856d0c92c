// Who may see what, and reading the things of the scene. Another's id answers exactly like an unknown one.
import { sql, type Selectable } from "kysely"
import { openDate } from "#ledger"
import { loadCalendar, type Calendar } from "#kernel/calendar"
import type { Tables } from "#kernel/db"
import { ledgerOn, mainBook, type Ctx, type FlowCtx } from "#kernel/flow"
import { inScope } from "#kernel/org"
import { isGuardian } from "#kernel/party"
import { ok, type Outcome } from "#kernel/refusal"
import { findParameter } from "#kernel/rule-data"
import { policyShape, type Policy } from "./model.ts"
import { alertShape, policyKey } from "./parameters.ts"
import { refuse } from "./refusals.ts"
import type { AlertNumbers } from "./rules.ts"

export type Institution = Selectable<Tables["training_institution"]>
export type Course = Selectable<Tables["training_course"]>
export type Lesson = Selectable<Tables["training_lesson"]>
export type Order = Selectable<Tables["training_order"]>
export type Refund = Selectable<Tables["training_refund"]>

export const isRegulator = (ctx: Ctx): boolean => ctx.actor.roles.includes("regulator")
export const isInstitution = (ctx: Ctx): boolean => ctx.actor.roles.includes("institution")
export const isCitizen = (ctx: Ctx): boolean => ctx.actor.kind === "citizen"

export const todayOf = (ctx: Ctx): Promise<string> => openDate(ledgerOn(ctx.db), mainBook)

/** Staff within their outlets, the authority all, an institution itself. */
export function maySeeInstitution(ctx: Ctx, row: { party_id: string; outlet: string }): boolean {
  if (ctx.actor.kind === "system") return true
  if (isRegulator(ctx)) return true
  if (isInstitution(ctx)) return row.party_id === ctx.actor.partyId
  return ctx.actor.kind === "staff" && inScope(ctx, row.outlet)
}

export async function institutionFor(ctx: Ctx, id: string): Promise<Outcome<Institution>> {
  const row = await ctx.db.selectFrom("training_institution").selectAll().where("id", "=", id).executeTakeFirst()
  if (row && maySeeInstitution(ctx, row)) return ok(row)
  return refuse["E-NOT-FOUND"]({ what: "机构", whatEn: "institution", id })
}

export async function ownInstitution(ctx: Ctx): Promise<Outcome<Institution>> {
  const row = await ctx.db
    .selectFrom("training_institution")
    .selectAll()
    .where("party_id", "=", ctx.actor.partyId ?? "00000000-0000-0000-0000-000000000000")
    .executeTakeFirst()
  return row ? ok(row) : refuse["E-NOT-FOUND"]({ what: "机构", whatEn: "institution", id: "-" })
}

export const institutionById = (ctx: Pick<Ctx, "db">, id: string): Promise<Institution> =>
  ctx.db.selectFrom("training_institution").selectAll().where("id", "=", id).executeTakeFirstOrThrow()

export const courseById = (ctx: Pick<Ctx, "db">, id: string): Promise<Course | undefined> =>
  ctx.db.selectFrom("training_course").selectAll().where("id", "=", id).executeTakeFirst()

export async function courseFor(ctx: Ctx, id: string): Promise<Outcome<{ course: Course; institution: Institution }>> {
  const course = await courseById(ctx, id)
  if (course) {
    const institution = await institutionById(ctx, course.institution_id)
    if (maySeeInstitution(ctx, institution)) return ok({ course, institution })
  }
  return refuse["E-NOT-FOUND"]({ what: "课程", whatEn: "course", id })
}

export const lessonsOf = (ctx: Pick<Ctx, "db">, courseId: string): Promise<Lesson[]> =>
  ctx.db.selectFrom("training_lesson").selectAll().where("course_id", "=", courseId).orderBy("seq").execute()

export interface OrderSeen {
  order: Order
  institution: Institution
}

/** An order the actor has to do with: the family's own, the institution's, the authority's, the outlet's. */
export async function orderFor(ctx: Ctx, id: string): Promise<Outcome<OrderSeen>> {
  const order = await ctx.db.selectFrom("training_order").selectAll().where("id", "=", id).executeTakeFirst()
  if (order) {
    const institution = await institutionById(ctx, order.institution_id)
    const isOwn = isCitizen(ctx) ? await isFamily(ctx, order) : maySeeInstitution(ctx, institution)
    if (isOwn) return ok({ order, institution })
  }
  return refuse["E-NOT-FOUND"]({ what: "订单", whatEn: "order", id })
}

/** The guardian who signed, or another whom no court keeps from the child. */
async function isFamily(ctx: Ctx, order: Order): Promise<boolean> {
  const { partyId } = ctx.actor
  if (!partyId) return false
  return order.guardian_id === partyId || isGuardian(ctx.db, partyId, order.student_id)
}

export async function orderLocked(ctx: FlowCtx, id: string): Promise<Order> {
  return ctx.db.selectFrom("training_order").selectAll().where("id", "=", id).forUpdate().executeTakeFirstOrThrow()
}

export async function namesOf(ctx: Pick<Ctx, "db">, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom("party")
    .select(["id", "name"])
    .where("id", "in", [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

export interface PolicyVersion {
  code: string
  valueId: string
  from: string
  policy: Policy
}

/** The version of a local policy in force on a day. */
export async function policyOn(ctx: Ctx, code: string, on: string): Promise<Outcome<PolicyVersion>> {
  const found = ctx.house.parameters.has(policyKey(code)) ? await findParameter(ctx, policyKey(code), on) : undefined
  if (!found) return refuse["E-POLICY"]({ code })
  return ok({ code, valueId: found.id, from: found.from, policy: policyShape.parse(found.value) })
}

/** The version an order was signed under. */
export const policyOf = (order: Pick<Order, "policy">): Policy => policyShape.parse(order.policy)

export async function alertNumbers(ctx: Ctx, on: string): Promise<AlertNumbers> {
  return alertShape.parse((await findParameter(ctx, "training-fund.alerts", on))!.value)
}

export const calendarOfBranch = (ctx: Pick<Ctx, "db">): Promise<Calendar> => loadCalendar(ctx.db as Ctx["db"])

export async function numberOf(ctx: FlowCtx, sequence: string, prefix: string): Promise<string> {
  const { rows } = await sql<{ n: bigint }>`select nextval(${sequence}) as n`.execute(ctx.db)
  return `${prefix}${ctx.today.slice(0, 4)}${String(rows[0]!.n).padStart(6, "0")}`
}

/** "HH:MM" and "YYYY-MM-DD HH:MM" on the wall in Shanghai. */
const wall = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString()
export const clockOf = (at: Date): string => wall(at).slice(11, 16)
export const wallOf = (at: Date): string => wall(at).slice(0, 16).replace("T", " ")
export const dayOf = (at: Date): string => wall(at).slice(0, 10)
