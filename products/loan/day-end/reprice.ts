// Before anything falls due: notes whose repricing day has come take the LPR of that day plus their spread. Interest up to
// the day stays at the old rate, instalments still to come are made again, and the change is an event of its own.
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { DayEndResult, Progress } from "#kernel/scene"
import { applyChanges, type LoanChange } from "../change.ts"
import { accruedFen } from "../debts.ts"
import { lprRate, nextRepricing, type LprTenor } from "../lpr.ts"
import { moneyOf, planOf, type LoanRow } from "../note.ts"
import { remadeRows, replacePlan } from "../plan.ts"
import type { Collected } from "../postings.ts"
import { refuse } from "../refusals.ts"
import { withPlan } from "../servicing/work.ts"
import { inChunks } from "./chunks.ts"

export async function repriceNotes(ctx: Ctx, day: string, progress: Progress): Promise<DayEndResult> {
  const rows = await ctx.db
    .selectFrom("loan")
    .select("id")
    .where("state", "=", "active")
    .where("rate_kind", "=", "lpr")
    .where("reprice_next_on", "<=", day)
    .orderBy("id")
    .execute()
  return inChunks(
    ctx,
    rows.map((row) => row.id),
    progress,
    (ids) => repriceChunk(ctx, { ids, day }),
  )
}

const repriceChunk = flow(
  { name: "loan.reprice", permission: null },
  async (ctx, input: { ids: string[]; day: string }): Promise<Outcome<number>> => {
    const loans = await ctx.db
      .selectFrom("loan")
      .selectAll()
      .where("id", "in", input.ids)
      .orderBy("id")
      .forUpdate()
      .execute()
    const money = await moneyOf(
      ctx.ledger,
      loans.map((loan) => loan.loan_no),
    )
    const changes: LoanChange[] = []
    for (const loan of loans) {
      const change = await repriceWork(ctx, { loan, money: money.get(loan.loan_no)!, day: input.day })
      if (!change.ok) return change
      if (change.value) changes.push(change.value)
    }
    await applyChanges(ctx, changes)
    ctx.note({ object: "day-end", objectId: input.day, after: { step: "loan.reprice", loans: changes.length } })
    return ok(changes.length)
  },
)

/** Null where the note is not due for a new rate (an earlier run did it). */
export async function repriceWork(
  ctx: FlowCtx,
  work: { loan: LoanRow; money: Collected; day: string },
): Promise<Outcome<LoanChange | null>> {
  const { loan, money, day } = work
  if (loan.state !== "active" || loan.reprice_next_on === null || loan.reprice_next_on > day) return ok(null)
  const terms = { tenor: loan.lpr_tenor as LprTenor, spreadBp: loan.spread_bp! }
  const quote = await lprRate(ctx, terms, day)
  if (!quote) return refuse["E-LPR"]({ on: day })
  const next = { reprice_next_on: nextRepricing(loan.reprice_next_on, loan.reprice_months!, day) }
  const parts = {
    fromPct: loan.rate_pct,
    toPct: quote.ratePct,
    lprPct: quote.lprPct,
    lprPublishedOn: quote.publishedOn,
    spreadBp: String(loan.spread_bp),
  }
  const event = { kind: "repriced" as const, amountFen: 0n, parts, valueOn: day }
  if (quote.ratePct === loan.rate_pct || loan.impaired_on !== null) return ok({ row: loan, set: next, event })
  const set = { ...next, rate_pct: quote.ratePct }
  const plan = await planOf(ctx, loan.id)
  const earnedFen = accruedFen(loan, money, day)
  const change = { plan, principalFen: money.principal, on: day, earnedFen, settled: false }
  const rows = remadeRows({ ...loan, ...set }, change)
  const made = withPlan({ loan }, set, change, rows)
  const planned = await replacePlan(ctx, { ...loan, ...made.set }, rows, change)
  return ok({ row: loan, set: { ...made.set, ...planned }, event })
}
