// What a payer sees and does on a phone: by number and name without signing in, or signed in for the own family.
import { z } from "zod"
import { amount, date, endpoint, instant, uuid } from "#contract/kernel/http"
import { readingView } from "./bills/contract.ts"
import { itemKinds, receiptKinds } from "./model.ts"
import { billStates } from "./states.ts"

const tag = "collection"

export const openOrgs = endpoint({
  method: "GET",
  path: "/collection/open/orgs",
  tag,
  access: "open",
  summary: { zh: "可缴费的单位", en: "Organisations that collect here" },
  response: z.array(z.object({ orgNo: z.number().int(), name: z.string() })),
})

export const payerBill = z
  .object({
    billNo: z.string(),
    item: z.string(),
    period: z.string(),
    dueOn: date,
    principal: amount,
    owed: amount,
    lateFee: amount,
    daysLate: z.number().int(),
    state: z.enum(billStates),
    kind: z.enum(itemKinds),
    reading: readingView.nullable(),
    allowPartial: z.boolean(),
    minPartial: amount,
  })
  .meta({ id: "PayerBill" })

export const payerView = z
  .object({
    orgNo: z.number().int(),
    orgName: z.string(),
    /** Masked for whoever asks by number and name: they know it already. */
    shownName: z.string(),
    code: z.string(),
    ahead: amount,
    bills: z.array(payerBill),
  })
  .meta({ id: "PayerView" })

const byCode = z.object({
  orgNo: z.number().int().min(1).max(99_999),
  key: z.string().trim().min(1).max(40),
  name: z.string().trim().min(1).max(40),
})

/** POST, so that number and name stand in no address and no log. */
export const findByCode = endpoint({
  method: "POST",
  path: "/collection/open/payer",
  tag,
  access: "open",
  summary: { zh: "按户号和姓名查账单", en: "Bills by number and name" },
  body: byCode,
  response: payerView,
})

const lines = z
  .array(z.object({ billNo: z.string(), amount }))
  .min(1)
  .max(20)
const channel = z.enum(["wechat", "alipay"])
const order = z.object({ orderNo: z.string(), payUrl: z.string().nullable() })

export const payByCode = endpoint({
  method: "POST",
  path: "/collection/open/pay",
  tag,
  access: "open",
  summary: { zh: "按户号缴费", en: "Pay by number and name" },
  body: byCode.extend({ lines, channel }),
  response: order,
})

/** What became of one checkout: its id is long and random, and it says nothing of whoever paid. */
export const checkoutResult = endpoint({
  method: "GET",
  path: "/collection/open/checkouts/:id",
  tag,
  access: "open",
  summary: { zh: "缴费结果", en: "How a payment went" },
  params: z.object({ id: uuid }),
  response: z.object({
    state: z.enum(["waiting", "paid", "returning", "closed"]),
    orgName: z.string(),
    amount,
    receiptNo: z.string().nullable(),
    paidAt: instant.nullable(),
    items: z.array(z.string()),
    why: z.string().nullable(),
  }),
})

export const ownBills = endpoint({
  method: "GET",
  path: "/collection/m/bills",
  tag,
  summary: { zh: "我和孩子的账单", en: "My own and my children's bills" },
  response: z.array(payerView.extend({ payerId: uuid })),
})

export const payOwn = endpoint({
  method: "POST",
  path: "/collection/m/pay",
  tag,
  summary: { zh: "缴自家的费", en: "Pay one's own bills" },
  body: z.object({ payerId: uuid, lines, channel }),
  response: order,
})

export const ownReceipts = endpoint({
  method: "GET",
  path: "/collection/m/receipts",
  tag,
  summary: { zh: "我的缴费收据", en: "My receipts" },
  response: z.array(
    z.object({
      orderNo: z.string(),
      receiptNo: z.string(),
      orgName: z.string(),
      amount,
      refunded: amount,
      channel: z.string(),
      paidAt: instant,
      receiptKind: z.enum(receiptKinds),
      bills: z.array(z.object({ item: z.string(), period: z.string(), amount })),
    }),
  ),
})
