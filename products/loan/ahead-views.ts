// Payoff quotes and what-ifs as people read them, for staff and for the firm alike.
import { openDate } from "#ledger"
import { ledgerOn, mainBook, type Ctx } from "#kernel/flow"
import { ok } from "#kernel/refusal"
import { whatIf, type WhatIf } from "./ahead.ts"
import { payoffQuote } from "./payoff.ts"
import { planRowView, yuan } from "./view.ts"

export const todayOf = (ctx: Ctx): Promise<string> => openDate(ledgerOn(ctx.db), mainBook)

export async function payoffView(ctx: Ctx, loanNo: string, on: string | undefined) {
  const quote = await payoffQuote(ctx, loanNo, on ?? (await todayOf(ctx)))
  if (!quote.ok) return quote
  const { value } = quote
  return ok({
    on: value.on,
    principal: yuan(value.principalFen),
    interest: yuan(value.interestFen),
    penalty: yuan(value.penaltyFen),
    compound: yuan(value.compoundFen),
    fees: yuan(value.feesFen),
    total: yuan(value.totalFen),
    lines: value.lines.map(({ zh, en, amountFen }) => ({ zh, en, amount: yuan(amountFen) })),
    assumed: value.assumed.map(({ due, amountFen }) => ({ due, amount: yuan(amountFen) })),
  })
}

export async function whatIfView(ctx: Ctx, loanNo: string, asked: WhatIf) {
  const found = await whatIf(ctx, loanNo, asked)
  if (!found.ok) return found
  const { value } = found
  return ok({
    on: value.on,
    principal: yuan(value.principalFen),
    earned: yuan(value.earnedFen),
    interestBefore: yuan(value.interestBeforeFen),
    interestAfter: yuan(value.interestAfterFen),
    saved: yuan(value.interestBeforeFen - value.interestAfterFen),
    rows: value.rows.map(planRowView),
  })
}
