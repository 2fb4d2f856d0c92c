// A merchant's day: what was taken and went back, by the channels' own times, and the same as a workbook line by line.
import { sql } from "kysely"
import { peopleOf } from "#kernel/access"
import { addDays, dateOf } from "#kernel/calendar"
import { writeSheet } from "#kernel/excel"
import type { Ctx } from "#kernel/flow"
import { ok } from "#kernel/refusal"
import { findMerchant } from "../merchants.ts"
import { channelTitles, type Channel } from "../model.ts"
import { merchantsBy } from "../queries/merchants.ts"
import { yuan } from "../queries/orders.ts"
import { refuse } from "../refusals.ts"
import { openOrderStates } from "../states.ts"

const ownMax = 100
const billRowsMax = 50_000

export const ownMerchantsOf = async (ctx: Ctx) => ok((await merchantsBy(ctx, { limit: ownMax })).items)

const bounds = (day: string) => ({ from: `${day} 00:00:00+08`, to: `${addDays(day, 1)} 00:00:00+08` })

export async function takingsOf(ctx: Ctx, id: string) {
  const merchant = await findMerchant(ctx, id)
  if (!merchant.ok) return merchant
  const day = dateOf(ctx.clock.now())
  const { from, to } = bounds(day)
  const paid = await sql<{ channel: Channel; orders: number; fen: bigint; fee: bigint }>`
    select channel, count(*)::int as orders, sum(amount_fen)::bigint as fen, coalesce(sum(fee_fen), 0)::bigint as fee
      from acquiring_order
     where merchant_id = ${id} and state = 'success' and paid_at >= ${from}::timestamptz and paid_at < ${to}::timestamptz
     group by channel order by channel`.execute(ctx.db)
  const back = await sql<{ refunds: number; fen: bigint }>`
    select count(*)::int as refunds, coalesce(sum(r.amount_fen), 0)::bigint as fen
      from acquiring_refund r join acquiring_order o using (order_no)
     where o.merchant_id = ${id} and r.state in ('success', 'bank')
       and r.ended_at >= ${from}::timestamptz and r.ended_at < ${to}::timestamptz`.execute(ctx.db)
  const open = await sql<{ n: number }>`select count(*)::int as n from acquiring_order
     where merchant_id = ${id} and state = any(${[...openOrderStates]}::text[])`.execute(ctx.db)
  return ok({
    day,
    orders: paid.rows.reduce((sum, one) => sum + one.orders, 0),
    gross: yuan(paid.rows.reduce((sum, one) => sum + BigInt(one.fen), 0n)),
    refunds: back.rows[0]!.refunds,
    refunded: yuan(BigInt(back.rows[0]!.fen)),
    open: open.rows[0]!.n,
    channels: paid.rows.map((one) => ({
      channel: one.channel,
      orders: one.orders,
      amount: yuan(BigInt(one.fen)),
      fee: yuan(BigInt(one.fee)),
    })),
  })
}

export async function peopleOfMerchant(ctx: Ctx, id: string) {
  const merchant = await findMerchant(ctx, id)
  return merchant.ok ? ok(await peopleOf(ctx, merchant.value.party_id)) : merchant
}

const columns = [
  { key: "kind", title: "类型" },
  { key: "orderNo", title: "订单号" },
  { key: "refundNo", title: "退款单号" },
  { key: "channel", title: "渠道" },
  { key: "tradeNo", title: "渠道流水号" },
  { key: "title", title: "项目" },
  { key: "at", title: "时间" },
  { key: "amount", title: "金额（元）" },
  { key: "fee", title: "手续费（元）" },
  { key: "net", title: "净额（元）" },
  { key: "settleOn", title: "结算日" },
]

interface BillRow {
  kind: "pay" | "refund"
  order_no: string
  refund_no: string | null
  channel: Channel
  trade_no: string | null
  title: string
  at: string
  fen: bigint
  fee: bigint
  settle_on: string | null
}

/** Refunds stand as negative lines under the day on which the money went back; the last line adds the day up. */
export async function dayBillOf(ctx: Ctx, input: { id: string; day: string }) {
  const merchant = await findMerchant(ctx, input.id)
  if (!merchant.ok) return merchant
  const { from, to } = bounds(input.day)
  const { rows } = await sql<BillRow>`
    select * from (
      select 'pay' as kind, order_no, null as refund_no, channel, channel_trade_no as trade_no, title, paid_at as sorted,
             to_char(paid_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS') as at,
             amount_fen as fen, coalesce(fee_fen, 0) as fee, settle_on::text as settle_on
        from acquiring_order
       where merchant_id = ${input.id} and state = 'success'
         and paid_at >= ${from}::timestamptz and paid_at < ${to}::timestamptz
      union all
      select 'refund', o.order_no, r.refund_no, o.channel, r.channel_refund_no, o.title, r.ended_at,
             to_char(r.ended_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS'),
             -r.amount_fen, -coalesce(r.fee_back_fen, 0), null
        from acquiring_refund r join acquiring_order o using (order_no)
       where o.merchant_id = ${input.id} and r.state in ('success', 'bank')
         and r.ended_at >= ${from}::timestamptz and r.ended_at < ${to}::timestamptz) as lines
     order by sorted, order_no limit ${billRowsMax + 1}`.execute(ctx.db)
  if (rows.length > billRowsMax) return refuse["E-DAY-BILL"]({ max: billRowsMax })
  const lines = rows.map((row) => ({
    kind: row.kind === "pay" ? "收款" : "退款",
    orderNo: row.order_no,
    refundNo: row.refund_no ?? "",
    channel: channelTitles[row.channel].zh,
    tradeNo: row.trade_no ?? "",
    title: row.title,
    at: row.at,
    ...money(BigInt(row.fen), BigInt(row.fee)),
    settleOn: row.settle_on ?? "",
  }))
  const sum = (of: (row: BillRow) => bigint) => rows.reduce((all, row) => all + BigInt(of(row)), 0n)
  const total = {
    kind: "合计",
    orderNo: `${rows.length} 笔`,
    ...money(
      sum((row) => row.fen),
      sum((row) => row.fee),
    ),
  }
  const content = await writeSheet("日账单", columns, [...lines, total] as Record<string, string>[])
  return ok({ name: `日账单-${merchant.value.merchant_no}-${input.day}.xlsx`, content })
}

const money = (fen: bigint, fee: bigint) => ({ amount: yuan(fen), fee: yuan(fee), net: yuan(fen - fee) })
