// From a file to a bill: batches, bills with their changes, and the payers they stand under.
import { z } from "zod"
import { amount, date, endpoint, instant, pageOf, paging, uuid } from "#contract/kernel/http"
import { codeRules, components, itemKinds, orders } from "../model.ts"
import { batchStates, billStates } from "../states.ts"

const tag = "collection"
const org = z.object({ id: uuid })
const asked = z.object({ approvalId: uuid })

export const batchView = z
  .object({
    id: uuid,
    batchNo: z.string(),
    bills: z.number().int(),
    total: amount,
    state: z.enum(batchStates),
    madeByName: z.string(),
    madeAt: instant,
    publishedOn: date.nullable(),
    jobId: uuid.nullable(),
    approvalId: uuid.nullable(),
  })
  .meta({ id: "CollectionBatch" })

export const listBatches = endpoint({
  method: "GET",
  path: "/collection/orgs/:id/batches",
  tag,
  summary: { zh: "账单批次", en: "Batches of bills" },
  params: org,
  response: z.array(batchView),
})

export const getBatch = endpoint({
  method: "GET",
  path: "/collection/batches/:id",
  tag,
  summary: { zh: "一批账单：发布前看到的结果", en: "One batch and what publishing does" },
  params: org,
  response: batchView.extend({
    items: z.array(z.object({ name: z.string(), bills: z.number().int(), total: amount })),
    payers: z.number().int(),
    newPayers: z.number().int(),
    withPhone: z.number().int(),
    aheadUsed: amount,
    /** How many of its bills are published by now. */
    published: z.number().int(),
    orgId: uuid,
    sample: z.array(
      z.object({
        billNo: z.string(),
        payerKey: z.string(),
        payerName: z.string(),
        item: z.string(),
        amount,
        dueOn: date,
      }),
    ),
  }),
})

export const askPublishEndpoint = endpoint({
  method: "POST",
  path: "/collection/batches/:id/publish",
  tag,
  summary: { zh: "提交发布", en: "Ask for publication" },
  params: org,
  body: z.object({}),
  response: asked,
})

export const billItem = z
  .object({
    billNo: z.string(),
    payerKey: z.string(),
    payerName: z.string(),
    group: z.string(),
    item: z.string(),
    period: z.string(),
    dueOn: date,
    principal: amount,
    owed: amount,
    lateFee: amount,
    daysLate: z.number().int(),
    state: z.enum(billStates),
  })
  .meta({ id: "CollectionBill" })

export const listBills = endpoint({
  method: "GET",
  path: "/collection/orgs/:id/bills",
  tag,
  summary: { zh: "账单", en: "Bills" },
  params: org,
  query: paging.extend({
    text: z.string().optional(),
    state: z.enum(billStates).optional(),
    itemId: uuid.optional(),
    group: z.string().optional(),
    overdue: z.enum(["yes"]).optional(),
  }),
  response: pageOf(billItem),
})

/** Readings and price of a metered bill. */
export const readingView = z.object({
  from: z.string(),
  to: z.string(),
  used: z.string(),
  price: z.string(),
  unit: z.string(),
})

export const billDetail = billItem
  .extend({
    kind: z.enum(itemKinds),
    reading: readingView.nullable(),
    orgId: uuid,
    orgName: z.string(),
    payerId: uuid,
    code: z.string(),
    allowPartial: z.boolean(),
    minPartial: amount,
    allocation: z.enum(orders),
    yearlyBp: z.number(),
    graceDays: z.number().int(),
    steps: z.array(z.object({ from: date, to: date, days: z.number().int(), principal: amount, fee: amount })),
    events: z.array(
      z.object({
        on: date,
        kind: z.enum(["pay", "relief", "waive"]),
        amount,
        parts: z.array(z.object({ component: z.enum(components), amount })),
        orderNo: z.string().nullable(),
        receiptNo: z.string().nullable(),
        reason: z.string().nullable(),
        by: z.string(),
      }),
    ),
    reminders: z.array(z.object({ kind: z.string(), on: date })),
    accountKey: z.string(),
  })
  .meta({ id: "CollectionBillDetail" })

export const getBill = endpoint({
  method: "GET",
  path: "/collection/bills/:billNo",
  tag,
  summary: { zh: "一张账单：欠多少，为什么", en: "One bill: what is owed and why" },
  params: z.object({ billNo: z.string() }),
  response: billDetail,
})

const reason = z.string().trim().min(4).max(200)

export const askReliefEndpoint = endpoint({
  method: "POST",
  path: "/collection/bills/:billNo/relief",
  tag,
  summary: { zh: "申请减免本金或违约金", en: "Ask for a reduction" },
  params: z.object({ billNo: z.string() }),
  body: z.object({ what: z.enum(["relief", "waive"]), amount, reason }),
  response: asked,
})

export const askVoidEndpoint = endpoint({
  method: "POST",
  path: "/collection/bills/:billNo/void",
  tag,
  summary: { zh: "申请作废", en: "Ask to make it void" },
  params: z.object({ billNo: z.string() }),
  body: z.object({ reason }),
  response: asked,
})

export const payAtCounter = endpoint({
  method: "POST",
  path: "/collection/bills/:billNo/counter",
  tag,
  summary: { zh: "柜面现金代收", en: "Take cash for a bill" },
  params: z.object({ billNo: z.string() }),
  body: z.object({ amount, payerName: z.string().trim().min(1).max(40) }),
  response: z.object({ orderNo: z.string(), receiptNo: z.string() }),
})

export const payerItem = z
  .object({
    id: uuid,
    key: z.string(),
    name: z.string(),
    group: z.string(),
    phoneMasked: z.string().nullable(),
    code: z.string(),
    codeRule: z.enum(codeRules),
    openBills: z.number().int(),
    ahead: amount,
  })
  .meta({ id: "CollectionPayer" })

export const listPayers = endpoint({
  method: "GET",
  path: "/collection/orgs/:id/payers",
  tag,
  summary: { zh: "缴费户", en: "Payers" },
  params: org,
  query: paging.extend({ text: z.string().optional() }),
  response: pageOf(payerItem),
})
