// Money of the collection cloud: payments, what goes back, transfers that came in.
import { z } from "zod"
import { amount, date, endpoint, instant, pageOf, paging, uuid } from "#contract/kernel/http"
import { transferStates } from "../states.ts"

const tag = "collection"
const org = z.object({ id: uuid })
const asked = z.object({ approvalId: uuid })
const reason = z.string().trim().min(4).max(200)

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
