// What the day's end does in this scene: approvals that ran out, states that the notes say, tasks and reminders, the
// collection ladder. Each look is harmless when repeated.
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { DayEndResult, DayEndStep, Progress } from "#kernel/scene"
import { expireApproval } from "./deciding.ts"
import { isRunning } from "../states.ts"
import { lockCase, stateOf, type CaseRow } from "./case.ts"
import { openReminders, openRevaluations, openVisits } from "./care.ts"
import { openCollections } from "./collecting.ts"
import { drawsOf, loanNosOf } from "./facts.ts"
import { settleState } from "./running.ts"
import { openWarning } from "./warnings.ts"

const live = ["approved", "conditions_met", "drawn", "performing", "watch", "overdue", "npl"]

const watchCase = flow(
  { name: "corporate-loan.watch", permission: null },
  async (ctx, input: { id: string }): Promise<Outcome<void>> => {
    const found = await lockCase(ctx, input.id)
    if (!found.ok) return found
    const row = found.value
    ctx.note({ object: "corporate-case", objectId: row.id, after: { watched: ctx.today } })
    const expired = await expireApproval(ctx, row)
    if (!expired.ok) return expired
    if (!isRunning(stateOf(row))) return ok()
    const settled = await settleState(ctx, row, "watch")
    if (!settled.ok) return settled
    return isRunning(settled.value) ? look(ctx, row) : ok()
  },
)

async function look(ctx: FlowCtx, row: CaseRow): Promise<Outcome<void>> {
  const draws = await drawsOf(ctx, row.id)
  const loanNos = loanNosOf(draws)
  await openVisits(ctx, row, draws)
  await openReminders(ctx, row, loanNos)
  await openRevaluations(ctx, row)
  const late = await ctx.db
    .selectFrom("loan")
    .select(["loan_no", "overdue_since"])
    .where("loan_no", "in", loanNos)
    .where("state", "=", "active")
    .where("overdue_since", "is not", null)
    .execute()
  for (const note of late) {
    const since = note.overdue_since!
    const warning = { signal: "OVERDUE", source: "日终检查", note: `${note.loan_no} 自 ${since} 起逾期` } as const
    await openWarning(ctx, row, { ...warning, onceKey: `${row.id}:OVERDUE:${note.loan_no}:${since}` })
    await openCollections(ctx, row, note.loan_no, since)
  }
  return ok()
}

async function watchAll(ctx: Ctx, progress: Progress): Promise<DayEndResult> {
  const rows = await ctx.db
    .selectFrom("corporate_case")
    .select(["id", "case_no"])
    .where("state", "in", live)
    .orderBy("case_no")
    .execute()
  const result: DayEndResult = { done: 0, failed: [] }
  for (const [index, row] of rows.entries()) {
    const outcome = await watchCase(ctx, { id: row.id })
    if (outcome.ok) result.done += 1
    else result.failed.push({ object: "corporate-case", objectId: row.case_no, reason: outcome.refusal.zh })
    await progress(index + 1, rows.length)
  }
  return result
}

export const dayEndSteps: DayEndStep[] = [
  {
    name: "corporate-loan.watch",
    zh: "公司贷款检查与催收",
    en: "Company loans: care and collection",
    phase: "revalue",
    run: (ctx, _day, progress) => watchAll(ctx, progress),
  },
]
