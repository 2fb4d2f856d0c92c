// The pay-out, under a second person's signature.
import { z } from "zod"
import { requestApproval } from "#kernel/approval"
import { flow, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import type { ApprovalKind } from "#kernel/scene"
import { depositOf } from "#products/deposit"
import { payOutLoan, signLoan } from "#products/loan"
import { refuse } from "../refusals.ts"
import { checkTerm } from "../rules.ts"
import { factsOf, fenOf, guard, lockCase, move, tell, yuan } from "./case.ts"
import { endLimits } from "./package.ts"

const payment = z.object({
  name: z.string(),
  bank: z.string(),
  account: z.string(),
  amount: z.string(),
  purpose: z.string(),
})
const disburseContent = z.object({
  caseNo: z.string(),
  party: z.string(),
  amountFen: z.string(),
  paymentMode: z.string(),
  payments: z.array(payment),
})

export interface Disbursing {
  id: string
  amount: string
  payments: z.output<typeof payment>[]
}

export const disburseCase = flow(
  { name: "emission-loan.disburse", permission: "emission-loan.disburse" },
  async (ctx, input: Disbursing) => {
    const found = await lockCase(ctx, input.id)
    if (!found.ok) return found
    const row = found.value
    const allowed = await guard(ctx, row, "disburse")
    if (!allowed.ok) return allowed
    const amountFen = fenOf(input.amount)
    if (amountFen <= 0n || amountFen > row.approved_fen!) {
      return refuse["E-AMOUNT"]({ min: "10000.00", max: yuan(row.approved_fen!), given: yuan(amountFen) }, "amount")
    }
    const party = await ctx.db
      .selectFrom("party")
      .select("name")
      .where("id", "=", row.party_id)
      .executeTakeFirstOrThrow()
    const content = {
      caseNo: row.case_no,
      party: party.name,
      amountFen: String(amountFen),
      paymentMode: row.payment_mode,
      payments: input.payments,
    }
    const title = `${party.name} 放款 ${yuan(amountFen)} 元`
    const approvalId = await requestApproval(ctx, {
      kind: "emission-loan.disburse",
      objectId: row.id,
      title,
      amountFen,
      outlet: row.outlet,
      content,
    })
    const moved = await move(ctx, row, {
      action: "disburse",
      to: "registered",
      zh: `提交放款 ${yuan(amountFen)} 元，待复核`,
      en: "Pay-out waits for its checker",
    })
    return ok({ ...moved, approvalId })
  },
)

export const disburseApproval: ApprovalKind<z.output<typeof disburseContent>> = {
  kind: "emission-loan.disburse",
  zh: "排污权贷款放款复核",
  en: "Pay-out of an emission-right loan",
  content: disburseContent,
  page: "/emission-loan/:id",
  levels: async () => [["accountant", "risk"]],
  approved: (ctx, { objectId, content, approvalId }) => payOutCase(ctx, objectId, content, approvalId),
  declined: async (ctx, { objectId, reason }) => {
    await tell(ctx, objectId, { kind: "approval", zh: `放款退回：${reason}`, en: "Pay-out returned" })
    return ok()
  },
}

async function payOutCase(
  ctx: FlowCtx,
  id: string,
  content: z.output<typeof disburseContent>,
  approvalId: string,
): Promise<Outcome<void>> {
  const found = await lockCase(ctx, id)
  if (!found.ok) return found
  const row = found.value
  const facts = await factsOf(ctx, row, ctx.today)
  if (facts.unregistered.length > 0) return refuse["E-NOT-REGISTERED"]({ items: facts.unregistered.join("、") })
  if (facts.openRedEvent) return refuse["E-RED-EVENT"]({ event: facts.openRedEvent })
  const term = checkTerm(ctx.today, row.reviewed_months!, await endLimits(ctx, id))
  if (!term.ok) return term
  const depositNo = await depositOf(ctx, row.party_id)
  if (depositNo === null) return refuse["E-NO-ACCOUNT"]()
  const uplift = String(await parameter<number>(ctx, "loan.overdue-uplift-pct", ctx.today))
  const { loanNo } = await signLoan(ctx, {
    contractNo: row.contract_no!,
    partyId: row.party_id,
    outlet: row.outlet,
    depositNo,
    limitNo: row.limit_no!,
    purpose: row.purpose ?? "经营周转",
    method: (row.method ?? "interest_only") as "interest_only",
    amountFen: BigInt(content.amountFen),
    ratePct: row.rate_pct!,
    startOn: ctx.today,
    termMonths: row.reviewed_months!,
    paymentMode: row.payment_mode as "self",
    overdueUpliftPct: uplift,
    payees: content.payments.map((one) => ({ ...one, amountFen: fenOf(one.amount) })),
  })
  const set = { loan_no: loanNo, paid_out_on: ctx.today, start_on: ctx.today, end_on: term.value.endOn }
  await move(ctx, row, {
    action: "disburse",
    to: "disbursed",
    set,
    zh: `放款 ${yuan(BigInt(content.amountFen))} 元，借据 ${loanNo}`,
    en: `Paid out, note ${loanNo}`,
    reference: loanNo,
  })
  const paid = await payOutLoan(ctx, { loanNo, approvalId, branchName: ctx.branch.nameZh })
  return paid.ok ? ok() : paid
}
