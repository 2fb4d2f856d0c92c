import { z } from "zod"
import { endpoint } from "../http/contract.ts"

export const searchHit = z
  .object({ kind: z.string(), title: z.string(), detail: z.string(), page: z.string() })
  .meta({ id: "SearchHit" })

export const search = endpoint({
  method: "GET",
  path: "/search",
  tag: "search",
  summary: {
    zh: "全局搜索：名称、拼音首字母、编号尾号、金额",
    en: "Search by name, pinyin initials, tail of a number, amount",
  },
  query: z.object({ text: z.string().trim().min(1).max(60) }),
  response: z.array(z.object({ kind: z.string(), zh: z.string(), en: z.string(), hits: z.array(searchHit) })),
})
