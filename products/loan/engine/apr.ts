// Annualised cost of a loan by internal rate of return over the principal really outstanding, fees included
// (PBOC 公告〔2021〕3号). Found by bisection in whole numbers of 10^-24; no float takes part.
import { daysBetween, monthsAndDays } from "./dates.ts"
import { fraction, type Fraction } from "./fraction.ts"
import type { Draw, ScheduleRow } from "./terms.ts"

const scale = 10n ** 24n

export interface CashFlow {
  /** Time in whole units (months, or days) from the pay-out. */
  at: number
  /** Positive: the borrower receives; negative: the borrower pays. */
  fen: bigint
}

export interface AnnualCost {
  /** Unit rate × units a year: the figure to disclose. */
  simple: Fraction
  /** The same compounded over the year. */
  compounded: Fraction
}

/** Flows in order of time. Null where they have no rate between nothing and 1,000 per cent a unit. */
export function annualCost(flows: readonly CashFlow[], unitsPerYear: number): AnnualCost | null {
  const rate = unitRate(flows)
  if (rate === null) return null
  const compounded = power(scale + rate, unitsPerYear) - scale
  return { simple: fraction(rate * BigInt(unitsPerYear), scale), compounded: fraction(compounded, scale) }
}

function unitRate(flows: readonly CashFlow[]): bigint | null {
  let low = 0n
  let high = 10n * scale
  if (presentValue(flows, low) > 0n || presentValue(flows, high) < 0n) return null
  while (high - low > 1n) {
    const middle = (low + high) / 2n
    if (presentValue(flows, middle) > 0n) high = middle
    else low = middle
  }
  return low
}

/** Rises with the rate: what is paid later weighs less. Flows lie in order of time; each gap is discounted once. */
function presentValue(flows: readonly CashFlow[], rate: bigint): bigint {
  const growth = scale + rate
  let value = 0n
  for (let index = flows.length - 1; index >= 0; index -= 1) {
    const gap = (flows[index + 1]?.at ?? flows[index]!.at) - flows[index]!.at
    value = (gap === 0 ? value : (value * scale) / power(growth, gap)) + flows[index]!.fen * scale
  }
  return value
}

function power(base: bigint, exponent: number): bigint {
  let result = scale
  let square = base
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = (result * square) / scale
    square = (square * square) / scale
  }
  return result
}

export interface PlanCost {
  draws: readonly Draw[]
  rows: readonly Pick<ScheduleRow, "due" | "totalFen">[]
  /** Fees taken at the pay-out. */
  feesFen?: bigint
}

/** The annual cost of a plan: by months where every day of it is a whole month from the first draw, else by days. */
export function planCost({ draws, rows, feesFen = 0n }: PlanCost): (AnnualCost & { by: "months" | "days" }) | null {
  const start = draws.map((draw) => draw.on).sort()[0]
  if (start === undefined) return null
  const dated = [
    { on: start, fen: -feesFen },
    ...draws.map((draw) => ({ on: draw.on, fen: draw.amountFen })),
    ...rows.map((row) => ({ on: row.due, fen: -row.totalFen })),
  ].toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  const months = dated.map((flow) => monthsAndDays(start, flow.on))
  const isMonthly = months.every((one) => one.days === 0)
  const at = (index: number): number => (isMonthly ? months[index]!.months : daysBetween(start, dated[index]!.on))
  const flows = dated.map((flow, index) => ({ at: at(index), fen: flow.fen }))
  const cost = annualCost(flows, isMonthly ? 12 : daysOfYear)
  return cost && { ...cost, by: isMonthly ? "months" : "days" }
}

const daysOfYear = 365
