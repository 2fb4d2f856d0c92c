// Rules as dated data: what a parameter was on a day, where it comes from, and how sure we are of it.
// Values are only ever added; a change is proposed by one person and takes effect by another's signature.
import { randomUUID } from "node:crypto"
import { z } from "zod"
import { requestApproval } from "#kernel/approval"
import { flow, stableJson, type Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { ApprovalKind, ParameterSpec, ParameterValue } from "#kernel/scene"
import { refuse } from "./refusals.ts"

export interface RuleValue extends ParameterValue {
  id: string
  key: string
  proposedBy: string
  createdAt: Date
}

/** The value in force on a day; throws when the feature that asks never declared the key or gave it no value yet. */
export async function parameter<T>(ctx: Ctx, key: string, on: string): Promise<T> {
  const found = await findParameter(ctx, key, on)
  if (!found) throw new Error(`The parameter "${key}" has no value on ${on}.`)
  return found.value as T
}

/** The value in force on a day with its source, or undefined before its first date. */
export async function findParameter(ctx: Ctx, key: string, on: string): Promise<RuleValue | undefined> {
  const row = await ctx.db
    .selectFrom("rule_value")
    .selectAll()
    .where("key", "=", key)
    .where("valid_from", "<=", on)
    .orderBy("valid_from", "desc")
    .orderBy("created_at", "desc")
    .limit(1)
    .executeTakeFirst()
  return row && valueOf(row)
}

export async function parameterHistory(ctx: Ctx, key?: string): Promise<RuleValue[]> {
  let found = ctx.db
    .selectFrom("rule_value")
    .selectAll()
    .orderBy("key")
    .orderBy("valid_from", "desc")
    .orderBy("created_at", "desc")
  if (key) found = found.where("key", "=", key)
  return (await found.execute()).map(valueOf)
}

function valueOf(row: {
  id: string
  key: string
  valid_from: string
  value: unknown
  source: string
  certainty: string
  proposed_by: string
  created_at: Date
}): RuleValue {
  return {
    id: row.id,
    key: row.key,
    from: row.valid_from,
    value: row.value,
    source: row.source,
    certainty: row.certainty as RuleValue["certainty"],
    proposedBy: row.proposed_by,
    createdAt: row.created_at,
  }
}

/** Puts the declared first values of every feature into a new branch; what is there already stays. */
export async function seedParameters(ctx: Ctx, specs: Iterable<ParameterSpec>): Promise<void> {
  const present = new Set(
    (await ctx.db.selectFrom("rule_value").select("key").distinct().execute()).map((row) => row.key),
  )
  for (const spec of specs) {
    if (present.has(spec.key) || spec.values.length === 0) continue
    const rows = spec.values.map((v) => ({
      id: randomUUID(),
      key: spec.key,
      valid_from: v.from,
      value: stableJson(spec.schema.parse(v.value)),
      source: v.source,
      certainty: v.certainty,
      proposed_by: "initial",
      approval_id: null,
      created_at: ctx.clock.now(),
    }))
    await ctx.db.insertInto("rule_value").values(rows).execute()
  }
}

export interface Proposal {
  key: string
  from: string
  value: unknown
  source: string
  certainty: ParameterValue["certainty"]
}

export const proposeValue = flow(
  { name: "rule-data.propose", permission: "rule-data.propose" },
  async (ctx, input: Proposal): Promise<Outcome<{ approvalId: string }>> => {
    const spec = ctx.house.parameters.get(input.key)
    if (!spec) return refuse["E-KEY"]({ key: input.key }, "key")
    if (input.from < ctx.today) return refuse["E-PAST"]({ from: input.from, today: ctx.today }, "from")
    const shaped = spec.schema.safeParse(input.value)
    if (!shaped.success) return refuse["E-SHAPE"]({ why: z.prettifyError(shaped.error) }, "value")
    const before = await findParameter(ctx, input.key, input.from)
    const approvalId = await requestApproval(ctx, {
      kind: "rule-data.change",
      objectId: input.key,
      title: `参数：${spec.zh}，自 ${input.from} 起`,
      content: { ...input, value: shaped.data, proposedBy: ctx.actor.name },
      before: before && { from: before.from, value: before.value, source: before.source, certainty: before.certainty },
    })
    return ok({ approvalId })
  },
)

const proposalContent = z.object({
  key: z.string(),
  from: z.string(),
  value: z.unknown(),
  source: z.string(),
  certainty: z.enum(["fact", "unverified", "assumption"]),
  proposedBy: z.string(),
})

export const changeApproval: ApprovalKind<z.output<typeof proposalContent>> = {
  kind: "rule-data.change",
  zh: "参数变更",
  en: "Change of a parameter",
  content: proposalContent,
  page: "/rules?key=:id",
  levels: async () => [["risk", "president"]],
  approved: async (ctx, { content, approvalId }) => {
    await ctx.db
      .insertInto("rule_value")
      .values({
        id: randomUUID(),
        key: content.key,
        valid_from: content.from,
        value: stableJson(content.value),
        source: content.source,
        certainty: content.certainty,
        proposed_by: content.proposedBy,
        approval_id: approvalId,
        created_at: ctx.clock.now(),
      })
      .execute()
    ctx.note({ action: "rule-data.change", object: "parameter", objectId: content.key, after: content })
    ctx.emit({ type: "rule-data.changed", subject: content.key, data: { from: content.from } })
    return ok()
  },
}
