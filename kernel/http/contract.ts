// Contracts of the HTTP interface: one zod shape serves the server's check, the OpenAPI document and the typed client.
// Imports nothing of the server, so that pages may use it.
import { z } from "zod"

/** Amounts cross the edge as decimal strings ("1234.50"); the unit is yuan unless a field says otherwise. */
export const amount = z
  .string()
  .regex(/^-?\d{1,15}(\.\d{1,2})?$/, "金额须为最多两位小数的数字 / an amount has at most two decimals")
  .meta({ id: "Amount", description: "Decimal string in yuan", example: "1234.50" })

/** Quantities of pollutants and the like: up to three decimals. */
export const quantity = z
  .string()
  .regex(/^\d{1,15}(\.\d{1,3})?$/, "数量须为最多三位小数的数字 / a quantity has at most three decimals")
  .meta({ id: "Quantity", description: "Decimal string, up to three decimals", example: "60.000" })

/** Rates: decimal per cent a year, e.g. "4.35". */
export const rate = z
  .string()
  .regex(/^\d{1,3}(\.\d{1,6})?$/, "利率须为百分数 / a rate is a decimal per cent")
  .meta({ id: "Rate", description: "Per cent a year", example: "4.35" })

export const date = z.iso.date().meta({ id: "Date", example: "2026-03-15" })
export const instant = z.iso.datetime({ offset: true }).meta({ id: "Instant" })
export const uuid = z.uuid().meta({ id: "Uuid" })

/** Opaque cursor paging: pass `next` back as `after`. */
export const paging = z.object({
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable(), total: z.number().int().optional() })

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE"

export interface Endpoint<P, Q, B, R> {
  method: Method
  /** Below /api/v1, with :params, e.g. "/customers/:id". */
  path: string
  summary: { zh: string; en: string }
  tag: string
  params: z.ZodType<P>
  query: z.ZodType<Q>
  body: z.ZodType<B>
  response: z.ZodType<R>
  /** "session" (default) needs a signed-in person; "open" does not. */
  access: "session" | "open"
}

type Shape = z.ZodType | undefined
type Of<T extends Shape, Else = undefined> = T extends z.ZodType ? z.output<T> : Else

export function endpoint<
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends Shape = undefined,
  R extends Shape = undefined,
>(spec: {
  method: Method
  path: string
  summary: { zh: string; en: string }
  tag: string
  params?: P
  query?: Q
  body?: B
  response?: R
  access?: "session" | "open"
}): Endpoint<Of<P>, Of<Q>, Of<B>, Of<R, void>> {
  return { access: "session", ...spec } as never
}

/** RFC 9457 problem, as every refusal leaves the server. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    code: z.string(),
    detail: z.string(),
    detailEn: z.string(),
    field: z.string().optional(),
    facts: z.record(z.string(), z.unknown()).optional(),
    fields: z.array(z.object({ field: z.string(), zh: z.string(), en: z.string() })).optional(),
    moved: z.union([z.literal(false), z.literal("unknown")]),
    requestId: z.string(),
  })
  .meta({ id: "Problem" })

export type Problem = z.output<typeof problem>
