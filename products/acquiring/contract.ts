// Acquiring over HTTP: orders, refunds, merchants and settlements. For staff; the reconciliation is recon/contract.ts.
import { z } from "zod"
import { amount, date, endpoint, instant, pageOf, paging, uuid } from "#contract/kernel/http"
import { channels } from "./model.ts"
import { orderStates, refundStates } from "./states.ts"

const tag = "acquiring"
const channel = z.enum(channels)
const text = (max: number) => z.string().trim().min(1).max(max)
const digits = z.string().regex(/^\w{1,64}$/)

export const orderView = z
  .object({
    orderNo: z.string(),
    kind: z.object({ zh: z.string(), en: z.string() }),
    title: z.string(),
    merchantId: uuid,
    merchant: z.string(),
    channel,
    amount,
    refunded: amount,
    coupon: amount,
    state: z.enum(orderStates),
    money: z.enum(["waiting", "moved", "returning"]).nullable(),
    split: z.enum(["held", "split", "finished"]).nullable(),
    tradeNo: z.string().nullable(),
    payer: z.string().nullable(),
    createdAt: instant,
    expiresAt: instant,
    paidAt: instant.nullable(),
    settleOn: date.nullable(),
    refused: z.string().nullable(),
    lastError: z.string().nullable(),
  })
  .meta({ id: "AcquiringOrder" })

export const refundView = z
  .object({
    refundNo: z.string(),
    orderNo: z.string(),
    merchant: z.string(),
    title: z.string(),
    channel,
    amount,
    payer: amount,
    coupon: amount,
    feeBack: amount,
    reason: z.string(),
    state: z.enum(refundStates),
    askedAt: instant,
    endedAt: instant.nullable(),
    channelRefundNo: z.string().nullable(),
    bankAccount: z.string().nullable(),
    bankName: z.string().nullable(),
    lastError: z.string().nullable(),
    approvalId: z.string().nullable(),
  })
  .meta({ id: "AcquiringRefund" })

export const listOrders = endpoint({
  method: "GET",
  path: "/acquiring/orders",
  tag,
  summary: { zh: "收单订单", en: "Orders, newest first" },
  query: paging.extend({
    q: z.string().max(80).optional(),
    channel: channel.optional(),
    state: z.enum(orderStates).optional(),
    merchantId: uuid.optional(),
    from: date.optional(),
    to: date.optional(),
  }),
  response: pageOf(orderView),
})

const stepView = z.object({ at: instant, zh: z.string(), en: z.string(), detail: z.string(), tone: z.string() })

export const getOrder = endpoint({
  method: "GET",
  path: "/acquiring/orders/:orderNo",
  tag,
  summary: { zh: "一笔订单", en: "One order with its story" },
  params: z.object({ orderNo: digits }),
  response: z.object({
    order: orderView,
    left: amount,
    refunds: z.array(refundView),
    shares: z.array(z.object({ name: z.string(), amount, clawed: amount })),
    steps: z.array(stepView),
    payUrl: z.string().nullable(),
  }),
})

export const openDirect = endpoint({
  method: "POST",
  path: "/acquiring/orders",
  tag,
  summary: { zh: "商户收款下单", en: "Open an order of a merchant" },
  body: z.object({ merchantId: uuid, amount, title: text(60), channel, payerName: z.string().max(40).optional() }),
  response: z.object({ orderNo: z.string(), payUrl: z.string().nullable() }),
})

export const confirmCounter = endpoint({
  method: "POST",
  path: "/acquiring/orders/:orderNo/confirm",
  tag,
  summary: { zh: "柜面确认收款", en: "Confirm at the counter" },
  params: z.object({ orderNo: digits }),
  body: z.object({ tradeNo: z.string().max(64).optional(), payerName: z.string().max(40).optional() }),
  response: z.object({ orderNo: z.string() }),
})

export const askChannel = endpoint({
  method: "POST",
  path: "/acquiring/orders/:orderNo/ask",
  tag,
  summary: { zh: "向渠道查询结果", en: "Ask the channel now" },
  params: z.object({ orderNo: digits }),
  response: z.object({ state: z.enum(orderStates) }),
})

export const askRefundEndpoint = endpoint({
  method: "POST",
  path: "/acquiring/orders/:orderNo/refunds",
  tag,
  summary: { zh: "申请退款", en: "Ask for a refund" },
  params: z.object({ orderNo: digits }),
  body: z.object({ amount, reason: text(100), byBank: z.boolean().optional() }),
  response: z.object({ refundNo: z.string(), approvalId: z.string() }),
})

export const listRefunds = endpoint({
  method: "GET",
  path: "/acquiring/refunds",
  tag,
  summary: { zh: "退款", en: "Refunds, newest first" },
  query: paging.extend({
    q: z.string().max(80).optional(),
    channel: channel.optional(),
    state: z.enum(refundStates).optional(),
  }),
  response: pageOf(refundView),
})

export const getRefund = endpoint({
  method: "GET",
  path: "/acquiring/refunds/:refundNo",
  tag,
  summary: { zh: "一笔退款", en: "One refund" },
  params: z.object({ refundNo: z.string().max(64) }),
  response: refundView,
})

const refundNo = z.object({ refundNo: z.string().max(64) })

export const payOutEndpoint = endpoint({
  method: "POST",
  path: "/acquiring/refunds/:refundNo/pay-out",
  tag,
  summary: { zh: "改由银行付款退回", en: "Let the bank pay it out" },
  params: refundNo,
  body: z.object({ account: z.string().max(30), name: text(40) }),
  response: z.object({ approvalId: z.string() }),
})

export const refundAgainEndpoint = endpoint({
  method: "POST",
  path: "/acquiring/refunds/:refundNo/again",
  tag,
  summary: { zh: "重新提交渠道", en: "Send it to the channel again" },
  params: refundNo,
})

export const receiverView = z.object({ merchantId: uuid, name: z.string(), shareBp: z.int() })

export const merchantView = z
  .object({
    id: uuid,
    merchantNo: z.string(),
    name: z.string(),
    partyId: uuid,
    party: z.string(),
    outlet: z.string(),
    accountNo: z.string().nullable(),
    feeBp: z.int(),
    settleWorkdays: z.int(),
    holdsMoney: z.boolean(),
    state: z.enum(["open", "closed"]),
    openedOn: date,
    waiting: amount,
    due: amount,
  })
  .meta({ id: "AcquiringMerchant" })

export const listMerchants = endpoint({
  method: "GET",
  path: "/acquiring/merchants",
  tag,
  summary: { zh: "收单商户", en: "Merchants" },
  query: paging.extend({ q: z.string().max(80).optional() }),
  response: pageOf(merchantView),
})

export const settlementView = z
  .object({
    id: uuid,
    settlementNo: z.string(),
    merchantId: uuid,
    merchant: z.string(),
    settleOn: date,
    orders: z.int(),
    gross: amount,
    refunds: amount,
    fee: amount,
    net: amount,
    state: z.enum(["split", "paid"]),
    paidAt: instant.nullable(),
  })
  .meta({ id: "AcquiringSettlement" })

const id = z.object({ id: uuid })

export const getMerchant = endpoint({
  method: "GET",
  path: "/acquiring/merchants/:id",
  tag,
  summary: { zh: "一个商户", en: "One merchant" },
  params: id,
  response: z.object({
    merchant: merchantView,
    plans: z.array(z.object({ id: uuid, fromOn: date, receivers: z.array(receiverView) })),
    settlements: z.array(settlementView),
    upcoming: z.array(z.object({ settleOn: date, orders: z.int(), gross: amount })),
    today: date,
  }),
})

export const askMerchantEndpoint = endpoint({
  method: "POST",
  path: "/acquiring/merchants",
  tag,
  summary: { zh: "申请开立商户", en: "Ask for a merchant" },
  body: z.object({
    name: text(60),
    settlementAccountNo: z.string().max(30),
    feeBp: z.int().min(0).max(1000),
    settleWorkdays: z.int().min(0).max(30),
  }),
  response: z.object({ approvalId: z.string() }),
})

export const proposePlanEndpoint = endpoint({
  method: "POST",
  path: "/acquiring/merchants/:id/plans",
  tag,
  summary: { zh: "提出分账方案", en: "Propose a split plan" },
  params: id,
  body: z.object({
    fromOn: date,
    receivers: z
      .array(z.object({ merchantId: uuid, shareBp: z.int().min(1).max(10_000) }))
      .min(1)
      .max(20),
  }),
  response: z.object({ approvalId: z.string() }),
})

export const holdEndpoint = endpoint({
  method: "POST",
  path: "/acquiring/merchants/:id/hold",
  tag,
  summary: { zh: "暂停或恢复结算", en: "Hold or resume settlement" },
  params: id,
  body: z.object({ holdsMoney: z.boolean(), reason: text(200) }),
})

export const listSettlements = endpoint({
  method: "GET",
  path: "/acquiring/settlements",
  tag,
  summary: { zh: "结算", en: "Settlements, newest first" },
  query: paging.extend({ q: z.string().max(80).optional(), state: z.enum(["split", "paid"]).optional() }),
  response: pageOf(settlementView),
})

export const getSettlement = endpoint({
  method: "GET",
  path: "/acquiring/settlements/:id",
  tag,
  summary: { zh: "一次结算", en: "One settlement" },
  params: id,
  response: z.object({
    settlement: settlementView,
    receivers: z.array(z.object({ merchantId: uuid, name: z.string(), accountNo: z.string().nullable(), amount })),
    orders: z.array(z.object({ orderNo: z.string(), title: z.string(), paidAt: instant, amount, fee: amount })),
  }),
})
