// 挪用: from the day it is found, misused principal bears the uplift on top of its contract interest.
import type { FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { applyChanges } from "./change.ts"
import { worseOf, type RiskClass } from "./engine/classify.ts"
import { lockLoan } from "./note.ts"
import { refuse } from "./refusals.ts"

export async function markMisused(ctx: FlowCtx, loanNo: string, from: string): Promise<Outcome<void>> {
  const found = await lockLoan(ctx, loanNo)
  if (!found.ok) return found
  const loan = found.value
  if (loan.state !== "active") return refuse["E-STATE"]({ loanNo, state: loan.state })
  if (loan.misused_from !== null) return ok()
  // 改变用途 is 关注 at least (令〔2023〕1号).
  const to = worseOf(loan.risk_class as RiskClass, "special_mention")
  const parts = { from: loan.risk_class, to, zh: "挪用贷款", en: "money misused" }
  const event = { kind: "class_changed" as const, amountFen: 0n, parts }
  await applyChanges(ctx, [
    { row: loan, set: { misused_from: from, penalty_to: loan.penalty_to ?? from, risk_class: to }, event },
  ])
  ctx.note({ object: "loan", objectId: loanNo, after: { misusedFrom: from } })
  return ok()
}
