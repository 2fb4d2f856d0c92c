// A running loan: the check of use, repayment, the states that money decides, and the hand-over to preservation.
import { daysBetween } from "#contract/products/loan"
import { flow, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { markMisused, repayLoan } from "#products/loan"
import { refuse } from "../refusals.ts"
import { isBad } from "../rules.ts"
import { canMove, type CaseState } from "../states.ts"
import { fenOf, move, stateOf, yuan, type CaseRow } from "./case.ts"
import { open } from "./guard.ts"
import { drawsOf, loanNosOf } from "./facts.ts"
import { endLineOf } from "./securing.ts"
import { undrawnFen } from "./gating.ts"
import { endTasks } from "./tasks.ts"
import { freeToGoOn, openWarning, shut, watchedState } from "./warnings.ts"

export const useCheck = flow(
  { name: "corporate-loan.use-check", permission: "corporate-loan.apply" },
  async (ctx, input: { id: string; result: "as_agreed" | "misused"; note: string }) => {
    const draw = await ctx.db.selectFrom("corporate_draw").selectAll().where("id", "=", input.id).executeTakeFirst()
    if (!draw || draw.loan_no === null) return refuse["E-NOT-FOUND"]({ id: input.id, what: "提款" })
    const found = await open(ctx, draw.case_id, "useCheck")
    if (!found.ok) return found
    const row = found.value
    if (draw.checked_on !== null)
      return refuse["E-STATE"]({ reason: "这笔提款已经检查", reasonEn: "This draw has been checked" })
    const set = {
      checked_on: ctx.today,
      check_result: input.result,
      check_note: input.note,
      checked_by: ctx.actor.name,
    }
    await ctx.db.updateTable("corporate_draw").set(set).where("id", "=", draw.id).execute()
    await endTasks(ctx, row, `${row.id}:draw:${draw.id}:use`, input.note)
    let to: CaseState = stateOf(row) === "drawn" ? "performing" : stateOf(row)
    if (input.result === "misused") {
      const marked = await markMisused(ctx, draw.loan_no, ctx.today)
      if (!marked.ok) return marked
      const note = `${draw.draw_no} 未按约定用途使用，停止提款，计收挪用罚息`
      await openWarning(ctx, row, { signal: "USE_BREACH", source: "用途检查", note, onceKey: `${draw.id}:USE_BREACH` })
      to = watchedState(to, "USE_BREACH")
    }
    const zh = `用途检查 ${draw.draw_no}：${input.result === "misused" ? "挪用" : "按约定用途使用"}；${input.note}`
    return ok(await move(ctx, row, { action: "useCheck", to, zh, en: "Use checked" }))
  },
)

export interface Repaying {
  id: string
  loanNo: string
  amount: string
  choice: "keep_term" | "keep_instalment"
}

export const repayCase = flow(
  { name: "corporate-loan.repay", permission: "corporate-loan.repay" },
  async (ctx, input: Repaying) => {
    const found = await open(ctx, input.id, "repay")
    if (!found.ok) return found
    const row = found.value
    const draws = await drawsOf(ctx, row.id)
    if (!loanNosOf(draws).includes(input.loanNo))
      return refuse["E-NOT-FOUND"]({ id: input.loanNo, what: "借据" }, "loanNo")
    const amountFen = input.amount === "payoff" ? ("payoff" as const) : fenOf(input.amount)
    const paid = await repayLoan(ctx, { loanNo: input.loanNo, amountFen, choice: input.choice })
    if (!paid.ok) return paid
    const { receiptNo, paidFen, owedFen, settled } = paid.value
    const zh = `还款 ${yuan(paidFen)} 元（${input.loanNo}）${settled ? "，借据结清" : ""}`
    await move(ctx, row, {
      action: "repay",
      to: stateOf(row),
      kind: "payment",
      zh,
      en: `Repaid ${yuan(paidFen)}`,
      reference: receiptNo,
    })
    const state = await settleState(ctx, row, "repay")
    return state.ok
      ? ok({ id: row.id, state: state.value, receiptNo, paid: yuan(paidFen), owed: yuan(owedFen) })
      : state
  },
)

interface NoteStanding {
  loan_no: string
  state: string
  overdue_since: string | null
}

async function notesOf(ctx: FlowCtx, row: CaseRow): Promise<NoteStanding[]> {
  const loanNos = loanNosOf(await drawsOf(ctx, row.id))
  if (loanNos.length === 0) return []
  return ctx.db
    .selectFrom("loan")
    .select(["loan_no", "state", "overdue_since"])
    .where("loan_no", "in", loanNos)
    .execute()
}

/** The state that the notes themselves say; run after every payment and every day's end. */
export async function settleState(ctx: FlowCtx, row: CaseRow, action: "repay" | "watch"): Promise<Outcome<CaseState>> {
  const notes = await notesOf(ctx, row)
  if (notes.length === 0) return ok(stateOf(row))
  const isOver = notes.every((one) => one.state === "settled" || one.state === "reversed")
  if (isOver) return settled(ctx, row, action)
  const late = notes.flatMap((one) => one.overdue_since ?? []).toSorted()
  const from = stateOf(row)
  if (late.length === 0) return ok(await cured(ctx, row, action))
  const to: CaseState = isBad(daysBetween(late[0]!, ctx.today)) ? "npl" : "overdue"
  if (from === to || from === "npl") return ok(from)
  const zh = to === "npl" ? "逾期超过 90 天，转为不良" : `逾期，欠款自 ${late[0]} 起`
  return ok(
    (await move(ctx, row, { action, to, kind: "warning", zh, en: to === "npl" ? "Bad loan" : "Overdue" })).state,
  )
}

async function settled(ctx: FlowCtx, row: CaseRow, action: "repay" | "watch"): Promise<Outcome<CaseState>> {
  await ctx.db
    .updateTable("corporate_collection")
    .set({ done_on: ctx.today, done_by: ctx.actor.name, note: "已结清" })
    .where("case_id", "=", row.id)
    .where("done_on", "is", null)
    .execute()
  await shutOverdue(ctx, row)
  await endTasks(ctx, row, row.id, "已结清")
  if ((await undrawnFen(ctx, row)) > 0n && row.end_on! > ctx.today) {
    const zh = "借据全部结清，尚有未提额度"
    return ok((await move(ctx, row, { action, to: "available", zh, en: "Notes settled; the line is open" })).state)
  }
  const ended = await endLineOf(ctx, row)
  if (!ended.ok) return ended
  const posted = await ctx.post(ended.value)
  if (!posted.ok) return posted
  return ok((await move(ctx, row, { action, to: "settled", kind: "payment", zh: "贷款全部结清", en: "Settled" })).state)
}

async function shutOverdue(ctx: FlowCtx, row: CaseRow): Promise<void> {
  const open = await ctx.db
    .selectFrom("corporate_warning")
    .select("id")
    .where("case_id", "=", row.id)
    .where("signal", "=", "OVERDUE")
    .where("closed_on", "is", null)
    .execute()
  await shut(
    ctx,
    row,
    open.map((one) => one.id),
    "逾期款项已还清",
  )
}

/** Arrears paid: the ladder ends, and without another warning the case performs again. */
async function cured(ctx: FlowCtx, row: CaseRow, action: "repay" | "watch"): Promise<CaseState> {
  const from = stateOf(row)
  if (from !== "overdue" && from !== "npl") return from
  await shutOverdue(ctx, row)
  await ctx.db
    .updateTable("corporate_collection")
    .set({ done_on: ctx.today, done_by: ctx.actor.name, note: "逾期款项已还清" })
    .where("case_id", "=", row.id)
    .where("done_on", "is", null)
    .execute()
  const to: CaseState = (await freeToGoOn(ctx, { ...row, state: "watch" })) ? "performing" : "watch"
  if (!canMove(from, action, to)) return from
  return (await move(ctx, row, { action, to, kind: "payment", zh: "逾期款项已还清", en: "Arrears paid" })).state
}

export const handOver = flow(
  { name: "corporate-loan.hand-over", permission: "corporate-loan.apply" },
  async (ctx, input: { id: string; note: string }): Promise<Outcome<{ id: string; state: CaseState }>> => {
    const found = await open(ctx, input.id, "handOver")
    if (!found.ok) return found
    const row = found.value
    await ctx.db
      .updateTable("corporate_collection")
      .set({ done_on: ctx.today, done_by: ctx.actor.name, way: "hand_over", note: input.note })
      .where("case_id", "=", row.id)
      .where("step", "=", "HAND-OVER")
      .where("done_on", "is", null)
      .execute()
    const set = { handed_over_on: ctx.today }
    return ok(
      await move(ctx, row, {
        action: "handOver",
        to: "npl",
        set,
        zh: `移交资产保全：${input.note}`,
        en: "Handed over",
      }),
    )
  },
)
