// Permits and rights of a firm: what the bureau allowed, what the firm holds, and its quantity on the ledger.
import { randomUUID } from "node:crypto"
import { sql } from "kysely"
import { newId, openAccounts } from "#ledger"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { inScope } from "#kernel/org"
import { ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import { registerRight, rightAccounts } from "../postings.ts"
import { refuse } from "../refusals.ts"
import {
  checkQuantity,
  checkUnit,
  gramsOf,
  pollutants,
  type Acquisition,
  type Pollutant,
  type QuantityUnit,
} from "../rules.ts"

/** One entry into the register at a time, so that a number checked as unused is still unused when it is written. */
export const registerLock = async (ctx: FlowCtx): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(current_schema() || '/emission-register', 0))`.execute(ctx.db)
}

export interface NewPermit {
  partyId: string
  permitNo: string
  issuer: string
  issuedOn: string
  validTo: string
  limits: { pollutant: Pollutant; quantity: string; unit: QuantityUnit }[]
}

export const addPermit = flow(
  { name: "emission-loan.add-permit", permission: "emission-loan.apply" },
  async (ctx, input: NewPermit): Promise<Outcome<{ id: string }>> => {
    const firm = await outletOf(ctx, input.partyId)
    if (!firm.ok) return firm
    await registerLock(ctx)
    const taken = await ctx.db
      .selectFrom("emission_permit")
      .select("id")
      .where("permit_no", "=", input.permitNo)
      .executeTakeFirst()
    if (taken) return refuse["E-DUPLICATE"]({ what: "排污许可证", number: input.permitNo }, "permitNo")
    const id = randomUUID()
    await ctx.db
      .insertInto("emission_permit")
      .values({
        id,
        party_id: input.partyId,
        permit_no: input.permitNo,
        issuer: input.issuer,
        issued_on: input.issuedOn,
        valid_to: input.validTo,
        created_at: ctx.clock.now(),
      })
      .execute()
    for (const [index, limit] of input.limits.entries()) {
      const named = await addLimit(ctx, id, limit)
      if (!named.ok) return { ok: false, refusal: { ...named.refusal, field: `limits.${index}.quantity` } }
    }
    ctx.note({ object: "emission-permit", objectId: id, after: input })
    return ok({ id })
  },
)

/** A pollutant that a registered permit names as well; a limit once registered is not changed by this. */
export async function addLimit(
  ctx: FlowCtx,
  permitId: string,
  limit: NewPermit["limits"][number],
): Promise<Outcome<void>> {
  const grams = gramsOf(limit.quantity, limit.unit)
  const guarded = await guardUnit(ctx, limit.pollutant, grams)
  if (!guarded.ok) return guarded
  await ctx.db
    .insertInto("emission_permit_limit")
    .values({ permit_id: permitId, pollutant: limit.pollutant, grams })
    .onConflict((conflict) => conflict.columns(["permit_id", "pollutant"]).doNothing())
    .execute()
  return ok()
}

export interface NewRight {
  permitId: string
  rightNo: string
  pollutant: Pollutant
  quantity: string
  unit: QuantityUnit
  acquisition: Acquisition
  acquiredOn: string
  validTo: string
  feePaidTo: string | null
  committed: string
}

export const addRight = flow(
  { name: "emission-loan.add-right", permission: "emission-loan.apply" },
  async (ctx, input: NewRight): Promise<Outcome<{ id: string; postingId: string }>> => {
    const permit = await ctx.db
      .selectFrom("emission_permit")
      .selectAll()
      .where("id", "=", input.permitId)
      .executeTakeFirst()
    if (!permit) return refuse["E-NOT-FOUND"]({ id: input.permitId, what: "许可证" }, "permitId")
    const firm = await outletOf(ctx, permit.party_id)
    if (!firm.ok) return firm
    const grams = gramsOf(input.quantity, input.unit)
    await registerLock(ctx)
    const checked = await checkNewRight(ctx, input, grams)
    if (!checked.ok) return checked
    const id = randomUUID()
    await ctx.db
      .insertInto("emission_right")
      .values({
        id,
        permit_id: input.permitId,
        party_id: permit.party_id,
        right_no: input.rightNo,
        pollutant: input.pollutant,
        grams,
        committed_grams: gramsOf(input.committed, input.unit),
        acquisition: input.acquisition,
        acquired_on: input.acquiredOn,
        valid_to: input.validTo,
        fee_paid_to: input.feePaidTo,
        created_at: ctx.clock.now(),
      })
      .execute()
    await openAccounts(ctx.ledger, rightAccounts(input.rightNo, input.pollutant, firm.value))
    ctx.note({ object: "emission-right", objectId: id, after: { ...input, grams: String(grams) } })
    const quantity = { rightNo: input.rightNo, grams, pollutant: input.pollutant, outlet: firm.value }
    const postingId = newId()
    const posted = await ctx.post([
      registerRight.build(quantity, { id: postingId, reference: input.rightNo, memo: "排污权登记" }),
    ])
    return posted.ok ? ok({ id, postingId }) : posted
  },
)

export interface TakenIn {
  rights: { id: string; rightNo: string; postingId: string }[]
  /** Permits that the same batch made. */
  permits: string[]
}

/** Takes wrongly registered rights out of the register again; one that a case relies on stops it all. */
export async function withdrawRights(ctx: FlowCtx, batch: TakenIn): Promise<Outcome<void>> {
  await registerLock(ctx)
  const used = await ctx.db
    .selectFrom("emission_leg")
    .innerJoin("emission_case", "emission_case.id", "case_id")
    .innerJoin("emission_right", "emission_right.id", "right_id")
    .select(["right_no", "case_no"])
    .where("right_id", "in", orNone(batch.rights.map((right) => right.id)))
    .executeTakeFirst()
  if (used) return refuse["E-RIGHT-USED"]({ rightNo: used.right_no, caseNo: used.case_no })
  for (const right of batch.rights) {
    const taken = await ctx.reverse(right.postingId, { reason: "导入撤销" })
    if (!taken.ok) return taken
    await ctx.db.deleteFrom("emission_right").where("id", "=", right.id).execute()
    ctx.note({ object: "emission-right", objectId: right.id, after: { withdrawn: right.rightNo } })
  }
  await dropEmptyPermits(ctx, batch.permits)
  return ok()
}

/** A permit stays as soon as anything else was registered under it. */
async function dropEmptyPermits(ctx: FlowCtx, permits: readonly string[]): Promise<void> {
  const left = await ctx.db
    .selectFrom("emission_right")
    .select("permit_id")
    .where("permit_id", "in", orNone(permits))
    .execute()
  const kept = new Set(left.map((row) => row.permit_id))
  const empty = orNone(permits.filter((id) => !kept.has(id)))
  await ctx.db.deleteFrom("emission_permit_limit").where("permit_id", "in", empty).execute()
  await ctx.db.deleteFrom("emission_permit").where("id", "in", empty).execute()
}

/** SQL knows no empty list. */
const orNone = (ids: readonly string[]): string[] => (ids.length > 0 ? [...ids] : [noId])
const noId = "00000000-0000-0000-0000-000000000000"

/** The three things a typed right can be wrong in: the unit, the number, more than the permit allows. */
export async function checkNewRight(
  ctx: Ctx & { today?: string },
  input: NewRight,
  grams: bigint,
): Promise<Outcome<void>> {
  const guarded = await guardUnit(ctx, input.pollutant, grams)
  if (!guarded.ok) return guarded
  const taken = await ctx.db
    .selectFrom("emission_right")
    .select("id")
    .where("right_no", "=", input.rightNo)
    .executeTakeFirst()
  if (taken) return refuse["E-DUPLICATE"]({ what: "排污权", number: input.rightNo }, "rightNo")
  const limit = await ctx.db
    .selectFrom("emission_permit_limit")
    .select("grams")
    .where("permit_id", "=", input.permitId)
    .where("pollutant", "=", input.pollutant)
    .executeTakeFirst()
  const facts = { rightNo: input.rightNo, pollutant: input.pollutant, quantityGrams: grams, frozenGrams: 0n }
  const held = await ctx.db
    .selectFrom("emission_right")
    .select((e) => e.fn.sum<string | null>("grams").as("grams"))
    .where("permit_id", "=", input.permitId)
    .where("pollutant", "=", input.pollutant)
    .executeTakeFirstOrThrow()
  return checkQuantity(facts, grams, leftOf(limit?.grams ?? 0n, BigInt(held.grams ?? 0)))
}

/** All rights under one permit together stay within what it allows. */
export const leftOf = (permittedGrams: bigint, heldGrams: bigint): bigint =>
  permittedGrams > heldGrams ? permittedGrams - heldGrams : 0n

async function guardUnit(ctx: Ctx, pollutant: Pollutant, grams: bigint): Promise<Outcome<void>> {
  const on = "today" in ctx ? (ctx as FlowCtx).today : "9999-12-31"
  const medians = await parameter<Record<string, number>>(ctx, "emission-loan.sector-median", on)
  return checkUnit(pollutant, grams, gramsOf(String(medians[pollutant] ?? 0), pollutants[pollutant].unit))
}

export async function outletOf(ctx: Ctx, partyId: string): Promise<Outcome<string>> {
  const row = await ctx.db.selectFrom("party").select("outlet").where("id", "=", partyId).executeTakeFirst()
  return row && inScope(ctx, row.outlet)
    ? ok(row.outlet)
    : refuse["E-NOT-FOUND"]({ id: partyId, what: "客户" }, "partyId")
}
