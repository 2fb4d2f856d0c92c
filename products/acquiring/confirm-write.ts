// The results of a batch written with one statement a table.
import { sql } from "kysely"
import type { FlowCtx } from "#kernel/flow"

export interface Result {
  seq: bigint
  state: "done" | "failed"
  text: string
  order?: {
    orderNo: string
    tradeNo: string
    money: "waiting" | "moved" | "returning"
    couponFen: bigint
    feeFen: bigint
    channelFeeFen: bigint
    paidAt: Date
    payer: string | null
    settleOn: string | null
    refused: string | null
  }
  refund?: { refundNo: string; state: "success" | "failed" | "abnormal"; channelRefundNo: string; text: string | null }
}

export async function writeResults(ctx: FlowCtx, results: readonly Result[]): Promise<void> {
  await writeNotices(ctx, results)
  await writeOrders(ctx, results)
  await writeRefunds(ctx, results)
}

async function writeNotices(ctx: FlowCtx, results: readonly Result[]): Promise<void> {
  const [seqs, states, texts] = columns(results.map((one) => [one.seq, one.state, one.text]))
  await sql`update acquiring_notice n set state = v.state, result = v.text, tries = n.tries + 1
    from unnest(${seqs}::bigint[], ${states}::text[], ${texts}::text[]) as v(seq, state, text)
    where n.seq = v.seq`.execute(ctx.db)
}

async function writeOrders(ctx: FlowCtx, results: readonly Result[]): Promise<void> {
  const paid = results.flatMap((one) => (one.order ? [one.order] : []))
  if (paid.length === 0) return
  const [nos, trades, moneys, coupons, fees] = columns(
    paid.map((one) => [one.orderNo, one.tradeNo, one.money, one.couponFen, one.feeFen]),
  )
  const [channelFees, paidAts, payers, settleOns, refuseds] = columns(
    paid.map((one) => [one.channelFeeFen, one.paidAt.toISOString(), one.payer, one.settleOn, one.refused]),
  )
  await sql`update acquiring_order o set state = 'success', channel_trade_no = v.trade, money = v.money,
      coupon_fen = v.coupon, fee_fen = v.fee, channel_fee_fen = v.channel_fee, paid_at = v.paid_at,
      payer_name = coalesce(o.payer_name, v.payer), settle_on = v.settle_on, booked_on = ${ctx.today}::date,
      split = case when v.settle_on is null then null else 'held' end, refused = v.refused, next_ask_at = null
    from unnest(${nos}::text[], ${trades}::text[], ${moneys}::text[], ${coupons}::bigint[], ${fees}::bigint[],
      ${channelFees}::bigint[], ${paidAts}::timestamptz[], ${payers}::text[], ${settleOns}::date[], ${refuseds}::text[])
      as v(no, trade, money, coupon, fee, channel_fee, paid_at, payer, settle_on, refused)
    where o.order_no = v.no`.execute(ctx.db)
}

async function writeRefunds(ctx: FlowCtx, results: readonly Result[]): Promise<void> {
  // One batch may carry "abnormal" and then "success" of the same refund: the last one is what became of it.
  const last = new Map(results.flatMap((one) => (one.refund ? [[one.refund.refundNo, one.refund] as const] : [])))
  const ended = [...last.values()]
  if (ended.length === 0) return
  const [nos, states, channelNos, texts] = columns(
    ended.map((one) => [one.refundNo, one.state, one.channelRefundNo, one.text]),
  )
  await sql`update acquiring_refund r set state = v.state, channel_refund_no = v.channel_no, last_error = v.text,
      ended_at = ${ctx.clock.now()}::timestamptz, next_ask_at = null,
      accepted_at = coalesce(r.accepted_at, ${ctx.clock.now()}::timestamptz)
    from unnest(${nos}::text[], ${states}::text[], ${channelNos}::text[], ${texts}::text[])
      as v(no, state, channel_no, text)
    where r.refund_no = v.no`.execute(ctx.db)
}

/** Rows turned into columns, as unnest takes them. */
function columns(rows: readonly (readonly unknown[])[]): unknown[][] {
  return (rows[0] ?? []).map((_, index) => rows.map((row) => row[index]))
}
