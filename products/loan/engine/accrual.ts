// Interest by balance-days (积数计息法), penalty interest (罚息), compound interest (复利).
// Daily figures stay whole numbers of fen-days; money appears once, half-up, when it is settled.
import { addMonths, daysBetween } from "./dates.ts"
import { divide, plus, round, times, type Fraction } from "./fraction.ts"

/** RMB day rates are always annual/360. */
export const daysOfRateYear = 360n

export interface BalanceChange {
  on: string
  /** Positive: drawn or paid in; negative: repaid or taken out. */
  changeFen: bigint
}

/** Sum of daily balances from the first change to `until` (that day not counted). */
export function balanceDays(changes: readonly BalanceChange[], until: string): bigint {
  const ordered = [...changes].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  return ordered.reduce((sum, change) => sum + change.changeFen * BigInt(daysBetween(change.on, until)), 0n)
}

/** 利息 = 积数 × 年利率 / 360, 四舍五入. */
export const interestOnBalanceDays = (sumFenDays: bigint, annualRate: Fraction): bigint =>
  divide(sumFenDays * annualRate.num, annualRate.den * daysOfRateYear)

export const interestForDays = (balanceFen: bigint, days: number, annualRate: Fraction): bigint =>
  interestOnBalanceDays(balanceFen * BigInt(days), annualRate)

export interface PenaltyTerms {
  contractRate: Fraction
  /** 逾期加收: 30% to 50% of the contract rate. */
  overdueUplift: Fraction
  /** 挪用加收: 50% to 100%. */
  misuseUplift: Fraction
}

/** Overdue and misused at once: only the heavier one counts (择其重，不能并处). */
export function penaltyRate(terms: PenaltyTerms, state: { overdue: boolean; misused: boolean }): Fraction {
  const uplifts = [...(state.overdue ? [terms.overdueUplift] : []), ...(state.misused ? [terms.misuseUplift] : [])]
  const [first, ...rest] = uplifts
  if (!first) return { num: 0n, den: 1n }
  const heaviest = rest.reduce((a, b) => (b.num * a.den > a.num * b.den ? b : a), first)
  return times(terms.contractRate, plus({ num: 1n, den: 1n }, heaviest))
}

/** 一次还本付息 by single calculation (逐笔): whole months at the month rate, odd days at the day rate. */
export function interestByMonths(principalFen: bigint, annualRate: Fraction, from: string, to: string): bigint {
  let months = 0
  while (addMonths(from, months + 1) <= to) months += 1
  const days = daysBetween(addMonths(from, months), to)
  const share = plus({ num: BigInt(months), den: 12n }, { num: BigInt(days), den: daysOfRateYear })
  return round(times(times({ num: principalFen, den: 1n }, annualRate), share))
}

/**
 * What penalty figures add up to, kept exact over days with changing balances. The money posted so far is read from
 * the ledger, so the difference is what is still to be assessed and rounding never piles up.
 */
export function dueSoFar(sumFenDays: bigint, annualRate: Fraction, assessedFen: bigint): bigint {
  const dueFen = interestOnBalanceDays(sumFenDays, annualRate)
  return dueFen > assessedFen ? dueFen - assessedFen : 0n
}
