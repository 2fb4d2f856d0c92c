// What would be, for pages and programs: an event is booked on a loan that is not changed by it, and the two plans
// stand side by side. The same functions draw the preview in the browser and answer the API.
import type { Fraction } from "./fraction.ts"
import { overdueSince } from "./service/allocate.ts"
import type { LoanEvent } from "./service/events.ts"
import { book, type Serviced } from "./service/service.ts"
import { owedOn, sumOf } from "./service/state.ts"
import { rowsOf, totalsOf, type ServicedRow } from "./service/view.ts"

export interface WhatIf {
  before: ServicedRow[]
  after: ServicedRow[]
  interestBeforeFen: bigint
  interestAfterFen: bigint
  /** Positive: saved; negative: dearer. */
  savedFen: bigint
  /** Instalments fewer than before. */
  fewer: number
  /** The instalment due next after the event, before and after. */
  nextBeforeFen: bigint | null
  nextAfterFen: bigint | null
  loan: Serviced
}

/** The loan as it would stand if everything due until a day were paid on its day. */
export function paidOnPlan(serviced: Serviced, until: string): Serviced {
  const days = rowsOf(serviced.state).map((row) => row.due)
  return [...new Set(days)].reduce((loan, due) => {
    if (due > until) return loan
    const rows = [...loan.state.instalments, ...loan.state.downPayments].filter((one) => one.row.due === due)
    const amountFen = rows.reduce((sum, one) => sum + sumOf(owedOn(loan.state, one)), 0n)
    return amountFen > 0n ? book(loan, { type: "repay", on: due, amountFen }) : loan
  }, serviced)
}

export const isBehind = (serviced: Serviced, on: string): boolean => overdueSince(serviced.state, on) !== null

/** 提前还款: X on a day, keeping the term or the instalment. What is due by then is taken as paid on its day. */
export function earlyRepayment(
  serviced: Serviced,
  asked: { on: string; amountFen: bigint; choice: "keep_term" | "keep_instalment" },
): WhatIf {
  return compared(paidOnPlan(serviced, asked.on), { type: "prepay", ...asked })
}

/** A new rate from a day on: repricing, a relief measure, a stress test. */
export function rateChange(serviced: Serviced, asked: { from: string; annualRate: Fraction }): WhatIf {
  return compared(paidOnPlan(serviced, asked.from), { type: "changeRate", on: asked.from, ...asked })
}

/** Any event at all: a moved due date, more instalments, a pause. */
export function compared(serviced: Serviced, event: LoanEvent): WhatIf {
  const loan = book(serviced, event)
  const [before, after] = [rowsOf(serviced.state), rowsOf(loan.state)]
  const [interestBeforeFen, interestAfterFen] = [totalsOf(before).interestFen, totalsOf(after).interestFen]
  const next = (rows: readonly ServicedRow[]): bigint | null =>
    rows.find((row) => row.due > event.on && row.kind === "instalment")?.totalFen ?? null
  const instalments = (rows: readonly ServicedRow[]): number => rows.filter((row) => row.kind === "instalment").length
  return {
    before,
    after,
    interestBeforeFen,
    interestAfterFen,
    savedFen: interestBeforeFen - interestAfterFen,
    fewer: instalments(before) - instalments(after),
    nextBeforeFen: next(before),
    nextAfterFen: next(after),
    loan,
  }
}
