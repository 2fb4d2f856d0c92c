// One order from contract to the last fen, and its proof.
import type { Ctx } from "#kernel/flow"
import { componentStates, holdingOf, holdingProof, poolById, type Evidence } from "#products/custody"
import { orderObject } from "../model.ts"
import { lessonsOf, type OrderSeen } from "../store.ts"
import { yuan } from "../words.ts"
import { ordersBy, profileTitle, refundsBy } from "./lists.ts"

const evidenceView = (line: Evidence) => ({
  id: line.id,
  state: line.state as "asked",
  dueOn: line.due_on,
  k: line.k,
  release: line.release_fen === null ? null : yuan(line.release_fen),
  decidedBy: line.decided_by as "owner" | null,
  decidedAt: line.decided_at?.toISOString() ?? null,
  disputeReason: line.dispute_reason,
  decisionReason: line.decision_reason,
})

export async function orderDetailOf(ctx: Ctx, { order, institution }: OrderSeen) {
  const { items } = await ordersBy(ctx, { ids: [order.id], limit: 1 })
  const pool = (await poolById(ctx, institution.pool_id))!
  const parts = order.holding_id ? ((await componentStates(ctx, [order.holding_id])).get(order.holding_id) ?? []) : []
  const evidence = order.holding_id
    ? await ctx.db.selectFrom("custody_evidence").selectAll().where("holding_id", "=", order.holding_id).execute()
    : []
  const byObject = new Map(evidence.map((line) => [line.object_id, evidenceView(line)]))
  const marks = await ctx.db
    .selectFrom("training_attendance")
    .selectAll()
    .where("order_id", "=", order.id)
    .where("withdrawn_at", "is", null)
    .execute()
  const lessons = await lessonsOf(ctx, order.course_id)
  const refunds = await refundsBy(ctx, { orderId: order.id, limit: 1 })
  return {
    ...items[0]!,
    number: (await holdingOf(ctx, orderObject, order.id))?.number ?? null,
    tuition: yuan(order.tuition_fen),
    materials: yuan(order.materials_fen),
    paidLessons: order.paid_lessons,
    giftLessons: order.gift_lessons,
    giftMode: order.gift_mode as "PAID_ONLY",
    deduction: order.deduction as "PAID_PRICE",
    policyCode: order.policy_code,
    policy: profileTitle(order.policy_code),
    policyValueId: order.policy_value_id,
    schoolRoll: order.school_roll as "PENDING",
    payBy: order.pay_by.toISOString(),
    orderNo: order.order_no,
    paidOn: order.paid_on,
    custodyNo: pool.pool_no,
    components: parts.map((one) => ({
      name: one.name,
      zh: one.zh,
      en: one.en,
      paid: yuan(one.paidFen),
      held: yuan(one.heldFen),
      queued: yuan(one.queuedFen),
      unearned: yuan(one.unearnedFen),
      released: yuan(one.releasedFen),
      steps: one.steps,
      freeSteps: one.freeSteps,
      done: one.done,
      open: one.open,
      accountKey: one.accountKey,
    })),
    lessonsList: lessons.map((lesson) => {
      const mark = marks.find((one) => one.lesson_id === lesson.id)
      return {
        id: lesson.id,
        seq: lesson.seq,
        startsAt: lesson.starts_at.toISOString(),
        state: lesson.state as "held",
        mark: (mark?.mark as "present" | undefined) ?? null,
        source: (mark?.source as "sign_in" | undefined) ?? null,
        evidence: mark ? (byObject.get(mark.id) ?? null) : null,
      }
    }),
    materialsEvidence: byObject.get("materials") ?? null,
    materialsOn: order.materials_on,
    outside: yuan(order.outside_fen),
    refund: refunds.items[0] ?? null,
    blacklisted: institution.blacklisted,
    blacklistReason: institution.blacklist_reason,
  }
}

export async function proofOf(ctx: Ctx, { order, institution }: OrderSeen) {
  const holding = await holdingOf(ctx, orderObject, order.id)
  if (!holding) return null
  const proof = await holdingProof(ctx, holding)
  const pool = (await poolById(ctx, institution.pool_id))!
  return {
    number: proof.number,
    contractNo: order.contract_no,
    custodyNo: pool.pool_no,
    isTrue: proof.isTrue,
    components: proof.components.map((one) => ({
      name: one.name,
      zh: one.zh,
      en: one.en,
      paid: yuan(one.paidFen),
      steps: one.steps,
      earned: yuan(one.earnedFen),
      released: yuan(one.releasedFen),
      returned: yuan(one.returnedFen),
      kept: yuan(one.keptFen),
      held: yuan(one.heldFen),
      difference: yuan(one.differenceFen),
      accountKey: `custody:${proof.number}:${one.name}`,
      lines: one.stepsDone.map((step) => ({
        k: step.k,
        at: step.happenedAt.toISOString(),
        by: step.decidedBy as "owner",
        cumulative: yuan(step.cumulativeFen),
        release: yuan(step.releaseFen),
        released: step.isReleased,
      })),
      movements: one.movements.map((line) => ({
        seq: String(line.seq),
        on: line.accountingDate,
        zh: line.codeZh,
        en: line.codeEn,
        change: yuan(line.entry === "credit" ? line.amount : -line.amount),
        after: yuan(line.balanceAfter),
        reference: line.reference,
      })),
    })),
    seals: proof.seals,
  }
}
