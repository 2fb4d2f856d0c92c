// The repayment plan of a loan: pure, exact, one row per instalment, with the parts that explain each interest figure.
// What fell due before a draw or a new rate stays as it was; the rest is solved again.
import { fraction, roundToMultiple, times } from "./fraction.ts"
import { total } from "./interest.ts"
import { periodsOf, type PlannedPeriod } from "./periods.ts"
import { planned } from "./solve.ts"
import type { Draw, LoanTerms, ScheduleRow } from "./terms.ts"

export function schedule(terms: LoanTerms): ScheduleRow[] {
  const periods = periodsOf(terms)
  const draws = terms.draws.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  const scheduled = draws.map((draw) => ({ ...draw, amountFen: draw.amountFen - downPaymentFen(terms, draw) }))
  let rows: ScheduleRow[] = []
  for (const on of turningDays(terms, scheduled)) {
    const drawn = scheduled.filter((draw) => draw.on === on)
    const kept = rows.filter((row) => row.due <= on).map((row) => drawnAt(row, on, total(drawn)))
    const known = { ...terms, rates: terms.rates?.filter((step) => step.from <= on) ?? [] }
    rows = planFrom(
      known,
      periods,
      scheduled.filter((draw) => draw.on <= on),
      kept,
    )
  }
  return withDownPayments(terms, draws, rows)
}

/** Days on which the rest of the plan is solved again: draws, and rates that change after the first draw. */
function turningDays(terms: LoanTerms, draws: readonly Draw[]): string[] {
  const first = draws[0]?.on ?? terms.startOn
  const steps = terms.rates?.map((step) => (step.from < first ? first : step.from)) ?? []
  return [...new Set([...draws.map((draw) => draw.on), ...steps])].sort()
}

/** A draw on an instalment's day is in the balance that instalment leaves behind. */
const drawnAt = (row: ScheduleRow, on: string, amountFen: bigint): ScheduleRow =>
  row.due === on ? { ...row, balanceFen: row.balanceFen + amountFen } : row

/** Plans the instalments after `kept` again; what fell due before stays as it was. */
function planFrom(terms: LoanTerms, all: PlannedPeriod[], draws: readonly Draw[], kept: ScheduleRow[]): ScheduleRow[] {
  const periods = all.slice(kept.length)
  const openFrom = periods[0]?.from ?? ""
  const joined = draws.filter((draw) => kept.length === 0 || draw.on > openFrom)
  const last = kept.at(-1)
  const open = { balanceFen: last?.balanceFen ?? 0n, doneBefore: kept.length, deferredFen: last?.deferredFen ?? 0n }
  return [...kept, ...planned({ terms, periods, draws: joined, ...open })]
}

export function downPaymentFen(terms: LoanTerms, draw: Draw): bigint {
  if (!terms.downPaymentPct) return 0n
  const exact = times(times(fraction(draw.amountFen), terms.downPaymentPct), fraction(1, 100))
  return roundToMultiple(exact, terms.multipleFen, terms.rounding)
}

/** Down payments stand on the day of their draw, after an instalment due the same day. */
export function withDownPayments<R extends ScheduleRow>(
  terms: LoanTerms,
  draws: readonly Draw[],
  rows: readonly R[],
): (R | ScheduleRow)[] {
  if (!terms.downPaymentPct) return [...rows]
  const plain = rows.map((row) => {
    const joined = draws.filter((draw) => draw.on === row.due)
    return {
      ...row,
      balanceFen:
        row.balanceFen - total(joined) + total(joined.map((one) => ({ amountFen: downPaymentFen(terms, one) }))),
    }
  })
  const paid = draws.flatMap((draw, index) => downPaymentRow(terms, draws, index, plain) ?? [])
  const rank = (one: ScheduleRow): string => `${one.due}${one.kind === "down_payment" ? 1 : 0}`
  const merged = [...plain, ...paid].sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : a.n - b.n))
  return merged.map((one, index) => ({ ...one, n: index + 1 }))
}

function downPaymentRow(
  terms: LoanTerms,
  draws: readonly Draw[],
  index: number,
  rows: readonly ScheduleRow[],
): ScheduleRow | null {
  const draw = draws[index]!
  const amountFen = downPaymentFen(terms, draw)
  if (amountFen === 0n) return null
  const sameDay = draws.filter((one) => one.on === draw.on)
  const earlier = draws.slice(0, index).filter((one) => one.on === draw.on)
  const before = rows.filter((one) => one.due <= draw.on).at(-1)
  const others = draws.filter((one) => one.on < draw.on && (!before || one.on > before.due))
  const openFen =
    (before?.balanceFen ?? 0n) + total(others) - total(others.map((d) => ({ amountFen: downPaymentFen(terms, d) })))
  const paidFen = total(earlier.map((one) => ({ amountFen: downPaymentFen(terms, one) })))
  const openingFen = openFen + total(sameDay) - paidFen
  return {
    n: index,
    kind: "down_payment",
    from: draw.on,
    due: draw.on,
    days: 0,
    openingFen,
    principalFen: amountFen,
    interestFen: 0n,
    totalFen: amountFen,
    balanceFen: openingFen - amountFen,
    parts: [],
    target: { principalFen: amountFen },
    deferredFen: 0n,
  }
}
