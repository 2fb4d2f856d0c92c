// The daily reconciliation over HTTP. For staff.
import { z } from "zod"
import { amount, date, endpoint, instant, pageOf, paging } from "#contract/kernel/http"
import { billedChannels, channels } from "../model.ts"
import { ageBands, itemStates, kinds } from "../rules/recon.ts"

const tag = "acquiring"
const channel = z.enum(channels)
const billed = z.enum(billedChannels)
const text = (max: number) => z.string().trim().min(1).max(max)

export const dayView = z
  .object({
    channel: billed,
    day: date,
    state: z.enum(["running", "none", "loaded", "matched", "signed"]),
    matched: z.int(),
    ourCount: z.int(),
    theirCount: z.int(),
    ourPay: amount,
    ourRefund: amount,
    theirPay: amount,
    theirRefund: amount,
    theirFee: amount,
    expected: amount,
    received: amount,
    open: z.int(),
    items: z.int(),
    signedBy: z.string().nullable(),
  })
  .meta({ id: "ReconDay" })

export const itemView = z
  .object({
    id: z.string(),
    channel: billed,
    day: date,
    key: z.string(),
    kind: z.enum(kinds),
    lineKind: z.enum(["pay", "refund"]),
    orderNo: z.string().nullable(),
    refundNo: z.string().nullable(),
    tradeNo: z.string().nullable(),
    ours: amount.nullable(),
    theirs: amount.nullable(),
    ourFee: amount.nullable(),
    theirFee: amount.nullable(),
    state: z.enum(itemStates),
    suspense: amount.nullable(),
    ageWorkdays: z.int(),
    reason: z.string().nullable(),
    isAsked: z.boolean(),
    resolvedOn: date.nullable(),
  })
  .meta({ id: "ReconItem" })

export const reconBoard = endpoint({
  method: "GET",
  path: "/acquiring/recon",
  tag,
  summary: { zh: "对账日历与差错账龄", en: "Reconciliation by day, differences by age" },
  query: z.object({ to: date.optional() }),
  response: z.object({
    days: z.array(dayView),
    ages: z.array(z.object({ band: z.enum(ageBands), count: z.int(), surplus: amount, shortage: amount })),
    overdue: z.int(),
    mix: z.array(z.object({ channel, count: z.int(), amount })),
    refused: z.array(z.object({ channel: billed, day: date, name: z.string(), fault: z.string(), at: instant })),
  }),
})

const dayKey = z.object({ channel: billed, day: date })

export const getReconDay = endpoint({
  method: "GET",
  path: "/acquiring/recon/:channel/:day",
  tag,
  summary: { zh: "一天的对账", en: "One day of a channel" },
  params: dayKey,
  response: z.object({
    day: dayView,
    items: z.array(itemView),
    bank: z.array(z.object({ bankRef: z.string(), valueOn: date, amount, fee: amount, keptBy: z.string() })),
    bankReason: z.string().nullable(),
  }),
})

export const listItems = endpoint({
  method: "GET",
  path: "/acquiring/differences",
  tag,
  summary: { zh: "对账差异", en: "Differences" },
  query: paging.extend({
    channel: billed.optional(),
    kind: z.enum(kinds).optional(),
    state: z.enum(itemStates).optional(),
    q: z.string().max(80).optional(),
  }),
  response: pageOf(itemView),
})

export const fetchDay = endpoint({
  method: "POST",
  path: "/acquiring/recon/:channel/:day/fetch",
  tag,
  summary: { zh: "取账单并对账", en: "Fetch the bill and match" },
  params: dayKey,
  response: z.object({ result: z.string() }),
})

export const uploadBill = endpoint({
  method: "POST",
  path: "/acquiring/recon/:channel/:day/bill",
  tag,
  summary: { zh: "上传账单文件并对账", en: "Upload a bill file and match" },
  params: dayKey,
  response: z.object({ rows: z.int(), open: z.int() }),
})

export const bankLineEndpoint = endpoint({
  method: "POST",
  path: "/acquiring/recon/:channel/:day/bank",
  tag,
  summary: { zh: "登记渠道到账", en: "Record what the bank received" },
  params: dayKey,
  body: z.object({ amount, valueOn: date, bankRef: text(40), memo: z.string().max(100).optional() }),
})

export const signDayEndpoint = endpoint({
  method: "POST",
  path: "/acquiring/recon/:channel/:day/sign",
  tag,
  summary: { zh: "签结", en: "Sign the day off" },
  params: dayKey,
  body: z.object({ bankReason: z.string().max(200).optional() }),
})

export const resolveEndpoint = endpoint({
  method: "POST",
  path: "/acquiring/differences/:id/resolve",
  tag,
  summary: { zh: "处理差异", en: "Ask to end a difference" },
  params: z.object({ id: z.string().regex(/^\d{1,18}$/) }),
  body: z.object({ way: z.enum(["explain", "return", "made", "income", "loss"]), reason: text(200) }),
  response: z.object({ approvalId: z.string() }),
})
