// Why a figure is what it is, as data: days × balance × rate of each stretch, how it was rounded, what joined it from
// elsewhere, and where the residue of a plan went. Words stand in explain-text.ts; pages and prints take either.
import { fraction, plus, round, times, zero, type Fraction, type Rounding } from "./fraction.ts"
import { interestOf } from "./interest.ts"
import type { InterestPart, LoanTerms, ScheduleRow } from "./terms.ts"

export interface ExplainedPart extends InterestPart {
  /** Exact, in fen. */
  exactFen: Fraction
}

/** Interest of a row that its own stretches did not earn. */
export type JoinedReason =
  /** Deferred from earlier instalments (grace on interest). */
  | "deferred"
  /** Rest of flat interest, which is rounded in all. */
  | "flat_rest"
  /** Owed from before a change of the plan, or taken before and not given back. */
  | "carried"

export interface Explained {
  n: number
  due: string
  days: number
  parts: ExplainedPart[]
  /** Sum of the stretches, exact. */
  exactFen: Fraction
  rounding: Rounding
  roundsEachPart: boolean
  /** What the stretches come to in money. */
  earnedFen: bigint
  joinedFen: bigint
  joinedWhy: JoinedReason | null
  /** Earned here and taken with a later instalment. */
  deferredFen: bigint
  interestFen: bigint
  principalFen: bigint
  balanceFen: bigint
  /** Last instalment only: how far it differs from the regular one, because it takes all roundings of the plan. */
  residueFen: bigint | null
}

type Told = Pick<LoanTerms, "rounding" | "interestRounding" | "method" | "graceInterestPayment">

export function explain(row: ScheduleRow, terms: Told & LoanTerms): Explained {
  const parts = row.parts.map((part) => ({ ...part, exactFen: exactOf(part) }))
  const earnedFen = interestOf(row.parts, terms)
  const joinedFen = row.deferredFen > 0n ? 0n : row.interestFen - earnedFen
  return {
    n: row.n,
    due: row.due,
    days: row.days,
    parts,
    exactFen: parts.reduce((sum, part) => plus(sum, part.exactFen), zero),
    rounding: terms.rounding,
    roundsEachPart: terms.interestRounding === "per_part",
    earnedFen,
    joinedFen,
    joinedWhy: joinedFen === 0n ? null : joinedWhy(terms),
    deferredFen: row.deferredFen,
    interestFen: row.interestFen,
    principalFen: row.principalFen,
    balanceFen: row.balanceFen,
    residueFen: row.balanceFen === 0n ? residueOf(row) : null,
  }
}

const exactOf = (part: InterestPart): Fraction => times(times(fraction(part.balanceFen), part.share), part.annualRate)

function joinedWhy(terms: Told): JoinedReason {
  if (terms.method === "flat") return "flat_rest"
  return terms.graceInterestPayment > 0 ? "deferred" : "carried"
}

function residueOf(row: ScheduleRow): bigint | null {
  const { totalFen, principalFen } = row.target
  if (totalFen !== undefined) return row.principalFen + row.interestFen - totalFen
  return principalFen === undefined || principalFen === 0n ? null : row.principalFen - principalFen
}

/** The exact sum in money, for a check by hand. */
export const roundedFen = (explained: Explained): bigint => round(explained.exactFen, explained.rounding)
