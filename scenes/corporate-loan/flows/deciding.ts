// Review and approval: the reviewer's figures against need, equity, cover and package; the authority that the matrix
// names; the signatures it takes; and the way back to review when anything of it changes.
import { z } from "zod"
import { requestApproval } from "#kernel/approval"
import { flow, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import type { ApprovalKind } from "#kernel/scene"
import { addMonths } from "#contract/products/loan"
import { endLimit, grantLimit, releaseReserved } from "#products/limit"
import type { Posting } from "#ledger"
import {
  authorities,
  authorityTitles,
  checkDuties,
  guaranteeTitles,
  ladders,
  productTitles,
  type Authority,
  type Guarantee,
  type RaiseFact,
} from "../rules.ts"
import type { CaseState } from "../states.ts"
import { authorityOf } from "./authority.ts"
import { fenOf, json, lockCase, monthsOf, move, partyNameOf, productOf, stateOf, yuan, type CaseRow } from "./case.ts"
import { open } from "./guard.ts"
import { checkReview } from "./checking.ts"
import { officersOf } from "./diligence.ts"
import { checkRequest } from "./intake.ts"
import { needViewOf } from "./sizing.ts"
import { writeConditions } from "./conditions.ts"

export interface Review {
  id: string
  amount: string
  termMonths: number
  ratePct: string
  guarantee: Guarantee
  conditions: string[]
  raiseFacts: RaiseFact[]
  opinion: string
}

const officers = async (ctx: FlowCtx, row: CaseRow) => ({
  zh: "客户经理或尽调人",
  en: "the account manager's part",
  ids: await officersOf(ctx, row),
})

export const reviewCase = flow(
  { name: "corporate-loan.review", permission: "corporate-loan.review" },
  async (ctx, input: Review): Promise<Outcome<{ id: string; state: CaseState }>> => {
    const found = await open(ctx, input.id, "review")
    if (!found.ok) return found
    const row = found.value
    const duties = checkDuties(ctx.actor, "审查", [await officers(ctx, row)])
    if (!duties.ok) return duties
    const checked = await checkReview(ctx, row, { ...input, fen: fenOf(input.amount) })
    if (!checked.ok) return checked
    const set = {
      reviewed_fen: fenOf(input.amount),
      reviewed_months: input.termMonths,
      rate_pct: input.ratePct,
      guarantee: input.guarantee,
      raise_facts: json(input.raiseFacts),
      opinion: input.opinion,
      reviewer_id: ctx.actor.id,
      reviewer_name: ctx.actor.name,
      round: row.round + 1,
    }
    await writeConditions(ctx, row.id, row.round + 1, input.conditions)
    const zh = `审查意见：${input.amount} 元，${input.termMonths} 个月，年利率 ${input.ratePct}%，${guaranteeTitles[input.guarantee].zh}`
    return ok(await move(ctx, row, { action: "review", to: "review", set, zh, en: `Reviewed: ${input.amount}` }))
  },
)

export const returnCase = flow(
  { name: "corporate-loan.return", permission: "corporate-loan.review" },
  async (ctx, input: { id: string; reason: string }): Promise<Outcome<{ id: string; state: CaseState }>> => {
    const found = await open(ctx, input.id, "returnCase")
    if (!found.ok) return found
    const zh = `退回补充：${input.reason}`
    return ok(await move(ctx, found.value, { action: "returnCase", to: "returned", zh, en: "Returned" }))
  },
)

const creditContent = z.object({
  caseNo: z.string(),
  party: z.string(),
  product: z.string(),
  amountFen: z.string(),
  termMonths: z.number(),
  ratePct: z.string(),
  guarantee: z.string(),
  purpose: z.string(),
  needLoan: z.string().nullable(),
  lendableFen: z.string(),
  exposureFen: z.string(),
  authority: z.enum(authorities),
  reasons: z.array(z.string()),
  conditions: z.array(z.string()),
  opinion: z.string(),
})

export const submitApproval = flow(
  { name: "corporate-loan.submit-approval", permission: "corporate-loan.review" },
  async (ctx, input: { id: string }) => {
    const found = await open(ctx, input.id, "submitApproval")
    if (!found.ok) return found
    const row = found.value
    const duties = checkDuties(ctx.actor, "提交审批", [await officers(ctx, row)])
    if (!duties.ok) return duties
    const { authority, reasons, exposureFen, packageFen } = await authorityOf(ctx, row)
    const party = await partyNameOf(ctx, row)
    const conditions = await ctx.db
      .selectFrom("corporate_condition")
      .select("text")
      .where("case_id", "=", row.id)
      .where("round", "=", row.round)
      .orderBy("position")
      .execute()
    const approvalId = await requestApproval(ctx, {
      kind: "corporate-loan.credit",
      objectId: row.id,
      title: `${party} ${productTitles[productOf(row)].zh} ${yuan(row.reviewed_fen!)} 元`,
      amountFen: row.reviewed_fen!,
      outlet: row.outlet,
      content: {
        caseNo: row.case_no,
        party,
        product: productTitles[productOf(row)].zh,
        amountFen: String(row.reviewed_fen),
        termMonths: monthsOf(row),
        ratePct: row.rate_pct,
        guarantee: guaranteeTitles[row.guarantee as Guarantee].zh,
        purpose: row.purpose,
        needLoan: (await needViewOf(ctx, row))?.loan ?? null,
        lendableFen: String(packageFen),
        exposureFen: String(exposureFen),
        authority,
        reasons,
        conditions: conditions.map((one) => one.text),
        opinion: row.opinion ?? "",
      },
      before: { amountFen: String(row.asked_fen), termMonths: row.term_months },
    })
    const set = { authority, authority_reasons: json(reasons), approval_id: approvalId }
    const zh = `提交审批：${authorityTitles[authority].zh}（${reasons.join("，")}）`
    const moved = await move(ctx, row, {
      action: "submitApproval",
      to: "review",
      kind: "approval",
      set,
      zh,
      en: `To ${authorityTitles[authority].en}`,
    })
    return ok({ ...moved, approvalId, authority, reasons })
  },
)

/** Nobody who looked at the firm signs for it, at whatever level. */
async function signersApart(ctx: FlowCtx, row: CaseRow, approvalId: string): Promise<Outcome<void>> {
  const signed = await ctx.db
    .selectFrom("approval_signature")
    .select(["checker_id", "checker_name"])
    .where("approval_id", "=", approvalId)
    .execute()
  const part = await officers(ctx, row)
  for (const one of signed) {
    const apart = checkDuties({ id: one.checker_id, name: one.checker_name }, "审批", [part])
    if (!apart.ok) return apart
  }
  return ok()
}

export const creditApproval: ApprovalKind<z.output<typeof creditContent>> = {
  kind: "corporate-loan.credit",
  zh: "公司贷款审批",
  en: "Credit approval of a company loan",
  content: creditContent,
  page: "/corporate-loan/:id",
  levels: async (_ctx, content) => ladders[content.authority as Authority],
  approved: async (ctx, { objectId, content, approvalId }) => {
    const found = await lockCase(ctx, objectId)
    if (!found.ok) return found
    const row = found.value
    const apart = await signersApart(ctx, row, approvalId)
    return apart.ok ? grantCase(ctx, row, BigInt(content.amountFen), approvalId) : apart
  },
  declined: async (ctx, { objectId, decision, reason }): Promise<Outcome<void>> => {
    const found = await lockCase(ctx, objectId)
    if (!found.ok) return found
    const isRejected = decision === "rejected"
    const set = isRejected ? { ended_reason: reason } : {}
    const zh = `${isRejected ? "审批否决" : "审批退回"}：${reason}`
    const to = isRejected ? "rejected" : "returned"
    await move(ctx, found.value, { action: "approve", to, kind: "approval", set, zh, en: decision })
    return ok()
  },
}

async function grantCase(ctx: FlowCtx, row: CaseRow, amountFen: bigint, approvalId: string): Promise<Outcome<void>> {
  const months = await parameter<number>(ctx, "corporate-loan.approval-months", ctx.today)
  const validTo = addMonths(ctx.today, months)
  const limitNo = `SX-${row.case_no}-${row.round}`
  const set = { approved_fen: amountFen, approved_on: ctx.today, approval_valid_to: validTo, limit_no: limitNo }
  const zh = `审批通过 ${yuan(amountFen)} 元，${validTo} 前签约有效`
  const step = {
    action: "approve",
    to: "approved",
    kind: "approval",
    set,
    zh,
    en: "Approved",
    reference: approvalId,
  } as const
  await move(ctx, row, step)
  // Drawing goes on for as long as the contract runs, so the limit lives to the end of the term.
  const granted = await grantLimit(ctx, {
    limitNo,
    partyId: row.party_id,
    outlet: row.outlet,
    amountFen,
    revolving: false,
    validFrom: ctx.today,
    validTo: addMonths(validTo, monthsOf(row)),
    basis: row.case_no,
    approvalId,
    title: `公司贷款 ${row.case_no}`,
  })
  const posted = await ctx.post([granted])
  if (!posted.ok) return posted
  const open = await ctx.db
    .selectFrom("corporate_condition")
    .select("id")
    .where("case_id", "=", row.id)
    .where("round", "=", row.round)
    .executeTakeFirst()
  if (!open) {
    const now = { ...row, ...set, state: "approved" } as CaseRow
    await move(ctx, now, { action: "meetCondition", to: "conditions_met", zh: "无附加条件", en: "No conditions" })
  }
  return ok()
}

/** Takes the granted limit back: what a contract reserved first, then the rest. */
export async function withdrawLimit(ctx: FlowCtx, row: CaseRow): Promise<Outcome<Posting[]>> {
  if (!row.limit_no || row.approved_fen === null) return ok([])
  const postings: Posting[] = []
  if (row.contract_no) {
    const change = { limitNo: row.limit_no, amountFen: row.approved_fen, reference: row.contract_no }
    const freed = await releaseReserved(ctx, change)
    if (!freed.ok) return freed
    postings.push(freed.value)
    const posted = await ctx.post(postings.splice(0))
    if (!posted.ok) return posted
  }
  return endLimit(ctx, { limitNo: row.limit_no, reference: row.case_no })
}

export interface TermChange {
  id: string
  amount: string
  termMonths: number
  purpose: string
  guarantee: Guarantee
  reason: string
}

/** Any change of amount, term, use or guarantee goes back to review; what was granted ends. */
export const changeTerms = flow(
  { name: "corporate-loan.change-terms", permission: "corporate-loan.apply" },
  async (ctx, input: TermChange): Promise<Outcome<{ id: string; state: CaseState }>> => {
    const found = await open(ctx, input.id, "changeTerms")
    if (!found.ok) return found
    const row = found.value
    const asked = {
      ...input,
      product: productOf(row),
      method: row.method,
      everyMonths: row.every_months,
      fen: fenOf(input.amount),
    }
    const checked = await checkRequest(ctx, ctx.today, asked, (await needViewOf(ctx, row))?.cycleDays ?? null)
    if (!checked.ok) return checked
    const ended = await withdrawLimit(ctx, row)
    if (!ended.ok) return ended
    const set = {
      asked_fen: fenOf(input.amount),
      term_months: input.termMonths,
      purpose: input.purpose,
      guarantee: input.guarantee,
      reviewed_fen: null,
      reviewed_months: null,
      approved_fen: null,
      approved_on: null,
      approval_valid_to: null,
      limit_no: null,
      contract_no: null,
      signed_on: null,
      end_on: null,
    }
    const zh = `变更方案，重新审查：${input.reason}`
    const moved = await move(ctx, row, { action: "changeTerms", to: "review", set, zh, en: "Terms changed" })
    const posted = await ctx.post(ended.value)
    return posted.ok ? ok(moved) : posted
  },
)

/** Six months without a signature: the approval is void and the case is taken up anew (day end). */
export async function expireApproval(ctx: FlowCtx, row: CaseRow): Promise<Outcome<boolean>> {
  const waits = stateOf(row) === "approved" || stateOf(row) === "conditions_met"
  if (!waits || row.approval_valid_to === null || ctx.today <= row.approval_valid_to) return ok(false)
  const ended = await withdrawLimit(ctx, row)
  if (!ended.ok) return ended
  const set = { reviewed_fen: null, approved_fen: null, approved_on: null, approval_valid_to: null, limit_no: null }
  const zh = `审批自 ${row.approval_valid_to} 起失效，未签约`
  await move(ctx, row, { action: "expire", to: "returned", kind: "approval", set, zh, en: "Approval expired" })
  const posted = await ctx.post(ended.value)
  return posted.ok ? ok(true) : posted
}
