// Down payments (首付): a share of each draw due on its own day; the instalments carry the rest. Balances of the merged
// table run from row to row, so that a draw on an instalment's day stands where the contract family puts it.
import { fraction, roundToMultiple, times } from "./fraction.ts"
import type { Draw, LoanTerms, ScheduleRow } from "./terms.ts"

export function downPaymentFen(terms: LoanTerms, draw: Draw): bigint {
  if (!terms.downPaymentPct) return 0n
  const exact = times(times(fraction(draw.amountFen), terms.downPaymentPct), fraction(1, 100))
  return roundToMultiple(exact, terms.multipleFen, terms.rounding)
}

/** What of a draw is scheduled over the instalments. */
export const withoutDownPayment = (terms: LoanTerms, draw: Draw): Draw => ({
  ...draw,
  amountFen: draw.amountFen - downPaymentFen(terms, draw),
})

export function downPaymentRow(terms: LoanTerms, draw: Draw): ScheduleRow | null {
  const amountFen = downPaymentFen(terms, draw)
  if (amountFen === 0n) return null
  return {
    n: 0,
    kind: "down_payment",
    from: draw.on,
    due: draw.on,
    days: 0,
    openingFen: 0n,
    principalFen: amountFen,
    interestFen: 0n,
    totalFen: amountFen,
    balanceFen: 0n,
    parts: [],
    target: { principalFen: amountFen },
    deferredFen: 0n,
  }
}

/** Down payments stand on the day of their draw, after an instalment due the same day. */
export function withDownPayments(terms: LoanTerms, draws: readonly Draw[], rows: ScheduleRow[]): ScheduleRow[] {
  if (!terms.downPaymentPct) return rows
  const paid = draws.flatMap((draw) => downPaymentRow(terms, draw) ?? [])
  return runningBalances(terms, draws, inOrder([...rows, ...paid]))
}

/** By due day; a down payment after an instalment of the same day. The sort is stable. */
export const inOrder = <R extends { due: string; kind: ScheduleRow["kind"] }>(rows: readonly R[]): R[] =>
  rows.toSorted((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0))

const rank = (row: { due: string; kind: string }): string => `${row.due}${row.kind === "down_payment" ? 1 : 0}`

/** Numbers the rows and lets the balance run: draws in, principal out. */
export function runningBalances<R extends ScheduleRow>(
  terms: LoanTerms,
  draws: readonly Draw[],
  rows: readonly R[],
): R[] {
  let repaidFen = 0n
  return rows.map((row, index) => {
    const isAfterRow = terms.downPaymentPct !== undefined && row.kind !== "down_payment"
    const drawn = draws.filter((draw) => (isAfterRow ? draw.on < row.due : draw.on <= row.due))
    repaidFen += row.principalFen
    const balanceFen = drawn.reduce((sum, draw) => sum + draw.amountFen, 0n) - repaidFen
    return { ...row, n: index + 1, openingFen: balanceFen + row.principalFen, balanceFen }
  })
}
