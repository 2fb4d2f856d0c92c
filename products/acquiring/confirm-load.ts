// What a batch of notices is about, locked in one order so that two batches never wait for each other.
import type { Calendar } from "#kernel/calendar"
import type { FlowCtx } from "#kernel/flow"
import type { News } from "./notices.ts"

export interface Notice extends Omit<News, "source"> {
  seq: bigint
}

export interface SeenMerchant {
  id: string
  outlet: string
  feeBp: number
  settleWorkdays: number
}

export interface SeenOrder {
  orderNo: string
  kind: string
  ownerId: string
  merchantId: string
  title: string
  amountFen: bigint
  channel: string
  state: string
  channelTradeNo: string | null
  payerName: string | null
  payerPartyId: string | null
}

export interface SeenRefund {
  refundNo: string
  orderNo: string
  merchantId: string
  channel: string
  outlet: string
  amountFen: bigint
  state: string
}

export interface Seen {
  notices: Notice[]
  orders: Map<string, SeenOrder>
  refunds: Map<string, SeenRefund>
  merchants: Map<string, SeenMerchant>
  /** Every thing's own work stands behind a savepoint, so that its refusal undoes only itself. */
  isCareful?: boolean
  calendar?: Calendar
  channelFees?: Record<string, number>
}

export async function loadSeen(ctx: FlowCtx, seqs: readonly bigint[]): Promise<Seen> {
  const notices = await lockNotices(ctx, seqs)
  const subjects = (kind: string) => notices.filter((one) => one.kind === kind).map((one) => one.subject)
  const refunds = await lockRefunds(ctx, subjects("refund"))
  const orders = await lockOrders(ctx, subjects("pay"))
  const ids = [...new Set(orders.map((one) => one.merchantId))]
  const merchants = ids.length
    ? await ctx.db
        .selectFrom("acquiring_merchant")
        .select(["id", "outlet", "fee_bp", "settle_workdays"])
        .where("id", "in", ids)
        .execute()
    : []
  return {
    notices,
    orders: new Map(orders.map((one) => [one.orderNo, one])),
    refunds: new Map(refunds.map((one) => [one.refundNo, one])),
    merchants: new Map(
      merchants.map((m) => [m.id, { id: m.id, outlet: m.outlet, feeBp: m.fee_bp, settleWorkdays: m.settle_workdays }]),
    ),
  }
}

async function lockNotices(ctx: FlowCtx, seqs: readonly bigint[]): Promise<Notice[]> {
  if (seqs.length === 0) return []
  const rows = await ctx.db
    .selectFrom("acquiring_notice")
    .selectAll()
    .where("seq", "in", [...seqs])
    .where("state", "=", "waiting")
    .orderBy("seq")
    .forUpdate()
    .skipLocked()
    .execute()
  return rows.map((row) => ({
    seq: row.seq,
    channel: row.channel,
    kind: row.kind as News["kind"],
    subject: row.subject,
    tradeNo: row.trade_no,
    outcome: row.outcome as News["outcome"],
    amountFen: row.amount_fen,
    couponFen: row.coupon_fen,
    payer: row.payer,
    happenedAt: row.happened_at,
  }))
}

/**
 * Only what may still be paid is locked. A paid order is read as it is: a repeat of its news changes nothing, and must not
 * wait for a refund that holds the order and is about to touch the same accounts.
 */
async function lockOrders(ctx: FlowCtx, orderNos: readonly string[]): Promise<SeenOrder[]> {
  if (orderNos.length === 0) return []
  const found = () =>
    ctx.db
      .selectFrom("acquiring_order")
      .selectAll()
      .where("order_no", "in", [...orderNos])
      .orderBy("order_no")
  await found().where("state", "<>", "success").forUpdate().execute()
  const rows = await found().execute()
  return rows.map((row) => ({
    orderNo: row.order_no,
    kind: row.kind,
    ownerId: row.owner_id,
    merchantId: row.merchant_id,
    title: row.title,
    amountFen: row.amount_fen,
    channel: row.channel,
    state: row.state,
    channelTradeNo: row.channel_trade_no,
    payerName: row.payer_name,
    payerPartyId: row.payer_party_id,
  }))
}

async function lockRefunds(ctx: FlowCtx, refundNos: readonly string[]): Promise<SeenRefund[]> {
  if (refundNos.length === 0) return []
  const rows = await ctx.db
    .selectFrom("acquiring_refund")
    .innerJoin("acquiring_order", "acquiring_order.order_no", "acquiring_refund.order_no")
    .innerJoin("acquiring_merchant", "acquiring_merchant.id", "acquiring_order.merchant_id")
    .select([
      "acquiring_refund.refund_no",
      "acquiring_refund.order_no",
      "acquiring_refund.amount_fen",
      "acquiring_refund.state",
      "acquiring_order.merchant_id",
      "acquiring_order.channel",
      "acquiring_merchant.outlet",
    ])
    .where("refund_no", "in", [...refundNos])
    .orderBy("refund_no")
    .forUpdate("acquiring_refund")
    .execute()
  return rows.map((row) => ({
    refundNo: row.refund_no,
    orderNo: row.order_no,
    merchantId: row.merchant_id,
    channel: row.channel,
    outlet: row.outlet,
    amountFen: row.amount_fen,
    state: row.state,
  }))
}
