// What a merchant looks at every day, from its own side and from the bank's: today's takings, the people who may look, and
// a day's bill as a workbook. Orders, refunds and settlements are the endpoints of ../contract.ts, each side seeing its own.
import { z } from "zod"
import { amount, date, endpoint, uuid } from "#contract/kernel/http"
import { merchantView } from "../contract.ts"
import { channels } from "../model.ts"

const tag = "acquiring"
const id = z.object({ id: uuid })

export const ownMerchants = endpoint({
  method: "GET",
  path: "/acquiring/own/merchants",
  tag,
  summary: { zh: "本单位的商户", en: "One's own merchants" },
  response: z.array(merchantView),
})

export const getTakings = endpoint({
  method: "GET",
  path: "/acquiring/merchants/:id/takings",
  tag,
  summary: { zh: "今日收款", en: "Today's takings" },
  params: id,
  response: z.object({
    day: date,
    orders: z.int(),
    gross: amount,
    refunds: z.int(),
    refunded: amount,
    /** Opened and not paid yet. */
    open: z.int(),
    channels: z.array(z.object({ channel: z.enum(channels), orders: z.int(), amount, fee: amount })),
  }),
})

export const merchantPeople = endpoint({
  method: "GET",
  path: "/acquiring/merchants/:id/people",
  tag,
  summary: { zh: "商户的经办人", en: "A merchant's people" },
  params: id,
  response: z.array(
    z.object({
      name: z.string(),
      phone: z.string(),
      posts: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })),
    }),
  ),
})

export const dayBill = endpoint({
  method: "GET",
  path: "/acquiring/merchants/:id/day-bill.xlsx",
  tag,
  summary: { zh: "日账单（Excel）", en: "A day's bill as a workbook" },
  params: id,
  query: z.object({ day: date }),
})
