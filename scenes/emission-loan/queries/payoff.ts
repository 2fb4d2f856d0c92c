// The payoff quote of a case's note, for staff and for the firm.
import type { Ctx } from "#kernel/flow"
import { ok } from "#kernel/refusal"
import { payoffQuote as loanPayoff, type PayoffQuote } from "#products/loan"
import { findCase, yuan } from "../flows/case.ts"
import { refuse } from "../refusals.ts"
import { todayOf } from "./list.ts"

export async function payoffOf(ctx: Ctx, id: string, on?: string) {
  const found = await findCase(ctx, id)
  if (!found.ok) return found
  if (!found.value.loan_no) return refuse["E-NO-LOAN"]({ caseNo: found.value.case_no })
  const quote = await loanPayoff(ctx, found.value.loan_no, on ?? (await todayOf(ctx)))
  return quote.ok ? ok(payoffView(quote.value)) : quote
}

const payoffView = (q: PayoffQuote) => ({
  on: q.on,
  principal: yuan(q.principalFen),
  interest: yuan(q.interestFen),
  penalty: yuan(q.penaltyFen),
  compound: yuan(q.compoundFen),
  fees: yuan(q.feesFen),
  total: yuan(q.totalFen),
  explanation: q.lines.map((line) => ({ zh: line.zh, en: line.en, amount: yuan(line.amountFen) })),
})
