// 冲正: takes back the last event of a note. The ledger posts opposite legs and keeps the original visible; the counting
// columns and the plan return to what they were. Two people: one asks, another signs.
import { z } from "zod"
import { newId, reverse, sentenceOf } from "#ledger"
import { requestApproval } from "#kernel/approval"
import { flow, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { ApprovalKind } from "#kernel/scene"
import { applyChanges, type Mutable } from "./change.ts"
import { lockLoan } from "./note.ts"
import { refuse } from "./refusals.ts"

const reversible = new Set(["payout", "collection", "prepayment", "payoff"])

const content = z.object({
  receiptNo: z.string(),
  loanNo: z.string(),
  kind: z.string(),
  amountFen: z.string(),
  reason: z.string(),
})

export const requestReversal = flow(
  { name: "loan.request-reversal", permission: "loan.reverse" },
  async (ctx, input: { receiptNo: string; reason: string }): Promise<Outcome<{ approvalId: string }>> => {
    const event = await findEvent(ctx, input.receiptNo)
    if (!event.ok) return event
    const { loan_no: loanNo, kind, amount_fen: amountFen, outlet } = event.value
    const approvalId = await requestApproval(ctx, {
      kind: "loan.reversal",
      objectId: input.receiptNo,
      title: `冲正 ${input.receiptNo}（${loanNo}）`,
      amountFen,
      outlet,
      content: { receiptNo: input.receiptNo, loanNo, kind, amountFen: String(amountFen), reason: input.reason },
    })
    return ok({ approvalId })
  },
)

async function findEvent(ctx: FlowCtx, receiptNo: string) {
  const row = await ctx.db
    .selectFrom("loan_event")
    .innerJoin("loan", "loan.id", "loan_event.loan_id")
    .selectAll("loan_event")
    .select(["loan.loan_no", "loan.outlet"])
    .where("receipt_no", "=", receiptNo)
    .executeTakeFirst()
  if (!row) return refuse["E-NOT-FOUND"]({ loanNo: receiptNo })
  if (row.reversed_by !== null) return refuse["E-REVERSED"]({ receiptNo })
  if (!reversible.has(row.kind) || row.posting_id === null) return refuse["E-IRREVERSIBLE"]({ receiptNo })
  const later = await ctx.db
    .selectFrom("loan_event")
    .select("receipt_no")
    .where("loan_id", "=", row.loan_id)
    .where("reversed_by", "is", null)
    .where("kind", "<>", "reversal")
    .where("seq", ">", row.seq)
    .executeTakeFirst()
  return later ? refuse["E-NOT-LAST"]({ receiptNo, later: later.receipt_no }) : ok(row)
}

export const reversalApproval: ApprovalKind<z.output<typeof content>> = {
  kind: "loan.reversal",
  zh: "贷款业务冲正",
  en: "Reversal of a loan event",
  content,
  page: "/loans?receipt=:id",
  levels: async () => [["accountant", "president"]],
  approved: (ctx, request) => reverseEvent(ctx, { ...request.content, approvalId: request.approvalId }),
}

async function reverseEvent(
  ctx: FlowCtx,
  input: { receiptNo: string; loanNo: string; reason: string; approvalId: string },
): Promise<Outcome<void>> {
  const found = await findEvent(ctx, input.receiptNo)
  if (!found.ok) return found
  const event = found.value
  const loan = await lockLoan(ctx, event.loan_no)
  if (!loan.ok) return loan
  const before = event.before as unknown as Mutable
  await restorePlan(ctx, event.loan_id, before.plan_version, loan.value.plan_version, event.kind === "payout")
  const id = newId()
  const state = event.kind === "payout" ? { state: "reversed" } : {}
  const parts = { reverses: input.receiptNo, reason: input.reason }
  await applyChanges(ctx, [
    {
      row: loan.value,
      set: { ...before, ...state },
      event: { kind: "reversal", amountFen: event.amount_fen, parts, postingId: id },
    },
  ])
  await ctx.db.updateTable("loan_event").set({ reversed_by: id }).where("id", "=", event.id).execute()
  ctx.note({ object: "loan", objectId: event.loan_no, after: { reversed: input.receiptNo, reason: input.reason } })
  ctx.emit({ type: "loan.reversed", subject: event.loan_no, data: { receiptNo: input.receiptNo, kind: event.kind } })
  const isToday = event.day === ctx.today
  const posted = await reverse(ctx.ledger, event.posting_id!, {
    id,
    kind: isToday ? "wipe" : "reverse",
    reason: input.reason,
    actor: `${ctx.actor.kind}:${ctx.actor.id}`,
    approvalId: input.approvalId,
  })
  if (posted.ok) return ok()
  const { code, facts } = posted.failure
  return refuse["E-REVERSAL"]({
    receiptNo: input.receiptNo,
    reason: sentenceOf(code, "zh", facts),
    reasonEn: sentenceOf(code, "en", facts),
  })
}

/** The plan before comes back; a newer version is kept and marked as replaced. */
async function restorePlan(
  ctx: FlowCtx,
  loanId: string,
  version: number,
  current: number,
  wasPayout: boolean,
): Promise<void> {
  if (version === current && !wasPayout) return
  await ctx.db
    .updateTable("loan_instalment")
    .set({ replaced: true })
    .where("loan_id", "=", loanId)
    .where("version", "=", current)
    .execute()
  if (wasPayout) return
  await ctx.db
    .updateTable("loan_instalment")
    .set({ replaced: false })
    .where("loan_id", "=", loanId)
    .where("version", "=", version)
    .where("due_done_on", "is", null)
    .execute()
}
