// The way of a relief case through its flows, as the demo and the scene's tests take it: each step by its own post.
import { attachFile } from "#kernel/document"
import type { Ctx } from "#kernel/flow"
import { expectOk } from "#kernel/refusal"
import { signByFirm, signCase, takeEffect } from "./flows/carrying-out.ts"
import { assessCase, submitCase } from "./flows/deciding.ts"
import { saveCash, saveConsents, saveFindings } from "./flows/evidence.ts"
import { askByFirm, openCase, recordContact, takeApplication } from "./flows/opening.ts"
import type { Proposal, wishes } from "./model.ts"
import { findings, type Answer, type Finding, type PaperKind } from "./rules.ts"

export const goals = [
  "opened",
  "contacted",
  "applied",
  "filled",
  "assessed",
  "submitted",
  "decided",
  "signed",
  "effective",
] as const
export type Goal = (typeof goals)[number]

/** People and time, as a demo or a test has them. */
export interface Crew {
  as(role: string, outlet?: string): Ctx
  /** The firm itself, where it asks and signs by the portal. */
  portal?(partyId: string): Ctx
  today(): Promise<string>
  approve(approvalId: string, outlet: string): Promise<void>
}

export interface Plan {
  loanNo: string
  outlet: string
  partyId: string
  goal: Goal
  words: string
  wish: (typeof wishes)[number]
  /** Answers that differ from a sound firm's. */
  answers?: Partial<Record<Finding, Answer>>
  cash?: { inflow: string; outflow: string; service: string; serviceAfter: string }
  guarantor?: string
  proposal?: Omit<Proposal, "original" | "opinion"> & Partial<Pick<Proposal, "original" | "opinion">>
  /** A case that the night opened already. */
  caseId?: string
  byFirm?: boolean
}

const sound: Record<Finding, Answer> = {
  businessLoan: "yes",
  genuineNeed: "yes",
  lawful: "yes",
  stable: "yes",
  goodCredit: "yes",
  meetsStandard: "yes",
  otherConditions: "yes",
  otherDebtBad: "no",
  borrowsElsewhere: "yes",
  delistingRisk: "no",
  judgedInDifficulty: "no",
}

const notes: Partial<Record<Finding, string>> = {
  businessLoan: "借款合同约定用途为采购原材料",
  genuineNeed: "在手订单两份，回款在 90 天内",
  lawful: "工商、税务、环保均无处罚记录",
  stable: "用电量与上年同期基本持平",
  goodCredit: "征信报告无逾期，资金流向与用途一致",
}

export const soundCash = {
  inflow: "9600000.00",
  outflow: "6200000.00",
  service: "2600000.00",
  serviceAfter: "1800000.00",
}

const reached = (plan: Plan, goal: Goal): boolean => goals.indexOf(plan.goal) >= goals.indexOf(goal)

export async function walk(crew: Crew, plan: Plan): Promise<{ id: string; approvalId: string | null }> {
  const manager = () => crew.as("manager", plan.outlet)
  const id = await begin(crew, plan)
  if (!reached(plan, "filled")) return { id, approvalId: null }
  await fill(manager, plan, id, await crew.today())
  if (!reached(plan, "assessed")) return { id, approvalId: null }
  const proposal = { original: "subbranch_head", opinion: "建议按措施选择表办理", ...plan.proposal! } as Proposal
  expectOk(await assessCase(manager(), { id, proposal }))
  if (!reached(plan, "submitted")) return { id, approvalId: null }
  const opinion = "材料齐全，同意按方案上报"
  const { approvalId } = expectOk(await submitCase(crew.as("reviewer"), { id, opinion }))
  if (!reached(plan, "decided")) return { id, approvalId }
  await crew.approve(approvalId, plan.outlet)
  if (!reached(plan, "signed")) return { id, approvalId }
  if (plan.byFirm && crew.portal) expectOk(await signByFirm(crew.portal(plan.partyId), { id }))
  else expectOk(await signCase(manager(), { id }))
  if (reached(plan, "effective")) expectOk(await takeEffect(crew.as("disbursement"), { id }))
  return { id, approvalId }
}

async function begin(crew: Crew, plan: Plan): Promise<string> {
  const manager = () => crew.as("manager", plan.outlet)
  const asked = { reasonCode: "collection", words: plan.words, wish: plan.wish } as const
  if (plan.byFirm && crew.portal)
    return expectOk(await askByFirm(crew.portal(plan.partyId), { loanNo: plan.loanNo, ...asked })).id
  const id = plan.caseId ?? expectOk(await openCase(manager(), { loanNo: plan.loanNo })).id
  if (!reached(plan, "contacted")) return id
  const note = "到厂走访，了解订单和回款情况，企业表示愿意继续经营"
  expectOk(await recordContact(manager(), { id, on: await crew.today(), way: "visit", note }))
  if (reached(plan, "applied")) expectOk(await takeApplication(manager(), { id, ...asked }))
  return id
}

async function fill(manager: () => Ctx, plan: Plan, id: string, agreedOn: string): Promise<void> {
  const given = findings.map((name) => [
    name,
    { answer: plan.answers?.[name] ?? sound[name], note: notes[name] ?? "客户经理现场核实" },
  ])
  expectOk(await saveFindings(manager(), { id, findings: Object.fromEntries(given) }))
  expectOk(await saveCash(manager(), { id, ...(plan.cash ?? soundCash), note: "按在手订单和近三月流水测算" }))
  const consents = plan.guarantor ? [{ name: plan.guarantor, part: "guarantor" as const, agreedOn }] : []
  expectOk(await saveConsents(manager(), { id, consents }))
  const papers: PaperKind[] = ["application", "need", "credit", ...(plan.guarantor ? (["consent"] as const) : [])]
  for (const kind of papers) await handIn(manager(), id, kind)
}

const titles: Partial<Record<PaperKind, string>> = {
  application: "纾困申请书",
  need: "在手订单",
  credit: "征信报告",
  consent: "保证人同意函",
}

export async function handIn(ctx: Ctx, id: string, kind: PaperKind): Promise<void> {
  const title = `${titles[kind] ?? "材料"}（示例）`
  const file = { name: `${title}.pdf`, mediaType: "application/pdf", content: blankPaper }
  expectOk(await attachFile(ctx, { owner: "relief-case", ownerId: id, kind, title, file }))
}

/** The smallest paper that a reader opens: one empty page. */
const blankPaper = Buffer.from(
  [
    "%PDF-1.4",
    "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj",
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj",
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj",
    "trailer<</Root 1 0 R>>",
    "%%EOF",
    "",
  ].join("\n"),
)
