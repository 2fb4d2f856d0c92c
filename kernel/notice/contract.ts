import { z } from "zod"
import { endpoint, instant, uuid } from "../http/contract.ts"

export const notice = z
  .object({
    id: uuid,
    title: z.string(),
    body: z.string(),
    page: z.string().nullable(),
    at: instant,
    read: z.boolean(),
  })
  .meta({ id: "Notice" })

export const listNotices = endpoint({
  method: "GET",
  path: "/notices",
  tag: "notices",
  summary: { zh: "我的消息", en: "My notices" },
  response: z.object({ unread: z.number().int(), items: z.array(notice) }),
})

export const readNotices = endpoint({
  method: "POST",
  path: "/notices/read",
  tag: "notices",
  summary: { zh: "标为已读", en: "Mark as read" },
  body: z.object({ ids: z.array(uuid).max(200) }),
})
