// A running loan: the first check of use, repayment, default, disposal and its waterfall.
import { newId } from "#ledger"
import { flow, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { openSubjects, receive } from "#products/deposit"
import { markMisused, payoffQuote, repayLoan } from "#products/loan"
import { refuse } from "../refusals.ts"
import { waterfall, type Waterfall } from "../rules.ts"
import type { CaseState } from "../states.ts"
import { fenOf, findCase, guard, json, legsOf, lockCase, move, stateOf, yuan, type CaseRow } from "./case.ts"
import { closeIfCured } from "./margin.ts"

export const firstCheck = flow(
  { name: "emission-loan.first-check", permission: "emission-loan.apply" },
  async (ctx, input: { id: string; used: "as_agreed" | "misused"; note: string }) => {
    const found = await lockCase(ctx, input.id)
    if (!found.ok) return found
    const allowed = await guard(ctx, found.value, "firstCheck")
    if (!allowed.ok) return allowed
    if (input.used === "misused") {
      const marked = await markMisused(ctx, found.value.loan_no!, ctx.today)
      if (!marked.ok) return marked
    }
    const set = { first_check: json({ ...input, on: ctx.today, by: ctx.actor.name }) }
    const zh = `首次用途检查：${input.used === "misused" ? "挪用，计收挪用罚息" : "按约定用途使用"}；${input.note}`
    return ok(await move(ctx, found.value, { action: "firstCheck", to: "monitored", set, zh }))
  },
)

export interface Repaying {
  id: string
  amount: string
  choice: "keep_term" | "keep_instalment"
}

export const repayCase = flow(
  { name: "emission-loan.repay", permission: "emission-loan.repay" },
  async (ctx, input: Repaying) => {
    const found = await lockCase(ctx, input.id)
    if (!found.ok) return found
    const row = found.value
    const allowed = await guard(ctx, row, "repay")
    if (!allowed.ok) return allowed
    const amountFen = input.amount === "payoff" ? ("payoff" as const) : fenOf(input.amount)
    const paid = await repayLoan(ctx, { loanNo: row.loan_no!, amountFen, choice: input.choice })
    if (!paid.ok) return paid
    const { receiptNo, paidFen, owedFen, settled } = paid.value
    const to = settled ? "settled" : stateOf(row)
    const zh = settled ? `结清，还款 ${yuan(paidFen)} 元` : `还款 ${yuan(paidFen)} 元`
    await move(ctx, row, { action: "repay", to, zh, en: `Repaid ${yuan(paidFen)}`, reference: receiptNo })
    if (settled) await endMarginCall(ctx, row)
    const state = settled ? "settled" : await closeIfCured(ctx, { ...row, state: to }, "部分还款")
    return ok({ id: row.id, state, receiptNo, paid: yuan(paidFen), owed: yuan(owedFen) })
  },
)

async function endMarginCall(ctx: FlowCtx, row: CaseRow): Promise<void> {
  await ctx.db
    .updateTable("emission_margin_call")
    .set({ closed_on: ctx.today })
    .where("case_id", "=", row.id)
    .where("closed_on", "is", null)
    .execute()
}

export const declareDefault = flow(
  { name: "emission-loan.default", permission: "emission-loan.dispose" },
  async (ctx, input: { id: string; reason: string }): Promise<Outcome<{ id: string; state: CaseState }>> => {
    const found = await lockCase(ctx, input.id)
    if (!found.ok) return found
    const allowed = await guard(ctx, found.value, "declareDefault")
    if (!allowed.ok) return allowed
    return ok(
      await move(ctx, found.value, { action: "declareDefault", to: "defaulted", zh: `认定违约：${input.reason}` }),
    )
  },
)

export const startDisposal = flow(
  { name: "emission-loan.dispose", permission: "emission-loan.dispose" },
  async (ctx, input: { id: string; way: "buy_back" | "auction" | "agreement"; plan: string }) => {
    const found = await lockCase(ctx, input.id)
    if (!found.ok) return found
    const allowed = await guard(ctx, found.value, "dispose")
    if (!allowed.ok) return allowed
    const way = { buy_back: "收储回购", auction: "公开拍卖", agreement: "协议转让" }[input.way]
    const set = { disposal: json({ way: input.way, plan: input.plan, startedOn: ctx.today }) }
    return ok(
      await move(ctx, found.value, {
        action: "dispose",
        to: "disposing",
        set,
        zh: `启动处置（${way}）：${input.plan}`,
      }),
    )
  },
)

export interface SaleInput {
  id: string
  proceeds: string
  costs: string
}

/** The waterfall over what the note owes on a day; nothing moves. */
export async function simulate(
  ctx: FlowCtx | Parameters<typeof findCase>[0],
  row: CaseRow,
  sale: SaleInput,
  on: string,
): Promise<Outcome<Waterfall>> {
  if (!row.loan_no) return refuse["E-NO-LOAN"]({ caseNo: row.case_no })
  const quote = await payoffQuote(ctx, row.loan_no, on)
  if (!quote.ok) return quote
  const { interestFen, penaltyFen, compoundFen, principalFen } = quote.value
  const priorClaimsFen = (await legsOf(ctx, row.id)).reduce((sum, leg) => sum + leg.priorClaimsFen, 0n)
  return ok(
    waterfall({
      proceedsFen: fenOf(sale.proceeds),
      costsFen: fenOf(sale.costs),
      priorClaimsFen,
      interestFen: interestFen + penaltyFen + compoundFen,
      principalFen,
    }),
  )
}

/** Proceeds come to the firm's account net of costs and prior claims; the debts take their part, the rest is the owner's. */
export const closeDisposal = flow(
  { name: "emission-loan.close-disposal", permission: "emission-loan.dispose" },
  async (ctx, input: SaleInput & { note: string }) => {
    const found = await lockCase(ctx, input.id)
    if (!found.ok) return found
    const row = found.value
    const allowed = await guard(ctx, row, "closeDisposal")
    if (!allowed.ok) return allowed
    const split = await simulate(ctx, row, input, ctx.today)
    if (!split.ok) return split
    const { interestFen, principalFen, surplusFen, shortfallFen, costsFen, priorClaimsFen } = split.value
    const loan = await ctx.db
      .selectFrom("loan")
      .select(["deposit_no", "outlet"])
      .where("loan_no", "=", row.loan_no!)
      .executeTakeFirstOrThrow()
    const to = shortfallFen > 0n ? "shortfall" : "recovered"
    const done = {
      ...(row.disposal as object),
      proceeds: input.proceeds,
      costs: input.costs,
      note: input.note,
      closedOn: ctx.today,
      surplus: yuan(surplusFen),
      shortfall: yuan(shortfallFen),
    }
    const zh = `处置入账 ${input.proceeds} 元，费用 ${yuan(costsFen)} 元，收回 ${yuan(interestFen + principalFen)} 元`
    const moved = await move(ctx, row, { action: "closeDisposal", to, set: { disposal: json(done) }, zh })
    const netFen = fenOf(input.proceeds) - costsFen - priorClaimsFen
    if (netFen > 0n) {
      await openSubjects(ctx.ledger, loan.outlet, ["1003"])
      const money = { accountNo: loan.deposit_no, outlet: loan.outlet, amountFen: netFen }
      const posted = await ctx.post([receive.build(money, { id: newId(), reference: row.case_no, memo: "押品处置款" })])
      if (!posted.ok) return posted
      const owed = interestFen + principalFen
      const amountFen = shortfallFen === 0n ? ("payoff" as const) : owed
      const paid = await repayLoan(ctx, { loanNo: row.loan_no!, amountFen, upTo: true })
      if (!paid.ok) return paid
    }
    return ok({ ...moved, surplus: yuan(surplusFen), shortfall: yuan(shortfallFen) })
  },
)
