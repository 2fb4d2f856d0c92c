// Orders whose payment nobody told us about: asked for at the channel, at growing pauses, and closed there when their
// time is over. Paid, absent or closed is what the channel says; silence leaves the order unknown and charges nobody.
import type { Ctx } from "#kernel/flow"
import { flow } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { channelOf, type PaymentChannel } from "./channels/index.ts"
import type { Asked, PaymentFound } from "./channels/port.ts"
import { eachOf } from "./each.ts"
import { isOnline } from "./model.ts"
import { keepNews } from "./notices.ts"
import { nextAsk } from "./rules/pace.ts"
import { openOrderStates } from "./states.ts"

const roundMax = 100
const widthMax = 8

interface Due {
  orderNo: string
  channel: string
  state: string
  asks: number
  expiresAt: Date
}

export async function askOrders(ctx: Ctx): Promise<number> {
  const rows = await ctx.db
    .selectFrom("acquiring_order")
    .select(["order_no", "channel", "state", "asks", "expires_at"])
    .where("state", "in", openOrderStates)
    .where("next_ask_at", "<=", ctx.clock.now())
    .orderBy("next_ask_at")
    .limit(roundMax)
    .execute()
  await eachOf(rows, widthMax, (row) =>
    askOne(ctx, {
      orderNo: row.order_no,
      channel: row.channel,
      state: row.state,
      asks: row.asks,
      expiresAt: row.expires_at,
    }),
  )
  return rows.length
}

/** Asks for one order now, whatever its turn. */
export async function askOrder(ctx: Ctx, orderNo: string): Promise<void> {
  const row = await ctx.db
    .selectFrom("acquiring_order")
    .select(["channel", "state", "asks", "expires_at"])
    .where("order_no", "=", orderNo)
    .executeTakeFirstOrThrow()
  if (row.state === "success") return
  await askOne(ctx, { orderNo, channel: row.channel, state: row.state, asks: row.asks, expiresAt: row.expires_at })
}

async function askOne(ctx: Ctx, due: Due): Promise<void> {
  // Nobody opened its paying page, so no channel ever heard of it.
  if (due.state === "created" || !isOnline(due.channel)) return closeHere(ctx, due)
  const channel = channelOf(ctx, due.channel)
  if (!channel.ok) return again(ctx, due, channel.refusal.zh)
  const found = await channel.value.query(due.orderNo)
  if (found.kind !== "ok") return again(ctx, due, found.why)
  if (found.value.state === "success") return keepPayment(ctx, due, found.value)
  if (found.value.state === "closed") return closeHere(ctx, due)
  if (ctx.clock.now() < due.expiresAt) return again(ctx, due, null)
  return closeThere(ctx, channel.value, due)
}

async function closeHere(ctx: Ctx, due: Due): Promise<void> {
  if (ctx.clock.now() < due.expiresAt && due.state === "created") return
  await closeOrder(ctx, { orderNo: due.orderNo })
}

async function closeThere(ctx: Ctx, channel: PaymentChannel, due: Due): Promise<void> {
  const closed: Asked<"closed" | "paid"> = await channel.close(due.orderNo)
  if (closed.kind !== "ok") return again(ctx, due, closed.why)
  if (closed.value === "closed") return closeHere(ctx, due)
  // Paid while we asked: the next look finds the payment.
  return again(ctx, { ...due, asks: 0 }, null)
}

async function keepPayment(ctx: Ctx, due: Due, found: PaymentFound): Promise<void> {
  const { tradeNo, amountFen, couponFen, payer, paidAt } = found
  const said = { kind: "pay", outcome: "success", source: "query", channel: due.channel, subject: due.orderNo } as const
  await keepNews(ctx.db, ctx.clock.now(), [{ ...said, tradeNo, amountFen, couponFen, payer, happenedAt: paidAt }])
  await again(ctx, due, null)
}

async function again(ctx: Ctx, due: Due, error: string | null): Promise<void> {
  await ctx.db
    .updateTable("acquiring_order")
    .set({
      asks: due.asks + 1,
      next_ask_at: nextAsk(ctx.clock.now(), due.asks),
      last_error: error?.slice(0, 300) ?? null,
      state: error === null ? "paying" : "unknown",
    })
    .where("order_no", "=", due.orderNo)
    .where("state", "in", ["paying", "unknown"])
    .execute()
}

const closeOrder = flow(
  { name: "acquiring.close", permission: null },
  async (ctx, input: { orderNo: string }): Promise<Outcome<void>> => {
    const closed = await ctx.db
      .updateTable("acquiring_order")
      .set({ state: "closed", next_ask_at: null, last_error: null })
      .where("order_no", "=", input.orderNo)
      .where("state", "in", openOrderStates)
      .returning(["kind", "owner_id"])
      .executeTakeFirst()
    if (!closed) return ok()
    const { kind, owner_id: ownerId } = closed
    ctx.note({ object: "acquiring-order", objectId: input.orderNo, after: { state: "closed" } })
    ctx.emit({ type: "acquiring.closed", subject: input.orderNo, data: { orderNo: input.orderNo, kind, ownerId } })
    return ok()
  },
)
