// Part repayment of an instalment loan: keep the term (smaller instalments) or keep the instalment (fewer of them).
import { schedule } from "./schedule.ts"
import type { LoanTerms, ScheduleRow } from "./terms.ts"

export type PrepayChoice = "keep_term" | "keep_instalment"

export interface Prepayment {
  /** Principal left after the prepayment. */
  balanceFen: bigint
  /** The day it was paid: interest of the running period is settled up to here. */
  on: string
  /** Due dates still to come. */
  dueDates: readonly string[]
  /** The equal instalment so far; needed to keep it. */
  instalmentFen: bigint
  choice: PrepayChoice
}

export function planAfterPrepayment(terms: LoanTerms, payment: Prepayment): ScheduleRow[] {
  const periods = payment.dueDates.map((due, index) => ({
    from: index === 0 ? payment.on : payment.dueDates[index - 1]!,
    due,
  }))
  return schedule({
    ...terms,
    startOn: payment.on,
    draws: [{ on: payment.on, amountFen: payment.balanceFen }],
    instalments: periods.length,
    periods,
    gracePrincipal: 0,
    graceInterestPayment: 0,
    ...(payment.choice === "keep_instalment" && terms.method === "equal_instalment"
      ? { instalmentFen: payment.instalmentFen }
      : {}),
  })
}
