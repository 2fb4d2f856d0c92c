// Writing the plan of a note: once at pay-out, again when a prepayment changes what is left.
import type { FlowCtx } from "#kernel/flow"
import { planAfterPrepayment, type PrepayChoice } from "./engine/prepay.ts"
import { schedule } from "./engine/schedule.ts"
import type { ScheduleRow } from "./engine/terms.ts"
import type { Mutable } from "./change.ts"
import { countsByPlan, termsOf, type Instalment, type LoanRow } from "./note.ts"

export const firstPlan = (row: LoanRow): ScheduleRow[] => schedule(termsOf(row))

/** The counting columns at the start of a period. */
export function periodStart(
  row: LoanRow,
  on: string,
  next: { interestFen: bigint; days: number } | null,
): Partial<Mutable> {
  const plan = countsByPlan(row)
  return {
    period_from: on,
    accrued_to: on,
    accrued_product: "0",
    period_interest_fen: plan ? (next?.interestFen ?? 0n) : null,
    period_days: plan ? (next?.days ?? 0) : null,
  }
}

export async function writePlan(
  ctx: FlowCtx,
  row: LoanRow,
  version: number,
  rows: readonly ScheduleRow[],
  firstN: number,
): Promise<void> {
  await ctx.db
    .insertInto("loan_instalment")
    .values(
      rows.map((one, index) => ({
        loan_id: row.id,
        version,
        n: firstN + index,
        from_on: one.from,
        due_on: one.due,
        days: one.days,
        principal_fen: one.principalFen,
        interest_fen: one.interestFen,
        balance_fen: one.balanceFen,
      })),
    )
    .execute()
}

export interface Replan {
  plan: readonly Instalment[]
  balanceFen: bigint
  choice: PrepayChoice
}

/** What is left after a prepayment: the open instalments are replaced by a new version of the plan. */
export async function replan(
  ctx: FlowCtx,
  row: LoanRow,
  { plan, balanceFen, choice }: Replan,
): Promise<Partial<Mutable>> {
  const open = plan.filter((one) => one.due_done_on === null)
  const version = row.plan_version + 1
  await ctx.db
    .updateTable("loan_instalment")
    .set({ replaced: true })
    .where("loan_id", "=", row.id)
    .where("due_done_on", "is", null)
    .where("replaced", "=", false)
    .execute()
  if (balanceFen === 0n) return { plan_version: version, ...periodStart(row, ctx.today, null) }
  const rows = newRows(row, open, balanceFen, ctx.today, choice)
  await writePlan(ctx, row, version, rows, open[0]?.n ?? 1)
  const first = rows[0]
  const matures = rows.at(-1)?.due ?? row.matures_on
  return { plan_version: version, matures_on: matures, ...periodStart(row, ctx.today, first ?? null) }
}

function newRows(
  row: LoanRow,
  open: readonly Instalment[],
  balanceFen: bigint,
  on: string,
  choice: PrepayChoice,
): ScheduleRow[] {
  const terms = termsOf(row)
  if (!countsByPlan(row)) {
    return schedule({ ...terms, startOn: on, draws: [{ on, amountFen: balanceFen }] })
  }
  const instalmentFen = open.length > 1 ? open[1]!.principal_fen + open[1]!.interest_fen : balanceFen * 2n
  return planAfterPrepayment(terms, { balanceFen, on, dueDates: open.map((one) => one.due_on), instalmentFen, choice })
}
