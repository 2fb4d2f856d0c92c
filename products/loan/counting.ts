// How far interest is counted, as closed forms over the loan row: nothing is touched day by day. Pure.
// A product is fen × days × per cent; divided by 36,000 (360 days, per cent) it is interest in fen.
import { daysBetween } from "./engine/dates.ts"
import { divide } from "./engine/fraction.ts"

/** Products carry six decimals of the rate exactly: fen × days × micro-per-cent. */
export const productScale = 1_000_000n
const feePerProduct = 36_000n * productScale

/** "4.35" or "4.350000" → 4,350,000 micro-per-cent. */
export function microPercent(text: string): bigint {
  const match = /^(\d+)(?:\.(\d{1,6}))?$/.exec(text)
  if (!match) throw new RangeError(`not a rate: ${text}`)
  return BigInt(match[1]!) * productScale + BigInt((match[2] ?? "").padEnd(6, "0"))
}

export interface Counting {
  rateMicro: bigint
  accruedTo: string
  /** Exact, in fen × days × micro-per-cent; for plan notes what was earned before the row was made again. */
  accruedProduct: bigint
  periodFrom: string
  /** Set for instalment loans: the planned interest of the running period. */
  periodInterestFen: bigint | null
  periodDays: number | null
}

/** Whole fen as a product, for interest that was rounded already. */
export const productOfFen = (fen: bigint): bigint => fen * feePerProduct

export const productFen = (product: bigint): bigint => divide(product, feePerProduct)

/** Product of the running period up to a day (that day not counted). */
export function productUntil(counting: Counting, balanceFen: bigint, until: string): bigint {
  const days = Math.max(0, daysBetween(counting.accruedTo, until))
  return counting.accruedProduct + balanceFen * BigInt(days) * counting.rateMicro
}

/** Interest earned and not yet due. */
export function interestSoFar(counting: Counting, balanceFen: bigint, until: string): bigint {
  if (counting.periodInterestFen !== null && counting.periodDays !== null) {
    if (counting.periodDays === 0) return productFen(counting.accruedProduct)
    const days = Math.min(Math.max(0, daysBetween(counting.periodFrom, until)), counting.periodDays)
    const ofDays = BigInt(counting.periodDays)
    const exact = counting.accruedProduct * ofDays + counting.periodInterestFen * BigInt(days) * feePerProduct
    return divide(exact, feePerProduct * ofDays)
  }
  return productFen(productUntil(counting, balanceFen, until))
}

export interface PenaltyCounting {
  rateMicro: bigint
  overdueUpliftBp: bigint
  misuseUpliftBp: bigint
  misused: boolean
  penaltyTo: string
  /** Exact rests of earlier assessments. */
  penaltyProduct: bigint
  compoundProduct: bigint
}

export interface Assessed {
  penaltyFen: bigint
  compoundFen: bigint
  /** Rests that carry on, so that many small assessments add up to one calculation. */
  penaltyProduct: bigint
  compoundProduct: bigint
}

/**
 * 罚息 on overdue principal at the heavier of the two uplifts, on misused principal the uplift alone (its contract
 * interest runs on); 复利 on unpaid interest at the penalty rate (银发〔2003〕251号).
 */
export function assessPenalty(
  counting: PenaltyCounting,
  owed: { overdueFen: bigint; principalFen: bigint; unpaidInterestFen: bigint },
  until: string,
): Assessed {
  const days = BigInt(Math.max(0, daysBetween(counting.penaltyTo, until)))
  const uplift =
    counting.misused && counting.misuseUpliftBp > counting.overdueUpliftBp
      ? counting.misuseUpliftBp
      : counting.overdueUpliftBp
  const rate = (counting.rateMicro * (10_000n + uplift)) / 10_000n
  const misuseRate = counting.misused ? (counting.rateMicro * counting.misuseUpliftBp) / 10_000n : 0n
  const penaltyProduct = counting.penaltyProduct + days * (owed.overdueFen * rate + owed.principalFen * misuseRate)
  const compoundProduct = counting.compoundProduct + days * owed.unpaidInterestFen * rate
  const penaltyFen = productFen(penaltyProduct)
  const compoundFen = productFen(compoundProduct)
  return {
    penaltyFen,
    compoundFen,
    penaltyProduct: penaltyProduct - penaltyFen * feePerProduct,
    compoundProduct: compoundProduct - compoundFen * feePerProduct,
  }
}

/**
 * Tax inside a price with what earlier roundings left over, in 1 / (10,000 + vatBp) of a fen. Rounded to the nearest fen,
 * so the sum over any cutting of a total into parts is the rounded tax of the total.
 */
export function vatWithRest(totalFen: bigint, vatBp: number, rest: bigint): { vatFen: bigint; rest: bigint } {
  const den = 10_000n + BigInt(vatBp)
  const exact = totalFen * BigInt(vatBp) + rest
  const shifted = 2n * exact + den
  const floor = shifted >= 0n ? shifted / (2n * den) : -((-shifted + 2n * den - 1n) / (2n * den))
  return { vatFen: floor, rest: exact - floor * den }
}

/** Entrusted payment (受托支付): single payments and the day's sum to one payee are both held against the line. */
export function mustEntrust(
  payments: readonly { payee: string; amountFen: bigint }[],
  thresholdFen: bigint,
): { payee: string; sumFen: bigint } | null {
  const sums = new Map<string, bigint>()
  for (const one of payments) sums.set(one.payee, (sums.get(one.payee) ?? 0n) + one.amountFen)
  for (const [payee, sumFen] of sums) if (sumFen > thresholdFen) return { payee, sumFen }
  return null
}

/** Which due instalments are still open: payments meet the oldest first, so what is unpaid sits in the latest ones. */
export function unpaidByInstalment(
  due: readonly { n: number; principalFen: bigint; interestFen: bigint }[],
  unpaid: { principalFen: bigint; interestFen: bigint },
): Map<number, bigint> {
  const open = new Map<number, bigint>()
  let { principalFen, interestFen } = unpaid
  for (const row of due.toSorted((a, b) => b.n - a.n)) {
    const principal = principalFen < row.principalFen ? principalFen : row.principalFen
    const interest = interestFen < row.interestFen ? interestFen : row.interestFen
    if (principal + interest > 0n) open.set(row.n, principal + interest)
    principalFen -= principal
    interestFen -= interest
  }
  return open
}
