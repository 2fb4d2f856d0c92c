// The payer opens his order: the channel hears of it now, once, under our number; he is sent to its paying page.
import type { Ctx } from "#kernel/flow"
import { flow } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { askOrder } from "./ask-orders.ts"
import { channelOf } from "./channels/index.ts"
import { confirmWaiting } from "./confirm.ts"
import { isOnline } from "./model.ts"
import type { OrderRow } from "./orders.ts"
import { refuse } from "./refusals.ts"
import { nextAsk } from "./rules/pace.ts"

export interface PayPage {
  orderNo: string
  title: string
  amountFen: bigint
  channel: string
  state: "pay" | "paid" | "closed"
  /** The channel's own page, or the content of a code to be scanned. */
  payUrl: string | null
  returnPath: string | null
}

/** Open to whoever holds the number: it is the payer's only key, and says what is paid and nothing about people. */
export async function payPage(ctx: Ctx, orderNo: string): Promise<Outcome<PayPage>> {
  let order = await load(ctx, orderNo)
  if (!order || !isOnline(order.channel)) return refuse["E-ORDER"]({ orderNo })
  if (order.state === "paying" || order.state === "unknown") {
    await askOrder(ctx, orderNo)
    await confirmWaiting(ctx)
    order = (await load(ctx, orderNo))!
  }
  const page = { orderNo, title: order.title, amountFen: order.amount_fen, channel: order.channel }
  const back = { returnPath: order.return_path }
  if (order.state === "success") return ok({ ...page, ...back, state: "paid", payUrl: null })
  if (order.state === "closed" || ctx.clock.now() >= order.expires_at)
    return ok({ ...page, ...back, state: "closed", payUrl: null })
  const payUrl = order.pay_url ?? (await tellChannel(ctx, order))
  return typeof payUrl === "string" ? ok({ ...page, ...back, state: "pay", payUrl }) : payUrl
}

const load = (ctx: Ctx, orderNo: string): Promise<OrderRow | undefined> =>
  ctx.db.selectFrom("acquiring_order").selectAll().where("order_no", "=", orderNo).executeTakeFirst()

/** First our row says that the channel is being told, then it is told: whatever happens after can be asked for. */
async function tellChannel(ctx: Ctx, order: OrderRow): Promise<string | Outcome<never>> {
  if (!isOnline(order.channel)) return refuse["E-ORDER"]({ orderNo: order.order_no })
  const channel = channelOf(ctx, order.channel)
  if (!channel.ok) return channel
  const begun = await beginPaying(ctx, { orderNo: order.order_no })
  if (!begun.ok) return begun
  const made = await channel.value.create({
    orderNo: order.order_no,
    title: order.title,
    amountFen: order.amount_fen,
    expiresAt: order.expires_at,
  })
  if (made.kind === "ok") {
    await setPayUrl(ctx, order.order_no, made.value.payUrl)
    return made.value.payUrl
  }
  const why = made.kind === "refused" ? `${made.code} ${made.why}` : made.why
  await ctx.db
    .updateTable("acquiring_order")
    .set({ last_error: why.slice(0, 300), ...(made.kind === "unknown" ? { state: "unknown" } : {}) })
    .where("order_no", "=", order.order_no)
    .where("state", "in", ["paying", "unknown"])
    .execute()
  return refuse["E-CHANNEL-DOWN"]({ why: made.kind === "refused" ? made.why : "超时" })
}

const beginPaying = flow(
  { name: "acquiring.pay", permission: null },
  async (ctx, input: { orderNo: string }): Promise<Outcome<void>> => {
    await ctx.db
      .updateTable("acquiring_order")
      .set({ state: "paying", asks: 0, next_ask_at: nextAsk(ctx.clock.now(), 0) })
      .where("order_no", "=", input.orderNo)
      .where("state", "=", "created")
      .execute()
    ctx.note({ object: "acquiring-order", objectId: input.orderNo, after: { state: "paying" } })
    return ok()
  },
)

async function setPayUrl(ctx: Ctx, orderNo: string, payUrl: string): Promise<void> {
  await ctx.db
    .updateTable("acquiring_order")
    .set({ pay_url: payUrl, last_error: null })
    .where("order_no", "=", orderNo)
    .execute()
}

/** What a payer does in a demo: opens the sandbox channel's page and pays. The money is booked when this resolves. */
export async function payAsPayer(ctx: Ctx, orderNo: string): Promise<Outcome<PayPage>> {
  const page = await payPage(ctx, orderNo)
  if (!page.ok || page.value.payUrl === null) return page
  await fetch(page.value.payUrl, { method: "POST", redirect: "manual" })
  return payPage(ctx, orderNo)
}
