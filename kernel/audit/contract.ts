import { z } from "zod"
import { endpoint, instant, pageOf, paging } from "../http/contract.ts"

export const auditEntry = z
  .object({
    seq: z.string(),
    at: instant,
    actorKind: z.string(),
    actorId: z.string(),
    actorName: z.string(),
    outlet: z.string().nullable(),
    ip: z.string().nullable(),
    action: z.string(),
    object: z.string(),
    objectId: z.string(),
    before: z.unknown(),
    after: z.unknown(),
    result: z.enum(["done", "denied"]),
    hash: z.string(),
  })
  .meta({ id: "AuditEntry" })

export const listAudit = endpoint({
  method: "GET",
  path: "/audit",
  tag: "audit",
  summary: { zh: "查询审计记录", en: "List audit entries" },
  query: paging.extend({
    actorId: z.string().optional(),
    action: z.string().optional(),
    object: z.string().optional(),
    objectId: z.string().optional(),
    result: z.enum(["done", "denied"]).optional(),
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
  }),
  response: pageOf(auditEntry),
})

export const proveAudit = endpoint({
  method: "GET",
  path: "/audit/proof",
  tag: "audit",
  summary: { zh: "核验审计链", en: "Verify the audit chain" },
  response: z.object({
    ok: z.boolean(),
    entries: z.string(),
    broken: z.object({ seq: z.string(), reason: z.string() }).nullable(),
  }),
})
