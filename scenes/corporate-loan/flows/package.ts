// The package of collateral: things joined to a case, valued again, insured, or taken out before anything is signed.
import { randomUUID } from "node:crypto"
import { flow, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import { addItem, packageLendableFen, valueItem, type CollateralClass, type LtvCapsBp } from "#products/collateral"
import { refuse } from "../refusals.ts"
import { collateralSignal } from "../rules.ts"
import { isRunning } from "../states.ts"
import { fenOf, lockCase, nextNumber, stateOf, tell, type CaseRow } from "./case.ts"
import { legsOf, type CaseLeg } from "./facts.ts"
import { openWarning } from "./warnings.ts"

export interface LegInput {
  id: string
  class: Exclude<CollateralClass, "emission_right">
  title: string
  titleNo: string
  location: string
  value: string
  valuedOn: string
  appraiser: string
  priorClaims: string
  insuranceNo: string
}

const packageStates = ["accepted", "dd", "returned"]

async function openPackage(ctx: FlowCtx, id: string): Promise<Outcome<CaseRow>> {
  const found = await lockCase(ctx, id)
  if (!found.ok || packageStates.includes(found.value.state)) return found
  const reason = "提交审查后不能变更押品；请办理方案变更"
  return refuse["E-STATE"]({ reason, reasonEn: "The package changes by a change of terms only" })
}

export const lendableFen = (legs: readonly CaseLeg[], caps: LtvCapsBp): bigint =>
  packageLendableFen(
    legs.filter((leg) => leg.status === "active"),
    caps,
  )

export const addLeg = flow(
  { name: "corporate-loan.add-leg", permission: "corporate-loan.apply" },
  async (ctx, input: LegInput): Promise<Outcome<{ id: string }>> => {
    const found = await openPackage(ctx, input.id)
    if (!found.ok) return found
    const row = found.value
    const prior = await priorOf(ctx, input)
    if (!prior.ok) return prior
    const itemNo = `GD${await nextNumber(ctx, "corporate_item_number")}`
    const item = await addItem(ctx, { ...input, itemNo, partyId: row.party_id, outlet: row.outlet })
    if (!item.ok) return item
    const posted = await ctx.post(await valued(ctx, item.value.id, input))
    if (!posted.ok) return posted
    const id = randomUUID()
    await ctx.db
      .insertInto("corporate_leg")
      .values({
        id,
        case_id: row.id,
        item_id: item.value.id,
        class: input.class,
        prior_claims_fen: fenOf(input.priorClaims),
        created_at: ctx.clock.now(),
      })
      .execute()
    await tell(ctx, row.id, {
      kind: "task",
      zh: `加入押品 ${input.title}，评估 ${input.value} 元`,
      en: "Collateral added",
    })
    ctx.note({ object: "corporate-case", objectId: row.id, after: { leg: id, class: input.class, itemNo } })
    return ok({ id })
  },
)

/** A title that a registry has charged already carries a prior claim; leaving it out would count the value twice. */
async function priorOf(ctx: FlowCtx, input: LegInput): Promise<Outcome<void>> {
  if (!input.titleNo || fenOf(input.priorClaims) > 0n) return ok()
  const charged = await ctx.db
    .selectFrom("collateral_charge")
    .innerJoin("collateral_item", "collateral_item.id", "item_id")
    .select("request_no")
    .where("title_no", "=", input.titleNo)
    .where("class", "=", input.class)
    .where("collateral_item.status", "<>", "active")
    .where("collateral_charge.state", "in", ["sent", "done", "releasing"])
    .executeTakeFirst()
  return charged ? refuse["E-PRIOR"]({ titleNo: input.titleNo }, "priorClaims") : ok()
}

async function valued(ctx: FlowCtx, itemId: string, input: { value: string; valuedOn: string; appraiser: string }) {
  const validMonths = await parameter<number>(ctx, "collateral.valuation-months", ctx.today)
  return valueItem(ctx, {
    itemId,
    valueFen: fenOf(input.value),
    valuedOn: input.valuedOn,
    validMonths,
    appraiser: input.appraiser,
    method: "评估机构评估",
  })
}

export interface Revaluation {
  id: string
  legId: string
  value: string
  valuedOn: string
  appraiser: string
  insuranceNo: string
}

/** R15: at least yearly. A fall of 15% or more opens an amber warning by itself. */
export const revalueLeg = flow(
  { name: "corporate-loan.revalue", permission: "corporate-loan.collateral" },
  async (ctx, input: Revaluation): Promise<Outcome<{ id: string }>> => {
    const found = await lockCase(ctx, input.id)
    if (!found.ok) return found
    const row = found.value
    const leg = (await legsOf(ctx, row.id)).find((one) => one.id === input.legId)
    if (!leg) return refuse["E-NOT-FOUND"]({ id: input.legId, what: "押品" })
    if (input.valuedOn > ctx.today)
      return refuse["E-TOO-EARLY"]({ what: "估值", whatEn: "The valuation", on: input.valuedOn }, "valuedOn")
    const postings = await valued(ctx, leg.itemId, input)
    if (input.insuranceNo) {
      const set = { insurance_no: input.insuranceNo }
      await ctx.db.updateTable("collateral_item").set(set).where("id", "=", leg.itemId).execute()
    }
    await ctx.db
      .updateTable("corporate_task")
      .set({ done_on: ctx.today, done_by: ctx.actor.name, result: `重估 ${input.value} 元` })
      .where("case_id", "=", row.id)
      .where("kind", "=", "revalue")
      .where("done_on", "is", null)
      .where((e) => e(e.fn<boolean>("starts_with", ["once_key", e.val(`${row.id}:revalue:${leg.id}`)]), "=", true))
      .execute()
    await tell(ctx, row.id, { kind: "task", zh: `押品重估 ${leg.title} ${input.value} 元`, en: "Valued again" })
    ctx.note({ object: "corporate-case", objectId: row.id, after: { revalued: leg.itemNo, value: input.value } })
    const sign = collateralSignal(leg.valueFen, fenOf(input.value))
    const onceKey = `${row.id}:${leg.id}:${input.valuedOn}:COLLATERAL_DROP`
    if (sign && isRunning(stateOf(row)))
      await openWarning(ctx, row, { signal: sign, source: "押品重估", note: `${leg.title} 估值下跌`, onceKey })
    const posted = await ctx.post(postings)
    return posted.ok ? ok({ id: input.legId }) : posted
  },
)

export const removeLeg = flow(
  { name: "corporate-loan.remove-leg", permission: "corporate-loan.apply" },
  async (ctx, input: { id: string; legId: string }): Promise<Outcome<{ id: string }>> => {
    const found = await openPackage(ctx, input.id)
    if (!found.ok) return found
    const done = await ctx.db
      .updateTable("corporate_leg")
      .set({ removed_at: ctx.clock.now() })
      .where("id", "=", input.legId)
      .where("case_id", "=", input.id)
      .where("removed_at", "is", null)
      .returning("item_id")
      .executeTakeFirst()
    if (!done) return refuse["E-NOT-FOUND"]({ id: input.legId, what: "押品" })
    await ctx.db.updateTable("collateral_item").set({ status: "released" }).where("id", "=", done.item_id).execute()
    ctx.note({ object: "corporate-case", objectId: input.id, after: { removedLeg: input.legId } })
    return ok({ id: input.legId })
  },
)
