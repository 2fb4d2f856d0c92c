// Relief (纾困) in figures: how far a loan may be extended and at which LPR tier it is priced then, how long a
// restructured loan is watched, what a deferral costs and what a renewal without bridge money saves. Thresholds are
// parameters with the rule in force as default.
import { interestForDays } from "./accrual.ts"
import { worseOf, type RiskClass } from "./classify.ts"
import { addMonths, daysBetween } from "./dates.ts"
import type { Fraction } from "./fraction.ts"

export type LprTenor = "1Y" | "5Y"

/** Loans of more than five years are priced on the LPR above five years, others on the one-year LPR. */
export const lprTenorOf = (termMonths: number, over = 60): LprTenor => (termMonths > over ? "5Y" : "1Y")

/** 贷款通则 art. 12: when term and extensions together reach the longer tier, it prices the loan from the extension on. */
export function tenorAfterExtension(termMonths: number, extensionMonths: number): { tenor: LprTenor; isNew: boolean } {
  const tenor = lprTenorOf(termMonths + extensionMonths)
  return { tenor, isNew: tenor !== lprTenorOf(termMonths) }
}

export interface ObservationRule {
  months: number
  periods: number
}

/** 令〔2023〕1号 chapter 3: at least two payment periods in a row and at least one year. */
export const observationRule2023: ObservationRule = { months: 12, periods: 2 }

export interface Observation {
  startsOn: string
  endsOn: string
}

/**
 * Observation of a restructured loan (重组观察期): from the first agreed payment day, or from the latest miss, which
 * starts the clock again.
 */
export function observationOf(
  plan: { firstDueOn: string; everyMonths: number; missedOn?: readonly string[] },
  rule: ObservationRule = observationRule2023,
): Observation {
  const startsOn = plan.missedOn?.toSorted().at(-1) ?? plan.firstDueOn
  return { startsOn, endsOn: addMonths(startsOn, Math.max(rule.months, rule.periods * plan.everyMonths)) }
}

/** A restructured loan is at least special mention while it is watched; nobody may raise it by hand (E-OBS). */
export const classUnderObservation = (current: RiskClass, on: string, observation: Observation): RiskClass =>
  on < observation.endsOn ? worseOf(current, "special_mention") : current

/** What a deferral (延期) costs: contract interest for the added days, no penalty interest. */
export function deferralInterest(
  principalFen: bigint,
  annualRate: Fraction,
  fromDue: string,
  newDueOn: string,
): bigint {
  return interestForDays(principalFen, daysBetween(fromDue, newDueOn), annualRate)
}

/** What a renewal without repaying first (无还本续贷, 金规〔2024〕13号) saves: the cost of bridge money. */
export const bridgeCostFen = (principalFen: bigint, days: number, bridgeAnnualRate: Fraction): bigint =>
  interestForDays(principalFen, days, bridgeAnnualRate)
