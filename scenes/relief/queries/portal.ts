// A firm's own case in plain words: where it stands, what is next, what it may do; nothing of the bank's judgement.
import type { Ctx } from "#kernel/flow"
import { ok } from "#kernel/refusal"
import { daysBetween } from "#contract/products/loan"
import { outstandingOf } from "#products/loan"
import type { Comparison } from "../model.ts"
import { eligibility, endsAtMaturity, toolTitles, type Reason, type Tool } from "../rules.ts"
import { isRunning, type ReliefState } from "../states.ts"
import { findCase, stateOf, yuan, type CaseRow } from "../flows/case.ts"
import { todayOf } from "../flows/comparing.ts"
import { reliefFactsOf } from "../flows/facts.ts"
import { noteOf } from "./list.ts"
import { printsFor } from "./prints-of.ts"

const status: Record<ReliefState, Reason & { next: Reason }> = {
  signalled: words("快到期了", "Due soon", "如还款有困难，请在线申请，越早越好。", "If paying is hard, ask now."),
  contacted: words("已和您联系", "Spoken to", "如需帮助，请在线申请。", "Ask online if you need help."),
  applied: words(
    "已收到申请",
    "Received",
    "客户经理正在核实，请按清单补齐材料。",
    "Your manager looks into it; bring what is listed.",
  ),
  assessed: words("评估完成，审批中", "Being decided", "等待审批，一般几个工作日。", "Wait for the decision."),
  approved: words("已批准，等您签约", "Approved", "请核对新的还款安排后签署协议。", "Look at the new plan and sign."),
  declined: words(
    "未获批准",
    "Declined",
    "理由见通知书；可联系客户经理商量其他办法。",
    "See the letter; talk to your manager.",
  ),
  contracted: words("已签约", "Signed", "银行正在办理，生效后通知您。", "The bank carries it out."),
  effective: words("已生效", "In effect", "请按新的还款计划还款。", "Pay by the new plan."),
  observed: words("已生效", "In effect", "请继续按计划还款。", "Go on paying by the plan."),
  closed: words("已办结", "Closed", "没有待办事项。", "Nothing to do."),
}

function words(zh: string, en: string, nextZh: string, nextEn: string): Reason & { next: Reason } {
  return { zh, en, next: { zh: nextZh, en: nextEn } }
}

/** What the firm itself can bring, in its own words. */
const brings: Record<string, Reason> = {
  need: { zh: "资金需求证明（订单、购销合同等）", en: "Proof of the need (orders, contracts)" },
  consents: { zh: "保证人、抵质押人的书面同意", en: "Written consent of guarantors and pledgors" },
  cash: { zh: "未来 12 个月收支预计和近期报表", en: "Twelve months of expected cash, recent statements" },
}

export async function portalCaseOf(ctx: Ctx, id: string) {
  const found = await findCase(ctx, id)
  if (!found.ok) return found
  const row = found.value
  const today = await todayOf(ctx)
  const state = stateOf(row)
  const { zh, en, next } = status[state]
  const loanNo = noteOf(row)
  const loan = await ctx.db
    .selectFrom("loan")
    .select("matures_on")
    .where("loan_no", "=", loanNo)
    .executeTakeFirstOrThrow()
  const shown = isAgreed(state) ? (row.comparison as unknown as Comparison | null) : null
  const tool = isAgreed(state) ? (row.tool as Tool | null) : null
  const isLate = endsAtMaturity(row.tool as Tool | null) && today >= loan.matures_on
  return ok({
    id: row.id,
    caseNo: row.case_no,
    loanNo,
    state,
    statusZh: zh,
    statusEn: en,
    nextZh: next.zh,
    nextEn: next.en,
    maturesOn: loan.matures_on,
    daysLeft: daysBetween(today, loan.matures_on),
    outstanding: yuan((await outstandingOf(ctx, [loanNo])).get(loanNo) ?? 0n),
    appliedOn: row.applied_on,
    words: row.words,
    toolZh: tool && toolTitles[tool].zh,
    toolEn: tool && toolTitles[tool].en,
    declinedReason: row.declined_reason,
    after: shown?.after ?? [],
    extraInterest: shown?.extraInterest ?? null,
    bridgeSaving: shown?.bridgeSaving ?? null,
    endsAfter: shown?.endsAfter ?? null,
    observationUntil: row.observation_until,
    missing: state === "applied" ? await missingOf(ctx, row, today) : [],
    steps: stepsOf(row),
    canSign: state === "approved" && !isLate,
    prints: printsFor(row, true),
  })
}

const isAgreed = (state: ReliefState): boolean =>
  ["approved", "contracted", "effective", "observed", "closed"].includes(state)

async function missingOf(ctx: Ctx, row: CaseRow, today: string): Promise<Reason[]> {
  const facts = await reliefFactsOf(ctx, row, today)
  return eligibility(facts).flatMap((one) => {
    const paper = one.rule === "need" ? !facts.papers.includes("need") : one.status === "missing"
    return paper && brings[one.rule] ? [brings[one.rule]!] : []
  })
}

const stepsOf = (row: CaseRow) => {
  const step = (zh: string, en: string, on: string | null) => ({ zh, en, done: on !== null, on })
  return [
    step("提出申请", "Applied", row.applied_on),
    step("审批决定", "Decided", row.decided_on),
    step("签署协议", "Signed", row.contracted_on),
    step("生效", "In effect", row.effective_on),
  ]
}

export async function portalLoansOf(ctx: Ctx) {
  const today = await todayOf(ctx)
  const loans = await ctx.db
    .selectFrom("loan")
    .select(["loan_no", "purpose", "matures_on", "overdue_since"])
    .where("party_id", "=", ctx.actor.partyId ?? "")
    .where("state", "=", "active")
    .orderBy("matures_on")
    .execute()
  const cases = await ctx.db
    .selectFrom("relief_case")
    .select(["id", "loan_no", "new_loan_no", "state", "applied_on"])
    .where("party_id", "=", ctx.actor.partyId ?? "")
    .execute()
  const owed = await outstandingOf(
    ctx,
    loans.map((one) => one.loan_no),
  )
  return loans.map((one) => {
    const running = cases.find(
      (row) => (row.new_loan_no ?? row.loan_no) === one.loan_no && isRunning(row.state as ReliefState),
    )
    const isAsked = running !== undefined && running.applied_on !== null
    return {
      loanNo: one.loan_no,
      purpose: one.purpose,
      maturesOn: one.matures_on,
      daysLeft: daysBetween(today, one.matures_on),
      outstanding: yuan(owed.get(one.loan_no) ?? 0n),
      overdueDays: one.overdue_since ? Math.max(0, daysBetween(one.overdue_since, today)) : 0,
      caseId: isAsked ? running.id : null,
      canAsk: !isAsked,
    }
  })
}
