// SPLIT_ORDER_SUSPECT: several orders of one student and subject within a month whose sum is above the cap. Warned of and
// looked into, not blocked.
import { addDays } from "#kernel/calendar"
import type { FlowCtx } from "#kernel/flow"
import { parameter } from "#kernel/rule-data"
import type { InstitutionKind } from "../model.ts"
import { isSplitSuspect } from "../rules.ts"
import { namesOf, policyOf, type Institution, type Order } from "../store.ts"
import { raise, refreshLevel } from "./alerting.ts"

export async function raiseSplit(ctx: FlowCtx, order: Order, institution: Institution): Promise<void> {
  const days = await parameter<number>(ctx, "training-fund.split-days", ctx.today)
  const subjectOf = ctx.db.selectFrom("training_course").select("subject").where("id", "=", order.course_id)
  const rows = await ctx.db
    .selectFrom("training_order")
    .innerJoin("training_course", "training_course.id", "training_order.course_id")
    .select(["training_order.tuition_fen", "training_order.materials_fen", "contract_no"])
    .where("student_id", "=", order.student_id)
    .where("training_order.institution_id", "=", institution.id)
    .where("subject", "=", subjectOf)
    .where("training_order.state", "not in", ["SIGNED", "CANCELLED"])
    .where("signed_on", ">=", addDays(ctx.today, -days))
    .execute()
  const sums = rows.map((row) => row.tuition_fen + row.materials_fen)
  if (!isSplitSuspect(policyOf(order), institution.kind as InstitutionKind, sums)) return
  const student = (await namesOf(ctx, [order.student_id])).get(order.student_id)!
  const total = sums.reduce((sum, fen) => sum + fen, 0n)
  const yuan = `${total / 100n}.${String(total % 100n).padStart(2, "0")}`
  await raise(ctx, institution, {
    rule: "split_order",
    level: "YELLOW",
    subject: order.student_id,
    zh: `${student} ${days} 天内同科目 ${rows.length} 单合计 ${yuan} 元，超过一次收费上限`,
    en: `${student}: ${rows.length} orders of one subject in ${days} days, ${yuan} together`,
    facts: { contracts: rows.map((row) => row.contract_no).join("、"), total: yuan },
  })
  await refreshLevel(ctx, institution.id)
}
