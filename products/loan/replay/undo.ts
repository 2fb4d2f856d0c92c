// Takes events of a note back, the latest first: opposite legs in the ledger, the originals stay visible; then the counting
// columns and the plan return to what they were before the earliest of them.
import { sql } from "kysely"
import { newId, reverse, sentenceOf } from "#ledger"
import type { FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { restored, type Mutable } from "../change.ts"
import type { LoanRow } from "../note.ts"
import { refuse } from "../refusals.ts"
import type { Cut, EventRow } from "./cut.ts"

export interface Undoing {
  loan: LoanRow
  /** In the order in which they count. */
  events: readonly EventRow[]
  cut: Cut
  reason: string
  approvalId: string
}

/** Answers with the columns before, and the ledger's reversal of the earliest event. */
export async function undo(
  ctx: FlowCtx,
  { loan, events, cut, reason, approvalId }: Undoing,
): Promise<Outcome<{ before: Mutable; reversalId: string }>> {
  let reversalId = newId()
  for (const event of events.toReversed()) {
    reversalId = newId()
    if (event.posting_id !== null) {
      const posted = await reverse(ctx.ledger, event.posting_id, {
        id: reversalId,
        kind: event.day === ctx.today ? "wipe" : "reverse",
        reason,
        actor: `${ctx.actor.kind}:${ctx.actor.id}`,
        approvalId,
      })
      if (!posted.ok) {
        const { code, facts } = posted.failure
        const why = { reason: sentenceOf(code, "zh", facts), reasonEn: sentenceOf(code, "en", facts) }
        return refuse["E-REVERSAL"]({ receiptNo: event.receipt_no, ...why })
      }
    }
    await ctx.db.updateTable("loan_event").set({ reversed_by: reversalId }).where("id", "=", event.id).execute()
  }
  const before = restored(events[0]!.before, loan)
  await restorePlan(ctx, loan.id, before.plan_version, cut)
  return ok({ before, reversalId })
}

/** Later versions go for good; rows they replaced return; rows a night took up after the cut are open again. */
async function restorePlan(ctx: FlowCtx, loanId: string, version: number, cut: Cut): Promise<void> {
  await sql`update loan_instalment set replaced = true, replaced_by = 0
    where loan_id = ${loanId} and version > ${version}`.execute(ctx.db)
  await sql`update loan_instalment set replaced = false, replaced_by = null
    where loan_id = ${loanId} and version <= ${version} and replaced
      and coalesce(replaced_by, version + 1) > ${version}`.execute(ctx.db)
  const isBeforeDue = cut.rank <= 2
  await sql`update loan_instalment set due_done_on = null, settled_interest_fen = null
    where loan_id = ${loanId} and version <= ${version}
      and (due_done_on > ${cut.day} or (${isBeforeDue} and due_done_on = ${cut.day}))`.execute(ctx.db)
}
