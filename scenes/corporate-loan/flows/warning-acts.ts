// What people do with warnings: raise one by hand, plan against it, close it.
import { flow, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { refuse } from "../refusals.ts"
import { signals, type Signal } from "../rules.ts"
import type { CaseState } from "../states.ts"
import { lockCase, move, stateOf, tell } from "./case.ts"
import { open } from "./guard.ts"
import { endTasks } from "./tasks.ts"
import { freeToGoOn, openWarning, shut, watchedState } from "./warnings.ts"

export const raiseWarning = flow(
  { name: "corporate-loan.warn", permission: "corporate-loan.monitor" },
  async (ctx, input: { id: string; signal: Signal; source: string; note: string }) => {
    const found = await open(ctx, input.id, "warn")
    if (!found.ok) return found
    const row = found.value
    const warningId = (await openWarning(ctx, row, input))!
    const to = watchedState(stateOf(row), input.signal)
    const moved = await move(ctx, row, {
      action: "warn",
      to,
      kind: "warning",
      zh: `登记预警：${signals[input.signal].zh}`,
    })
    return ok({ ...moved, warningId })
  },
)

async function openOne(ctx: FlowCtx, id: string) {
  const warning = await ctx.db.selectFrom("corporate_warning").selectAll().where("id", "=", id).executeTakeFirst()
  if (!warning) return refuse["E-NOT-FOUND"]({ id, what: "预警" })
  const found = await lockCase(ctx, warning.case_id)
  if (!found.ok) return found
  if (warning.closed_on !== null)
    return refuse["E-STATE"]({ reason: "预警已经解除", reasonEn: "The warning is closed already" })
  return ok({ warning, row: found.value })
}

export const planWarning = flow(
  { name: "corporate-loan.plan-warning", permission: "corporate-loan.monitor" },
  async (ctx, input: { id: string; plan: string }): Promise<Outcome<{ id: string }>> => {
    const found = await openOne(ctx, input.id)
    if (!found.ok) return found
    const { row, warning } = found.value
    await ctx.db
      .updateTable("corporate_warning")
      .set({ plan: input.plan, plan_on: ctx.today })
      .where("id", "=", input.id)
      .execute()
    await endTasks(ctx, row, `${row.id}:warning:${warning.id}:plan`, input.plan)
    await tell(ctx, row.id, { kind: "warning", zh: `处置方案：${input.plan}`, en: "Plan for a warning" })
    ctx.note({ object: "corporate-case", objectId: row.id, after: { warning: input.id, plan: input.plan } })
    return ok({ id: input.id })
  },
)

export const closeWarning = flow(
  { name: "corporate-loan.close-warning", permission: "corporate-loan.watch" },
  async (ctx, input: { id: string; note: string }): Promise<Outcome<{ id: string; state: CaseState }>> => {
    const found = await openOne(ctx, input.id)
    if (!found.ok) return found
    const { row, warning } = found.value
    if (warning.plan_by !== null && warning.plan === null)
      return refuse["E-STATE"]({ reason: "红色预警须先登记处置方案", reasonEn: "A red warning needs its plan first" })
    await shut(ctx, row, [warning.id], input.note)
    const to = (await freeToGoOn(ctx, row)) ? "performing" : stateOf(row)
    const zh = `解除预警：${signals[warning.signal as Signal].zh}；${input.note}`
    if (to !== stateOf(row)) return ok(await move(ctx, row, { action: "warn", to, kind: "warning", zh }))
    await tell(ctx, row.id, { kind: "warning", zh, en: "Warning closed" })
    ctx.note({ object: "corporate-case", objectId: row.id, after: { closed: input.id, note: input.note } })
    return ok({ id: row.id, state: to })
  },
)
