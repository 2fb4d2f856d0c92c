// Planning the open instalments of a serviced loan again: walked with their aims kept, or solved anew. Instalments
// that fell due before are final and never touched; where payments change the interest, real balances are used.
import { total, type Bearing } from "../interest.ts"
import type { PlannedPeriod } from "../periods.ts"
import { planned, type Plan } from "../solve.ts"
import type { Draw, LoanTerms, ScheduleRow } from "../terms.ts"
import { walk } from "../walk.ts"
import { fresh, netDraws, sumOf, type Instalment, type LoanState } from "./state.ts"

/** Instalments due on or after a day: the first that a change of that day can still touch. */
export const firstDueFrom = (state: LoanState, on: string): number => indexOr(state, (one) => one.period.due >= on)
export const firstDueAfter = (state: LoanState, on: string): number => indexOr(state, (one) => one.period.due > on)

function indexOr(state: LoanState, found: (one: Instalment) => boolean): number {
  const index = state.instalments.findIndex(found)
  return index < 0 ? state.instalments.length : index
}

/** Walks again from an instalment: interest changes, aims stay, the last instalment takes the difference. */
export function rewalked(state: LoanState, first: number, options: { mayEndEarly?: boolean } = {}): LoanState {
  const open = state.instalments.slice(first)
  if (open.length === 0) return state
  const periods = open.map((one) => one.period)
  const plan = { ...planOf(state, first, periods), ...options }
  return withRows(
    state,
    first,
    walk(
      plan,
      open.map((one) => one.row.target),
    ),
  )
}

/**
 * Solves again from an instalment on. Rates known to change later turn the plan once more from their own day, exactly
 * as the first schedule does.
 */
export function resolved(state: LoanState, first: number, options: { grace?: number } = {}): LoanState {
  const open = state.instalments.slice(first)
  if (open.length === 0) return state
  const from = later(open[0]!.period.from, state.asOf)
  const now = state.terms.rates?.filter((step) => step.from <= from) ?? []
  const soon = state.terms.rates?.filter((step) => step.from > from) ?? []
  let next = solvedWith(state, first, { ...state.terms, rates: now }, options)
  for (const [index, step] of soon.entries()) {
    const known = { ...state.terms, rates: [...now, ...soon.slice(0, index + 1)] }
    const turn = firstDueAfter(next, step.from)
    if (turn < next.instalments.length) next = solvedWith(next, turn, known, {})
  }
  return next
}

function solvedWith(state: LoanState, first: number, terms: LoanTerms, options: { grace?: number }): LoanState {
  const periods = state.instalments.slice(first).map((one) => one.period)
  return withRows(state, first, planned({ ...planOf(state, first, periods), terms, ...options }))
}

const later = (a: string, b: string): string => (a > b ? a : b)

/** Puts empty instalments on new periods from `first` on; to be solved or walked afterwards. */
export function withPeriods(state: LoanState, first: number, periods: readonly PlannedPeriod[]): LoanState {
  const kept = state.instalments.slice(0, first)
  const moved = periods.map((period, index) => {
    const old = state.instalments[first + index]
    return old
      ? { ...old, period, row: { ...old.row, from: period.from, due: period.payOn } }
      : fresh(emptyRow(period), period)
  })
  return { ...state, instalments: [...kept, ...moved] }
}

const emptyRow = (period: PlannedPeriod): ScheduleRow => ({
  n: 0,
  kind: "instalment",
  from: period.from,
  due: period.payOn,
  days: 0,
  openingFen: 0n,
  principalFen: 0n,
  interestFen: 0n,
  totalFen: 0n,
  balanceFen: 0n,
  parts: [],
  target: {},
  deferredFen: 0n,
})

function planOf(state: LoanState, first: number, periods: readonly PlannedPeriod[]): Plan {
  const { terms } = state
  const kept = state.instalments.slice(0, first)
  const openFrom = periods[0]!.from
  const draws = netDraws(state)
  const isRecalculated = terms.recalculation !== undefined
  const open = state.instalments.slice(first)
  const paidFen = open.map((one) => one.paid.principalFen)
  const endNotBefore = open.findLastIndex((one) => sumOf(one.paid) > 0n)
  return {
    terms,
    periods,
    draws: draws.filter((draw) => draw.on >= openFrom),
    balanceFen: kept.reduce((left, one) => left - one.row.principalFen, drawnBefore(draws, openFrom)),
    doneBefore: first,
    deferredFen: kept.at(-1)?.row.deferredFen ?? 0n,
    flatBaseFen: total(draws),
    paidFen,
    endNotBefore,
    ...(isRecalculated ? { bearing: bearingOf(state, paidFen) } : {}),
    ...(terms.recalculation?.onPrepayment === "reduce_count" ? { mayEndEarly: true } : {}),
  }
}

const drawnBefore = (draws: readonly Draw[], on: string): bigint => total(draws.filter((draw) => draw.on < on))

function bearingOf(state: LoanState, paidFen: readonly bigint[]): Bearing {
  const aheadFen = [...paidFen]
  for (let index = aheadFen.length - 2; index >= 0; index -= 1) aheadFen[index]! += aheadFen[index + 1]!
  return { asOf: state.asOf, moves: state.moves, aheadFen }
}

/** New figures for the open rows; what was paid on them stays, and interest once taken is not planned away. */
function withRows(state: LoanState, first: number, rows: readonly ScheduleRow[]): LoanState {
  const kept = state.instalments.slice(0, first)
  const open = rows.map((row, index) => {
    const old = state.instalments[first + index]!
    const takenFen = old.paid.interestFen
    const interestFen = row.interestFen > takenFen ? row.interestFen : takenFen
    return { ...old, row: { ...row, kind: old.row.kind, interestFen, totalFen: row.principalFen + interestFen } }
  })
  return { ...state, instalments: [...kept, ...open] }
}

/** Brings a loan to a day: where payments change the interest, instalments due until then become final. */
export function advanced(state: LoanState, on: string): LoanState {
  if (on < state.asOf) return state
  const moved = { ...state, asOf: on }
  if (!state.terms.recalculation) return moved
  const isOnPlan = state.instalments.every((one) => {
    const isDue = one.period.due < on
    return isDue ? one.paid.principalFen === one.row.principalFen : one.paid.principalFen === 0n
  })
  const next = isOnPlan ? moved : rewalked(moved, firstDueFrom(state, state.finalTo))
  return { ...next, finalTo: on }
}
