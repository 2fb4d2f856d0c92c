// Values of a package: prices in force, time left, other collateral, and what may be lent on all of it.
import { randomUUID } from "node:crypto"
import { balances } from "#ledger"
import { flow, ledgerOn, type Ctx, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import { valuationValidUntil, valueItem } from "#products/collateral"
import { freeKey } from "../postings.ts"
import {
  lendableFen,
  loanAmountFen,
  pollutants,
  quantityText,
  valueRight,
  wholeMonths,
  workingCapitalNeed,
  type Basis,
  type NeedInputs,
  type PackageLeg,
  type Pollutant,
  type RightFacts,
  type RightValue,
  type UnitPrices,
} from "../rules.ts"
import {
  capsOf,
  fenOf,
  guard,
  json,
  legsOf,
  lockCase,
  move,
  outstandingFen,
  yuan,
  type CaseLeg,
  type CaseRow,
} from "./case.ts"

export const region = "湘潭"

export interface PricesOn {
  prices: UnitPrices
  source: string
  certainty: "fact" | "unverified" | "assumption"
}

export async function pricesOn(ctx: Ctx, pollutant: Pollutant, on: string): Promise<PricesOn> {
  const latest = (kind: string) =>
    ctx.db
      .selectFrom("emission_price")
      .selectAll()
      .where("pollutant", "=", pollutant)
      .where("kind", "=", kind)
      .where("valid_from", "<=", on)
      .orderBy("valid_from", "desc")
      .orderBy("created_at", "desc")
      .executeTakeFirst()
  const base = await latest("BASE_PRICE")
  const market = await latest("MARKET_AVG")
  const used = market && base && market.price_fen < base.price_fen ? market : base
  return {
    prices: { basePriceFen: base?.price_fen ?? null, marketAverageFen: market?.price_fen ?? null },
    source: used?.doc_no ?? "",
    certainty: (used?.certainty ?? "assumption") as PricesOn["certainty"],
  }
}

export interface ValuedRight extends RightValue {
  priceSource: string
  certainty: PricesOn["certainty"]
}

export async function valueOne(ctx: Ctx, right: RightFacts, basis: Basis, on: string): Promise<Outcome<ValuedRight>> {
  const { prices, source, certainty } = await pricesOn(ctx, right.pollutant, on)
  const valued = valueRight(right, prices, basis, on)
  return valued.ok ? ok({ ...valued.value, priceSource: source, certainty }) : valued
}

export interface PackageValue {
  basis: Basis
  on: string
  rights: ValuedRight[]
  rightsFen: bigint
  othersFen: bigint
  lendableFen: bigint
  loanMaxFen: bigint
  byItem: Map<string, bigint>
}

export async function valuePackage(ctx: Ctx, row: CaseRow, basis: Basis, on: string): Promise<Outcome<PackageValue>> {
  const legs = (await legsOf(ctx, row.id)).filter((leg) => leg.status === "active")
  const rights: ValuedRight[] = []
  const byItem = new Map<string, bigint>()
  for (const leg of legs.filter((one) => one.rightId !== null)) {
    const facts = await rightFacts(ctx, leg, on)
    const valued = await valueOne(ctx, facts, basis, on)
    if (!valued.ok) return valued
    rights.push(valued.value)
    byItem.set(leg.itemId, valued.value.valueFen)
  }
  const package_ = legs.map((leg): PackageLeg => ({
    class: leg.class,
    valueFen: byItem.get(leg.itemId) ?? leg.valueFen ?? 0n,
    priorClaimsFen: leg.priorClaimsFen,
    active: true,
  }))
  const others = package_.filter((leg) => leg.class !== "emission_right")
  const lendable = lendableFen(package_, await capsOf(ctx, on))
  return ok({
    basis,
    on,
    rights,
    byItem,
    rightsFen: rights.reduce((sum, one) => sum + one.valueFen, 0n),
    othersFen: others.reduce((sum, leg) => sum + leg.valueFen, 0n),
    lendableFen: lendable,
    loanMaxFen: loanAmountFen({ lendableFen: lendable, gapFen: gapOf(row) }),
  })
}

/** The leg's own quantity: what it pledges, less what the firm needs itself when only the surplus counts. */
async function rightFacts(ctx: Ctx, leg: CaseLeg, on: string): Promise<RightFacts> {
  const right = await ctx.db
    .selectFrom("emission_right")
    .selectAll()
    .where("id", "=", leg.rightId!)
    .executeTakeFirstOrThrow()
  return {
    rightNo: right.right_no,
    pollutant: right.pollutant as Pollutant,
    quantityGrams: leg.grams ?? 0n,
    acquisition: right.acquisition as RightFacts["acquisition"],
    frozenGrams: 0n,
    committedGrams: right.committed_grams,
    remainingMonths: wholeMonths(on, right.valid_to),
    termMonths: Math.max(1, wholeMonths(right.acquired_on, right.valid_to)),
  }
}

export async function freeGramsOf(ctx: Ctx, rightNos: readonly string[]): Promise<Map<string, bigint>> {
  const found = await balances(ledgerOn(ctx.db), rightNos.map(freeKey))
  return new Map(rightNos.map((rightNo) => [rightNo, found.find((one) => one.key === freeKey(rightNo))?.balance ?? 0n]))
}

export interface NeedTexts {
  sales: string
  marginPct: string
  growthPct: string
  inventoryDays: number
  receivableDays: number
  payableDays: number
  prepaidDays: number
  advanceDays: number
  ownFunds: string
  existingLoans: string
  otherFunding: string
}

const bp = (percent: string): number => Number(fenOf(percent))

export const needOf = (texts: NeedTexts) =>
  workingCapitalNeed({
    ...texts,
    salesFen: fenOf(texts.sales),
    marginBp: bp(texts.marginPct),
    growthBp: bp(texts.growthPct),
    ownFundsFen: fenOf(texts.ownFunds),
    existingLoansFen: fenOf(texts.existingLoans),
    otherFundingFen: fenOf(texts.otherFunding),
  } satisfies NeedInputs & NeedTexts)

function gapOf(row: CaseRow): bigint | undefined {
  return row.need ? needOf(row.need as unknown as NeedTexts).gapFen : undefined
}

export const valueCase = flow(
  { name: "emission-loan.value", permission: "emission-loan.collateral" },
  async (ctx, input: { id: string; basis: Basis; appraiser: string }) => {
    const found = await lockCase(ctx, input.id)
    if (!found.ok) return found
    const allowed = await guard(ctx, found.value, "value")
    if (!allowed.ok) return allowed
    const valued = await valuePackage(ctx, found.value, input.basis, ctx.today)
    if (!valued.ok) return valued
    const postings = await recordValuation(ctx, found.value, valued.value, {
      appraiser: input.appraiser,
      reason: "first",
    })
    const { lendableFen: lendable, loanMaxFen } = valued.value
    const set = { basis: input.basis, valued_on: ctx.today, lendable_fen: lendable, loan_max_fen: loanMaxFen }
    const zh = `估值 ${yuan(valued.value.rightsFen + valued.value.othersFen)} 元，可贷 ${yuan(lendable)} 元`
    const moved = await move(ctx, found.value, {
      action: "value",
      to: "valued",
      set,
      zh,
      en: `Valued; lendable ${yuan(lendable)}`,
    })
    const posted = await ctx.post(postings)
    return posted.ok
      ? ok({ ...moved, valuation: viewOf(valued.value, input.appraiser, "first", await validMonths(ctx)) })
      : posted
  },
)

const validMonths = (ctx: FlowCtx): Promise<number> => parameter<number>(ctx, "collateral.valuation-months", ctx.today)

export async function recordValuation(
  ctx: FlowCtx,
  row: CaseRow,
  value: PackageValue,
  by: { appraiser: string; reason: "first" | "bulletin" | "yearly" | "manual" },
) {
  const months = await validMonths(ctx)
  const postings = []
  for (const [itemId, valueFen] of value.byItem) {
    const one = {
      itemId,
      valueFen,
      valuedOn: value.on,
      validMonths: months,
      appraiser: by.appraiser,
      method: `数量×单价×剩余期限（${value.basis}）`,
    }
    postings.push(...(await valueItem(ctx, one)))
  }
  await ctx.db
    .insertInto("emission_valuation")
    .values({
      id: randomUUID(),
      case_id: row.id,
      basis: value.basis,
      valued_on: value.on,
      valid_until: valuationValidUntil(value.on, months),
      appraiser: by.appraiser,
      reason: by.reason,
      rights: json(value.rights.map(rightView)),
      rights_fen: value.rightsFen,
      others_fen: value.othersFen,
      lendable_fen: value.lendableFen,
      loan_max_fen: value.loanMaxFen,
      outstanding_fen: await outstandingFen(ctx, row),
      at: ctx.clock.now(),
    })
    .execute()
  return postings
}

export function rightView(one: ValuedRight) {
  const { unit } = pollutants[one.pollutant]
  return {
    rightNo: one.rightNo,
    pollutant: one.pollutant,
    unit,
    pledgeable: quantityText(one.pledgeableGrams, unit),
    unitPrice: yuan(one.unitPriceFen),
    priceFrom: one.priceFrom,
    priceSource: one.priceSource,
    certainty: one.certainty,
    months: one.factor.months,
    ofMonths: one.factor.of,
    value: yuan(one.valueFen),
  }
}

export const viewOf = (
  value: PackageValue,
  appraiser: string,
  reason: "first" | "bulletin" | "yearly" | "manual" | "preview",
  months: number,
) => ({
  id: null,
  basis: value.basis,
  valuedOn: value.on,
  validUntil: valuationValidUntil(value.on, months),
  appraiser,
  reason,
  rights: value.rights.map(rightView),
  rightsValue: yuan(value.rightsFen),
  othersValue: yuan(value.othersFen),
  lendable: yuan(value.lendableFen),
  loanMax: yuan(value.loanMaxFen),
})
