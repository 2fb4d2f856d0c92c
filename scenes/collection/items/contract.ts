// What an organisation collects: its items with their kind, late fee and paper.
import { z } from "zod"
import { amount, endpoint, uuid } from "#contract/kernel/http"
import { itemKinds, orders, receiptKinds } from "../model.ts"

const tag = "collection"
const org = z.object({ id: uuid })

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
    meterUnit: z.string().nullable(),
    parts: z.number().int(),
    partMonths: z.number().int(),
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
    meterUnit: z.string().trim().max(8).optional(),
    parts: z.number().int().min(2).max(24).optional(),
    partMonths: z.number().int().min(1).max(12).optional(),
  }),
  response: z.object({ id: z.string() }),
})

export const stopItemEndpoint = endpoint({
  method: "POST",
  path: "/collection/orgs/:id/items/:itemId/stop",
  tag,
  summary: { zh: "停用收费项目", en: "Stop an item" },
  params: z.object({ id: uuid, itemId: uuid }),
  body: z.object({}),
})
