// The money of an agreed refund on its way: from custody to the channel's waiting account and back the way it came, or to
// the parent by the bank where no channel brought it. Calculated anew at this moment: lessons may have been confirmed since.
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { notify, queueSms } from "#kernel/notice"
import { ownPhone } from "#kernel/party"
import { ok, type Outcome } from "#kernel/refusal"
import type { HouseEvent } from "#kernel/scene"
import { requestRefund, waitingKey } from "#products/acquiring"
import { componentStates, holdingOf, poolById, returnMoney, settleReturn } from "#products/custody"
import { availableFen, openSubjects, subjectKey } from "#products/deposit"
import { materials, orderObject, tuition } from "../model.ts"
import { refuse } from "../refusals.ts"
import type { RefundState } from "../states.ts"
import { institutionById, orderLocked, type Order, type Refund } from "../store.ts"
import { yuan } from "../words.ts"
import { quoteRefund, sheetJson } from "./refunding.ts"

export async function payRefund(
  ctx: FlowCtx,
  refund: Refund,
  how: Extract<RefundState, "AGREED" | "SILENT_AGREED" | "ARBITRATION">,
): Promise<Outcome<void>> {
  const order = await orderLocked(ctx, refund.order_id)
  const quote = await quoteRefund(ctx, { order, atFault: refund.at_fault, today: refund.asked_on })
  const states = (await componentStates(ctx, [order.holding_id!])).get(order.holding_id!) ?? []
  const left = (name: string) => states.find((one) => one.name === name)?.unearnedFen ?? 0n
  const back = (wanted: bigint, name: string) => (wanted < left(name) ? wanted : left(name))
  const parts = [
    { name: tuition, amountFen: back(quote.sheet.tuitionFen, tuition) },
    { name: materials, amountFen: back(quote.sheet.materialsFen, materials) },
  ]
  // What stays of the tuition belongs to the institution by contract, and goes with the same posting.
  const kept = [{ name: tuition, amountFen: left(tuition) - parts[0]!.amountFen }]
  const owedFen = quote.sheet.totalFen - parts.reduce((sum, part) => sum + part.amountFen, 0n)
  const amountFen = quote.sheet.totalFen
  if (amountFen === 0n) return refuse["E-NOTHING-LEFT"]({ why: "存管中已无余额", whyEn: "nothing is in custody" })
  const institution = await institutionById(ctx, order.institution_id)
  const pool = (await poolById(ctx, institution.pool_id))!
  const isChannel = order.order_no !== null
  if (!isChannel) await openSubjects(ctx.ledger, pool.outlet, ["1003"])
  const returned = await returnMoney(ctx, {
    holding: (await holdingOf(ctx, orderObject, order.id))!,
    reason: refund.reason,
    parts,
    kept,
    owedFen,
    to: isChannel ? waitingKey(institution.merchant_id) : subjectKey("1003", pool.outlet),
    route: isChannel ? "channel" : "transfer",
    routeRef: refund.number,
    ends: true,
  })
  if (!returned.ok) return returned
  if (isChannel) {
    const asked = { orderNo: order.order_no!, amountFen, reason: refund.reason, refundNo: refund.number }
    const sent = await requestRefund(ctx, asked)
    if (!sent.ok) return sent
  }
  await ctx.db
    .updateTable("training_refund")
    .set({
      state: isChannel ? "BANK_SENT" : "DONE",
      amount_fen: amountFen,
      sheet: sheetJson(quote),
      sent_at: ctx.clock.now(),
      done_at: isChannel ? null : ctx.clock.now(),
      route: isChannel ? "channel" : "transfer",
      refund_no: isChannel ? refund.number : null,
      return_number: returned.value.number,
      answer: refund.answer ?? (how === "SILENT_AGREED" ? "逾期未答复，视同同意" : null),
    })
    .where("id", "=", refund.id)
    .execute()
  ctx.note({
    action: "training-fund.refund-paid",
    object: "training-refund",
    objectId: refund.number,
    after: { how, amountFen, owedFen, returnNo: returned.value.number },
  })
  if (!isChannel) {
    await settleReturn(ctx, refund.number, "done")
    await endOrder(ctx, order, amountFen)
  }
  return ok()
}

/** How much the institution's settlement account lacks for its own part of a refund. */
export async function owedShortFen(ctx: FlowCtx, order: Order, owedFen: bigint): Promise<bigint> {
  if (owedFen === 0n) return 0n
  const pool = (await poolById(ctx, (await institutionById(ctx, order.institution_id)).pool_id))!
  const available = pool.settlement_no ? await availableFen(ctx.ledger, pool.settlement_no) : 0n
  return available < owedFen ? owedFen - available : 0n
}

async function endOrder(ctx: FlowCtx, order: Order, amountFen: bigint): Promise<void> {
  await ctx.db.updateTable("training_order").set({ state: "REFUNDED" }).where("id", "=", order.id).execute()
  const text = `合同 ${order.contract_no} 退费 ${yuan(amountFen)} 元已退回。`
  await notify(ctx, {
    to: `party:${order.guardian_id}`,
    title: "退费已到账",
    body: text,
    page: `/m/training/orders/${order.id}`,
    onceKey: `training.refunded:${order.id}`,
  })
  const phone = await ownPhone(ctx, order.guardian_id)
  if (phone) await queueSms(ctx, { phone, text: `【活水】${text}`, onceKey: `training.refunded:${order.id}` })
  ctx.emit({ type: "training-fund.refunded", subject: order.id, data: { amountFen: String(amountFen) } })
}

const finish = flow(
  { name: "training-fund.refund-done", permission: null },
  async (ctx, input: { refundNo: string; isDone: boolean }): Promise<Outcome<void>> => {
    const refund = await ctx.db
      .selectFrom("training_refund")
      .selectAll()
      .where("refund_no", "=", input.refundNo)
      .where("state", "in", ["BANK_SENT", "BANK_FAILED"])
      .forUpdate()
      .executeTakeFirst()
    if (!refund) return ok()
    const state = input.isDone ? "DONE" : "BANK_FAILED"
    await ctx.db
      .updateTable("training_refund")
      .set({ state, done_at: input.isDone ? ctx.clock.now() : null })
      .where("id", "=", refund.id)
      .execute()
    ctx.note({ object: "training-refund", objectId: refund.number, after: { state } })
    // Out of custody it is either way; a channel that cannot deliver hands over to the bank's own payment.
    if (!input.isDone) return ok()
    await settleReturn(ctx, refund.number, "done")
    await endOrder(ctx, await orderLocked(ctx, refund.order_id), refund.amount_fen)
    return ok()
  },
)

export async function onRefunded(ctx: Ctx, event: HouseEvent): Promise<void> {
  const refundNo = String(event.data.refundNo ?? event.subject)
  await finish(ctx, { refundNo, isDone: event.data.state === "success" || event.data.state === "bank" })
}
