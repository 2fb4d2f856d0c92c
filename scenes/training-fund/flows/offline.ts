// Marks that were uploaded by mistake, taken back whole: as long as no parent has answered and no refund has counted them.
import type { FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { withdrawEvidence } from "#products/custody"
import { refuse } from "../refusals.ts"
import { courseFor } from "../store.ts"

export async function withdrawMarks(ctx: FlowCtx, ids: readonly string[]): Promise<Outcome<void>> {
  if (ids.length === 0) return ok()
  const rows = await ctx.db
    .selectFrom("training_attendance as a")
    .innerJoin("training_lesson as l", "l.id", "a.lesson_id")
    .innerJoin("training_order as o", "o.id", "a.order_id")
    .select(["a.id", "a.lesson_id", "a.order_id", "l.course_id", "o.state", "o.contract_no"])
    .where("a.id", "in", [...ids])
    .where("a.withdrawn_at", "is", null)
    .execute()
  for (const courseId of new Set(rows.map((row) => row.course_id))) {
    const found = await courseFor(ctx, courseId)
    if (!found.ok) return found
  }
  const counted = rows.find((row) => !["PAID", "TEACHING", "FROZEN"].includes(row.state))
  if (counted)
    return refuse["E-STATE"]({
      reason: `合同 ${counted.contract_no} 已结束或在退费中，签到不能撤回`,
      reasonEn: `Contract ${counted.contract_no} is over or being refunded; its marks cannot be taken back`,
    })
  const asked = await ctx.db
    .selectFrom("custody_evidence")
    .select("id")
    .where("object_id", "in", [...ids])
    .execute()
  const back = await withdrawEvidence(
    ctx,
    asked.map((row) => row.id),
    "离线签到撤销",
  )
  if (!back.ok) return back
  await ctx.db
    .updateTable("training_attendance")
    .set({ withdrawn_at: ctx.clock.now(), withdrawn_by: ctx.actor.name })
    .where("id", "in", [...ids])
    .execute()
  await openAgain(ctx, rows)
  return ok()
}

/** A lesson without a mark is to be held again; an order without one has not begun. */
async function openAgain(ctx: FlowCtx, rows: readonly { lesson_id: string; order_id: string }[]): Promise<void> {
  await ctx.db
    .updateTable("training_lesson")
    .set({ state: "scheduled", seen: null, marked_by: null, marked_at: null })
    .where("id", "in", [...new Set(rows.map((row) => row.lesson_id))])
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom("training_attendance as a")
            .select("a.id")
            .whereRef("a.lesson_id", "=", "training_lesson.id")
            .where("a.withdrawn_at", "is", null),
        ),
      ),
    )
    .execute()
  await ctx.db
    .updateTable("training_order")
    .set({ state: "PAID" })
    .where("id", "in", [...new Set(rows.map((row) => row.order_id))])
    .where("state", "=", "TEACHING")
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom("training_attendance as a")
            .select("a.id")
            .whereRef("a.order_id", "=", "training_order.id")
            .where("a.withdrawn_at", "is", null),
        ),
      ),
    )
    .execute()
}
