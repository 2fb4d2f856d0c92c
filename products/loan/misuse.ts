// 挪用: from the day it is found, misused principal bears the uplift on top of its contract interest.
import type { FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { applyChanges } from "./change.ts"
import { lockLoan } from "./note.ts"
import { refuse } from "./refusals.ts"

export async function markMisused(ctx: FlowCtx, loanNo: string, from: string): Promise<Outcome<void>> {
  const found = await lockLoan(ctx, loanNo)
  if (!found.ok) return found
  const loan = found.value
  if (loan.state !== "active") return refuse["E-STATE"]({ loanNo, state: loan.state })
  if (loan.misused_from !== null) return ok()
  await applyChanges(ctx, [
    { row: loan, set: { misused_from: from, penalty_to: loan.penalty_to ?? from, risk_class: "special_mention" } },
  ])
  ctx.note({ object: "loan", objectId: loanNo, after: { misusedFrom: from } })
  return ok()
}
