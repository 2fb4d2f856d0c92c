// What a terminal asks of the server. The key in the path is the terminal's own; it is no person's session.
import { z } from "zod"
import { amount, endpoint, instant } from "#contract/kernel/http"

const tag = "wallet"
const terminal = z.object({ sn: z.string().max(40), key: z.string().length(64) })

export const spendKinds = z.enum(["spend", "reverse"])
export const toldSpend = z.object({
  seq: z.number().int().min(1),
  kind: spendKinds,
  uid: z.string().min(4).max(40),
  counter: z.number().int().min(1).nullable(),
  amount,
  at: instant,
  offline: z.boolean(),
  /** What the card showed afterwards. */
  cardBalance: amount.nullish(),
  item: z.string().max(40).optional(),
  reverses: z.number().int().min(1).nullish(),
  mac: z.string().max(64),
})

export const spendAnswer = z.object({
  seq: z.number().int(),
  state: z.enum(["posted", "posted_arrears", "declined", "rejected"]),
  reason: z.string().nullable(),
  duplicate: z.boolean(),
  left: amount.nullable(),
})

export const uploadBody = z.object({
  spends: z.array(toldSpend).max(2000),
  blacklistVersion: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  waiting: z.number().int().min(0).optional(),
})

export const uploadSpends = endpoint({
  method: "POST",
  path: "/wallet/terminals/:sn/:key/spends",
  tag,
  summary: { zh: "终端上传消费（在线、脱机、补传）", en: "Purchases of a terminal, at once or later" },
  access: "open",
  params: terminal,
  body: uploadBody,
  response: z.object({ answers: z.array(spendAnswer) }),
})

export const blacklistView = z.object({
  version: z.string(),
  full: z.boolean(),
  barred: z.array(z.string()),
  freed: z.array(z.string()),
})

export const getBlacklist = endpoint({
  method: "GET",
  path: "/wallet/terminals/:sn/:key/blacklist",
  tag,
  summary: { zh: "终端取挂失名单（按版本增量）", en: "Barred cards since a version" },
  access: "open",
  params: terminal,
  query: z.object({ since: z.coerce.number().int().min(0).default(0) }),
  response: blacklistView,
})
