// The published figures of plain loans: interest in all, by formula and unrounded, as calculators and leaflets show it.
// The ledger's plan rounds every row and differs by a few fen; a page that shows both says so.
import { fraction, minus, one, plus, power, times, type Fraction } from "./fraction.ts"

export interface PlainLoan {
  principalFen: bigint
  annualRate: Fraction
  months: number
}

const monthly = ({ annualRate }: PlainLoan): Fraction => times(annualRate, fraction(1, 12))

/** 等额本息: n × P × r × (1 + r)^n / ((1 + r)^n − 1) − P, exact. */
export function equalInstalmentInterest(loan: PlainLoan): Fraction {
  const rate = monthly(loan)
  if (rate.num === 0n) return fraction(0n)
  const growth = power(plus(one, rate), loan.months)
  const less = minus(growth, one)
  const paid = times(times(fraction(loan.principalFen * BigInt(loan.months)), rate), growth)
  const total = { num: paid.num * less.den, den: paid.den * less.num }
  return minus(total, fraction(loan.principalFen))
}

/** 等额本金: P × r × (n + 1) / 2, exact. */
export const equalPrincipalInterest = (loan: PlainLoan): Fraction =>
  times(times(fraction(loan.principalFen), monthly(loan)), fraction(loan.months + 1, 2))
