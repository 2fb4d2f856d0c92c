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
  /** The equal principal so far (等额本金); needed to keep it. */
  principalFen?: bigint
  choice: PrepayChoice
}

export function planAfterPrepayment(terms: LoanTerms, payment: Prepayment): ScheduleRow[] {
  const periods = payment.dueDates.map((due, index) => ({
    from: index === 0 ? payment.on : payment.dueDates[index - 1]!,
    due,
  }))
  const kept = keptPrincipal(terms, payment)
  return schedule({
    ...terms,
    startOn: payment.on,
    draws: [{ on: payment.on, amountFen: payment.balanceFen }],
    instalments: kept?.length ?? periods.length,
    periods: kept ? periods.slice(0, kept.length) : periods,
    ...(kept ? { principalPlanFen: kept } : {}),
    gracePrincipal: 0,
    graceInterestPayment: 0,
    ...(payment.choice === "keep_instalment" && terms.method === "equal_instalment"
      ? { instalmentFen: payment.instalmentFen }
      : {}),
  })
}

/** Keeping the instalment of an equal-principal loan keeps its principal, for as many instalments as it takes. */
function keptPrincipal(terms: LoanTerms, payment: Prepayment): bigint[] | null {
  const { principalFen, balanceFen, choice, dueDates } = payment
  if (terms.method !== "equal_principal" || choice !== "keep_instalment" || !principalFen) return null
  const needed = (balanceFen + principalFen - 1n) / principalFen
  const count = Math.min(Number(needed), dueDates.length)
  return Array.from({ length: count }, (_, k) =>
    k < count - 1 ? principalFen : balanceFen - principalFen * BigInt(count - 1),
  )
}
