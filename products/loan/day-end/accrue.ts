// The night's accrual as one total per outlet. What every note has earned and not yet settled is a closed form of its
// row and its balance, so one statement sums the branch; the ledger receives the difference to what it holds. Running it
// twice, or after a missed night, gives the same books. It comes last, when the day's collections are in the balances.
import { sql } from "kysely"
import { balances, newId, type Posting } from "#ledger"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import type { DayEndResult } from "#kernel/scene"
import { openSubjects, subjectKey } from "#products/deposit"
import { addDays } from "../engine/dates.ts"
import { vatWithRest } from "../counting.ts"
import { accrue } from "../postings.ts"

export interface OutletAccrual {
  outlet: string
  loans: bigint
  accruedFen: bigint
}

/** Interest earned through the night before `until`, per outlet, rounded once per outlet. */
export async function accruedByOutlet(ctx: Ctx, until: string): Promise<OutletAccrual[]> {
  const { rows } = await sql<{ outlet: string; loans: bigint; accrued: bigint }>`
    select l.outlet, count(*) as loans,
      round(sum(case when l.period_interest_fen is not null
        then l.accrued_product / 36000000000 + case when l.period_days = 0 then 0 else l.period_interest_fen::numeric
          * least(greatest(${until}::date - l.period_from, 0), l.period_days) / l.period_days end
        else (l.accrued_product + (a.debits_posted - a.credits_posted)::numeric
          * greatest(${until}::date - l.accrued_to, 0) * (l.rate_pct * 1000000)) / 36000000000 end))::bigint as accrued
      from loan l join ledger_account a on a.id = l.principal_account
     where l.state = 'active' and l.nonaccrual_on is null and l.accrued_to is not null
     group by l.outlet order by l.outlet`.execute(ctx.db)
  return rows.map((row) => ({ outlet: row.outlet, loans: row.loans, accruedFen: row.accrued }))
}

export async function accrueNight(ctx: Ctx, day: string): Promise<DayEndResult> {
  const outcome = await accrueAll(ctx, { day })
  if (!outcome.ok) throw new Error(outcome.refusal.en)
  return { done: outcome.value, failed: [] }
}

const accrueAll = flow(
  { name: "loan.accrue", permission: null },
  async (ctx, input: { day: string }): Promise<Outcome<number>> => {
    const earned = await accruedByOutlet(ctx, addDays(input.day, 1))
    const outlets = await outletsWithAccrual(ctx, earned)
    const vatBp = await parameter<number>(ctx, "loan.vat-bp", input.day)
    for (const outlet of outlets) await openSubjects(ctx.ledger, outlet, ["1303.03", "2221", "6011"])
    const held = await balances(
      ctx.ledger,
      outlets.map((outlet) => subjectKey("1303.03", outlet)),
    )
    const postings: Posting[] = []
    for (const outlet of outlets) {
      const target = earned.find((one) => one.outlet === outlet)?.accruedFen ?? 0n
      const holds = held.find((one) => one.key === subjectKey("1303.03", outlet))?.balance ?? 0n
      if (target === holds) continue
      const totalFen = target - holds
      const vatFen = await exactVat(ctx, { outlet, vatBp, totalFen })
      postings.push(
        accrue.build(
          { outlet, totalFen, vatFen },
          { id: newId(), reference: input.day, memo: `${input.day} 计提利息` },
        ),
      )
    }
    const loans = earned.reduce((sum, one) => sum + one.loans, 0n)
    ctx.note({
      object: "day-end",
      objectId: input.day,
      after: { step: "loan.accrue", loans: String(loans), outlets: outlets.length },
    })
    const posted = await ctx.post(postings)
    return posted.ok ? ok(Number(loans)) : posted
  },
)

/**
 * The tax inside a total, so that all totals together hold the tax of their sum: what a rounding left over is kept in
 * exact parts of a fen and joins the next one. Booked late or on the day, the tax comes out the same.
 */
async function exactVat(
  ctx: FlowCtx,
  { outlet, vatBp, totalFen }: { outlet: string; vatBp: number; totalFen: bigint },
): Promise<bigint> {
  const kept = await ctx.db
    .selectFrom("loan_tax_rest")
    .select("rest")
    .where("outlet", "=", outlet)
    .where("vat_bp", "=", vatBp)
    .forUpdate()
    .executeTakeFirst()
  const { vatFen, rest } = vatWithRest(totalFen, vatBp, kept?.rest ?? 0n)
  await ctx.db
    .insertInto("loan_tax_rest")
    .values({ outlet, vat_bp: vatBp, rest })
    .onConflict((c) => c.columns(["outlet", "vat_bp"]).doUpdateSet({ rest }))
    .execute()
  return vatFen
}

/** An outlet whose last loan was settled today still has its pool to bring to zero. */
async function outletsWithAccrual(ctx: FlowCtx, earned: readonly OutletAccrual[]): Promise<string[]> {
  const rows = await ctx.db.selectFrom("loan").select("outlet").distinct().execute()
  return [...new Set([...earned.map((one) => one.outlet), ...rows.map((row) => row.outlet)])].toSorted()
}
