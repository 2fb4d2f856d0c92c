// Annualised cost of a loan by internal rate of return over the principal really outstanding, fees included
// (PBOC 公告〔2021〕3号). Found by bisection in whole numbers of 10^-24; no float takes part.
import { fraction, type Fraction } from "./fraction.ts"

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

/** Null where the flows have no rate between nothing and 1,000 per cent a unit. */
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

/** Rises with the rate: what is paid later weighs less. */
function presentValue(flows: readonly CashFlow[], rate: bigint): bigint {
  const growth = scale + rate
  return flows.reduce((sum, flow) => sum + (flow.fen * scale * scale) / power(growth, flow.at), 0n)
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
