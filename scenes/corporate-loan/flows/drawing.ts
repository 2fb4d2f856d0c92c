// A draw: all gates told at once, the payment mode by the thresholds of the contract's day, and the pay-out under the
// signatures of the desk and of a second person. Every draw is a note of its own under the contract.
import { randomUUID } from "node:crypto"
import { z } from "zod"
import { requestApproval } from "#kernel/approval"
import { loadCalendar } from "#kernel/calendar"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import type { ApprovalKind } from "#kernel/scene"
import { depositOf } from "#products/deposit"
import { payOutLoan, signLoan } from "#products/loan"
import { refuse } from "../refusals.ts"
import { checkDuties, entrustDeadlines, firstUseDue, gateTitles, unmet, wholeMonths, type Gate } from "../rules.ts"
import type { CaseState } from "../states.ts"
import { fenOf, json, lockCase, move, partyNameOf, stateOf, tell, yuan, type CaseRow, type DrawRow } from "./case.ts"
import { open } from "./guard.ts"
import { careOf } from "./care.ts"
import { officersOf } from "./diligence.ts"
import { drawsOf } from "./facts.ts"
import { gatesOf, type Drawing, type Payee } from "./gating.ts"
import { openTask } from "./tasks.ts"

export const gateViews = (gates: readonly Gate[]) => gates.map((gate) => ({ ...gate, ...gateTitles[gate.code] }))

export async function tryDrawOf(ctx: Ctx, row: CaseRow, input: Drawing, today: string) {
  const { gates } = await gatesOf(ctx, row, input, today)
  return { gates: gateViews(gates), ready: unmet(gates).length === 0 }
}

const modeZh = { self: "自主支付", entrusted: "受托支付" } as const

const drawContent = z.object({
  drawId: z.string(),
  drawNo: z.string(),
  caseNo: z.string(),
  party: z.string(),
  amountFen: z.string(),
  mode: z.string(),
  payees: z.array(z.record(z.string(), z.string())),
  gates: z.array(z.string()),
})

export const requestDraw = flow(
  { name: "corporate-loan.request-draw", permission: "corporate-loan.apply" },
  async (ctx, input: { id: string } & Drawing) => {
    const found = await open(ctx, input.id, "requestDraw")
    if (!found.ok) return found
    const row = found.value
    const checked = await checkDrawing(ctx, row, input)
    if (!checked.ok) return checked
    const draws = await drawsOf(ctx, row.id)
    const drawNo = `${row.case_no}-T${String(draws.length + 1).padStart(2, "0")}`
    const drawId = randomUUID()
    const amountFen = fenOf(input.amount)
    await ctx.db
      .insertInto("corporate_draw")
      .values({
        id: drawId,
        draw_no: drawNo,
        case_id: row.id,
        amount_fen: amountFen,
        mode: input.mode,
        payees: json(input.payees),
        gates: json(checked.value),
        papers_later: input.papersLater,
        state: "requested",
        requested_by: ctx.actor.id,
        requested_name: ctx.actor.name,
        requested_on: ctx.today,
      })
      .execute()
    const zh = `申请提款 ${yuan(amountFen)} 元（${modeZh[input.mode]}），待放款中心审核`
    const moved = await move(ctx, row, {
      action: "requestDraw",
      to: stateOf(row),
      kind: "payment",
      set: { bureau_checked_on: input.bureauCheckedOn },
      zh,
      en: `Draw of ${yuan(amountFen)} asked`,
      reference: drawNo,
    })
    return ok({ ...moved, drawId, drawNo })
  },
)

export interface DeskCheck {
  id: string
  decision: "forward" | "return"
  note: string
}

/** The desk looks at papers and gates; what it forwards is signed by a second person before anything is booked. */
export const checkDraw = flow(
  { name: "corporate-loan.check-draw", permission: "corporate-loan.disburse" },
  async (ctx, input: DeskCheck): Promise<Outcome<{ id: string; state: CaseState; approvalId: string | null }>> => {
    const draw = await ctx.db.selectFrom("corporate_draw").selectAll().where("id", "=", input.id).executeTakeFirst()
    if (!draw) return refuse["E-NOT-FOUND"]({ id: input.id, what: "提款" })
    const found = await open(ctx, draw.case_id, "checkDraw")
    if (!found.ok) return found
    const row = found.value
    if (draw.state !== "requested")
      return refuse["E-STATE"]({ reason: "这笔提款已经审核", reasonEn: "This draw has been looked at" })
    const apart = checkDuties(ctx.actor, "放款", await partsOf(ctx, row))
    if (!apart.ok) return apart
    if (input.decision === "return") return ok({ ...(await sendBack(ctx, row, draw, input.note)), approvalId: null })
    const checked = await checkDrawing(ctx, row, drawingOf(row, draw))
    if (!checked.ok) return checked
    const approvalId = await askSignature(ctx, row, draw, checked.value)
    await ctx.db
      .updateTable("corporate_draw")
      .set({ state: "submitted", approval_id: approvalId, desk_id: ctx.actor.id, desk_name: ctx.actor.name })
      .where("id", "=", draw.id)
      .execute()
    const zh = `放款中心审核通过 ${draw.draw_no}，待复核：${input.note}`
    const moved = await move(ctx, row, {
      action: "checkDraw",
      to: stateOf(row),
      kind: "payment",
      zh,
      en: "Desk forwarded",
    })
    return ok({ ...moved, approvalId })
  },
)

async function sendBack(ctx: FlowCtx, row: CaseRow, draw: DrawRow, note: string) {
  await ctx.db.updateTable("corporate_draw").set({ state: "declined" }).where("id", "=", draw.id).execute()
  const zh = `放款中心退回 ${draw.draw_no}：${note}`
  return move(ctx, row, { action: "checkDraw", to: stateOf(row), kind: "payment", zh, en: "Desk returned the draw" })
}

async function askSignature(ctx: FlowCtx, row: CaseRow, draw: DrawRow, gates: readonly Gate[]): Promise<string> {
  const party = await partyNameOf(ctx, row)
  return requestApproval(ctx, {
    kind: "corporate-loan.draw",
    objectId: row.id,
    title: `${party} 提款 ${yuan(draw.amount_fen)} 元`,
    amountFen: draw.amount_fen,
    outlet: row.outlet,
    content: {
      drawId: draw.id,
      drawNo: draw.draw_no,
      caseNo: row.case_no,
      party,
      amountFen: String(draw.amount_fen),
      mode: modeZh[draw.mode as Drawing["mode"]],
      payees: draw.payees,
      gates: gateViews(gates).map(({ zh, met }) => `${zh}：${met ? "满足" : "不满足"}`),
    },
  })
}

/** A refusal that names its figures goes first; what else is missing is told together. */
async function checkDrawing(ctx: FlowCtx, row: CaseRow, input: Drawing): Promise<Outcome<Gate[]>> {
  const { gates, refusal } = await gatesOf(ctx, row, input, ctx.today)
  if (refusal) return refusal
  const open = unmet(gates)
  if (open.length === 0) return ok(gates)
  return refuse["E-GATE"]({
    gates: open.map((one) => `${gateTitles[one.code].zh}（${one.detail}）`).join("；"),
    gatesEn: open.map((one) => gateTitles[one.code].en).join("; "),
  })
}

export const drawApproval: ApprovalKind<z.output<typeof drawContent>> = {
  kind: "corporate-loan.draw",
  zh: "公司贷款放款复核",
  en: "Pay-out of a company loan",
  content: drawContent,
  page: "/corporate-loan/:id",
  levels: async () => [["accountant", "risk"]],
  approved: async (ctx, { objectId, content, approvalId }) => {
    const found = await lockCase(ctx, objectId)
    if (!found.ok) return found
    const draw = await ctx.db
      .selectFrom("corporate_draw")
      .selectAll()
      .where("id", "=", content.drawId)
      .executeTakeFirstOrThrow()
    return payDraw(ctx, found.value, draw, approvalId)
  },
  declined: async (ctx, { objectId, content, reason }): Promise<Outcome<void>> => {
    await ctx.db.updateTable("corporate_draw").set({ state: "declined" }).where("id", "=", content.drawId).execute()
    await tell(ctx, objectId, { kind: "payment", zh: `提款退回：${reason}`, en: "Draw returned" })
    return ok()
  },
}

const drawingOf = (row: CaseRow, draw: DrawRow): Drawing => ({
  amount: yuan(draw.amount_fen),
  mode: draw.mode as Drawing["mode"],
  payees: draw.payees as unknown as Payee[],
  bureauCheckedOn: row.bureau_checked_on!,
  needConfirmed: true,
  papersLater: draw.papers_later,
})

async function payDraw(ctx: FlowCtx, row: CaseRow, draw: DrawRow, approvalId: string): Promise<Outcome<void>> {
  const allowed = await signersApart(ctx, row, approvalId)
  if (!allowed.ok) return allowed
  // Between the request and the last signature a gate may have closed again, e.g. by a red warning.
  const checked = await checkDrawing(ctx, row, drawingOf(row, draw))
  if (!checked.ok) return checked
  const { loanNo } = await signNote(ctx, row, draw)
  const { by, latest } = entrustDeadlines(
    await loadCalendar(ctx.db),
    ctx.today,
    await parameter<{ usual: number; most: number }>(ctx, "corporate-loan.entrusted-days", ctx.today),
  )
  const isEntrusted = draw.mode === "entrusted"
  const checkDueOn = firstUseDue(ctx.today, await careOf(ctx, ctx.today))
  await ctx.db
    .updateTable("corporate_draw")
    .set({
      state: "paid",
      paid_on: ctx.today,
      loan_no: loanNo,
      entrust_by: isEntrusted ? by : null,
      entrust_latest: isEntrusted ? latest : null,
      check_due_on: checkDueOn,
    })
    .where("id", "=", draw.id)
    .execute()
  const key = `${row.id}:draw:${draw.id}`
  const use = { zh: `用途检查 ${draw.draw_no}`, en: `Check of use ${draw.draw_no}`, dueOn: checkDueOn }
  await openTask(ctx, row, { kind: "use", ...use, onceKey: `${key}:use` })
  if (draw.papers_later) {
    const papers = { zh: `补交支付资料 ${draw.draw_no}`, en: `Papers of ${draw.draw_no}`, dueOn: latest }
    await openTask(ctx, row, { kind: "papers", ...papers, onceKey: `${key}:papers` })
  }
  const to = stateOf(row) === "available" ? "drawn" : stateOf(row)
  const zh = `放款 ${yuan(draw.amount_fen)} 元，借据 ${loanNo}`
  await move(ctx, row, {
    action: "payDraw",
    to: to as "drawn",
    kind: "payment",
    zh,
    en: `Paid out, note ${loanNo}`,
    reference: loanNo,
  })
  const paid = await payOutLoan(ctx, { loanNo, approvalId, branchName: ctx.branch.nameZh })
  return paid.ok ? ok() : paid
}

/** Who looked at the firm or judged it does not pay it out. */
async function partsOf(ctx: FlowCtx, row: CaseRow) {
  const deciders = await ctx.db
    .selectFrom("approval_signature")
    .select("checker_id")
    .where("approval_id", "=", row.approval_id)
    .execute()
  return [
    { zh: "客户经理或尽调人", en: "the account manager's part", ids: await officersOf(ctx, row) },
    { zh: "审查人", en: "the reviewer's part", ids: [row.reviewer_id] },
    { zh: "审批人", en: "an approver's part", ids: deciders.map((one) => one.checker_id) },
  ]
}

async function signersApart(ctx: FlowCtx, row: CaseRow, approvalId: string): Promise<Outcome<void>> {
  const signed = await ctx.db
    .selectFrom("approval_signature")
    .select(["checker_id", "checker_name"])
    .where("approval_id", "=", approvalId)
    .execute()
  const parts = await partsOf(ctx, row)
  for (const one of signed) {
    const apart = checkDuties({ id: one.checker_id, name: one.checker_name }, "放款复核", parts)
    if (!apart.ok) return apart
  }
  return ok()
}

/** The note runs to the contract's end; instalments come in whole steps within it. */
async function signNote(ctx: FlowCtx, row: CaseRow, draw: DrawRow) {
  const depositNo = (await depositOf(ctx, row.party_id))!
  const uplift = String(await parameter<number>(ctx, "loan.overdue-uplift-pct", ctx.today))
  const months = Math.max(1, wholeMonths(ctx.today, row.end_on!))
  const steps = Math.max(1, Math.floor(months / row.every_months))
  const isInstalments = row.method === "equal_principal" || row.method === "equal_instalment"
  return signLoan(ctx, {
    contractNo: row.contract_no!,
    partyId: row.party_id,
    outlet: row.outlet,
    depositNo,
    limitNo: row.limit_no!,
    purpose: row.purpose,
    method: row.method as "interest_only",
    amountFen: draw.amount_fen,
    ratePct: row.rate_pct!,
    startOn: ctx.today,
    ...(isInstalments ? {} : { maturesOn: row.end_on! }),
    termMonths: isInstalments ? steps * row.every_months : months,
    everyMonths: (isInstalments ? row.every_months : row.every_months === 12 ? 1 : row.every_months) as 1 | 3 | 6,
    paymentMode: draw.mode as "self",
    overdueUpliftPct: uplift,
    payees: (draw.payees as unknown as Payee[]).map((one) => ({ ...one, amountFen: fenOf(one.amount) })),
  })
}
