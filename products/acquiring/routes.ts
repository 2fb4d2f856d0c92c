// Contract and handler side by side; no rule lives here.
import { parseAmount } from "#ledger"
import { sheetMediaType } from "#kernel/excel"
import { inScope } from "#kernel/org"
import { ok } from "#kernel/refusal"
import type { RouteModule } from "#kernel/scene"
import { askOrder } from "./ask-orders.ts"
import { loadBill } from "./bills/load.ts"
import { confirmWaiting } from "./confirm.ts"
import * as contract from "./contract.ts"
import { confirmAtCounter } from "./counter.ts"
import { askMerchant, holdSettlement, proposePlan } from "./merchant-people.ts"
import { isOnline } from "./model.ts"
import { findOrder } from "./orders.ts"
import * as ownContract from "./own/contract.ts"
import { dayBillOf, ownMerchantsOf, peopleOfMerchant, takingsOf } from "./own/takings.ts"
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
import { openDirect } from "./till.ts"

const read = "acquiring.read"
/** Orders, refunds and settlements, which a merchant's own people see of their own. */
const takings = "acquiring.takings"
const fen = (text: string): bigint => parseAmount(text, 2) ?? 0n
const orders: RouteModule = ({ on }) => {
  on(contract.listOrders, takings, async (ctx, { query }) => ok(await ordersBy(ctx, query)))
  on(contract.getOrder, takings, (ctx, { params }) => orderStory(ctx, params.orderNo))
  on(contract.openDirect, "acquiring.till", (ctx, { body }) =>
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
  on(contract.listRefunds, takings, async (ctx, { query }) => ok(await refundsBy(ctx, query)))
  on(contract.getRefund, takings, (ctx, { params }) => refundOf(ctx, params.refundNo))
  on(contract.payOutEndpoint, "acquiring.refund", (ctx, { params, body }) => askBankPayOut(ctx, { ...params, ...body }))
  on(contract.refundAgainEndpoint, "acquiring.refund", (ctx, { params }) => sendRefundAgain(ctx, params))
}

const merchants: RouteModule = ({ on }) => {
  on(contract.listMerchants, read, async (ctx, { query }) => ok(await merchantsBy(ctx, query)))
  on(contract.getMerchant, takings, (ctx, { params }) => merchantDetail(ctx, params.id))
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
  on(contract.listSettlements, takings, async (ctx, { query }) => ok(await settlementsBy(ctx, query)))
  on(contract.getSettlement, takings, (ctx, { params }) => settlementDetail(ctx, params.id))
}

const own: RouteModule = ({ on, download }) => {
  on(ownContract.ownMerchants, "acquiring.own", (ctx) => ownMerchantsOf(ctx))
  on(ownContract.getTakings, takings, (ctx, { params }) => takingsOf(ctx, params.id))
  on(ownContract.merchantPeople, takings, (ctx, { params }) => peopleOfMerchant(ctx, params.id))
  download(ownContract.dayBill, takings, async (ctx, { params, query }) => {
    const bill = await dayBillOf(ctx, { ...params, ...query })
    return bill.ok ? ok({ ...bill.value, mediaType: sheetMediaType }) : bill
  })
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
  own(all)
  recon(all)
}
