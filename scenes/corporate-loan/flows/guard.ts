// The case locked and its step asked for in one: the state table's answer, as a refusal with its figures.
import type { FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import { refuse } from "../refusals.ts"
import { checklist } from "../rules.ts"
import { cannot, type CaseFacts, type Reason } from "../rules/guards.ts"
import type { CaseAction } from "../states.ts"
import { lockCase, stateOf, yuan, type CaseRow } from "./case.ts"
import { factsOf } from "./facts.ts"

/** The case locked and its step asked for, in one. */
export async function open(ctx: FlowCtx, id: string, action: CaseAction): Promise<Outcome<CaseRow>> {
  const found = await lockCase(ctx, id)
  if (!found.ok) return found
  const allowed = await guard(ctx, found.value, action)
  return allowed.ok ? found : allowed
}

/** The state table's answer as a refusal. */
export async function guard(ctx: FlowCtx, row: CaseRow, action: CaseAction): Promise<Outcome<CaseFacts>> {
  const facts = await factsOf(ctx, row, ctx.today)
  const reason = cannot(action, stateOf(row), facts)
  if (!reason) return ok(facts)
  return (
    (await namedRefusal(ctx, reason, facts)) ??
    refuse["E-STATE"]({ reason: reason.zh, reasonEn: reason.en, state: row.state, action })
  )
}

/** The same "no" with its figures, where a refusal of its own is kept for it. */
async function namedRefusal(ctx: FlowCtx, reason: Reason, facts: CaseFacts) {
  switch (reason.code) {
    case "E-CHECKLIST": {
      const items = facts.openItems.map((one) => checklist[one].zh).join("、")
      return refuse[reason.code]({ n: facts.openItems.length, items }, "checks")
    }
    case "E-VISIT": {
      const max = await parameter<number>(ctx, "corporate-loan.off-site-yuan", ctx.today)
      return refuse[reason.code]({ max: yuan(BigInt(max) * 100n) }, "visits")
    }
    case "E-EXPIRED":
      return refuse[reason.code]({ validTo: facts.approvalValidTo })
    case "E-BALANCE":
      return refuse[reason.code]({ owed: yuan(facts.owedFen) })
    case "E-NO-ACCOUNT":
      return refuse[reason.code]()
    case "W-NEG-CYCLE":
      return refuse[reason.code]({ days: facts.cycleDays }, "need")
    default:
      return null
  }
}
