import { z } from "zod"
import { endpoint, instant, pageOf, paging, uuid } from "../http/contract.ts"

export const approvalItem = z
  .object({
    id: uuid,
    kind: z.string(),
    kindTitle: z.object({ zh: z.string(), en: z.string() }),
    objectId: z.string(),
    page: z.string().nullable(),
    title: z.string(),
    amount: z.string().nullable(),
    outlet: z.string().nullable(),
    makerName: z.string(),
    createdAt: instant,
    state: z.enum(["open", "approved", "returned", "rejected", "void"]),
    level: z.number().int(),
    levels: z.array(z.array(z.string())),
    /** Why the signed-in person cannot sign now, or null. */
    blocked: z.object({ zh: z.string(), en: z.string() }).nullable(),
  })
  .meta({ id: "ApprovalItem" })

export const approvalDetail = approvalItem
  .extend({
    content: z.unknown(),
    before: z.unknown(),
    hash: z.string(),
    signatures: z.array(
      z.object({ level: z.number(), checkerName: z.string(), decision: z.string(), reason: z.string(), at: instant }),
    ),
  })
  .meta({ id: "ApprovalDetail" })

export const listApprovals = endpoint({
  method: "GET",
  path: "/approvals",
  tag: "approval",
  summary: { zh: "审批收件箱", en: "Approval inbox" },
  query: paging.extend({
    box: z.enum(["waiting", "mine", "done"]).default("waiting"),
    kind: z.string().optional(),
    objectId: z.string().optional(),
  }),
  response: pageOf(approvalItem),
})

export const getApproval = endpoint({
  method: "GET",
  path: "/approvals/:id",
  tag: "approval",
  summary: { zh: "审批详情", en: "One approval with content, state before and signatures" },
  params: z.object({ id: uuid }),
  response: approvalDetail,
})

export const decideApproval = endpoint({
  method: "POST",
  path: "/approvals/:id/decision",
  tag: "approval",
  summary: { zh: "同意、退回或否决", en: "Approve, return or reject" },
  params: z.object({ id: uuid }),
  body: z.object({
    decision: z.enum(["approved", "returned", "rejected"]),
    reason: z.string().max(500).default(""),
    seenHash: z.string(),
  }),
  response: z.object({ state: z.enum(["open", "approved", "returned", "rejected"]) }),
})
