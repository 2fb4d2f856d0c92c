// Interest of one period, stretch by stretch: every stretch has one balance and one rate, is kept exact, and money
// appears once, when the instalment is rounded. The stretches stay on the row, so that the figure explains itself.
import { daysBetween } from "./dates.ts"
import { fraction, plus, round, times, zero } from "./fraction.ts"
import { yearShare, type PlannedPeriod } from "./periods.ts"
import type { Draw, InterestPart, LoanTerms, PartReason } from "./terms.ts"
import { rateSpans } from "./timeline.ts"

/** What really earned interest so far, where payments change the interest (daily recalculation). */
export interface Bearing {
  /** Up to this day the history is known; after it the plan is taken to be kept. */
  asOf: string
  /** Draws (positive) and principal paid (negative), in order of days. */
  moves: readonly { on: string; changeFen: bigint }[]
  /** Principal paid on this instalment and later ones, by instalment of the walk. */
  aheadFen: readonly bigint[]
}

export interface Stretched {
  parts: InterestPart[]
  openingFen: bigint
  closingFen: bigint
}

interface Cut {
  from: string
  balanceFen: bigint
  why: PartReason
}

/** Splits a period where draws change the balance, and where the rate changes. */
export function stretches(
  terms: LoanTerms,
  period: PlannedPeriod,
  draws: readonly Draw[],
  balanceFen: bigint,
  bearing?: { known: Bearing; index: number },
): Stretched {
  const early = total(draws.filter((draw) => draw.on <= period.from))
  const openingFen = balanceFen + early
  const later = draws.filter((draw) => draw.on > period.from)
  const closingFen = openingFen + total(later)
  const cuts = bearing
    ? bearingCuts(period, { openingFen, closingFen }, bearing.known, bearing.index)
    : plannedCuts(period, openingFen, later)
  return { parts: partsOf(terms, period, cuts), openingFen, closingFen }
}

export const total = (draws: readonly { amountFen: bigint }[]): bigint =>
  draws.reduce((sum, draw) => sum + draw.amountFen, 0n)

function plannedCuts(period: PlannedPeriod, openingFen: bigint, later: readonly Draw[]): Cut[] {
  const cuts: Cut[] = [{ from: period.from, balanceFen: openingFen, why: "contract" }]
  for (const draw of later) {
    cuts.push({ from: draw.on, balanceFen: cuts.at(-1)!.balanceFen + draw.amountFen, why: "contract" })
  }
  return cuts
}

/** Up to asOf what was really owed; after it the plan, less what was paid ahead on this and later instalments. */
function bearingCuts(
  period: PlannedPeriod,
  planned: { openingFen: bigint; closingFen: bigint },
  known: Bearing,
  index: number,
): Cut[] {
  const at = (on: string): bigint => known.moves.reduce((sum, move) => (move.on <= on ? sum + move.changeFen : sum), 0n)
  const days = [
    period.from,
    ...known.moves.map((move) => move.on).filter((on) => on > period.from && on < period.due && on <= known.asOf),
    ...(known.asOf > period.from && known.asOf < period.due ? [known.asOf] : []),
  ]
  const afterFen = planned.closingFen - (known.aheadFen[index] ?? 0n)
  return [...new Set(days)].sort().map((from) => {
    const balanceFen = from < known.asOf ? at(from) : afterFen
    const plannedFen = from < known.asOf ? planned.openingFen : planned.closingFen
    return {
      from,
      balanceFen,
      why: balanceFen > plannedFen ? "overdue" : balanceFen < plannedFen ? "prepaid" : "contract",
    }
  })
}

function partsOf(terms: LoanTerms, period: PlannedPeriod, cuts: readonly Cut[]): InterestPart[] {
  return cuts.flatMap((cut, index) => {
    const to = cuts[index + 1]?.from ?? period.due
    if (to <= cut.from) return []
    return rateSpans(terms, cut.from, to).map((span) => ({
      from: span.from,
      to: span.to,
      days: daysBetween(span.from, span.to),
      balanceFen: cut.balanceFen,
      share: yearShare(terms, period, span.from, span.to),
      annualRate: span.annualRate,
      why: span.why === "contract" ? cut.why : span.why,
    }))
  })
}

/** All parts are added exactly and rounded once, unless the product rounds each of them. */
export function interestOf(parts: readonly InterestPart[], terms: LoanTerms): bigint {
  const exact = parts.map((part) => times(times(fraction(part.balanceFen), part.share), part.annualRate))
  if (terms.interestRounding === "per_part") return exact.reduce((sum, one) => sum + round(one, terms.rounding), 0n)
  return round(exact.reduce(plus, zero), terms.rounding)
}
