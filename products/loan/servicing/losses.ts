// Fees and losses: a fee and its correction, 转列已减值, 核销, 已核销收回, 抵债. Money or claims change, so all but the
// bank's own charge and money received are signed by a second person.
import type { z } from "zod"
import { balances, newId, openAccounts, type Posting } from "#ledger"
import type { FlowCtx } from "#kernel/flow"
import { ok } from "#kernel/refusal"
import { availableFen, openSubjects } from "#products/deposit"
import { lossAccount, lossKey } from "../accounts.ts"
import { accruedFen, assess, principalIn, sumOf } from "../debts.ts"
import { worseOf, type RiskClass } from "../engine/classify.ts"
import { fenFromYuan } from "../engine/fraction.ts"
import { noMoney } from "../note.ts"
import { later, type Remake } from "../plan.ts"
import type { Collected } from "../postings.ts"
import { refuse } from "../refusals.ts"
import { limitBack } from "../repay.ts"
import { yuan } from "../view.ts"
import type { Action } from "./action.ts"
import { feeInput, impairmentInput, recoveryInput, repossessionInput, writeOffInput } from "./inputs.ts"
import { chargeFee, correctFee, impair, provide, recover, repossess, writeOff as writeOffPosting } from "./postings.ts"
import { withPlan, type Work } from "./work.ts"

type Input<T extends z.ZodType> = z.output<T>

const placeOf = ({ loan }: Work) => ({ loanNo: loan.loan_no, outlet: loan.outlet })

export const fee: Action<Input<typeof feeInput>> = {
  name: "fee",
  kind: "fee",
  zh: "计收费用",
  en: "Fee",
  permission: "loan.fee",
  input: feeInput,
  levels: [],
  decide: async (ctx, work, input) => {
    const amountFen = fenFromYuan(input.amount)
    if (amountFen <= 0n) return refuse["E-AMOUNT"]({}, "amount")
    await openSubjects(ctx.ledger, work.loan.outlet, ["6021", "2221"])
    const posting = chargeFee.build({ ...placeOf(work), amountFen, vatBp: work.vatBp }, { id: newId() })
    const money = { ...work.money, fee: work.money.fee + amountFen }
    return ok({
      kind: "fee",
      set: {},
      postings: [posting],
      amountFen,
      parts: { fee: amountFen },
      money,
      opens: ["fee"],
    })
  },
}

export const feeCorrection: Action<Input<typeof feeInput>> = {
  name: "fee-correction",
  kind: "fee_correction",
  zh: "更正费用",
  en: "Fee correction",
  permission: "loan.fee",
  input: feeInput,
  levels: [["accountant", "president"]],
  decide: async (_ctx, work, input) => {
    const amountFen = fenFromYuan(input.amount)
    if (amountFen <= 0n) return refuse["E-AMOUNT"]({}, "amount")
    const owed = work.money.fee
    if (amountFen > owed) return refuse["E-TOO-MUCH"]({ amount: yuan(amountFen), owed: yuan(owed) }, "amount")
    const posting = correctFee.build({ ...placeOf(work), amountFen, vatBp: work.vatBp }, { id: newId() })
    const money = { ...work.money, fee: owed - amountFen }
    return ok({ kind: "fee_correction", set: {}, postings: [posting], amountFen, parts: { fee: amountFen }, money })
  },
}

/** The whole debt is called due (提前到期): the plan ends, interest runs on off the balance sheet. */
export const impairment: Action<Input<typeof impairmentInput>> = {
  name: "impairment",
  kind: "impairment",
  zh: "转列已减值贷款",
  en: "Impairment",
  permission: "loan.impair",
  input: impairmentInput,
  levels: [["accountant", "president"]],
  decide: async (_ctx, work) => {
    const { loan, day } = work
    const worked = assess(loan, work.money, later(loan.penalty_to, day), work.vatBp)
    const accrued = loan.nonaccrual_on === null ? accruedFen(loan, worked.money, day) : 0n
    const { principal, overdue, interest, penalty, compound, memo, fee: feeFen } = worked.money
    const impaired = principal + overdue
    const impairedInterest = interest + penalty + compound + accrued
    const posting = impair.build({ ...placeOf(work), money: worked.money, accruedFen: accrued }, { id: newId() })
    const set = {
      ...worked.set,
      impaired_on: day,
      nonaccrual_on: loan.nonaccrual_on ?? day,
      overdue_since: loan.overdue_since ?? day,
      penalty_to: later(loan.penalty_to, day),
      risk_class: worseOf(loan.risk_class as RiskClass, "substandard"),
    }
    const change: Remake = { plan: work.plan, principalFen: 0n, on: day, earnedFen: 0n, settled: true }
    return ok({
      kind: "impairment",
      postings: [...worked.postings, posting],
      amountFen: impaired + impairedInterest,
      parts: { impaired, impairedInterest },
      money: { ...noMoney(), impaired, impairedInterest, memo, fee: feeFen },
      opens: ["impaired", "impairedInterest"],
      ...withPlan(work, set, change, []),
    })
  },
}

/** What the allowance of impaired loans lacks for a loss is provided with it, so that it never turns into a claim. */
async function provideFor(ctx: FlowCtx, outlet: string, lossFen: bigint): Promise<Posting[]> {
  await openAccounts(ctx.ledger, [lossAccount("1304.03", outlet), lossAccount("6702", outlet)])
  const [held] = await balances(ctx.ledger, [lossKey("1304.03", outlet)])
  const missing = lossFen - held!.balance
  return missing <= 0n ? [] : [provide.build({ outlet, stage: "1304.03", changeFen: missing }, { id: newId() })]
}

export const writeOff: Action<Input<typeof writeOffInput>> = {
  name: "write-off",
  kind: "write_off",
  zh: "贷款核销",
  en: "Write-off",
  permission: "loan.write-off",
  input: writeOffInput,
  levels: [["accountant"], ["president"]],
  decide: async (ctx, work) => {
    const { loan, money } = work
    const claimFen = money.impaired + money.impairedInterest + money.fee
    const topUp = await provideFor(ctx, loan.outlet, claimFen)
    const posting = writeOffPosting.build({ ...placeOf(work), money }, { id: newId() })
    return ok({
      kind: "write_off",
      set: {
        state: "written_off",
        written_off_on: work.day,
        overdue_since: null,
        penalty_to: null,
        risk_class: "loss",
      },
      postings: [...topUp, posting],
      amountFen: claimFen,
      parts: { impaired: money.impaired, impairedInterest: money.impairedInterest, fee: money.fee },
      money: { ...noMoney(), writtenOff: claimFen, memo: money.memo },
      opens: ["writtenOff"],
    })
  },
}

export const recovery: Action<Input<typeof recoveryInput>> = {
  name: "recovery",
  kind: "recovery",
  zh: "已核销贷款收回",
  en: "Recovery after write-off",
  permission: "loan.repay",
  input: recoveryInput,
  levels: [],
  decide: async (ctx, work, input) => {
    const { loan, money } = work
    const amountFen = fenFromYuan(input.amount)
    if (amountFen <= 0n) return refuse["E-AMOUNT"]({}, "amount")
    const owed = money.writtenOff + money.memo
    if (amountFen > owed) return refuse["E-TOO-MUCH"]({ amount: yuan(amountFen), owed: yuan(owed) }, "amount")
    const available = await availableFen(ctx.ledger, loan.deposit_no)
    if (available < amountFen) {
      return refuse["E-FUNDS"]({ available: yuan(available), needed: yuan(amountFen) }, "amount")
    }
    const claimFen = amountFen < money.writtenOff ? amountFen : money.writtenOff
    const memoFen = amountFen - claimFen
    const given = { ...placeOf(work), depositNo: loan.deposit_no, claimFen, memoFen, vatBp: work.vatBp }
    const after = { ...money, writtenOff: money.writtenOff - claimFen, memo: money.memo - memoFen }
    return ok({
      kind: "recovery",
      set: amountFen === owed ? { settled_on: work.day } : {},
      postings: [recover.build(given, { id: newId() })],
      amountFen,
      parts: { writtenOff: claimFen, memo: memoFen },
      money: after,
    })
  },
}

const lossOrder = ["impaired", "impairedInterest", "fee"] as const

export const repossession: Action<Input<typeof repossessionInput>> = {
  name: "repossession",
  kind: "repossession",
  zh: "以物抵债",
  en: "Assets taken for debt",
  permission: "loan.write-off",
  input: repossessionInput,
  levels: [["accountant"], ["president"]],
  decide: async (ctx, work, input) => {
    const { loan, money, day } = work
    const valueFen = fenFromYuan(input.value)
    const owed = lossOrder.reduce((sum, part) => sum + money[part], 0n)
    if (valueFen <= 0n) return refuse["E-AMOUNT"]({}, "value")
    if (valueFen > owed) return refuse["E-TOO-MUCH"]({ amount: yuan(valueFen), owed: yuan(owed) }, "value")
    await openAccounts(ctx.ledger, [lossAccount("1441", loan.outlet)])
    const asset = taken(money, valueFen)
    const loss = input.settlesAll ? taken(money, owed - valueFen, asset) : noMoney()
    const topUp = await provideFor(ctx, loan.outlet, sumOf(loss))
    const droppedMemoFen = input.settlesAll ? money.memo : 0n
    const posting = repossess.build({ ...placeOf(work), asset, loss, droppedMemoFen }, { id: newId() })
    const after = { ...money, memo: money.memo - droppedMemoFen }
    for (const part of lossOrder) after[part] -= asset[part] + loss[part]
    const isSettled = sumOf(after) === 0n
    return ok({
      kind: "repossession",
      set: isSettled ? { state: "settled", settled_on: day, overdue_since: null, penalty_to: null } : {},
      postings: [...topUp, posting, ...(await limitBack(ctx, loan, principalIn(asset)))],
      amountFen: valueFen,
      parts: { asset: input.asset, value: valueFen, loss: sumOf(loss), memo: droppedMemoFen },
      money: after,
    })
  },
}

/** Takes an amount from the debts in order, principal first; what another share took already is gone. */
function taken(money: Collected, amountFen: bigint, before: Collected = noMoney()): Collected {
  const parts = noMoney()
  let left = amountFen
  for (const part of lossOrder) {
    const there = money[part] - before[part]
    parts[part] = there < left ? there : left
    left -= parts[part]
  }
  return parts
}
