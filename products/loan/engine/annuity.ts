// The equal instalment (等额本息). Growth factors are kept as whole numbers of 10^-48, so that 480 periods lose less
// than 10^-40 of the amount: far below the half fen that could change a rounding.
import { roundToMultiple, type Fraction, type Rounding } from "./fraction.ts"

const scale = 10n ** 48n

const scaled = ({ num, den }: Fraction): bigint => (num * scale) / den

/** Money that joins the balance in a period, with what one fen of it still earns in that period. */
export interface Injection {
  amountFen: bigint
  growth: Fraction
}

export interface AnnuityPeriod {
  /** What one fen earns in the whole period: share of a year × rate, added up where the rate changes inside. */
  growth: Fraction
  injections: Injection[]
}

/**
 * instalment = value of all money at the end / f, where f(1) = 1 and f(k) = 1 + f(k-1) × (1 + r(k)).
 * With one amount at the start this is P × Π(1 + r) / f, the textbook annuity.
 */
export function equalInstalment(
  periods: readonly AnnuityPeriod[],
  options: { multipleFen: bigint; rounding: Rounding },
): bigint {
  let value = 0n
  let factor = 0n
  for (const period of periods) {
    const growth = scale + scaled(period.growth)
    value = (value * growth) / scale
    for (const one of period.injections) value += one.amountFen * (scale + scaled(one.growth))
    factor = scale + (factor * growth) / scale
  }
  return roundToMultiple({ num: value, den: factor }, options.multipleFen, options.rounding)
}
