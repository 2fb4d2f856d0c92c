// Payments a person confirms: cash in the drawer, a slip of the terminal, a transfer that came in. Confirmed at once.
import { flow, type FlowCtx } from "#kernel/flow"
import { inScope } from "#kernel/org"
import { ok, type Outcome } from "#kernel/refusal"
import { takeNotices } from "./confirm.ts"
import { isOnline } from "./model.ts"
import { keepNews } from "./notices.ts"
import { refuse } from "./refusals.ts"
import { orderTitles, type OrderState } from "./states.ts"

export interface CounterPayment {
  orderNo: string
  /** Reference number of the terminal's slip or of the transfer; cash needs none. */
  tradeNo?: string | undefined
  payerName?: string | undefined
}

/** For staff; scenes that know of money by themselves (a transfer that came in) call confirmNow in their flow. */
export const confirmAtCounter = flow(
  { name: "acquiring.counter", permission: "acquiring.counter" },
  async (ctx, input: CounterPayment): Promise<Outcome<{ orderNo: string }>> => {
    const order = await ctx.db
      .selectFrom("acquiring_order")
      .innerJoin("acquiring_merchant", "acquiring_merchant.id", "acquiring_order.merchant_id")
      .select("acquiring_merchant.outlet")
      .where("order_no", "=", input.orderNo)
      .executeTakeFirst()
    if (!order || !inScope(ctx, order.outlet)) return refuse["E-ORDER"]({ orderNo: input.orderNo })
    return confirmNow(ctx, input)
  },
)

/** Books the payment in the caller's transaction; when the thing paid for refuses, nothing is taken. */
export async function confirmNow(ctx: FlowCtx, input: CounterPayment): Promise<Outcome<{ orderNo: string }>> {
  const { orderNo } = input
  const order = await ctx.db
    .selectFrom("acquiring_order")
    .selectAll()
    .where("order_no", "=", orderNo)
    .forUpdate()
    .executeTakeFirst()
  if (!order) return refuse["E-ORDER"]({ orderNo })
  if (isOnline(order.channel)) return refuse["E-CHANNEL"]({ channel: order.channel })
  if (order.state !== "created") return refuse["E-STATE"]({ orderNo, state: orderTitles[order.state as OrderState].zh })
  const tradeNo = input.tradeNo?.trim() || `${order.channel}-${orderNo}`
  const used = await ctx.db
    .selectFrom("acquiring_order")
    .select("order_no")
    .where("channel", "=", order.channel)
    .where("channel_trade_no", "=", tradeNo)
    .executeTakeFirst()
  if (used) return refuse["E-TRADE-USED"]({ tradeNo, orderNo: used.order_no }, "tradeNo")
  const now = ctx.clock.now()
  const news = { channel: order.channel, subject: orderNo, tradeNo, amountFen: order.amount_fen, couponFen: 0n }
  const said = { kind: "pay", outcome: "success", source: "counter" } as const
  await keepNews(ctx.db, now, [{ ...news, ...said, payer: input.payerName ?? null, happenedAt: now }])
  const { seq } = await ctx.db
    .selectFrom("acquiring_notice")
    .select("seq")
    .where("channel", "=", order.channel)
    .where("trade_no", "=", tradeNo)
    .where("kind", "=", "pay")
    .executeTakeFirstOrThrow()
  const taken = await takeNotices(ctx, { seqs: [seq] })
  if (!taken.ok) return taken
  const after = await ctx.db
    .selectFrom("acquiring_order")
    .select(["money", "refused"])
    .where("order_no", "=", orderNo)
    .executeTakeFirstOrThrow()
  // The payer stands at the counter: his money is not taken only to be sent back.
  if (after.money === "returning") return refuse["E-REFUSED"]({ why: after.refused ?? "" })
  return ok({ orderNo })
}
