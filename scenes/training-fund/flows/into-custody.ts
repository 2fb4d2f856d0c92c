// The one way in: whatever the channel, the money becomes a holding of the family at the institution's custody account.
import type { Posting } from "#ledger"
import { addMonths } from "#kernel/calendar"
import type { FlowCtx } from "#kernel/flow"
import { notify } from "#kernel/notice"
import { ok, type Outcome } from "#kernel/refusal"
import { askEvidence, openHolding, poolById, type Component } from "#products/custody"
import { materials, orderObject, tuition, type Policy } from "../model.ts"
import { refuse } from "../refusals.ts"
import { sharedLessons } from "../rules.ts"
import { calendarOfBranch, institutionById, policyOf, type Institution, type Order } from "../store.ts"
import { yuan } from "../words.ts"
import { raiseSplit } from "./split.ts"

export interface IntoCustody {
  order: Order
  from: string
  amountFen: bigint
  orderNo: string | null
  channel: string
  paidAt: Date
}

/** The one way in: whatever the channel, the money becomes a holding of the family at the institution's custody account. */
export async function intoCustody(ctx: FlowCtx, p: IntoCustody): Promise<Outcome<Posting[]>> {
  const { order } = p
  const totalFen = order.tuition_fen + order.materials_fen
  if (order.state !== "SIGNED")
    return refuse["E-STATE"]({
      reason: `合同 ${order.contract_no} 不在待缴费状态`,
      reasonEn: "It waits for no payment",
    })
  if (p.amountFen !== totalFen)
    return refuse["E-STATE"]({ reason: "金额与合同不符", reasonEn: "The amount is not the contract's" })
  const institution = await institutionById(ctx, order.institution_id)
  const pool = (await poolById(ctx, institution.pool_id))!
  const policy = policyOf(order)
  const kept = keptOf(policy, order)
  const made = await openHolding(ctx, {
    pool,
    ownerId: order.guardian_id,
    object: orderObject,
    objectId: order.id,
    signedAt: order.signed_at,
    from: p.from,
    outsideFen: kept.outsideFen,
    memo: `学费 ${order.contract_no}`,
    components: [
      { name: tuition, titleZh: "课时费", titleEn: "Tuition", amountFen: kept.tuitionFen, ...stepsOf(policy, order) },
      { name: materials, titleZh: "教材费", titleEn: "Materials", amountFen: kept.materialsFen, steps: 1 },
    ],
  })
  if (!made.ok) return made
  const planned = await planReleases(ctx, {
    policy,
    order,
    component: made.value.components.find((c) => c.name === tuition),
  })
  if (!planned.ok) return planned
  await ctx.db
    .updateTable("training_order")
    .set({
      state: "PAID",
      paid_on: ctx.today,
      paid_at: p.paidAt,
      holding_id: made.value.holding.id,
      outside_fen: kept.outsideFen,
      order_no: p.orderNo,
      channel: p.channel,
    })
    .where("id", "=", order.id)
    .execute()
  await tellPaid(ctx, { order, institution, totalFen, outsideFen: kept.outsideFen })
  await raiseSplit(ctx, order, institution)
  ctx.note({
    action: "training-fund.paid",
    object: "training-order",
    objectId: order.contract_no,
    after: { totalFen, channel: p.channel },
  })
  ctx.emit({ type: "training-fund.paid", subject: order.id, data: { institutionId: institution.id } })
  return ok([made.value.posting])
}

/** What the policy keeps and what it leaves with the institution: a part of the tuition, or all of it under a pure deposit. */
function keptOf(policy: Policy, order: Order) {
  const totalFen = order.tuition_fen + order.materials_fen
  if (policy.custodyShareBp === 0) return { tuitionFen: 0n, materialsFen: 0n, outsideFen: totalFen }
  const shareFen = (order.tuition_fen * BigInt(policy.custodyShareBp)) / 10_000n
  const tuitionFen = shareFen < 1n ? 1n : shareFen
  return { tuitionFen, materialsFen: order.materials_fen, outsideFen: order.tuition_fen - tuitionFen }
}

/** Steps of the tuition: lessons, or what the policy's own plan counts. */
function stepsOf(policy: Policy, order: Order): { steps: number; freeSteps: number } {
  if (policy.release === "ORDER_END") return { steps: 1, freeSteps: 0 }
  if (policy.release === "MONTHS") return { steps: policy.releaseMonths, freeSteps: 0 }
  const gift_mode = order.gift_mode as "PAID_ONLY" | "SPREAD_ALL"
  const steps = sharedLessons({ paidLessons: order.paid_lessons, giftLessons: order.gift_lessons, giftMode: gift_mode })
  return { steps, freeSteps: gift_mode === "PAID_ONLY" ? order.gift_lessons : 0 }
}

/** Where no lesson releases, the plan of the policy does. */
async function planReleases(
  ctx: FlowCtx,
  { policy, order, component }: { policy: Policy; order: Order; component: Component | undefined },
): Promise<Outcome<number>> {
  if (policy.release === "PER_LESSON" || !component) return ok(0)
  const calendar = await calendarOfBranch(ctx)
  const days =
    policy.release === "ORDER_END"
      ? [calendar.addWorkdays(order.last_on, policy.orderEndWorkdays)]
      : Array.from({ length: policy.releaseMonths }, (_, at) => addMonths(ctx.today, at + 1))
  return askEvidence(
    ctx,
    days.map((dueOn, at) => ({
      componentId: component.id,
      objectId: `plan-${at + 1}`,
      happenedAt: ctx.clock.now(),
      dueOn,
      planned: true,
    })),
  )
}

async function tellPaid(
  ctx: FlowCtx,
  p: { order: Order; institution: Institution; totalFen: bigint; outsideFen: bigint },
): Promise<void> {
  const { order, institution, totalFen, outsideFen } = p
  const inCustody = `钱在银行存管户，上一课、您确认一课，才划一课。`
  const outside = `按当地政策，存管户留存 ${yuan(totalFen - outsideFen)} 元，其余 ${yuan(outsideFen)} 元由机构保管，退费时由机构结算账户支付。`
  await notify(ctx, {
    to: `party:${order.guardian_id}`,
    title: `学费 ${yuan(totalFen)} 元${outsideFen > 0n ? "已缴" : "已存管"}`,
    body: `合同 ${order.contract_no}：${outsideFen > 0n ? outside : inCustody}`,
    page: `/m/training/orders/${order.id}`,
    onceKey: `training.paid:${order.id}`,
  })
  await notify(ctx, {
    to: `party:${institution.party_id}`,
    title: `新报名 ${order.contract_no}`,
    body: `学费 ${yuan(totalFen)} 元已缴，其中 ${yuan(totalFen - outsideFen)} 元在存管账户。`,
    page: "/portal/training/orders",
    onceKey: `training.paid-inst:${order.id}`,
  })
}
