import { ok } from "#kernel/refusal"
import type { Feature } from "#kernel/scene"
import { listDecisions, proposeDecisionEndpoint, tryDecision } from "./contract.ts"
import { decisionApproval, decisionVersions, proposeDecision } from "./decision.ts"
import { evaluate } from "./engine.ts"
import { refuse } from "./refusals.ts"

export { askDecision, decisionVersions, seedDecisions } from "./decision.ts"
export { evaluate, faultsOf, type Answer } from "./engine.ts"

export const decision: Feature = {
  name: "kernel/decision",
  approvals: [decisionApproval as never],
  routes: ({ on }) => {
    on(listDecisions, "rule-data.read", async (ctx) => {
      const all = await decisionVersions(ctx)
      return ok(
        [...ctx.house.decisions.values()].map((spec) => ({
          key: spec.key,
          title: { zh: spec.zh, en: spec.en },
          words: spec.words ?? {},
          versions: all
            .filter((v) => v.key === spec.key)
            .map(({ key: _key, createdAt, ...v }) => ({ ...v, createdAt: createdAt.toISOString() })),
        })),
      )
    })
    on(tryDecision, "rule-data.read", async (ctx, { params, body }) => {
      if (!ctx.house.decisions.has(params.key)) return refuse["E-KEY"]({ key: params.key })
      try {
        return ok(await evaluate(body.table, body.input))
      } catch (error) {
        return refuse["E-SAMPLES"]({ faults: (error as Error).message }, "table")
      }
    })
    on(proposeDecisionEndpoint, "rule-data.propose", (ctx, { params, body }) =>
      proposeDecision(ctx, { key: params.key, ...body }),
    )
  },
}
