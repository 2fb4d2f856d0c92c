import { z } from "zod"
import { date, endpoint, instant, uuid } from "../http/contract.ts"

const bilingual = z.object({ zh: z.string(), en: z.string() })
const column = z.object({ field: z.string(), zh: z.string(), en: z.string() })
const table = z.object({
  hitPolicy: z.enum(["first", "collect"]),
  inputs: z.array(column),
  outputs: z.array(column),
  rows: z.array(z.array(z.string())),
})
const samples = z.array(
  z.object({ input: z.record(z.string(), z.unknown()), output: z.record(z.string(), z.unknown()) }),
)
const certainty = z.enum(["fact", "unverified", "assumption"])

export const decisionVersion = z
  .object({
    id: uuid,
    from: date,
    source: z.string(),
    certainty,
    proposedBy: z.string(),
    createdAt: instant,
    table,
    samples,
  })
  .meta({ id: "DecisionVersion" })

export const listDecisions = endpoint({
  method: "GET",
  path: "/decisions",
  tag: "rules",
  summary: { zh: "决策表", en: "Decision tables in all versions" },
  response: z.array(
    z.object({
      key: z.string(),
      title: bilingual,
      /** Names of coded values, by field and value. */
      words: z.record(z.string(), z.record(z.string(), bilingual)),
      versions: z.array(decisionVersion),
    }),
  ),
})

export const tryDecision = endpoint({
  method: "POST",
  path: "/decisions/:key/try",
  tag: "rules",
  summary: { zh: "试算：给出结论与命中的规则", en: "Try a table: the answer and the row that gave it" },
  params: z.object({ key: z.string() }),
  body: z.object({ table, input: z.record(z.string(), z.unknown()) }),
  response: z.object({
    output: z.record(z.string(), z.unknown()),
    row: z.number().nullable(),
    reasons: z.array(bilingual),
  }),
})

export const proposeDecisionEndpoint = endpoint({
  method: "POST",
  path: "/decisions/:key",
  tag: "rules",
  summary: { zh: "提出决策表变更（须他人审批）", en: "Propose a version; another person must approve" },
  params: z.object({ key: z.string() }),
  body: z.object({ from: date, source: z.string().min(4), certainty, table, samples }),
  response: z.object({ approvalId: uuid }),
})
