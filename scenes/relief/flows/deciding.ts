// Assessment and decision: the measure chosen with its reasons, reviewed by another person, signed by whom the table names.
import { z } from "zod"
import { requestApproval } from "#kernel/approval"
import { askDecision } from "#kernel/decision"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { notify } from "#kernel/notice"
import { ok, type Outcome } from "#kernel/refusal"
import type { ApprovalKind } from "#kernel/scene"
import type { Comparison, Proposal } from "../model.ts"
import { refuse } from "../refusals.ts"
import {
  authorities,
  authorityOf,
  authorityQuestion,
  authorityTitles,
  blockOfTool,
  classEffects,
  eligibility,
  inDifficulty,
  ladders,
  openRules,
  toolQuestion,
  tools,
  toolTitles,
  type Authority,
  type ClassEffect,
  type ReliefFacts,
  type Tool,
} from "../rules.ts"
import { findCase, fenOf, json, lockCase, move, open, yuan, type CaseRow, type Moved } from "./case.ts"
import { compare } from "./comparing.ts"
import { reliefFactsOf } from "./facts.ts"

export interface Advice {
  tool: Tool
  effect: ClassEffect
}

/** The decision table's word; a table without an answer advises to decline, which changes nothing. */
export async function adviceOf(ctx: Ctx, facts: ReliefFacts): Promise<Advice> {
  const answer = await askDecision(ctx, "relief.tool", facts.today, toolQuestion(facts))
  const given = (answer as { output?: Partial<Advice> }).output
  return {
    tool: tools.find((one) => one === given?.tool) ?? "DECLINE",
    effect: classEffects.find((one) => one === given?.effect) ?? "by_days",
  }
}

async function officeOf(ctx: Ctx, facts: ReliefFacts, proposal: Proposal) {
  const { note } = facts
  const asked = {
    tool: proposal.tool,
    amountFen: proposal.amount ? fenOf(proposal.amount) : note.principalFen,
    extensions: note.extensions,
    overdueDays: note.overdueDays,
    original: proposal.original,
  }
  const answer = await askDecision(ctx, "relief.authority", facts.today, authorityQuestion(asked))
  return authorityOf((answer as { output?: { authority?: string } }).output?.authority, asked)
}

/** Why a proposal cannot be made on these facts, or null. */
export function refusalOf(facts: ReliefFacts, proposal: Proposal, advised: Tool, loanNo: string) {
  const { tool } = proposal
  const title = toolTitles[tool]
  const blocked = blockOfTool(tool, facts)
  if (blocked?.code === "E-LATE")
    return refuse["E-LATE"]({ loanNo, maturesOn: facts.note.maturesOn, today: facts.today }, "tool")
  if (blocked?.code === "E-SCOPE") {
    const scope = eligibility(facts).find((one) => one.rule === "scope")!
    const why = scope.status === "met" ? blocked : scope
    return refuse["E-SCOPE"]({ why: why.zh, whyEn: why.en }, "tool")
  }
  if (tool !== "DECLINE") {
    const lacking = openRules(eligibility(facts)).filter((one) => one.rule !== "early")
    const waiting = (facts.consents ?? []).filter((one) => one.agreedOn === null)
    if (waiting.length > 0) return refuse["E-CONSENT"]({ names: waiting.map((one) => one.name).join("、") }, "consents")
    if (lacking.length > 0) {
      const items = lacking.map((one) => one.title.zh).join("、")
      const itemsEn = lacking.map((one) => one.title.en).join(", ")
      return refuse["E-EVIDENCE"]({ n: lacking.length, items, itemsEn }, "rules")
    }
  }
  if (blocked) return refuse["E-TOOL"]({ tool: title.zh, toolEn: title.en, why: blocked.zh, whyEn: blocked.en }, "tool")
  if (tool === advised || (proposal.deviation ?? "").length >= 4) return null
  const words = { advised: toolTitles[advised].zh, advisedEn: toolTitles[advised].en, tool: title.zh, toolEn: title.en }
  return refuse["E-DEVIATION"](words, "deviation")
}

export interface Assessing {
  id: string
  proposal: Proposal
}

/** Before and after of a proposal, for the chooser; nothing is written. */
export async function tryMeasure(ctx: Ctx, input: Assessing): Promise<Outcome<Comparison>> {
  const found = await findCase(ctx, input.id)
  return found.ok ? compare(ctx, found.value, input.proposal) : found
}

/** Compares first, outside the transaction: the loan product is asked what it would do, then the case is written. */
export async function assessCase(ctx: Ctx, input: Assessing): Promise<Outcome<Moved & { authority: Authority }>> {
  const compared = await tryMeasure(ctx, input)
  return compared.ok ? assess(ctx, { ...input, comparison: compared.value }) : compared
}

const assess = flow(
  { name: "relief.assess", permission: "relief.handle" },
  async (ctx, { id, proposal, comparison }: Assessing & { comparison: Comparison }) => {
    const found = await open(ctx, id, "assess")
    if (!found.ok) return found
    const row = found.value
    const facts = await reliefFactsOf(ctx, row, ctx.today)
    const advised = await adviceOf(ctx, facts)
    const refused = refusalOf(facts, proposal, advised.tool, row.loan_no)
    if (refused) return refused
    const { authority, reasons } = await officeOf(ctx, facts, proposal)
    const set = {
      proposal: json(proposal),
      facts: json(facts),
      comparison: json(comparison),
      assessed_by: ctx.actor.personId,
      assessed_name: ctx.actor.name,
      tool: proposal.tool,
      class_before: comparison.classBefore,
      class_after: comparison.classAfter,
      difficulty: inDifficulty(facts),
      authority,
      authority_reasons: json(reasons),
      opinion: null,
      reviewer_name: null,
    }
    const title = toolTitles[proposal.tool]
    const zh = `评估：${title.zh}，由${authorityTitles[authority].zh}审批`
    const moved = await move(ctx, row, { action: "assess", to: "assessed", set, zh, en: `Assessed: ${title.en}` })
    return ok({ ...moved, authority })
  },
)

const proposalOf = (row: CaseRow): Proposal => row.proposal as unknown as Proposal

/** The reviewer is another person than who assessed; the content signed is the proposal with its figures. */
export const submitCase = flow(
  { name: "relief.submit", permission: "relief.review" },
  async (ctx, input: { id: string; opinion: string }): Promise<Outcome<Moved & { approvalId: string }>> => {
    const found = await open(ctx, input.id, "submit")
    if (!found.ok) return found
    const row = found.value
    if (row.assessed_by === ctx.actor.personId) return refuse["E-DUTY"]({ name: ctx.actor.name })
    const proposal = proposalOf(row)
    const facts = await reliefFactsOf(ctx, row, ctx.today)
    const advised = await adviceOf(ctx, facts)
    const refused = refusalOf(facts, proposal, advised.tool, row.loan_no)
    if (refused) return refused
    const shown = row.comparison as unknown as Comparison
    const amountFen = proposal.amount ? fenOf(proposal.amount) : facts.note.principalFen
    const title = toolTitles[proposal.tool]
    const approvalId = await requestApproval(ctx, {
      kind: "relief.measure",
      objectId: row.id,
      title: `纾困 ${title.zh} ${row.loan_no} ${yuan(amountFen)} 元`,
      amountFen,
      outlet: row.outlet,
      content: {
        caseNo: row.case_no,
        loanNo: row.loan_no,
        proposal,
        authority: row.authority,
        classAfter: row.class_after,
        endsAfter: shown.endsAfter,
        extraInterest: shown.extraInterest,
        opinion: input.opinion,
      },
      before: { maturesOn: shown.endsBefore, ratePct: shown.rateBefore, riskClass: row.class_before },
    })
    const set = { opinion: input.opinion, reviewer_name: ctx.actor.name, approval_id: approvalId }
    const zh = `审查通过，提交${authorityTitles[row.authority as Authority].zh}：${input.opinion}`
    const step = { action: "submit", to: "assessed", set, zh, en: "Submitted", kind: "approval" } as const
    return ok({ ...(await move(ctx, row, step)), approvalId })
  },
)

export const giveBack = flow(
  { name: "relief.give-back", permission: "relief.review" },
  async (ctx, input: { id: string; reason: string }): Promise<Outcome<Moved>> => {
    const found = await open(ctx, input.id, "giveBack")
    if (!found.ok) return found
    const zh = `退回补充：${input.reason}`
    return ok(await move(ctx, found.value, { action: "giveBack", to: "applied", zh, en: "Returned", kind: "warning" }))
  },
)

const content = z.object({
  caseNo: z.string(),
  loanNo: z.string(),
  proposal: z.looseObject({ tool: z.enum(tools) }),
  authority: z.enum(authorities),
  classAfter: z.string(),
  endsAfter: z.string(),
  extraInterest: z.string(),
  opinion: z.string(),
})

export const measureApproval: ApprovalKind<z.output<typeof content>> = {
  kind: "relief.measure",
  zh: "纾困措施",
  en: "Relief measure",
  content,
  page: "/relief/:id",
  levels: async (_ctx, given) => ladders[given.authority],
  approved: async (ctx, { objectId, content: given }): Promise<Outcome<void>> => {
    const found = await lockCase(ctx, objectId)
    if (!found.ok) return found
    const { tool } = given.proposal
    if (tool === "DECLINE") return declined(ctx, found.value, proposalOf(found.value).opinion)
    const zh = `审批通过：${toolTitles[tool].zh}`
    const set = { decided_on: ctx.today }
    await move(ctx, found.value, { action: "decide", to: "approved", set, zh, en: "Approved", kind: "good" })
    await toFirm(ctx, found.value, "approved", `您的纾困申请已批准：${toolTitles[tool].zh}，请签约`)
    return ok()
  },
  declined: async (ctx, { objectId, decision, reason }): Promise<Outcome<void>> => {
    const found = await lockCase(ctx, objectId)
    if (!found.ok) return found
    if (decision === "rejected") return declined(ctx, found.value, reason)
    const zh = `审批退回：${reason}`
    await move(ctx, found.value, { action: "decide", to: "applied", zh, en: "Returned", kind: "warning" })
    return ok()
  },
}

async function declined(ctx: FlowCtx, row: CaseRow, reason: string): Promise<Outcome<void>> {
  const set = { decided_on: ctx.today, declined_reason: reason }
  const zh = `未批准：${reason}`
  await move(ctx, row, { action: "decide", to: "declined", set, zh, en: "Declined", kind: "warning" })
  await toFirm(ctx, row, "declined", "您的纾困申请未获批准，理由见通知书")
  return ok()
}

export async function toFirm(ctx: FlowCtx, row: CaseRow, key: string, title: string): Promise<void> {
  await notify(ctx, {
    to: `party:${row.party_id}`,
    title,
    body: `业务 ${row.case_no}，借据 ${row.loan_no}。`,
    page: `/portal/relief/${row.id}`,
    onceKey: `relief-${key}:${row.id}`,
  })
}
