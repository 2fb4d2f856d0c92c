import { z } from "zod"
import { ok } from "#kernel/refusal"
import type { Feature } from "#kernel/scene"
import { openDate } from "#ledger"
import { ledgerOn, mainBook } from "#kernel/flow"
import { listRules, proposeRule } from "./contract.ts"
import { changeApproval, parameterHistory, proposeValue, type RuleValue } from "./rule-data.ts"

export { findParameter, parameter, parameterHistory, seedParameters, type RuleValue } from "./rule-data.ts"

const readers = [
  "manager",
  "collateral",
  "reviewer",
  "subbranch-head",
  "approver",
  "committee",
  "risk",
  "accountant",
  "president",
  "audit-admin",
]

export const ruleData: Feature = {
  name: "kernel/rule-data",
  permissions: [
    { code: "rule-data.read", zh: "查看参数", en: "See parameters", roles: readers },
    { code: "rule-data.propose", zh: "提出参数变更", en: "Propose parameter changes", roles: ["risk", "accountant"] },
  ],
  approvals: [changeApproval as never],
  routes: ({ on }) => {
    on(listRules, "rule-data.read", async (ctx) => {
      const today = await openDate(ledgerOn(ctx.db), mainBook)
      const history = await parameterHistory(ctx)
      const waiting = await ctx.db
        .selectFrom("approval")
        .select(["id", "object_id", "content", "maker_name"])
        .where("kind", "=", "rule-data.change")
        .where("state", "=", "open")
        .execute()
      return ok(
        [...ctx.house.parameters.values()].map((spec) => {
          const values = history.filter((v) => v.key === spec.key)
          const open = waiting.find((w) => w.object_id === spec.key)
          const current = values.find((v) => v.from <= today)
          return {
            key: spec.key,
            title: { zh: spec.zh, en: spec.en },
            unit: spec.unit ?? null,
            schema: z.toJSONSchema(spec.schema, { unrepresentable: "any" }),
            current: current ? viewOf(current) : null,
            values: values.map(viewOf),
            pending: open
              ? { approvalId: open.id, from: (open.content as { from: string }).from, makerName: open.maker_name }
              : null,
          }
        }),
      )
    })
    on(proposeRule, "rule-data.propose", (ctx, { params, body }) => proposeValue(ctx, { key: params.key, ...body }))
  },
}

const viewOf = (v: RuleValue) => ({
  id: v.id,
  from: v.from,
  value: v.value,
  source: v.source,
  certainty: v.certainty,
  proposedBy: v.proposedBy,
  createdAt: v.createdAt.toISOString(),
})
