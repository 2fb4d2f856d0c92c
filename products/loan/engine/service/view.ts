// What a serviced loan looks like to people and programs: the schedule with what was paid on each row, its sums, the
// transactions in order with reversed ones in their place, and how long something has been overdue.
import { addDays, daysBetween } from "../dates.ts"
import { inOrder, runningBalances } from "../down-payment.ts"
import type { ScheduleRow } from "../terms.ts"
import { overdueSince } from "./allocate.ts"
import type { Serviced } from "./service.ts"
import { added, chargesOn, noPortions, owedOn, sumOf, type Instalment, type LoanState } from "./state.ts"
import type { Portions, Transaction } from "./state.ts"

export interface ServicedRow extends ScheduleRow {
  feesFen: bigint
  penaltiesFen: bigint
  paidFen: bigint
  /** What of it came before, and after, the due day. */
  inAdvanceFen: bigint
  lateFen: bigint
  outstandingFen: bigint
  /** The day the row was met in full. */
  paidOn: string | null
}

export function rowsOf(state: LoanState): ServicedRow[] {
  const rows = [...state.instalments, ...state.downPayments].map((one) => rowOf(state, one))
  return runningBalances(state.terms, state.draws, inOrder(rows))
}

function rowOf(state: LoanState, one: Instalment): ServicedRow {
  const isDown = one.row.kind === "down_payment"
  const { charged, paid } = isDown ? { charged: noPortions, paid: noPortions } : chargesOn(state, one)
  const totalFen = one.row.principalFen + one.row.interestFen + sumOf(charged)
  const paidFen = sumOf(one.paid) + sumOf(paid)
  const isMet = paidFen === totalFen
  // A row planned empty was never owed: it counts as met from the day the money was drawn.
  const metOn = one.touchedOn ?? state.draws[0]?.on ?? null
  return {
    ...one.row,
    feesFen: charged.feesFen,
    penaltiesFen: charged.penaltiesFen,
    totalFen,
    paidFen,
    inAdvanceFen: one.inAdvanceFen,
    lateFen: one.lateFen,
    outstandingFen: totalFen - paidFen,
    paidOn: isMet ? metOn : null,
  }
}

export interface Totals {
  principalFen: bigint
  interestFen: bigint
  feesFen: bigint
  penaltiesFen: bigint
  totalFen: bigint
  paidFen: bigint
  inAdvanceFen: bigint
  lateFen: bigint
  outstandingFen: bigint
}

const figures = [
  "principalFen",
  "interestFen",
  "feesFen",
  "penaltiesFen",
  "totalFen",
  "paidFen",
  "inAdvanceFen",
  "lateFen",
  "outstandingFen",
] as const satisfies (keyof Totals)[]

export function totalsOf(rows: readonly ServicedRow[]): Totals {
  const sums = figures.map((name) => [name, rows.reduce((sum, row) => sum + row[name], 0n)])
  return Object.fromEntries(sums) as unknown as Totals
}

export interface Line extends Transaction {
  reversed: "undone" | "replayed" | null
}

/** Transactions by day and order of booking; a line that no longer holds stands before the one that replaced it. */
export function linesOf(serviced: Serviced): Line[] {
  const gone = serviced.reversed.map(({ why, reversedOn: _on, ...line }): Line => ({ ...line, reversed: why }))
  const standing = serviced.state.transactions.map((line): Line => ({ ...line, reversed: null }))
  const byDay = (a: Line, b: Line): number => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.serial - b.serial)
  return [...gone, ...standing].sort(byDay)
}

/** What is owed in all, and of it what is due. */
export function owedBy(state: LoanState, on: string): { all: Portions; due: Portions } {
  const rows = [...state.downPayments, ...state.instalments]
  const owed = rows.map((one) => ({ due: one.row.due, owed: owedOn(state, one) }))
  const all = owed.reduce((sum, one) => added(sum, one.owed), noPortions)
  const due = owed.filter((one) => one.due <= on).reduce((sum, one) => added(sum, one.owed), noPortions)
  return { all, due }
}

export interface DelinquencyRule {
  /** Days after the due day that do not count. */
  graceDays: number
  /** A range holds from this many days on; the last one that fits counts. */
  ranges: readonly { fromDays: number; name: string }[]
}

export interface Delinquency {
  since: string | null
  days: number
  range: string | null
}

export function delinquency(state: LoanState, on: string, rule: DelinquencyRule): Delinquency {
  const due = overdueSince(state, on)
  const since = due === null ? null : addDays(due, rule.graceDays)
  if (since === null || since > on) return { since: null, days: 0, range: null }
  const days = daysBetween(since, on)
  return { since, days, range: rule.ranges.findLast((one) => days >= one.fromDays)?.name ?? null }
}
