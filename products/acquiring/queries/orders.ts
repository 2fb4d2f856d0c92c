// Orders and refunds as people see them, within their outlets.
import { sql } from "kysely"
import { formatAmount } from "#ledger"
import type { Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { receiversOf } from "../claw-back.ts"
import { channelTitles, type Channel } from "../model.ts"
import { findOrder, payUrlOf, type OrderRow } from "../orders.ts"
import { leftToRefund } from "../refunds.ts"
import { refuse } from "../refusals.ts"
import { seenBy } from "./seen.ts"
import { isOpenOrder, refundTitles, type OrderState, type RefundState } from "../states.ts"

export const yuan = (fen: bigint): string => formatAmount(fen, 2)
export const like = (text: string): string => `%${text.trim().replaceAll(/[\\%_]/g, "\\$&")}%`

export interface OrderFilter {
  q?: string | undefined
  channel?: string | undefined
  state?: string | undefined
  merchantId?: string | undefined
  from?: string | undefined
  to?: string | undefined
  after?: string | undefined
  limit: number
  orderNo?: string
}

const live = sql<bigint>`coalesce((select sum(r.amount_fen) from acquiring_refund r where r.order_no = o.order_no
  and r.state <> 'declined'), 0)::bigint`

/** The cursor is time and number, as numbers are random within a day. */
export async function ordersBy(ctx: Ctx, filter: OrderFilter) {
  let found = ctx.db
    .selectFrom("acquiring_order as o")
    .innerJoin("acquiring_merchant as m", "m.id", "o.merchant_id")
    .selectAll("o")
    .select(["m.name as merchant", live.as("refunded")])
  found = found.where(seenBy(ctx))
  if (filter.orderNo) found = found.where("o.order_no", "=", filter.orderNo)
  if (filter.channel) found = found.where("o.channel", "=", filter.channel)
  if (filter.state) found = found.where("o.state", "=", filter.state)
  if (filter.merchantId) found = found.where("o.merchant_id", "=", filter.merchantId)
  if (filter.from) found = found.where("o.created_at", ">=", new Date(`${filter.from}T00:00:00+08:00`))
  if (filter.to) found = found.where("o.created_at", "<=", new Date(`${filter.to}T23:59:59.999+08:00`))
  if (filter.q) {
    const { q } = filter
    // Any number a person may hold in his hand: ours, the channel's, a refund's, the thing's.
    found = found.where((e) =>
      e.or([
        e("o.order_no", "like", `${like(q).slice(1)}`),
        e("o.channel_trade_no", "=", q.trim()),
        e("o.owner_id", "=", q.trim()),
        e("o.title", "like", like(q)),
        e("m.name", "like", like(q)),
        e("o.payer_name", "=", q.trim()),
        sql<boolean>`exists (select 1 from acquiring_refund r where r.order_no = o.order_no and r.refund_no = ${q.trim()})`,
      ]),
    )
  }
  if (filter.after) {
    const [at, no] = filter.after.split("|")
    found = found.where(sql<boolean>`(o.created_at, o.order_no) < (${new Date(at!)}::timestamptz, ${no!})`)
  }
  const rows = await found
    .orderBy("o.created_at", "desc")
    .orderBy("o.order_no", "desc")
    .limit(filter.limit + 1)
    .execute()
  const page = rows.slice(0, filter.limit)
  const last = page.at(-1)
  const next = rows.length > filter.limit && last ? `${last.created_at.toISOString()}|${last.order_no}` : null
  return { items: page.map((row) => orderOf(ctx, row, row)), next }
}

function orderOf(ctx: Ctx, row: OrderRow, more: { merchant: string; refunded: bigint }) {
  const payable = ctx.house.payables.get(row.kind)
  return {
    orderNo: row.order_no,
    kind: { zh: payable?.zh ?? row.kind, en: payable?.en ?? row.kind },
    title: row.title,
    merchantId: row.merchant_id,
    merchant: more.merchant,
    channel: row.channel as Channel,
    amount: yuan(row.amount_fen),
    refunded: yuan(more.refunded),
    coupon: yuan(row.coupon_fen),
    state: row.state as OrderState,
    money: row.money as "waiting" | null,
    split: row.split as "held" | null,
    tradeNo: row.channel_trade_no,
    payer: row.payer_name,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    paidAt: row.paid_at?.toISOString() ?? null,
    settleOn: row.settle_on,
    refused: row.refused,
    lastError: row.last_error,
  }
}

export interface RefundFilter {
  q?: string | undefined
  channel?: string | undefined
  state?: string | undefined
  orderNo?: string | undefined
  refundNo?: string | undefined
  after?: string | undefined
  limit: number
}

export async function refundsBy(ctx: Ctx, filter: RefundFilter) {
  let found = ctx.db
    .selectFrom("acquiring_refund as r")
    .innerJoin("acquiring_order as o", "o.order_no", "r.order_no")
    .innerJoin("acquiring_merchant as m", "m.id", "o.merchant_id")
    .selectAll("r")
    .select(["m.name as merchant", "o.title", "o.channel"])
  found = found.where(seenBy(ctx))
  if (filter.orderNo) found = found.where("r.order_no", "=", filter.orderNo)
  if (filter.refundNo) found = found.where("r.refund_no", "=", filter.refundNo)
  if (filter.channel) found = found.where("o.channel", "=", filter.channel)
  if (filter.state) found = found.where("r.state", "=", filter.state)
  if (filter.q) {
    const { q } = filter
    found = found.where((e) =>
      e.or([e("r.refund_no", "=", q.trim()), e("r.order_no", "=", q.trim()), e("m.name", "like", like(q))]),
    )
  }
  if (filter.after) {
    const [at, no] = filter.after.split("|")
    found = found.where(sql<boolean>`(r.asked_at, r.refund_no) < (${new Date(at!)}::timestamptz, ${no!})`)
  }
  const rows = await found
    .orderBy("r.asked_at", "desc")
    .orderBy("r.refund_no", "desc")
    .limit(filter.limit + 1)
    .execute()
  const page = rows.slice(0, filter.limit)
  const last = page.at(-1)
  const items = page.map((row) => ({
    refundNo: row.refund_no,
    orderNo: row.order_no,
    merchant: row.merchant,
    title: row.title,
    channel: row.channel as Channel,
    amount: yuan(row.amount_fen),
    payer: yuan(row.payer_fen),
    coupon: yuan(row.coupon_fen),
    feeBack: yuan(row.fee_back_fen),
    reason: row.reason,
    state: row.state as RefundState,
    askedAt: row.asked_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    channelRefundNo: row.channel_refund_no,
    bankAccount: row.bank_account,
    bankName: row.bank_name,
    lastError: row.last_error,
    approvalId: row.approval_id,
  }))
  const next = rows.length > filter.limit && last ? `${last.asked_at.toISOString()}|${last.refund_no}` : null
  return { items, next }
}

export async function refundOf(ctx: Ctx, refundNo: string) {
  const { items } = await refundsBy(ctx, { refundNo, limit: 1 })
  return items[0] ? ok(items[0]) : refuse["E-REFUND"]({ refundNo })
}

export async function orderStory(ctx: Ctx, orderNo: string) {
  const row = await findOrder(ctx, orderNo)
  if (!row.ok) return row
  const { items } = await ordersBy(ctx, { orderNo, limit: 1 })
  const refunds = (await refundsBy(ctx, { orderNo, limit: 100 })).items
  const receivers = await receiversOf(ctx, orderNo)
  return ok({
    order: items[0]!,
    left: yuan(await leftToRefund(ctx, row.value)),
    refunds,
    shares: receivers.map((one) => ({
      name: one.name,
      amount: yuan(one.amountFen),
      clawed: yuan(one.clawedFen),
    })),
    steps: await stepsOf(ctx, row.value, refunds),
    payUrl: isOpenOrder(row.value.state as OrderState) ? payUrlOf(ctx, row.value.channel, orderNo) : null,
  }) satisfies Outcome<unknown>
}

const sources: Record<string, { zh: string; en: string }> = {
  callback: { zh: "渠道通知", en: "Told by the channel" },
  query: { zh: "查询所得", en: "Found by asking" },
  bill: { zh: "账单所得", en: "Found in the bill" },
  counter: { zh: "柜面确认", en: "Confirmed at the counter" },
}

async function stepsOf(ctx: Ctx, order: OrderRow, refunds: Awaited<ReturnType<typeof refundsBy>>["items"]) {
  const notices = await ctx.db
    .selectFrom("acquiring_notice")
    .selectAll()
    .where("subject", "in", [order.order_no, ...refunds.map((one) => one.refundNo)])
    .execute()
  const settlement = order.settlement_id
    ? await ctx.db
        .selectFrom("acquiring_settlement")
        .selectAll()
        .where("id", "=", order.settlement_id)
        .executeTakeFirst()
    : undefined
  const steps = [
    {
      at: order.created_at,
      zh: "下单",
      en: "Opened",
      detail: channelTitles[order.channel as Channel].zh,
      tone: "calm",
    },
    ...notices.map((one) => ({
      at: one.received_at,
      ...(sources[one.source] ?? { zh: one.source, en: one.source }),
      detail: [one.trade_no, yuan(one.amount_fen), one.result].filter(Boolean).join(" · "),
      tone: one.state === "failed" ? "bad" : one.state === "waiting" ? "warn" : "good",
    })),
    ...refunds.map((one) => ({
      at: new Date(one.askedAt),
      zh: `退款 ${one.amount}（${refundTitles[one.state].zh}）`,
      en: `Refund ${one.amount} (${refundTitles[one.state].en})`,
      detail: [one.refundNo, one.reason, one.lastError].filter(Boolean).join(" · "),
      tone: one.state === "abnormal" || one.state === "failed" ? "bad" : "primary",
    })),
    ...(settlement
      ? [{ at: settlement.at, zh: "分账结算", en: "Split and settled", detail: settlement.settlement_no, tone: "good" }]
      : []),
    ...(order.state === "closed"
      ? [{ at: order.expires_at, zh: "关闭", en: "Closed", detail: "", tone: "neutral" }]
      : []),
  ]
  return steps
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
    .map((step) => ({ ...step, at: step.at.toISOString() }))
}
