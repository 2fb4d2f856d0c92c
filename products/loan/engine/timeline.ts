// The rate of each night: the contract's rate, later rates from their day on, and pauses in which nothing is earned.
// A stretch [from, to) is cut where any of them changes; everything here is looked up in the terms, never elsewhere.
import { addDays, daysBetween } from "./dates.ts"
import { plus, times, zero, type Fraction } from "./fraction.ts"
import { instalmentShare, yearShare } from "./periods.ts"
import type { LoanTerms, PartReason, Period } from "./terms.ts"

export interface RateSpan {
  from: string
  to: string
  annualRate: Fraction
  why: PartReason
}

export function rateOn(terms: LoanTerms, night: string): { annualRate: Fraction; why: PartReason } {
  const pause = terms.pauses?.find((one) => one.from <= night && night < one.until)
  if (pause) return { annualRate: zero, why: pause.why }
  const step = terms.rates?.findLast((one) => one.from <= night)
  return step ? { annualRate: step.annualRate, why: "repriced" } : { annualRate: terms.annualRate, why: "contract" }
}

export function rateSpans(terms: LoanTerms, from: string, to: string): RateSpan[] {
  if (!terms.rates?.length && !terms.pauses?.length) {
    return [{ from, to, annualRate: terms.annualRate, why: "contract" }]
  }
  const changes = [...(terms.rates ?? []).map((one) => one.from), ...(terms.pauses ?? []).flatMap(boundsOf)]
  const cuts = [...new Set(changes)].filter((on) => on > from && on < to).sort()
  return [from, ...cuts].map((start, index) => ({ from: start, to: cuts[index] ?? to, ...rateOn(terms, start) }))
}

const boundsOf = (pause: { from: string; until: string }): string[] => [pause.from, pause.until]

/** What one fen earns between two days of one period. */
export const growthBetween = (terms: LoanTerms, period: Period, from: string, to: string): Fraction =>
  rateSpans(terms, from, to).reduce(
    (sum, span) => plus(sum, times(yearShare(terms, period, span.from, span.to), span.annualRate)),
    zero,
  )

/**
 * What one fen earns in a period when the equal instalment is solved. Pauses do not count here: they leave the
 * instalment as it is and shorten the last one. Where the instalment is solved on conventional
 * months (逐笔, 30/365), the rate of the period's last night counts for the whole of it, as the textbook formula does.
 */
export function instalmentGrowth(given: LoanTerms, period: Period): Fraction {
  const terms = given.pauses ? { ...given, pauses: [] } : given
  const isConventional =
    terms.instalmentDayCount !== undefined || (terms.dayCount === "monthly" && terms.unit === "month")
  if (!isConventional) return growthBetween(terms, period, period.from, period.due)
  const lastNight = daysBetween(period.from, period.due) > 0 ? addDays(period.due, -1) : period.from
  return times(instalmentShare(terms, period), rateOn(terms, lastNight).annualRate)
}
