// Margin calls (补充担保): opened when the right carries too much or a double package lost a leg, closed when cured.
import { randomUUID } from "node:crypto"
import { addDays } from "#contract/products/loan"
import { flow, type FlowCtx } from "#kernel/flow"
import { notify } from "#kernel/notice"
import { ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import { checkPackage, coverOf, type Cover, type PackageType } from "../rules.ts"
import type { CaseState } from "../states.ts"
import {
  bandsOf,
  capsOf,
  findCase,
  guard,
  legsOf,
  lockCase,
  move,
  outstandingFen,
  packageLegs,
  stateOf,
  tell,
  yuan,
  type CaseRow,
} from "./case.ts"

export async function coverNow(
  ctx: FlowCtx,
  row: CaseRow,
): Promise<Cover & { complete: boolean; outstandingFen: bigint }> {
  const legs = packageLegs(await legsOf(ctx, row.id))
  const owed = await outstandingFen(ctx, row)
  const cover = coverOf(owed, legs, await capsOf(ctx, ctx.today), await bandsOf(ctx, ctx.today))
  return { ...cover, complete: checkPackage(row.package_type as PackageType, legs).ok, outstandingFen: owed }
}

/** Opens a margin call where one is due; answers with the case's state afterwards. */
export async function callMargin(ctx: FlowCtx, row: CaseRow, reason: string): Promise<CaseState> {
  const state = stateOf(row)
  if (state !== "disbursed" && state !== "monitored") return state
  const cover = await coverNow(ctx, row)
  if (cover.outstandingFen === 0n || (cover.band === "green" && cover.complete)) return state
  const dueOn = addDays(ctx.today, await parameter<number>(ctx, "emission-loan.cure-days", ctx.today))
  await ctx.db
    .insertInto("emission_margin_call")
    .values({
      id: randomUUID(),
      case_id: row.id,
      opened_on: ctx.today,
      due_on: dueOn,
      reason,
      outstanding_fen: cover.outstandingFen,
      right_value_fen: cover.rightValueFen,
      ltv_bp: cover.ltvBp,
      band: cover.complete ? cover.band : "red",
      cure_fen: cover.cureFen,
    })
    .execute()
  const zh = `补充担保通知：${reason}；须在 ${dueOn} 前补足 ${yuan(cover.cureFen)} 元或追加押品`
  const moved = await move(ctx, row, { action: "marginCall", to: "margin_call", zh, en: `Margin call until ${dueOn}` })
  await notify(ctx, {
    to: `party:${row.party_id}`,
    title: "补充担保通知",
    body: zh,
    page: `/portal/emission-loan/${row.id}`,
  })
  return moved.state
}

/** Checks whether the call is met, by repayment or by more collateral, and closes it. */
export const cureCase = flow(
  { name: "emission-loan.cure", permission: "emission-loan.apply" },
  async (ctx, input: { id: string; note: string }): Promise<Outcome<{ id: string; state: CaseState }>> => {
    const found = await lockCase(ctx, input.id)
    if (!found.ok) return found
    const allowed = await guard(ctx, found.value, "cure")
    if (!allowed.ok) return allowed
    return ok({ id: input.id, state: await closeIfCured(ctx, found.value, input.note) })
  },
)

export async function closeIfCured(ctx: FlowCtx, row: CaseRow, note: string): Promise<CaseState> {
  if (stateOf(row) !== "margin_call") return stateOf(row)
  const cover = await coverNow(ctx, row)
  if (cover.outstandingFen > 0n && (cover.cureFen > 0n || !cover.complete)) {
    await tell(ctx, row.id, { kind: "task", zh: `补充担保尚差 ${yuan(cover.cureFen)} 元`, en: "Not cured yet" })
    return "margin_call"
  }
  await ctx.db
    .updateTable("emission_margin_call")
    .set({ closed_on: ctx.today })
    .where("case_id", "=", row.id)
    .where("closed_on", "is", null)
    .execute()
  const moved = await move(ctx, row, { action: "cure", to: "monitored", zh: `补充担保完成${note ? `：${note}` : ""}` })
  return moved.state
}

/** For the day's end: running cases whose cover no longer holds. */
export const watchMargin = flow(
  { name: "emission-loan.watch-margin", permission: null },
  async (ctx, input: { id: string }): Promise<Outcome<CaseState>> => {
    const found = await findCase(ctx, input.id)
    return found.ok ? ok(await callMargin(ctx, found.value, "日终检查：抵押率或押品不足")) : found
  },
)
