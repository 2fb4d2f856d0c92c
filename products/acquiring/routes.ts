// Contract and handler side by side; no rule lives here.
import { parseAmount } from "#ledger"
import { flow } from "#kernel/flow"
import { inScope } from "#kernel/org"
import { ok, type Outcome } from "#kernel/refusal"
import type { RouteModule } from "#kernel/scene"
import { askOrder } from "./ask-orders.ts"
import { loadBill } from "./bills/load.ts"
import { confirmWaiting } from "./confirm.ts"
import * as contract from "./contract.ts"
import { confirmAtCounter } from "./counter.ts"
import { directKind } from "./direct.ts"
import { askMerchant, holdSettlement, proposePlan } from "./merchant-people.ts"
import { findMerchant } from "./merchants.ts"
import { isOnline, type Channel } from "./model.ts"
import { findOrder, openOrder, type OpenedOrder } from "./orders.ts"
import { merchantDetail, merchantsBy, settlementDetail, settlementsBy } from "./queries/merchants.ts"
import { orderStory, ordersBy, refundOf, refundsBy } from "./queries/orders.ts"
import { board, dayDetail, itemsBy } from "./queries/recon.ts"
import * as reconContract from "./recon/contract.ts"
import { recordBankLine, signDay } from "./recon/day.ts"
import { fetchAndMatch } from "./recon/fetch.ts"
import { loadedFile, matchDay } from "./recon/match.ts"
import { proposeResolution } from "./recon/resolve.ts"
import { askBankPayOut, askRefund, sendRefundAgain } from "./refund-people.ts"
import { refuse } from "./refusals.ts"
import type { OrderState } from "./states.ts"

const read = "acquiring.read"
const fen = (text: string): bigint => parseAmount(text, 2) ?? 0n
const payMinutes = 30

interface Direct {
  merchantId: string
  amountFen: bigint
  title: string
  channel: Channel
  payerName?: string | undefined
}

/** A merchant's own takings; what a scene is paid for is opened by the scene. */
const openDirect = flow(
  { name: "acquiring.open-direct", permission: "acquiring.counter" },
  async (ctx, input: Direct): Promise<Outcome<OpenedOrder>> => {
    const merchant = await findMerchant(ctx, input.merchantId)
    if (!merchant.ok) return merchant
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

const orders: RouteModule = ({ on }) => {
  on(contract.listOrders, read, async (ctx, { query }) => ok(await ordersBy(ctx, query)))
  on(contract.getOrder, read, (ctx, { params }) => orderStory(ctx, params.orderNo))
  on(contract.openDirect, "acquiring.counter", (ctx, { body }) =>
    openDirect(ctx, { ...body, amountFen: fen(body.amount) }),
  )
  on(contract.confirmCounter, "acquiring.counter", (ctx, { params, body }) =>
    confirmAtCounter(ctx, { ...params, ...body }),
  )
  on(contract.askChannel, read, async (ctx, { params }) => {
    const seen = await findOrder(ctx, params.orderNo)
    if (!seen.ok) return seen
    if (!isOnline(seen.value.channel)) return refuse["E-CHANNEL"]({ channel: seen.value.channel })
    await askOrder(ctx, params.orderNo)
    await confirmWaiting(ctx)
    const after = await findOrder(ctx, params.orderNo)
    return after.ok ? ok({ state: after.value.state as OrderState }) : after
  })
  on(contract.askRefundEndpoint, "acquiring.refund", (ctx, { params, body }) =>
    askRefund(ctx, { ...params, ...body, amountFen: fen(body.amount) }),
  )
  on(contract.listRefunds, read, async (ctx, { query }) => ok(await refundsBy(ctx, query)))
  on(contract.getRefund, read, (ctx, { params }) => refundOf(ctx, params.refundNo))
  on(contract.payOutEndpoint, "acquiring.refund", (ctx, { params, body }) => askBankPayOut(ctx, { ...params, ...body }))
  on(contract.refundAgainEndpoint, "acquiring.refund", (ctx, { params }) => sendRefundAgain(ctx, params))
}

const merchants: RouteModule = ({ on }) => {
  on(contract.listMerchants, read, async (ctx, { query }) => ok(await merchantsBy(ctx, query)))
  on(contract.getMerchant, read, (ctx, { params }) => merchantDetail(ctx, params.id))
  on(contract.askMerchantEndpoint, "acquiring.merchant", async (ctx, { body }) => {
    const account = await ctx.db
      .selectFrom("deposit_account")
      .select(["party_id", "outlet"])
      .where("account_no", "=", body.settlementAccountNo)
      .executeTakeFirst()
    if (!account || !inScope(ctx, account.outlet))
      return refuse["E-ACCOUNT"]({ accountNo: body.settlementAccountNo }, "settlementAccountNo")
    return askMerchant(ctx, { ...body, partyId: account.party_id, outlet: account.outlet })
  })
  on(contract.proposePlanEndpoint, "acquiring.merchant", (ctx, { params, body }) =>
    proposePlan(ctx, { merchantId: params.id, ...body }),
  )
  on(contract.holdEndpoint, "acquiring.merchant", (ctx, { params, body }) =>
    holdSettlement(ctx, { merchantId: params.id, ...body }),
  )
  on(contract.listSettlements, read, async (ctx, { query }) => ok(await settlementsBy(ctx, query)))
  on(contract.getSettlement, read, (ctx, { params }) => settlementDetail(ctx, params.id))
}

const recon: RouteModule = ({ on, upload }) => {
  on(reconContract.reconBoard, read, (ctx, { query }) => board(ctx, query.to))
  on(reconContract.getReconDay, read, (ctx, { params }) => dayDetail(ctx, params))
  on(reconContract.listItems, read, async (ctx, { query }) => ok(await itemsBy(ctx, query)))
  on(reconContract.fetchDay, "acquiring.reconcile", async (ctx, { params }) => {
    const { channel, day } = params
    if (await loadedFile(ctx, params)) {
      const again = await matchDay(ctx, params)
      return again.ok ? ok({ result: "matched" }) : again
    }
    if (!isOnline(channel)) return refuse["E-NO-FILE"]({ channel, day })
    const fetched = await fetchAndMatch(ctx, { channel, day })
    return fetched.ok ? ok({ result: fetched.value }) : fetched
  })
  upload(reconContract.uploadBill, "acquiring.reconcile", async (ctx, { params, file }) => {
    const loaded = await loadBill(ctx, { ...params, name: file.name, content: once(file.content) })
    if (!loaded.ok) return loaded
    const matched = await matchDay(ctx, params)
    return matched.ok ? ok({ rows: loaded.value.rows, open: matched.value.open }) : matched
  })
  on(reconContract.bankLineEndpoint, "acquiring.reconcile", (ctx, { params, body }) =>
    recordBankLine(ctx, { ...params, ...body, amountFen: fen(body.amount) }),
  )
  on(reconContract.signDayEndpoint, "acquiring.sign", (ctx, { params, body }) => signDay(ctx, { ...params, ...body }))
  on(reconContract.resolveEndpoint, "acquiring.reconcile", (ctx, { params, body }) =>
    proposeResolution(ctx, { itemId: params.id, ...body }),
  )
}

async function* once(content: Buffer): AsyncGenerator<Uint8Array> {
  yield content
}

export const routes: RouteModule = (all) => {
  orders(all)
  merchants(all)
  recon(all)
}
