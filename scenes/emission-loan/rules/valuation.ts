// What emission rights are worth and what may be lent on them (押品估值). Everything is exact until one half-up rounding
// per right; prices, caps and ages are handed in as data.
import {
  collateralClasses,
  packageLendableFen,
  shareFen,
  type Leg,
  type LtvCapsBp,
} from "#contract/products/collateral"
import { divide } from "#contract/products/loan"
import type { Outcome } from "#kernel/refusal"
import { refuse } from "../refusals.ts"
import { gramsPerUnit, pollutants, quantityText, type Pollutant } from "./pollutants.ts"

export type Basis = "FULL" | "SURPLUS"
export type Acquisition = "INITIAL_PAID" | "MARKET" | "FREE"

export interface RightFacts {
  rightNo: string
  pollutant: Pollutant
  quantityGrams: bigint
  acquisition: Acquisition
  /** Frozen for other lenders. */
  frozenGrams: bigint
  /** 自用需求: what the firm needs for its own compliance. */
  committedGrams: bigint
  remainingMonths: number
  termMonths: number
}

/** Prices of one pollutant, fen per its unit; a missing market average falls back to the base price, never to zero. */
export interface UnitPrices {
  basePriceFen: bigint | null
  marketAverageFen: bigint | null
}

export interface RightValue {
  rightNo: string
  pollutant: Pollutant
  pledgeableGrams: bigint
  unitPriceFen: bigint
  priceFrom: "BASE_PRICE" | "MARKET_AVG"
  factor: { months: number; of: number }
  valueFen: bigint
}

export function pledgeableGrams(right: RightFacts, basis: Basis): bigint {
  if (right.acquisition === "FREE") return 0n
  const own = basis === "SURPLUS" ? right.committedGrams : 0n
  const left = right.quantityGrams - right.frozenGrams - own
  return left > 0n ? left : 0n
}

/** min(government base price, 12-month weighted market average). */
export function unitPrice(
  pollutant: Pollutant,
  prices: UnitPrices,
  on: string,
): Outcome<{ fen: bigint; from: RightValue["priceFrom"] }> {
  const { basePriceFen, marketAverageFen } = prices
  if (basePriceFen === null) {
    return refuse["E-NO-PRICE"]({ pollutant: pollutants[pollutant].zh, on, kind: "政府指标基价" })
  }
  if (marketAverageFen !== null && marketAverageFen < basePriceFen) {
    return { ok: true, value: { fen: marketAverageFen, from: "MARKET_AVG" } }
  }
  return { ok: true, value: { fen: basePriceFen, from: "BASE_PRICE" } }
}

/** Remaining over whole term, at most 1. */
export function timeFactor(remainingMonths: number, termMonths: number): { months: number; of: number } {
  return { months: Math.max(0, Math.min(remainingMonths, termMonths)), of: termMonths }
}

export function valueRight(right: RightFacts, prices: UnitPrices, basis: Basis, on: string): Outcome<RightValue> {
  if (right.acquisition === "FREE") return refuse["E-NOT-PAID"]({ right: right.rightNo })
  const price = unitPrice(right.pollutant, prices, on)
  if (!price.ok) return price
  const grams = pledgeableGrams(right, basis)
  const factor = timeFactor(right.remainingMonths, right.termMonths)
  const per = gramsPerUnit[pollutants[right.pollutant].unit]
  const valueFen = divide(grams * price.value.fen * BigInt(factor.months), per * BigInt(factor.of))
  const { rightNo, pollutant } = right
  const figures = {
    pledgeableGrams: grams,
    unitPriceFen: price.value.fen,
    priceFrom: price.value.from,
    factor,
    valueFen,
  }
  return { ok: true, value: { rightNo, pollutant, ...figures } }
}

export interface Valuation {
  basis: Basis
  rights: RightValue[]
  valueFen: bigint
}

export function valueRights(
  rights: readonly RightFacts[],
  pricesOf: (pollutant: Pollutant) => UnitPrices,
  basis: Basis,
  on: string,
): Outcome<Valuation> {
  const valued: RightValue[] = []
  for (const right of rights) {
    const one = valueRight(right, pricesOf(right.pollutant), basis, on)
    if (!one.ok) return one
    valued.push(one.value)
  }
  return { ok: true, value: { basis, rights: valued, valueFen: valued.reduce((sum, one) => sum + one.valueFen, 0n) } }
}

/** Wrong by a factor of a thousand is what a mixed-up unit looks like; a hundred sector medians is the line. */
export const unitGuardTimes = 100n

export function checkUnit(pollutant: Pollutant, grams: bigint, medianGrams: bigint): Outcome<void> {
  if (medianGrams <= 0n || grams <= medianGrams * unitGuardTimes) return { ok: true, value: undefined }
  const { zh, unit } = pollutants[pollutant]
  return refuse["E-UNIT"](
    { pollutant: zh, quantity: quantityText(grams, unit), unit, times: unitGuardTimes },
    "quantity",
  )
}

export function checkQuantity(
  right: Pick<RightFacts, "rightNo" | "pollutant" | "quantityGrams" | "frozenGrams">,
  neededGrams: bigint,
  permittedGrams: bigint,
): Outcome<void> {
  const unfrozen = right.quantityGrams - right.frozenGrams
  const available = unfrozen < permittedGrams ? unfrozen : permittedGrams
  if (neededGrams <= available) return { ok: true, value: undefined }
  const { unit } = pollutants[right.pollutant]
  const facts = {
    right: right.rightNo,
    available: quantityText(available, unit),
    needed: quantityText(neededGrams, unit),
    unit,
  }
  return refuse["E-QTY-EXCEED"](facts, "quantity")
}

/** 余值抵押: what is left behind a first charge, only with that lender's consent. */
export function residualLendableFen(valueFen: bigint, capBp: number, firstChargeFen: bigint, consent: boolean): bigint {
  if (!consent && firstChargeFen > 0n) return 0n
  const left = shareFen(valueFen, capBp) - firstChargeFen
  return left > 0n ? left : 0n
}

export type PackageType = "SINGLE" | "DOUBLE" | "DOUBLE_REGISTRATION" | "CREDIT_SUPPORT" | "RESIDUAL"

export interface PackageLeg extends Leg {
  active: boolean
}

/** DOUBLE: an active emission right and an active collateral of another class. */
export function checkPackage(type: PackageType, legs: readonly PackageLeg[]): Outcome<void> {
  const active = legs.filter((leg) => leg.active)
  const hasRight = active.some((leg) => leg.class === "emission_right")
  const hasOther = active.some((leg) => leg.class !== "emission_right" && collateralClasses.includes(leg.class))
  if (!hasRight) return refuse["E-DOUBLE"]({ missing: "排污权" }, "legs")
  if (type === "DOUBLE" && !hasOther) return refuse["E-DOUBLE"]({ missing: "其他类别押品" }, "legs")
  return { ok: true, value: undefined }
}

export const lendableFen = (legs: readonly PackageLeg[], caps: LtvCapsBp): bigint =>
  packageLendableFen(
    legs.filter((leg) => leg.active),
    caps,
  )

const tenThousandYuanFen = 1_000_000n

/** The loan: lowest of collateral, need and approved limit, down to whole ten-thousands. */
export function loanAmountFen(limits: { lendableFen: bigint; gapFen?: bigint; approvedFen?: bigint }): bigint {
  const given = [limits.lendableFen, limits.gapFen, limits.approvedFen].filter((one) => one !== undefined)
  const lowest = given.reduce((a, b) => (b < a ? b : a))
  return lowest <= 0n ? 0n : (lowest / tenThousandYuanFen) * tenThousandYuanFen
}

/** 有偿使用费 as cost basis: rate × quantity × years, by the part of the term still left. */
export function useFeeCostFen(
  items: readonly { grams: bigint; pollutant: Pollutant; feePerUnitYearFen: bigint }[],
  years: number,
  factor: { months: number; of: number } = { months: 1, of: 1 },
): bigint {
  return items.reduce((sum, item) => {
    const per = gramsPerUnit[pollutants[item.pollutant].unit]
    const exact = item.grams * item.feePerUnitYearFen * BigInt(years) * BigInt(factor.months)
    return sum + divide(exact, per * BigInt(factor.of))
  }, 0n)
}
