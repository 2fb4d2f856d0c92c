// A merchant's own takings, opened by a clerk or by the merchant's people for the customer who stands there.
import { flow } from "#kernel/flow"
import type { Outcome } from "#kernel/refusal"
import { directKind } from "./direct.ts"
import { findMerchant } from "./merchants.ts"
import { channelTitles, isOnline, type Channel } from "./model.ts"
import { openOrder, type OpenedOrder } from "./orders.ts"
import { refuse } from "./refusals.ts"

const payMinutes = 30

interface Direct {
  merchantId: string
  amountFen: bigint
  title: string
  channel: Channel
  payerName?: string | undefined
}

/** What a scene is paid for is opened by the scene. */
export const openDirect = flow(
  { name: "acquiring.open-direct", permission: "acquiring.till" },
  async (ctx, input: Direct): Promise<Outcome<OpenedOrder>> => {
    const merchant = await findMerchant(ctx, input.merchantId)
    if (!merchant.ok) return merchant
    // Cash, slips and transfers are confirmed at the bank's counter: a merchant opens what its customer pays by a code.
    if (ctx.actor.kind === "portal" && !isOnline(input.channel))
      return refuse["E-CHANNEL"]({ channel: channelTitles[input.channel].zh }, "channel")
    if (merchant.value.settlement_account_no === null) return refuse["E-KIND"]({ kind: merchant.value.name })
    const now = ctx.clock.now()
    return openOrder(ctx, {
      ...input,
      kind: directKind,
      // Each press is a sale of its own: the same price twice is two customers.
      ownerId: ctx.idempotencyKey ?? ctx.requestId,
      expiresAt: new Date(now.getTime() + payMinutes * 60_000),
    })
  },
)
