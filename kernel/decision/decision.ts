// Decision tables in force, and their change by two people.
import { randomUUID } from "node:crypto"
import { z } from "zod"
import { requestApproval } from "#kernel/approval"
import { flow, stableJson, type Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { ApprovalKind, DecisionSpec, ParameterValue } from "#kernel/scene"
import { evaluate, faultsOf, type Answer, type TableContent } from "./engine.ts"
import { refuse } from "./refusals.ts"

export interface DecisionVersion extends TableContent {
  id: string
  key: string
  from: string
  source: string
  certainty: ParameterValue["certainty"]
  proposedBy: string
  createdAt: Date
}

/** Asks the table in force on a day. No matching row is an answer too: row null. */
export async function askDecision(ctx: Ctx, key: string, on: string, input: Record<string, unknown>): Promise<Answer> {
  const row = await ctx.db
    .selectFrom("decision_version")
    .select("content")
    .where("key", "=", key)
    .where("valid_from", "<=", on)
    .orderBy("valid_from", "desc")
    .orderBy("created_at", "desc")
    .limit(1)
    .executeTakeFirst()
  if (!row) throw new Error(`The decision table "${key}" has no version on ${on}.`)
  return evaluate((row.content as unknown as TableContent).table, input)
}

export async function decisionVersions(ctx: Ctx): Promise<DecisionVersion[]> {
  const rows = await ctx.db
    .selectFrom("decision_version")
    .selectAll()
    .orderBy("valid_from", "desc")
    .orderBy("created_at", "desc")
    .execute()
  return rows.map((row) => ({
    ...(row.content as unknown as TableContent),
    id: row.id,
    key: row.key,
    from: row.valid_from,
    source: row.source,
    certainty: row.certainty as DecisionVersion["certainty"],
    proposedBy: row.proposed_by,
    createdAt: row.created_at,
  }))
}

export async function seedDecisions(ctx: Ctx, specs: Iterable<DecisionSpec>): Promise<void> {
  const present = new Set(
    (await ctx.db.selectFrom("decision_version").select("key").distinct().execute()).map((row) => row.key),
  )
  for (const spec of specs) {
    if (present.has(spec.key)) continue
    const faults = await faultsOf(spec)
    if (faults.length > 0) throw new Error(`Decision table "${spec.key}": ${faults.join("; ")}`)
    await ctx.db
      .insertInto("decision_version")
      .values({
        id: randomUUID(),
        key: spec.key,
        valid_from: spec.from,
        content: stableJson({ table: spec.table, samples: spec.samples }),
        source: spec.source,
        certainty: spec.certainty,
        proposed_by: "initial",
        created_at: ctx.clock.now(),
      })
      .execute()
  }
}

export interface DecisionProposal extends TableContent {
  key: string
  from: string
  source: string
  certainty: ParameterValue["certainty"]
}

export const proposeDecision = flow(
  { name: "decision.propose", permission: "rule-data.propose" },
  async (ctx, input: DecisionProposal): Promise<Outcome<{ approvalId: string }>> => {
    const spec = ctx.house.decisions.get(input.key)
    if (!spec) return refuse["E-KEY"]({ key: input.key }, "key")
    if (input.from < ctx.today) return refuse["E-PAST"]({ from: input.from, today: ctx.today }, "from")
    if (input.samples.length === 0) return refuse["E-NO-SAMPLE"]({}, "samples")
    const faults = await faultsOf(input)
    if (faults.length > 0) return refuse["E-SAMPLES"]({ faults: faults.join("; ") }, "table")
    const before = (await decisionVersions(ctx)).find((v) => v.key === input.key && v.from <= input.from)
    const approvalId = await requestApproval(ctx, {
      kind: "decision.change",
      objectId: input.key,
      title: `决策表：${spec.zh}，自 ${input.from} 起`,
      content: { ...input, proposedBy: ctx.actor.name },
      before: before && { table: before.table, samples: before.samples, source: before.source },
    })
    return ok({ approvalId })
  },
)

export const decisionTable = z.object({
  hitPolicy: z.enum(["first", "collect"]),
  inputs: z.array(z.object({ field: z.string(), zh: z.string(), en: z.string() })),
  outputs: z.array(z.object({ field: z.string(), zh: z.string(), en: z.string() })),
  rows: z.array(z.array(z.string())),
})

export const decisionSamples = z.array(
  z.object({ input: z.record(z.string(), z.unknown()), output: z.record(z.string(), z.unknown()) }),
)

const content = z.object({
  key: z.string(),
  from: z.string(),
  source: z.string(),
  certainty: z.enum(["fact", "unverified", "assumption"]),
  table: decisionTable,
  samples: decisionSamples,
  proposedBy: z.string(),
})

export const decisionApproval: ApprovalKind<z.output<typeof content>> = {
  kind: "decision.change",
  zh: "决策表变更",
  en: "Change of a decision table",
  content,
  page: "/decisions?key=:id",
  levels: async () => [["risk", "president"]],
  approved: async (ctx, { content: change, approvalId }) => {
    const { key, from, source, certainty, table, samples, proposedBy } = change
    await ctx.db
      .insertInto("decision_version")
      .values({
        id: randomUUID(),
        key,
        valid_from: from,
        content: stableJson({ table, samples }),
        source,
        certainty,
        proposed_by: proposedBy,
        approval_id: approvalId,
        created_at: ctx.clock.now(),
      })
      .execute()
    ctx.note({ action: "decision.change", object: "decision", objectId: key, after: { from, source } })
    return ok()
  },
}
