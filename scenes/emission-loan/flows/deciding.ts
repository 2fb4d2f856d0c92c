// Review and approval: the reviewer's figures, the authority that the matrix names, the signatures it takes.
import { z } from "zod"
import { askDecision } from "#kernel/decision"
import { requestApproval } from "#kernel/approval"
import { flow, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { ApprovalKind } from "#kernel/scene"
import { addMonths } from "#contract/products/loan"
import { grantLimit } from "#products/limit"
import { lendableOfFen } from "#products/collateral"
import { refuse } from "../refusals.ts"
import {
  authorityTitles,
  checkTerm,
  emissionShareBp,
  guaranteeOf,
  lendableFen,
  raised,
  type Authority,
} from "../rules.ts"
import { capsOf, fenOf, guard, json, legsOf, lockCase, move, packageLegs, yuan, type CaseRow } from "./case.ts"
import { endLimits } from "./package.ts"

export interface Review {
  id: string
  amount: string
  termMonths: number
  ratePct: string
  opinion: string
}

export const reviewCase = flow(
  { name: "emission-loan.review", permission: "emission-loan.review" },
  async (ctx, input: Review) => {
    const found = await lockCase(ctx, input.id)
    if (!found.ok) return found
    const allowed = await guard(ctx, found.value, "review")
    if (!allowed.ok) return allowed
    const amountFen = fenOf(input.amount)
    const maxFen = found.value.loan_max_fen ?? 0n
    if (amountFen > maxFen)
      return refuse["E-OVER-LENDABLE"]({ asked: yuan(amountFen), lendable: yuan(maxFen) }, "amount")
    if (amountFen < 1_000_000n || amountFen % 1_000_000n !== 0n) {
      return refuse["E-AMOUNT"]({ min: "10000.00", max: yuan(maxFen), given: yuan(amountFen) }, "amount")
    }
    const term = checkTerm(ctx.today, input.termMonths, await endLimits(ctx, input.id))
    if (!term.ok) return term
    const set = {
      reviewed_fen: amountFen,
      reviewed_months: input.termMonths,
      rate_pct: input.ratePct,
      opinion: input.opinion,
    }
    const zh = `审查意见：${yuan(amountFen)} 元，${input.termMonths} 个月，年利率 ${input.ratePct}%`
    return ok(
      await move(ctx, found.value, { action: "review", to: "reviewed", set, zh, en: `Reviewed: ${yuan(amountFen)}` }),
    )
  },
)

export async function authorityOf(
  ctx: FlowCtx,
  row: CaseRow,
): Promise<{ authority: Authority; reasons: string[]; shareBp: number }> {
  const caps = await capsOf(ctx, ctx.today)
  const legs = packageLegs(await legsOf(ctx, row.id)).filter((leg) => leg.active)
  const rightFen = legs
    .filter((leg) => leg.class === "emission_right")
    .reduce((sum, leg) => sum + lendableOfFen(leg, caps), 0n)
  const shareBp = emissionShareBp(rightFen, lendableFen(legs, caps))
  const guarantee = guaranteeOf(shareBp)
  const amountWan = Number((row.reviewed_fen ?? 0n) / 1_000_000n)
  const answer = await askDecision(ctx, "emission-loan.authority", ctx.today, { amountWan, guarantee })
  const named = ((answer as { output?: { authority?: Authority } }).output?.authority ?? "province") as Authority
  const share = `排污权占可贷值 ${(shareBp / 100).toFixed(0)}%`
  const isRaised = shareBp > 5000 && guarantee === "full_mortgage"
  const authority = raised(named, isRaised)
  const reasons = [`金额 ${amountWan} 万元`, guarantee === "full_mortgage" ? "足额抵押" : "弱担保", share]
  return { authority, shareBp, reasons: isRaised ? [...reasons, "排污权占比超过 50%，提高一级"] : reasons }
}

const creditContent = z.object({
  caseNo: z.string(),
  party: z.string(),
  amountFen: z.string(),
  termMonths: z.number(),
  ratePct: z.string(),
  packageType: z.string(),
  lendableFen: z.string(),
  emissionShareBp: z.number(),
  authority: z.enum(["subbranch_head", "branch_approver", "branch_committee", "province"]),
  reasons: z.array(z.string()),
  opinion: z.string(),
})

export const submitApproval = flow(
  { name: "emission-loan.submit-approval", permission: "emission-loan.review" },
  async (ctx, input: { id: string }) => {
    const found = await lockCase(ctx, input.id)
    if (!found.ok) return found
    const row = found.value
    const allowed = await guard(ctx, row, "submitApproval")
    if (!allowed.ok) return allowed
    const { authority, reasons, shareBp } = await authorityOf(ctx, row)
    const party = await ctx.db
      .selectFrom("party")
      .select("name")
      .where("id", "=", row.party_id)
      .executeTakeFirstOrThrow()
    const approvalId = await requestApproval(ctx, {
      kind: "emission-loan.credit",
      objectId: row.id,
      title: `${party.name} 排污权抵押贷款 ${yuan(row.reviewed_fen ?? 0n)} 元`,
      amountFen: row.reviewed_fen ?? 0n,
      outlet: row.outlet,
      content: {
        caseNo: row.case_no,
        party: party.name,
        amountFen: String(row.reviewed_fen),
        termMonths: row.reviewed_months,
        ratePct: row.rate_pct,
        packageType: row.package_type,
        lendableFen: String(row.lendable_fen),
        emissionShareBp: shareBp,
        authority,
        reasons,
        opinion: row.opinion ?? "",
      },
      before: { amountFen: String(row.asked_fen), termMonths: row.term_months },
    })
    const set = { authority, authority_reasons: json(reasons), approval_id: approvalId }
    const zh = `提交审批：${authorityTitles[authority].zh}（${reasons.join("，")}）`
    const moved = await move(ctx, row, {
      action: "submitApproval",
      to: "reviewed",
      set,
      zh,
      en: `To ${authorityTitles[authority].en}`,
    })
    return ok({ ...moved, approvalId, authority, reasons })
  },
)

const ladder: Record<Authority, string[][]> = {
  subbranch_head: [["subbranch-head"]],
  branch_approver: [["subbranch-head"], ["approver"]],
  branch_committee: [["subbranch-head"], ["approver"], ["committee"]],
  province: [["subbranch-head"], ["approver"], ["committee"], ["president"]],
}

export const creditApproval: ApprovalKind<z.output<typeof creditContent>> = {
  kind: "emission-loan.credit",
  zh: "排污权抵押贷款审批",
  en: "Credit approval of an emission-right loan",
  content: creditContent,
  page: "/emission-loan/:id",
  levels: async (_ctx, content) => ladder[content.authority],
  approved: async (ctx, { objectId, content, approvalId }) => {
    const found = await lockCase(ctx, objectId)
    if (!found.ok) return found
    const row = found.value
    const amountFen = BigInt(content.amountFen)
    const limitNo = `SX-${row.case_no}`
    const set = { approved_fen: amountFen, approved_at: ctx.clock.now(), limit_no: limitNo }
    await move(ctx, row, {
      action: "approve",
      to: "approved",
      set,
      zh: `审批通过 ${yuan(amountFen)} 元`,
      en: "Approved",
      reference: approvalId,
    })
    // An approval that is not signed within six months is void; the limit ends with it.
    const granted = await grantLimit(ctx, {
      limitNo,
      partyId: row.party_id,
      outlet: row.outlet,
      amountFen,
      revolving: false,
      validFrom: ctx.today,
      validTo: addMonths(ctx.today, 6),
      basis: row.case_no,
      approvalId,
      title: `排污权抵押贷款 ${row.case_no}`,
    })
    return ctx.post([granted])
  },
  declined: async (ctx, { objectId, decision, reason }): Promise<Outcome<void>> => {
    const found = await lockCase(ctx, objectId)
    if (!found.ok) return found
    const to = decision === "rejected" ? "rejected" : "valued"
    const set = decision === "rejected" ? { ended_reason: reason } : {}
    const zh = decision === "rejected" ? `审批否决：${reason}` : `审批退回：${reason}`
    await move(ctx, found.value, { action: "approve", to, set, zh, en: decision })
    return ok()
  },
}
