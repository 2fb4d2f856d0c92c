// Paying at the bank's counter: the clerk takes the parent's money for a signed contract; it goes into custody at once.
import { flow } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { confirmNow } from "#products/acquiring"
import { orderFor } from "../store.ts"
import { openPayment } from "./signing.ts"

export const payAtCounter = flow(
  { name: "training-fund.counter", permission: "training-fund.receive" },
  async (ctx, input: { orderId: string }): Promise<Outcome<{ orderNo: string }>> => {
    const found = await orderFor(ctx, input.orderId)
    if (!found.ok) return found
    const opened = await openPayment(ctx, { order: found.value.order, channel: "counter" })
    if (!opened.ok) return opened
    const done = await confirmNow(ctx, { orderNo: opened.value.orderNo })
    return done.ok ? ok({ orderNo: opened.value.orderNo }) : done
  },
)
