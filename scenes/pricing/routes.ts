// Contract and handler side by side; no rule lives here.
import { parseAmount } from "#ledger"
import type { Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { RouteModule } from "#kernel/scene"
import * as contract from "./contract.ts"
import { coverOf, feeAccount } from "./flows/account.ts"
import { proposeChange } from "./flows/changing.ts"
import { endService, giveConsent, orderService } from "./flows/consent.ts"
import { chargeOrder, quote, type Asked } from "./flows/counter.ts"
import { askRefund } from "./flows/refunding.ts"
import { acceptOffer, subscribe } from "./flows/subscribing.ts"
import type { Size } from "./model.ts"
import { yuan, type Quote } from "./rules.ts"
import { chargesBy } from "./queries/charges.ts"
import { savingsBoard, savingsOf } from "./queries/savings.ts"
import { ownSubscriptions, servicesOf, subscriptionOf, subscriptionsBy } from "./queries/subscriptions.ts"
import { historyOf, priceListOn, todayOf } from "./queries/tariff.ts"

const read = "pricing.read"

interface QuoteAsked extends Asked {
  on?: string | undefined
  size?: Size | undefined
  accountNo?: string | undefined
}

/** An account brings its firm's size and packages; whoever may not see it is told there is none. */
async function quoted(ctx: Ctx, asked: QuoteAsked): Promise<Outcome<Quote>> {
  const on = asked.on ?? (await todayOf(ctx))
  if (!asked.accountNo) return quote(ctx, { ...asked, on, size: asked.size ?? null })
  const account = await feeAccount(ctx, asked.accountNo)
  if (!account.ok) return account
  const cover = await coverOf(ctx, { accountNo: asked.accountNo, itemCode: asked.itemCode, on })
  return quote(ctx, { ...asked, on, size: account.value.size, cover })
}

const reads: RouteModule = ({ on }) => {
  on(contract.priceList, null, async (ctx, { query }) => ok(await priceListOn(ctx, query.on ?? (await todayOf(ctx)))))
  on(contract.quoteFeeEndpoint, null, async (ctx, { query }) => {
    const found = await quoted(ctx, query)
    if (!found.ok) return found
    const { grossFen, netFen, trace } = found.value
    return ok({ gross: yuan(grossFen), net: yuan(netFen), saved: yuan(grossFen - netFen), trace })
  })
  on(contract.itemHistory, read, (ctx, { params }) => historyOf(ctx, params.code))
  on(contract.listSubscriptions, read, async (ctx, { query }) => ok(await subscriptionsBy(ctx, query)))
  on(contract.getSubscription, read, (ctx, { params }) => subscriptionOf(ctx, params.id))
  on(contract.listCharges, read, async (ctx, { query }) => ok(await chargesBy(ctx, query)))
  on(contract.savings, read, async (ctx, { query }) => ok(await savingsBoard(ctx, query)))
}

const portal: RouteModule = ({ on }) => {
  on(contract.ownPricing, "pricing.own", async (ctx) => {
    const partyId = ctx.actor.partyId!
    return ok({
      today: await todayOf(ctx),
      partyId,
      subscriptions: await ownSubscriptions(ctx),
      services: await servicesOf(ctx, { partyId }),
      savings: await savingsOf(ctx, {}),
    })
  })
  on(contract.ownCharges, "pricing.own", async (ctx, { query }) => ok(await chargesBy(ctx, query)))
}

const writes: RouteModule = ({ on }) => {
  on(contract.proposePrice, "pricing.propose", (ctx, { params, body }) =>
    proposeChange(ctx, { itemCode: params.code, ...body }),
  )
  on(contract.proposeItem, "pricing.propose", (ctx, { body }) => proposeChange(ctx, { what: "item", ...body }))
  on(contract.proposeWaiver, "pricing.propose", (ctx, { body }) => proposeChange(ctx, { what: "waiver", ...body }))
  on(contract.proposePackage, "pricing.propose", (ctx, { body }) => proposeChange(ctx, { what: "package", ...body }))
  on(contract.subscribeEndpoint, "pricing.subscribe", (ctx, { body }) => subscribe(ctx, body))
  on(contract.acceptEndpoint, "pricing.accept", (ctx, { params, body }) => acceptOffer(ctx, { ...params, ...body }))
  on(contract.consentEndpoint, "pricing.accept", (ctx, { params, body }) => giveConsent(ctx, { ...params, ...body }))
  on(contract.orderServiceEndpoint, "pricing.accept", (ctx, { body }) => orderService(ctx, body))
  on(contract.endServiceEndpoint, "pricing.accept", (ctx, { params }) => endService(ctx, params))
  on(contract.chargeEndpoint, "pricing.charge", (ctx, { body }) => chargeOrder(ctx, body))
  on(contract.refundEndpoint, "pricing.refund", (ctx, { params, body }) =>
    askRefund(ctx, { chargeId: params.id, ...body, amountFen: parseAmount(body.amount, 2) ?? 0n }),
  )
}

export const routes: RouteModule = (all) => {
  reads(all)
  portal(all)
  writes(all)
}
