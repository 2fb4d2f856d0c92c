// The package of collateral: rights and other things joined to a case, taken out again, or lost.
import { randomUUID } from "node:crypto"
import { balances } from "#ledger"
import { flow, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import { addItem, chargesOf, loseItem, valueItem, type CollateralClass } from "#products/collateral"
import { freeKey } from "../postings.ts"
import { refuse } from "../refusals.ts"
import { checkQuantity, gramsOf, pollutants, type Pollutant } from "../rules.ts"
import { fenOf, legsOf, lockCase, nextNumber, stateOf, tell, type CaseLeg, type CaseRow } from "./case.ts"
import { openEvent } from "./events.ts"
import { callMargin } from "./margin.ts"

const openStates = ["lead", "applied", "env_hold", "env_checked", "valued", "margin_call", "monitored", "disbursed"]

async function openPackage(ctx: FlowCtx, id: string): Promise<Outcome<CaseRow>> {
  const found = await lockCase(ctx, id)
  if (!found.ok || openStates.includes(stateOf(found.value))) return found
  return refuse["E-STATE"]({ reason: "当前阶段不能变更押品", reasonEn: "The package cannot change at this stage" })
}

export interface RightLeg {
  id: string
  rightId: string
  quantity: string
  priorClaims: string
}

export const addRightLeg = flow(
  { name: "emission-loan.add-right-leg", permission: "emission-loan.apply" },
  async (ctx, input: RightLeg): Promise<Outcome<{ id: string }>> => joinRight(ctx, input),
)

export async function joinRight(ctx: FlowCtx, input: RightLeg): Promise<Outcome<{ id: string }>> {
  const found = await openPackage(ctx, input.id)
  if (!found.ok) return found
  const right = await ctx.db.selectFrom("emission_right").selectAll().where("id", "=", input.rightId).executeTakeFirst()
  if (!right || right.party_id !== found.value.party_id)
    return refuse["E-NOT-FOUND"]({ id: input.rightId, what: "排污权" }, "rightId")
  const pollutant = right.pollutant as Pollutant
  const { unit, zh } = pollutants[pollutant]
  const grams = gramsOf(input.quantity, unit)
  if (right.acquisition === "FREE") return refuse["E-NOT-PAID"]({ right: right.right_no }, "rightId")
  const free = await isFree(ctx, found.value, right, { grams, priorClaims: input.priorClaims })
  if (!free.ok) return free
  const item = await addItem(ctx, {
    itemNo: `YP${String(await nextNumber(ctx, "emission_item_number")).padStart(6, "0")}`,
    partyId: right.party_id,
    outlet: found.value.outlet,
    class: "emission_right",
    title: `${zh}排污权 ${input.quantity} ${unit}（${right.right_no}）`,
    titleNo: right.right_no,
    facts: { pollutant, grams: String(grams) },
  })
  return item.ok
    ? joinItem(ctx, found.value, {
        itemId: item.value.id,
        class: "emission_right",
        rightId: right.id,
        grams,
        priorClaims: input.priorClaims,
      })
    : item
}

/** What the ledger says is free decides; on a right frozen for somebody else only a second charge (余值抵押) goes on. */
async function isFree(
  ctx: FlowCtx,
  row: CaseRow,
  right: { right_no: string; pollutant: string; grams: bigint },
  { grams, priorClaims }: { grams: bigint; priorClaims: string },
): Promise<Outcome<void>> {
  const [account] = await balances(ctx.ledger, [freeKey(right.right_no)])
  const freeGrams = account?.balance ?? 0n
  const lender = await lenderOf(ctx, row, right.right_no)
  const frozenGrams = right.grams - freeGrams
  if (frozenGrams > 0n && grams > freeGrams && lender && row.package_type !== "RESIDUAL") {
    return refuse["E-FROZEN"]({ right: right.right_no, lender }, "rightId")
  }
  const isSecond = row.package_type === "RESIDUAL" && frozenGrams > 0n
  if (isSecond && fenOf(priorClaims) === 0n) return refuse["E-PRIOR"]({ right: right.right_no }, "priorClaims")
  const facts = {
    rightNo: right.right_no,
    pollutant: right.pollutant as Pollutant,
    quantityGrams: right.grams,
    // A second charge takes no tonnes: it takes what their value leaves behind the first one.
    frozenGrams: isSecond ? 0n : frozenGrams,
  }
  return checkQuantity(facts, grams, right.grams)
}

/** The case that holds a right by contract or freeze. */
async function lenderOf(ctx: FlowCtx, row: CaseRow, rightNo: string): Promise<string | null> {
  const found = await ctx.db
    .selectFrom("emission_leg")
    .innerJoin("emission_case", "emission_case.id", "case_id")
    .innerJoin("emission_right", "emission_right.id", "right_id")
    .select("case_no")
    .where("right_no", "=", rightNo)
    .where("case_id", "<>", row.id)
    .where("removed_at", "is", null)
    .where("state", "in", [
      "contracted",
      "registered",
      "disbursed",
      "monitored",
      "margin_call",
      "defaulted",
      "disposing",
    ])
    .executeTakeFirst()
  return found?.case_no ?? null
}

/** Latest lawful end: the earliest right, the permit behind it, the product. */
export async function endLimits(ctx: FlowCtx, caseId: string) {
  const rows = await ctx.db
    .selectFrom("emission_leg")
    .innerJoin("emission_right", "emission_right.id", "right_id")
    .innerJoin("emission_permit", "emission_permit.id", "permit_id")
    .select(["emission_right.valid_to as right_to", "emission_permit.valid_to as permit_to"])
    .where("case_id", "=", caseId)
    .where("removed_at", "is", null)
    .execute()
  const productMonthsMax = await parameter<number>(ctx, "emission-loan.term-months-max", ctx.today)
  const first = (dates: string[]): string => dates.toSorted()[0] ?? "9999-12-31"
  return {
    rightValidTo: first(rows.map((row) => row.right_to)),
    permitValidTo: first(rows.map((row) => row.permit_to)),
    productMonthsMax,
  }
}

/** 余值抵押: ranks behind the lender whose claim is deducted, and needs none of the tonnes for itself. */
export const isSecondCharge = (row: CaseRow, leg: CaseLeg): boolean =>
  row.package_type === "RESIDUAL" && leg.grams !== null && leg.priorClaimsFen > 0n

/** Two cases may ask for the same tonnes; whoever freezes first has them, and the other hears it before he signs. */
export async function stillFree(ctx: FlowCtx, row: CaseRow): Promise<Outcome<void>> {
  const charges = await chargesOf(ctx, row.case_no)
  for (const leg of (await legsOf(ctx, row.id)).filter((one) => one.status === "active" && one.grams !== null)) {
    if (charges.some((one) => one.item_id === leg.itemId && one.kind === "freeze" && one.state !== "refused")) continue
    if (isSecondCharge(row, leg)) continue
    const [account] = await balances(ctx.ledger, [freeKey(leg.titleNo!)])
    if ((account?.balance ?? 0n) < leg.grams!)
      return refuse["E-FROZEN"]({ right: leg.titleNo, lender: (await lenderOf(ctx, row, leg.titleNo!)) ?? "他人" })
  }
  return ok()
}

interface Joined {
  itemId: string
  class: CollateralClass
  rightId?: string
  grams?: bigint
  priorClaims: string
}

async function joinItem(ctx: FlowCtx, row: CaseRow, joined: Joined): Promise<Outcome<{ id: string }>> {
  const id = randomUUID()
  await ctx.db
    .insertInto("emission_leg")
    .values({
      id,
      case_id: row.id,
      item_id: joined.itemId,
      class: joined.class,
      right_id: joined.rightId ?? null,
      grams: joined.grams ?? null,
      prior_claims_fen: fenOf(joined.priorClaims),
      created_at: ctx.clock.now(),
    })
    .execute()
  ctx.note({ object: "emission-case", objectId: row.id, after: { leg: id, class: joined.class } })
  return ok({ id })
}

export interface CollateralLeg {
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

export const addCollateralLeg = flow(
  { name: "emission-loan.add-collateral-leg", permission: "emission-loan.apply" },
  async (ctx, input: CollateralLeg): Promise<Outcome<{ id: string }>> => {
    const found = await openPackage(ctx, input.id)
    if (!found.ok) return found
    const itemNo = `YP${String(await nextNumber(ctx, "emission_item_number")).padStart(6, "0")}`
    const item = await addItem(ctx, { ...input, itemNo, partyId: found.value.party_id, outlet: found.value.outlet })
    if (!item.ok) return item
    const validMonths = await parameter<number>(ctx, "collateral.valuation-months", ctx.today)
    const value = {
      itemId: item.value.id,
      valueFen: fenOf(input.value),
      valuedOn: input.valuedOn,
      validMonths,
      appraiser: input.appraiser,
    }
    await valueItem(ctx, { ...value, method: "评估机构评估" })
    return joinItem(ctx, found.value, { itemId: item.value.id, class: input.class, priorClaims: input.priorClaims })
  },
)

export const removeLeg = flow(
  { name: "emission-loan.remove-leg", permission: "emission-loan.apply" },
  async (ctx, input: { id: string; legId: string }): Promise<Outcome<{ id: string }>> => {
    const found = await openPackage(ctx, input.id)
    if (!found.ok) return found
    if (found.value.loan_no)
      return refuse["E-STATE"]({ reason: "放款后不能移出押品", reasonEn: "No leg leaves after pay-out" })
    const done = await ctx.db
      .updateTable("emission_leg")
      .set({ removed_at: ctx.clock.now() })
      .where("id", "=", input.legId)
      .where("case_id", "=", input.id)
      .where("removed_at", "is", null)
      .returning("item_id")
      .executeTakeFirst()
    if (!done) return refuse["E-NOT-FOUND"]({ id: input.legId, what: "押品" })
    await ctx.db.updateTable("collateral_item").set({ status: "released" }).where("id", "=", done.item_id).execute()
    ctx.note({ object: "emission-case", objectId: input.id, after: { removedLeg: input.legId } })
    return ok({ id: input.legId })
  },
)

/** A leg that lost its force opens a red event; a running loan gets its margin call the same day. */
export const loseLeg = flow(
  { name: "emission-loan.lose-leg", permission: "emission-loan.monitor" },
  async (ctx, input: { id: string; legId: string; reason: string }) => {
    const found = await lockCase(ctx, input.id)
    if (!found.ok) return found
    const leg = await ctx.db
      .selectFrom("emission_leg")
      .select("item_id")
      .where("id", "=", input.legId)
      .where("case_id", "=", input.id)
      .executeTakeFirst()
    if (!leg) return refuse["E-NOT-FOUND"]({ id: input.legId, what: "押品" })
    await loseItem(ctx, leg.item_id, input.reason)
    await openEvent(ctx, found.value, { kind: "LEG_LOST", source: ctx.actor.name, note: input.reason })
    await tell(ctx, input.id, { kind: "event", zh: `押品失效：${input.reason}`, en: "A leg lost its force" })
    return ok({ id: input.id, state: await callMargin(ctx, found.value, input.reason) })
  },
)
