// Conditions of an approval: written by the reviewer, met one by one with their evidence before the contract.
import { randomUUID } from "node:crypto"
import { flow, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { refuse } from "../refusals.ts"
import type { CaseState } from "../states.ts"
import { move } from "./case.ts"
import { open } from "./guard.ts"
import { conditionsOf } from "./facts.ts"

export async function writeConditions(
  ctx: FlowCtx,
  caseId: string,
  round: number,
  texts: readonly string[],
): Promise<void> {
  if (texts.length === 0) return
  await ctx.db
    .insertInto("corporate_condition")
    .values(texts.map((text, position) => ({ id: randomUUID(), case_id: caseId, round, position, text })))
    .execute()
}

export interface Met {
  id: string
  conditionId: string
  evidence: string
}

export const meetCondition = flow(
  { name: "corporate-loan.meet-condition", permission: "corporate-loan.apply" },
  async (ctx, input: Met): Promise<Outcome<{ id: string; state: CaseState }>> => {
    const found = await open(ctx, input.id, "meetCondition")
    if (!found.ok) return found
    const row = found.value
    const all = await conditionsOf(ctx, row)
    const one = all.find((condition) => condition.id === input.conditionId && condition.met_on === null)
    if (!one) return refuse["E-NOT-FOUND"]({ id: input.conditionId, what: "未落实的条件" })
    await ctx.db
      .updateTable("corporate_condition")
      .set({ met_on: ctx.today, met_by: ctx.actor.name, evidence: input.evidence })
      .where("id", "=", one.id)
      .execute()
    const left = all.filter((condition) => condition.met_on === null && condition.id !== one.id).length
    const to = left === 0 ? "conditions_met" : "approved"
    const zh = `落实条件“${one.text}”：${input.evidence}`
    return ok(await move(ctx, row, { action: "meetCondition", to, zh, en: "Condition met" }))
  },
)
