import { z } from "zod"
import { date, endpoint, instant, uuid } from "../http/contract.ts"

const bilingual = z.object({ zh: z.string(), en: z.string() })

export const ruleValue = z
  .object({
    id: uuid,
    from: date,
    value: z.unknown(),
    source: z.string(),
    certainty: z.enum(["fact", "unverified", "assumption"]),
    proposedBy: z.string(),
    createdAt: instant,
  })
  .meta({ id: "RuleValue" })

export const rule = z
  .object({
    key: z.string(),
    title: bilingual,
    unit: bilingual.nullable(),
    /** JSON Schema of the value: decides how the page edits it. */
    schema: z.unknown(),
    current: ruleValue.nullable(),
    values: z.array(ruleValue),
    pending: z.object({ approvalId: uuid, from: date, makerName: z.string() }).nullable(),
  })
  .meta({ id: "Rule" })

export const listRules = endpoint({
  method: "GET",
  path: "/rules",
  tag: "rules",
  summary: { zh: "参数一览：数值、生效日、出处", en: "Dated parameters with their sources" },
  response: z.array(rule),
})

export const proposeRule = endpoint({
  method: "POST",
  path: "/rules/:key",
  tag: "rules",
  summary: { zh: "提出参数变更（须他人审批）", en: "Propose a value; another person must approve" },
  params: z.object({ key: z.string() }),
  body: z.object({
    from: date,
    value: z.unknown(),
    source: z.string().min(4).max(200),
    certainty: z.enum(["fact", "unverified", "assumption"]),
  }),
  response: z.object({ approvalId: uuid }),
})
