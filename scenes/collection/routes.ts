// Contract and handler side by side; no rule lives here.
import { ok } from "#kernel/refusal"
import type { RouteModule } from "#kernel/scene"
import * as bills from "./bills/contract.ts"
import * as contract from "./contract.ts"
import { askRefund, askRelief, askVoid } from "./flows/changes.ts"
import { checkoutByCode } from "./flows/checkout.ts"
import { openOrg, ownOrg } from "./flows/org.ts"
import { addItem, itemsBy, stopItem } from "./items/items.ts"
import { payOwnBills, takeCash } from "./flows/own.ts"
import { askPublish } from "./flows/publish.ts"
import { claimTransfer, returnTransfer, takeTransfer } from "./flows/transfer.ts"
import * as items from "./items/contract.ts"
import * as money from "./money/contract.ts"
import * as payer from "./portal-contract.ts"
import { billOf, billsBy } from "./queries/bills.ts"
import { batchesBy, batchOf, fenOf, payersBy, paymentsBy, refundsBy, transfersBy } from "./queries/lists.ts"
import { dashboardOf, orgsBy, orgView } from "./queries/orgs.ts"
import { byCode, ownViews, receiptsOf, resultOf } from "./queries/payer.ts"

const read = "collection.read"

const reads: RouteModule = ({ on }) => {
  on(contract.listOrgs, read, async (ctx) => ok(await orgsBy(ctx)))
  on(contract.getOwnOrg, "collection.org", async (ctx) => {
    const org = await ownOrg(ctx)
    return org.ok ? ok(orgView(org.value)) : org
  })
  on(contract.getDashboard, read, (ctx, { params }) => dashboardOf(ctx, params.id))
  on(items.listItems, read, (ctx, { params }) => itemsBy(ctx, params.id))
  on(bills.listBatches, read, (ctx, { params }) => batchesBy(ctx, params.id))
  on(bills.getBatch, read, (ctx, { params }) => batchOf(ctx, params.id))
  on(bills.listBills, read, (ctx, { params, query }) => billsBy(ctx, params.id, query))
  on(bills.getBill, read, (ctx, { params }) => billOf(ctx, params.billNo))
  on(money.listPayments, read, (ctx, { params, query }) => paymentsBy(ctx, params.id, query))
  on(money.listRefunds, read, (ctx, { params }) => refundsBy(ctx, params.id))
  on(bills.listPayers, read, (ctx, { params, query }) => payersBy(ctx, params.id, query))
  on(money.listTransfers, read, (ctx, { query }) => transfersBy(ctx, query))
}

const writes: RouteModule = ({ on }) => {
  on(contract.openOrgEndpoint, "collection.open", (ctx, { body }) => openOrg(ctx, body))
  on(items.addItemEndpoint, "collection.item", (ctx, { params, body }) =>
    addItem(ctx, { orgId: params.id, ...body, minPartialFen: fenOf(body.minPartial) }),
  )
  on(items.stopItemEndpoint, "collection.item", (ctx, { params }) =>
    stopItem(ctx, { orgId: params.id, itemId: params.itemId }),
  )
  on(bills.askPublishEndpoint, "collection.import", (ctx, { params }) => askPublish(ctx, { batchId: params.id }))
  on(bills.askReliefEndpoint, "collection.change", (ctx, { params, body }) =>
    askRelief(ctx, { billNo: params.billNo, what: body.what, amountFen: fenOf(body.amount), reason: body.reason }),
  )
  on(bills.askVoidEndpoint, "collection.change", (ctx, { params, body }) =>
    askVoid(ctx, { billNo: params.billNo, reason: body.reason }),
  )
  on(money.askRefundEndpoint, "collection.change", (ctx, { params, body }) =>
    askRefund(ctx, { orderNo: params.orderNo, amountFen: fenOf(body.amount), reason: body.reason }),
  )
  on(bills.payAtCounter, "collection.counter", (ctx, { params, body }) =>
    takeCash(ctx, { billNo: params.billNo, amountFen: fenOf(body.amount), payerName: body.payerName }),
  )
  on(money.takeTransferEndpoint, "collection.transfer", (ctx, { body }) =>
    takeTransfer(ctx, { ...body, amountFen: fenOf(body.amount), outlet: ctx.actor.outlet ?? "HQ" }),
  )
  on(money.claimTransferEndpoint, "collection.transfer", (ctx, { params, body }) =>
    claimTransfer(ctx, { transferId: params.id, code: body.code }),
  )
  on(money.returnTransferEndpoint, "collection.transfer", (ctx, { params, body }) =>
    returnTransfer(ctx, { transferId: params.id, reason: body.reason }),
  )
}

const linesOf = (lines: { billNo: string; amount: string }[]) =>
  lines.map((line) => ({ billNo: line.billNo, amountFen: fenOf(line.amount) }))

const payers: RouteModule = ({ on }) => {
  on(payer.openOrgs, null, async (ctx) => {
    const rows = await ctx.db
      .selectFrom("collection_org")
      .select(["org_no", "name"])
      .where("state", "=", "open")
      .orderBy("name")
      .execute()
    return ok(rows.map((row) => ({ orgNo: row.org_no, name: row.name })))
  })
  on(payer.findByCode, null, (ctx, { body }) => byCode(ctx, body))
  on(payer.payByCode, null, (ctx, { body }) => checkoutByCode(ctx, { ...body, lines: linesOf(body.lines) }))
  on(payer.checkoutResult, null, (ctx, { params }) => resultOf(ctx, params.id))
  on(payer.ownBills, "collection.pay", (ctx) => ownViews(ctx))
  on(payer.payOwn, "collection.pay", (ctx, { body }) => payOwnBills(ctx, { ...body, lines: linesOf(body.lines) }))
  on(payer.ownReceipts, "collection.pay", (ctx) => receiptsOf(ctx))
}

export const routes: RouteModule = (made) => {
  reads(made)
  writes(made)
  payers(made)
}
