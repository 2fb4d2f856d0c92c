// The repayment plan of a loan: pure, exact, one row per instalment, with the parts that explain each interest figure.
// What fell due before a draw or a new rate stays as it was; the rest is solved again.
import { withDownPayments, withoutDownPayment } from "./down-payment.ts"
import { total } from "./interest.ts"
import { periodsOf, type PlannedPeriod } from "./periods.ts"
import { planned } from "./solve.ts"
import type { Draw, LoanTerms, ScheduleRow } from "./terms.ts"

export function schedule(terms: LoanTerms): ScheduleRow[] {
  const periods = periodsOf(terms)
  const draws = terms.draws.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  const scheduled = draws.map((draw) => withoutDownPayment(terms, draw))
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
