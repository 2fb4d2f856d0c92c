// What the sale of collateral pays, in order: costs, prior claims, interest, principal; the rest belongs to the owner.
import { interestForDays, type Fraction } from "#contract/products/loan"

export interface Sale {
  proceedsFen: bigint
  costsFen: bigint
  /** Charges that rank before ours. */
  priorClaimsFen: bigint
  /** Interest of every kind owed on the day of the sale. */
  interestFen: bigint
  principalFen: bigint
}

export interface Waterfall {
  costsFen: bigint
  priorClaimsFen: bigint
  interestFen: bigint
  principalFen: bigint
  surplusFen: bigint
  shortfallFen: bigint
}

export function waterfall(sale: Sale): Waterfall {
  let leftFen = sale.proceedsFen
  const take = (owedFen: bigint): bigint => {
    const taken = owedFen < leftFen ? owedFen : leftFen
    leftFen -= taken
    return taken
  }
  const costsFen = take(sale.costsFen)
  const priorClaimsFen = take(sale.priorClaimsFen)
  const interestFen = take(sale.interestFen)
  const principalFen = take(sale.principalFen)
  const shortfallFen = sale.interestFen - interestFen + sale.principalFen - principalFen
  return { costsFen, priorClaimsFen, interestFen, principalFen, surplusFen: leftFen, shortfallFen }
}

/** Interest owed after some days, for the simulator. */
export const owedInterestFen = (principalFen: bigint, rate: Fraction, days: number): bigint =>
  interestForDays(principalFen, days, rate)
