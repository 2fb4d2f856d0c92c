// Servicing terms by the usual Chinese conventions, from the terms of a schedule.
import { loanTerms, type LoanTerms } from "../terms.ts"
import type { Fraction } from "../fraction.ts"
import { chineseOrder, type RepaymentOrder } from "./order.ts"
import type { ServicingTerms } from "./state.ts"

/**
 * Term loans: early money comes as an early repayment of its own, late principal bears penalty interest (罚息) instead
 * of contract interest, so payments do not change the planned interest.
 */
export const chineseServicing = (terms: LoanTerms, order: RepaymentOrder = chineseOrder): ServicingTerms => ({
  ...terms,
  order,
  accrual: "daily",
})

/**
 * 随借随还: interest by balance-days (积数) on what is in use, settled on the settlement day, principal by maturity.
 * Draws and repayments come any day; money in advance reduces what is in use from its day on.
 */
export function revolvingTerms(given: {
  annualRate: Fraction
  startOn: string
  maturesOn: string
  settlementDay: number
  settlementEvery?: 1 | 3
}): ServicingTerms {
  const plain = loanTerms({ ...given, principalFen: 0n, method: "interest_only", dayCount: "actual/360" })
  return {
    ...plain,
    draws: [],
    order: { ...chineseOrder, future: "last" },
    recalculation: { onPrepayment: "shorten_last" },
    accrual: "daily",
  }
}
