// What acquiring does between requests: takes news, sends refunds, asks channels for what it has not heard of, and
// closes what nobody paid in time. Each order fails alone; a channel that is down costs its own orders only.
import { confirmWaiting } from "./confirm.ts"
import type { Ctx } from "#kernel/flow"
import { askOrders } from "./ask-orders.ts"
import { sendRefunds } from "./send-refunds.ts"

/** One round; returns how much was done, so that a demo can go on until nothing is left. */
export async function tendAcquiring(ctx: Ctx): Promise<number> {
  const taken = await confirmWaiting(ctx)
  const [sent, asked] = await Promise.all([sendRefunds(ctx), askOrders(ctx)])
  return taken + sent + asked + (sent + asked > 0 ? await confirmWaiting(ctx) : 0)
}
