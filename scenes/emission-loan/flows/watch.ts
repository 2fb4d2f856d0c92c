// What the day's end looks at in this scene: loans settled by the collection, permits and rights near their end, cover
// that no longer holds. Each look is harmless when repeated.
import { daysBetween } from "#contract/products/loan"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { DayEndResult, DayEndStep } from "#kernel/scene"
import { expirySeverity } from "../rules.ts"
import { lockCase, move, stateOf } from "./case.ts"
import { openEvent } from "./events.ts"
import { callMargin } from "./margin.ts"

const running = ["disbursed", "monitored", "margin_call"]

const watchCase = flow(
  { name: "emission-loan.watch", permission: null },
  async (ctx, input: { id: string }): Promise<Outcome<void>> => {
    const found = await lockCase(ctx, input.id)
    if (!found.ok) return found
    const row = found.value
    ctx.note({ object: "emission-case", objectId: row.id, after: { watched: ctx.today } })
    const loan = await ctx.db
      .selectFrom("loan")
      .select("state")
      .where("loan_no", "=", row.loan_no ?? "")
      .executeTakeFirst()
    if (loan?.state === "settled") {
      await move(ctx, row, { action: "repay", to: "settled", zh: "贷款到期结清" })
      return ok()
    }
    const ends = await ctx.db
      .selectFrom("emission_leg")
      .innerJoin("emission_right", "emission_right.id", "right_id")
      .innerJoin("emission_permit", "emission_permit.id", "permit_id")
      .select(["right_no", "permit_no", "emission_right.valid_to as right_to", "emission_permit.valid_to as permit_to"])
      .where("case_id", "=", row.id)
      .where("removed_at", "is", null)
      .execute()
    for (const end of ends) {
      const things = [
        { kind: "RIGHT_EXPIRING", number: end.right_no, to: end.right_to },
        {
          kind: daysBetween(ctx.today, end.permit_to) < 0 ? "PERMIT_EXPIRED" : "PERMIT_EXPIRING",
          number: end.permit_no,
          to: end.permit_to,
        },
      ] as const
      for (const { kind, number, to } of things) {
        const severity = expirySeverity(daysBetween(ctx.today, to))
        if (!severity) continue
        const note = `${number} 于 ${to} 到期`
        const ending = `${row.id}:${kind}:${number}:${to}:`
        const opened = await openEvent(ctx, row, {
          kind,
          severity,
          source: "到期提醒",
          note,
          dueOn: to,
          onceKey: ending + severity,
        })
        if (opened) await closeMilder(ctx, ending, opened)
      }
    }
    await callMargin(ctx, { ...row, state: stateOf(row) }, "日终检查：抵押率或押品不足")
    return ok()
  },
)

/** The nearer the end, the graver the reminder; the milder one of the same end has said its part. */
async function closeMilder(ctx: FlowCtx, ending: string, opened: string): Promise<void> {
  await ctx.db
    .updateTable("emission_event")
    .set({ closed_at: ctx.clock.now(), closed_by: ctx.actor.name, close_note: "由更近的到期提醒接替" })
    .where((e) => e(e.fn<boolean>("starts_with", ["once_key", e.val(ending)]), "=", true))
    .where("id", "<>", opened)
    .where("closed_at", "is", null)
    .execute()
}

export const dayEndSteps: DayEndStep[] = [
  {
    name: "emission-loan.watch",
    zh: "排污权贷款监测",
    en: "Emission-right loans: watch",
    phase: "revalue",
    run: async (ctx: Ctx, _day, progress): Promise<DayEndResult> => {
      const rows = await ctx.db
        .selectFrom("emission_case")
        .select(["id", "case_no"])
        .where("state", "in", running)
        .orderBy("case_no")
        .execute()
      const result: DayEndResult = { done: 0, failed: [] }
      for (const [index, row] of rows.entries()) {
        const outcome = await watchCase(ctx, { id: row.id })
        if (outcome.ok) result.done += 1
        else result.failed.push({ object: "emission-case", objectId: row.case_no, reason: outcome.refusal.zh })
        await progress(index + 1, rows.length)
      }
      return result
    },
  },
]
