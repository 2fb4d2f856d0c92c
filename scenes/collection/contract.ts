// The collection cloud over HTTP for the bank's staff and, with the same shapes, for the organisation's own people.
import { z } from "zod"
import { amount, date, endpoint, instant, pageOf, paging, uuid } from "#contract/kernel/http"
import { codeRules, components, itemKinds, orders, receiptKinds } from "./model.ts"
import { ageBands } from "./rules/ageing.ts"
import { batchStates, billStates, transferStates } from "./states.ts"

const tag = "collection"
const done = z.object({ id: z.string() })
const asked = z.object({ approvalId: uuid })
const org = z.object({ id: uuid })

export const orgView = z
  .object({
    id: uuid,
    orgNo: z.number().int(),
    partyId: uuid,
    name: z.string(),
    outlet: z.string(),
    settlementAccountNo: z.string(),
    codeRule: z.enum(codeRules),
    state: z.enum(["open", "closed"]),
    payers: z.number().int(),
    merchantId: uuid,
  })
  .meta({ id: "CollectionOrg" })

export const listOrgs = endpoint({
  method: "GET",
  path: "/collection/orgs",
  tag,
  summary: { zh: "收费单位", en: "Organisations" },
  response: z.array(orgView.extend({ openBills: z.number().int(), openPrincipal: amount, paidThisMonth: amount })),
})

export const openOrgEndpoint = endpoint({
  method: "POST",
  path: "/collection/orgs",
  tag,
  summary: { zh: "开通收费单位", en: "Open an organisation" },
  body: z.object({
    partyId: uuid,
    settlementAccountNo: z.string().min(1).max(32),
    feeBp: z.number().int().min(0).max(100),
    codeRule: z.enum(codeRules),
  }),
  response: done,
})

/** The organisation of the signed-in person. */
export const getOwnOrg = endpoint({
  method: "GET",
  path: "/collection/own",
  tag,
  summary: { zh: "本单位", en: "One's own organisation" },
  response: orgView,
})

export const dashboard = z
  .object({
    org: orgView,
    published: amount,
    paid: amount,
    /** Share of published principal that is paid, in hundredths of a per cent. */
    rateBp: z.number().int(),
    ageing: z.array(z.object({ band: z.enum(ageBands), bills: z.number().int(), principal: amount })),
    byItem: z.array(
      z.object({ code: z.string(), name: z.string(), published: amount, paid: amount, bills: z.number().int() }),
    ),
    byGroup: z.array(z.object({ group: z.string(), published: amount, paid: amount, bills: z.number().int() })),
    channels: z.array(z.object({ channel: z.string(), payments: z.number().int(), amount, fee: amount })),
    days: z.array(z.object({ day: date, amount, payments: z.number().int() })),
    lateFees: amount,
    waived: z.array(z.object({ by: z.string(), amount, bills: z.number().int() })),
    reminders: z.object({ sent: z.number().int(), paidWithinWeek: z.number().int() }),
    aheadTotal: amount,
    /** What went back, by the reason given. */
    refunds: z.array(z.object({ reason: z.string(), refunds: z.number().int(), amount })),
    upcoming: z.array(z.object({ settleOn: date, orders: z.number().int(), gross: amount })),
    settled: z.array(
      z.object({
        settlementNo: z.string(),
        settleOn: date,
        orders: z.number().int(),
        gross: amount,
        refunds: amount,
        fee: amount,
        net: amount,
        isPaid: z.boolean(),
      }),
    ),
  })
  .meta({ id: "CollectionDashboard" })

export const getDashboard = endpoint({
  method: "GET",
  path: "/collection/orgs/:id/dashboard",
  tag,
  summary: { zh: "收缴情况", en: "How collecting stands" },
  params: org,
  response: dashboard,
})

export const itemView = z
  .object({
    id: uuid,
    code: z.string(),
    name: z.string(),
    kind: z.enum(itemKinds),
    allowPartial: z.boolean(),
    minPartial: amount,
    latePpm: z.number().int(),
    /** The late fee as a yearly rate, hundredths of a per cent. */
    yearlyBp: z.number(),
    graceDays: z.number().int(),
    allocation: z.enum(orders),
    receiptKind: z.enum(receiptKinds),
    state: z.enum(["active", "stopped"]),
  })
  .meta({ id: "CollectionItem" })

export const listItems = endpoint({
  method: "GET",
  path: "/collection/orgs/:id/items",
  tag,
  summary: { zh: "收费项目", en: "Items" },
  params: org,
  response: z.object({ items: z.array(itemView), ceilingBp: z.number().int() }),
})

export const addItemEndpoint = endpoint({
  method: "POST",
  path: "/collection/orgs/:id/items",
  tag,
  summary: { zh: "新建收费项目", en: "Add an item" },
  params: org,
  body: z.object({
    code: z.string().trim().min(1).max(20),
    name: z.string().trim().min(2).max(40),
    kind: z.enum(itemKinds),
    allowPartial: z.boolean(),
    minPartial: amount,
    latePpm: z.number().int().min(0).max(100_000),
    graceDays: z.number().int().min(0).max(365),
    allocation: z.enum(orders),
    receiptKind: z.enum(receiptKinds),
  }),
  response: done,
})

export const stopItemEndpoint = endpoint({
  method: "POST",
  path: "/collection/orgs/:id/items/:itemId/stop",
  tag,
  summary: { zh: "停用收费项目", en: "Stop an item" },
  params: z.object({ id: uuid, itemId: uuid }),
  body: z.object({}),
})

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

export const billDetail = billItem
  .extend({
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

export const paymentItem = z
  .object({
    orderNo: z.string(),
    receiptNo: z.string(),
    payerKey: z.string(),
    payerName: z.string(),
    channel: z.string(),
    amount,
    refunded: amount,
    paidAt: instant,
    bookedOn: date,
    bills: z.array(z.object({ billNo: z.string(), item: z.string(), amount })),
  })
  .meta({ id: "CollectionPayment" })

export const listPayments = endpoint({
  method: "GET",
  path: "/collection/orgs/:id/payments",
  tag,
  summary: { zh: "缴费记录", en: "Payments" },
  params: org,
  query: paging.extend({ text: z.string().optional() }),
  response: pageOf(paymentItem),
})

export const askRefundEndpoint = endpoint({
  method: "POST",
  path: "/collection/payments/:orderNo/refund",
  tag,
  summary: { zh: "申请退款", en: "Ask for a refund" },
  params: z.object({ orderNo: z.string() }),
  body: z.object({ amount, reason }),
  response: asked,
})

export const listRefunds = endpoint({
  method: "GET",
  path: "/collection/orgs/:id/refunds",
  tag,
  summary: { zh: "退款", en: "Refunds" },
  params: org,
  response: z.array(
    z.object({
      id: uuid,
      orderNo: z.string(),
      receiptNo: z.string(),
      payerName: z.string(),
      amount,
      reason: z.string(),
      state: z.enum(["asked", "sent", "success", "bank", "declined"]),
      askedBy: z.string(),
      askedAt: instant,
      endedAt: instant.nullable(),
    }),
  ),
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

export const transferItem = z
  .object({
    id: uuid,
    bankRef: z.string(),
    code: z.string(),
    payerName: z.string(),
    amount,
    state: z.enum(transferStates),
    orgName: z.string().nullable(),
    creditedTo: z.string().nullable(),
    isThirdParty: z.boolean(),
    ahead: amount,
    why: z.string().nullable(),
    receivedOn: date,
    returnOn: date.nullable(),
    endedBy: z.string().nullable(),
  })
  .meta({ id: "CollectionTransfer" })

export const listTransfers = endpoint({
  method: "GET",
  path: "/collection/transfers",
  tag,
  summary: { zh: "来账", en: "Incoming transfers" },
  query: paging.extend({ state: z.enum(transferStates).optional() }),
  response: pageOf(transferItem),
})

export const takeTransferEndpoint = endpoint({
  method: "POST",
  path: "/collection/transfers",
  tag,
  summary: { zh: "登记来账", en: "Enter a transfer" },
  body: z.object({
    bankRef: z.string().trim().min(4).max(40),
    code: z
      .string()
      .trim()
      .regex(/^\d{1,20}$/),
    payerName: z.string().trim().min(1).max(40),
    amount,
  }),
  response: z.object({ state: z.enum(transferStates), transferId: uuid }),
})

export const claimTransferEndpoint = endpoint({
  method: "POST",
  path: "/collection/transfers/:id/claim",
  tag,
  summary: { zh: "认领来账", en: "Claim a transfer" },
  params: org,
  body: z.object({
    code: z
      .string()
      .trim()
      .regex(/^\d{20}$/),
  }),
})

export const returnTransferEndpoint = endpoint({
  method: "POST",
  path: "/collection/transfers/:id/return",
  tag,
  summary: { zh: "退回来账", en: "Return a transfer" },
  params: org,
  body: z.object({ reason }),
})
