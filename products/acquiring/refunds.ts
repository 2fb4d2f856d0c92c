// Money on its way back. Asking takes it out of the merchant's money at once, so that nobody can spend it meanwhile; the
// channel is spoken to after the commit (tend.ts).
import { randomInt } from "node:crypto"
import { formatAmount, newId, type Posting } from "#ledger"
import { dateOf } from "#kernel/calendar"
import type { Ctx, FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { findParameter } from "#kernel/rule-data"
import { clawBackPosting } from "./claw-back.ts"
import { type MerchantRow } from "./merchants.ts"
import { isOnline, type Channel } from "./model.ts"
import type { OrderRow } from "./orders.ts"
import { refundDone, takeRefund } from "./postings.ts"
import { refuse } from "./refusals.ts"
import {
  refundFault,
  refundPart,
  refundableFen,
  type PaidOrder,
  type RefundFault,
  type RefundLimits,
  type RefundPart,
} from "./rules/refund.ts"
import { liveRefunds, orderTitles, type OrderState } from "./states.ts"

export interface RefundAsked {
  orderNo: string
  amountFen: bigint
  reason: string
  /** The asker's own number, so that asking twice refunds once. */
  refundNo?: string | undefined
  /** Not through the channel: people of the bank pay it out to the payer's account. */
  byBank?: boolean | undefined
}

/**
 * Takes the amount and starts its return. The money comes from the merchant's waiting account, where the caller has put
 * it back in the same flow if it had moved it on; of a settled order it is taken back from its receivers.
 */
export async function requestRefund(ctx: FlowCtx, asked: RefundAsked): Promise<Outcome<{ refundNo: string }>> {
  const planned = await planRefund(ctx, asked)
  if (!planned.ok) return planned
  const { refundNo, order, merchant, part, isRepeated } = planned.value
  if (isRepeated) return ok({ refundNo })
  const postings = await refundPostings(ctx, { order, merchant, part, refundNo, byBank: asked.byBank ?? false })
  if (!postings.ok) return postings
  const isEnded = order.channel === "counter" && !asked.byBank
  await insertRefund(ctx, { asked, refundNo, part, state: startState(order.channel, asked.byBank ?? false) })
  ctx.note({
    action: "acquiring.refund",
    object: "acquiring-order",
    objectId: order.order_no,
    after: { ...asked, refundNo },
  })
  if (isEnded) emitEnd(ctx, { refundNo, orderNo: order.order_no, amountFen: part.amountFen, state: "success" })
  const posted = await ctx.post(postings.value)
  return posted.ok ? ok({ refundNo }) : posted
}

export function emitEnd(
  ctx: FlowCtx,
  end: { refundNo: string; orderNo: string; amountFen: bigint; state: "success" | "bank" },
): void {
  ctx.emit({ type: "acquiring.refunded", subject: end.refundNo, data: { ...end } })
}

/** Cash is handed back at once; a channel is asked; whatever else came in goes back by the bank's own payment. */
export function startState(channel: string, byBank: boolean): "approved" | "success" | "abnormal" {
  if (byBank) return "abnormal"
  if (channel === "counter") return "success"
  return isOnline(channel) ? "approved" : "abnormal"
}

export interface PlannedRefund {
  refundNo: string
  order: OrderRow
  merchant: MerchantRow
  part: RefundPart
  isRepeated: boolean
}

/** Loads under lock and decides; changes nothing. */
export async function planRefund(ctx: FlowCtx, asked: RefundAsked): Promise<Outcome<PlannedRefund>> {
  const { orderNo } = asked
  const order = await ctx.db
    .selectFrom("acquiring_order")
    .selectAll()
    .where("order_no", "=", orderNo)
    .forUpdate()
    .executeTakeFirst()
  if (!order) return refuse["E-ORDER"]({ orderNo })
  const merchant = await merchantOf(ctx, order.merchant_id)
  if (order.state !== "success") return refuse["E-STATE"]({ orderNo, state: orderTitles[order.state as OrderState].zh })
  if (order.split === "split") return refuse["E-SPLIT-NOT-FINISHED"]({ orderNo })
  const repeated = await sameNumber(ctx, asked)
  if (repeated) return repeated.ok ? ok({ ...repeated.value, order, merchant, isRepeated: true }) : repeated
  const paid = paidOrder(order)
  const earlier = await earlierParts(ctx, orderNo)
  const limits = asked.byBank ? null : await limitsOf(ctx, order.channel)
  const fault = refundFault(paid, earlier, { amountFen: asked.amountFen, today: dateOf(ctx.clock.now()) }, limits)
  if (fault) return faultRefusal(fault, asked.amountFen)
  const part = refundPart(paid, earlier, asked.amountFen)
  return ok({ refundNo: asked.refundNo ?? newRefundNo(ctx.clock.now()), order, merchant, part, isRepeated: false })
}

async function merchantOf(ctx: Ctx, id: string): Promise<MerchantRow> {
  return ctx.db.selectFrom("acquiring_merchant").selectAll().where("id", "=", id).executeTakeFirstOrThrow()
}

async function sameNumber(
  ctx: FlowCtx,
  asked: RefundAsked,
): Promise<Outcome<{ refundNo: string; part: RefundPart }> | undefined> {
  if (!asked.refundNo) return undefined
  const row = await ctx.db
    .selectFrom("acquiring_refund")
    .selectAll()
    .where("refund_no", "=", asked.refundNo)
    .executeTakeFirst()
  if (!row) return undefined
  if (row.order_no !== asked.orderNo || row.amount_fen !== asked.amountFen)
    return refuse["E-REFUND-NO"]({ refundNo: asked.refundNo }, "refundNo")
  return ok({ refundNo: row.refund_no, part: partOf(row) })
}

export const paidOrder = (order: OrderRow): PaidOrder => ({
  amountFen: order.amount_fen,
  couponFen: order.coupon_fen,
  feeFen: order.fee_fen,
  channelFeeFen: order.channel_fee_fen,
  paidOn: dateOf(order.paid_at!),
})

const partOf = (row: {
  amount_fen: bigint
  payer_fen: bigint
  fee_back_fen: bigint
  channel_fee_back_fen: bigint
}): RefundPart => ({
  amountFen: row.amount_fen,
  payerFen: row.payer_fen,
  feeBackFen: row.fee_back_fen,
  channelFeeBackFen: row.channel_fee_back_fen,
})

export async function earlierParts(ctx: Ctx, orderNo: string): Promise<RefundPart[]> {
  const rows = await ctx.db
    .selectFrom("acquiring_refund")
    .select(["amount_fen", "payer_fen", "fee_back_fen", "channel_fee_back_fen"])
    .where("order_no", "=", orderNo)
    .where("state", "in", [...liveRefunds])
    .orderBy("asked_at")
    .execute()
  return rows.map(partOf)
}

/** Null for channels without a window: cash, transfers. */
async function limitsOf(ctx: Ctx, channel: string): Promise<RefundLimits | null> {
  const of = async (key: string) =>
    ((await findParameter(ctx, key, dateOf(ctx.clock.now())))?.value as Record<string, number> | undefined)?.[channel]
  const [daysMax, partsMax] = [await of("acquiring.refund-days"), await of("acquiring.refund-parts")]
  return daysMax === undefined || partsMax === undefined ? null : { daysMax, partsMax }
}

function faultRefusal(fault: RefundFault, askedFen: bigint): Outcome<never> {
  if (fault.kind === "amount") return refuse["E-AMOUNT"]({}, "amount")
  if (fault.kind === "over")
    return refuse["E-REFUND-OVER"]({ left: formatAmount(fault.leftFen, 2), asked: formatAmount(askedFen, 2) }, "amount")
  if (fault.kind === "parts") return refuse["E-REFUND-PARTS"]({ parts: fault.parts, max: fault.max })
  return refuse["E-REFUND-TOO-OLD"]({ days: fault.days, max: fault.max })
}

export async function refundPostings(
  ctx: FlowCtx,
  { order, merchant, part, refundNo, byBank = false }: Omit<PlannedRefund, "isRepeated"> & { byBank?: boolean },
): Promise<Outcome<Posting[]>> {
  const channel = order.channel as Channel
  const paper = { reference: refundNo, memo: `订单 ${order.order_no} 退款` }
  const done =
    channel === "counter" && !byBank
      ? [refundDone.build({ channel, outlet: merchant.outlet, amountFen: part.amountFen }, { id: newId(), ...paper })]
      : []
  if (order.split === "finished") {
    const clawed = await clawBackPosting(ctx, { order, part, refundNo, paper })
    return clawed.ok ? ok([clawed.value, ...done]) : clawed
  }
  const set = { channel, merchantId: merchant.id, amountFen: part.amountFen }
  return ok([takeRefund.build(set, { id: newId(), ...paper }), ...done])
}

export async function insertRefund(
  ctx: FlowCtx,
  { asked, refundNo, part, state }: { asked: RefundAsked; refundNo: string; part: RefundPart; state: string },
): Promise<void> {
  const now = ctx.clock.now()
  await ctx.db
    .insertInto("acquiring_refund")
    .values({
      refund_no: refundNo,
      order_no: asked.orderNo,
      amount_fen: part.amountFen,
      payer_fen: part.payerFen,
      coupon_fen: part.amountFen - part.payerFen,
      fee_back_fen: part.feeBackFen,
      channel_fee_back_fen: part.channelFeeBackFen,
      reason: asked.reason.slice(0, 200),
      state,
      next_ask_at: state === "approved" ? now : null,
      ended_at: state === "success" ? now : null,
      asked_by: ctx.actor.id,
      asked_at: now,
    })
    .execute()
}

/** The whole of an order whose thing would not take it; returns the postings for the transaction that booked it. */
export async function returnWhole(
  ctx: FlowCtx,
  order: { orderNo: string; merchantId: string; channel: string; amountFen: bigint } & {
    couponFen: bigint
    feeFen: bigint
    channelFeeFen: bigint
  },
  reason: string,
): Promise<Posting[]> {
  const refundNo = newRefundNo(ctx.clock.now())
  const part: RefundPart = {
    amountFen: order.amountFen,
    payerFen: order.amountFen - order.couponFen,
    feeBackFen: order.feeFen,
    channelFeeBackFen: order.channelFeeFen,
  }
  const asked = { orderNo: order.orderNo, amountFen: order.amountFen, reason }
  await insertRefund(ctx, { asked, refundNo, part, state: startState(order.channel, order.channel === "counter") })
  const channel = order.channel as Channel
  const paper = { id: newId(), reference: refundNo, memo: `订单 ${order.orderNo} 退回` }
  return [takeRefund.build({ channel, merchantId: order.merchantId, amountFen: order.amountFen }, paper)]
}

export const newRefundNo = (now: Date): string =>
  `R${dateOf(now).replaceAll("-", "")}${String(randomInt(1e6)).padStart(6, "0")}${String(randomInt(1e7)).padStart(7, "0")}`

/** What may still go back of an order that the actor may see. */
export async function leftToRefund(ctx: Ctx, order: OrderRow): Promise<bigint> {
  if (order.state !== "success") return 0n
  return refundableFen(paidOrder(order), await earlierParts(ctx, order.order_no))
}
