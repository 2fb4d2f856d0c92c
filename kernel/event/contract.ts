import { z } from "zod"
import { endpoint, uuid } from "../http/contract.ts"

const webhook = z
  .object({
    id: uuid,
    url: z.url(),
    types: z.array(z.string()),
    state: z.enum(["active", "paused"]),
    waiting: z.number(),
    lastAnswer: z.string().nullable(),
  })
  .meta({ id: "Webhook" })

export const listWebhooks = endpoint({
  method: "GET",
  path: "/webhooks",
  tag: "events",
  summary: { zh: "事件推送订阅", en: "Webhook subscriptions" },
  response: z.array(webhook),
})

export const createWebhook = endpoint({
  method: "POST",
  path: "/webhooks",
  tag: "events",
  summary: { zh: "新增事件推送（签名密钥只显示一次）", en: "Subscribe; the signing secret is shown once" },
  body: z.object({ url: z.url(), types: z.array(z.string()).min(1) }),
  response: z.object({ id: uuid, secret: z.string() }),
})
