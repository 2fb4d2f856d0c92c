// Before anything falls due: notes whose repricing day has come take the LPR of that day plus their spread. Interest up to
// the day stays at the old rate, instalments still to come are made again, and the change is an event of its own.
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { DayEndResult, Progress } from "#kernel/scene"
import { applyChanges, type LoanChange } from "../change.ts"
import { accruedFen } from "../debts.ts"
import { lprOn, nextRepricing, quoted, type LprPublished, type LprTenor } from "../lpr.ts"
import { moneyOf, plansOf, type Instalment, type LoanRow } from "../note.ts"
import { remadeRows, replacePlans, type PlanChange } from "../plan.ts"
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
    const plans = await plansOf(ctx, input.ids)
    const lpr = await lprOn(ctx, input.day)
    const decided: Repriced[] = []
    for (const loan of loans) {
      const given = { loan, money: money.get(loan.loan_no)!, plan: plans.get(loan.id) ?? [], day: input.day, lpr }
      const one = repriceWork(given)
      if (!one.ok) return one
      if (one.value) decided.push(one.value)
    }
    await applyChanges(ctx, await withPlans(ctx, decided))
    ctx.note({ object: "day-end", objectId: input.day, after: { step: "loan.reprice", loans: decided.length } })
    return ok(decided.length)
  },
)

export interface Repriced {
  change: LoanChange
  /** Absent where the rate stays as it was. */
  plan?: PlanChange
}

/** Writes the plans of all and answers with the changes, their versions in them. */
export async function withPlans(ctx: FlowCtx, decided: readonly Repriced[]): Promise<LoanChange[]> {
  const changed = decided.filter((one) => one.plan)
  const versions = await replacePlans(
    ctx,
    changed.map((one) => one.plan!),
  )
  return decided.map((one) => {
    const at = changed.indexOf(one)
    return at < 0 ? one.change : { ...one.change, set: { ...one.change.set, ...versions[at] } }
  })
}

interface RepriceWork {
  loan: LoanRow
  money: Collected
  plan: Instalment[]
  day: string
  /** The values published last on the day; null before the first. */
  lpr: LprPublished | null
}

/** Null where the note is not due for a new rate (an earlier run did it). */
export function repriceWork({ loan, money, plan, day, lpr }: RepriceWork): Outcome<Repriced | null> {
  if (loan.state !== "active" || loan.reprice_next_on === null || loan.reprice_next_on > day) return ok(null)
  if (!lpr) return refuse["E-LPR"]({ on: day })
  const quote = quoted(lpr, { tenor: loan.lpr_tenor as LprTenor, spreadBp: loan.spread_bp! })
  const next = { reprice_next_on: nextRepricing(loan.reprice_next_on, loan.reprice_months!, day) }
  const parts = {
    fromPct: loan.rate_pct,
    toPct: quote.ratePct,
    lprPct: quote.lprPct,
    lprPublishedOn: quote.publishedOn,
    spreadBp: String(loan.spread_bp),
  }
  const event = { kind: "repriced" as const, amountFen: 0n, parts, valueOn: day }
  if (quote.ratePct === loan.rate_pct || loan.impaired_on !== null) {
    return ok({ change: { row: loan, set: next, event } })
  }
  const set = { ...next, rate_pct: quote.ratePct }
  const earnedFen = accruedFen(loan, money, day)
  const change = { plan, principalFen: money.principal, on: day, earnedFen, settled: false }
  const rows = remadeRows({ ...loan, ...set }, change)
  const made = withPlan({ loan }, set, change, rows)
  return ok({
    change: { row: loan, set: made.set, event },
    plan: { row: { ...loan, ...made.set }, rows, change },
  })
}
