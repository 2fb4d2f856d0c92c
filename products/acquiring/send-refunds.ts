// Refunds handed to the channel, and asked for until it says what became of them. The number is ours, so sending again
// after a lost answer is the same refund.
import type { Ctx } from "#kernel/flow"
import { channelOf } from "./channels/index.ts"
import type { Asked, RefundFound } from "./channels/port.ts"
import { eachOf } from "./each.ts"
import { isOnline } from "./model.ts"
import { keepNews } from "./notices.ts"
import { refundFaults } from "./refund-end.ts"
import { nextAsk } from "./rules/pace.ts"

const roundMax = 100
const widthMax = 8

interface Due {
  refundNo: string
  orderNo: string
  amountFen: bigint
  totalFen: bigint
  reason: string
  state: string
  asks: number
  channel: string
}

export async function sendRefunds(ctx: Ctx): Promise<number> {
  const rows = await ctx.db
    .selectFrom("acquiring_refund as r")
    .innerJoin("acquiring_order as o", "o.order_no", "r.order_no")
    .select([
      "r.refund_no",
      "r.order_no",
      "r.amount_fen",
      "o.amount_fen as total",
      "r.reason",
      "r.state",
      "r.asks",
      "o.channel",
    ])
    .where("r.state", "in", ["approved", "accepted"])
    .where("r.next_ask_at", "<=", ctx.clock.now())
    .orderBy("r.next_ask_at")
    .limit(roundMax)
    .execute()
  await eachOf(rows, widthMax, (row) =>
    sendOne(ctx, {
      refundNo: row.refund_no,
      orderNo: row.order_no,
      amountFen: row.amount_fen,
      totalFen: row.total,
      reason: row.reason,
      state: row.state,
      asks: row.asks,
      channel: row.channel,
    }),
  )
  return rows.length
}

async function sendOne(ctx: Ctx, due: Due): Promise<void> {
  if (!isOnline(due.channel)) return setState(ctx, due, "abnormal", "该渠道的退款须由银行付款退回")
  const channel = channelOf(ctx, due.channel)
  if (!channel.ok) return later(ctx, due, channel.refusal.zh)
  const found: Asked<RefundFound> =
    due.state === "approved" ? await channel.value.refund(due) : await channel.value.queryRefund(due)
  if (found.kind === "unknown") return later(ctx, due, found.why)
  if (found.kind === "refused") return setState(ctx, due, "failed", `${found.code} ${found.why}`)
  if (found.value.state === "absent") return setState(ctx, { ...due, asks: 0 }, "approved", null)
  if (found.value.state === "accepted") return setState(ctx, due, "accepted", null)
  return keepEnd(ctx, due, found.value)
}

/**
 * Only success moves money and goes the way of all news. The others are written at once: a refund sent again that fails
 * again brings the same news as before, which the inbox would pass over.
 */
async function keepEnd(ctx: Ctx, due: Due, found: RefundFound): Promise<void> {
  if (found.state !== "success") return setState(ctx, due, found.state, refundFaults[found.state] ?? null)
  const now = ctx.clock.now()
  const said = { kind: "refund", source: "query", couponFen: 0n, payer: null, outcome: "success" } as const
  const about = { channel: due.channel, subject: due.refundNo, tradeNo: found.channelRefundNo } as const
  await keepNews(ctx.db, now, [{ ...said, ...about, amountFen: due.amountFen, happenedAt: found.endedAt ?? now }])
  await later(ctx, due, null)
}

async function setState(ctx: Ctx, due: Due, state: string, error: string | null): Promise<void> {
  const isOpen = state === "approved" || state === "accepted"
  await ctx.db
    .updateTable("acquiring_refund")
    .set({
      state,
      asks: due.asks + 1,
      last_error: error?.slice(0, 300) ?? null,
      next_ask_at: isOpen ? nextAsk(ctx.clock.now(), due.asks) : null,
      ...(state === "accepted" && due.state !== "accepted" ? { accepted_at: ctx.clock.now() } : {}),
    })
    .where("refund_no", "=", due.refundNo)
    .where("state", "=", due.state)
    .execute()
}

async function later(ctx: Ctx, due: Due, error: string | null): Promise<void> {
  await ctx.db
    .updateTable("acquiring_refund")
    .set({
      asks: due.asks + 1,
      last_error: error?.slice(0, 300) ?? null,
      next_ask_at: nextAsk(ctx.clock.now(), due.asks),
    })
    .where("refund_no", "=", due.refundNo)
    .where("state", "=", due.state)
    .execute()
}
