// The portfolio as it stands tonight, in one pass over the active notes: sums by every dimension a dashboard shows, and
// the largest debtors. Written once a night; a page reads these rows only.
import { sql } from "kysely"
import { flow, type Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { DayEndResult } from "#kernel/scene"

/** Nights that stay: all of the last forty, and every month's end. */
const nightsKept = 40
const debtorsKept = 20

export async function summarise(ctx: Ctx, day: string): Promise<DayEndResult> {
  const outcome = await summariseAll(ctx, { day })
  if (!outcome.ok) throw new Error(outcome.refusal.en)
  return { done: outcome.value, failed: [] }
}

const noteOf = (day: string) => sql`
  select l.outlet, l.party_id, l.method, l.risk_class, l.rate_pct, l.paid_out_on, coalesce(party.industry, '') as industry,
    coalesce(${day}::date - l.overdue_since, 0) as days,
    p.debits_posted - p.credits_posted + o.debits_posted - o.credits_posted
      + coalesce(im.debits_posted - im.credits_posted, 0) as fen
  from loan l
    join party on party.id = l.party_id
    join ledger_account p on p.id = l.principal_account
    join ledger_account o on o.id = l.overdue_account
    left join ledger_account im on im.id = l.impaired_account
  where l.state = 'active'`

/** Every note with its place in each dimension; a place is text that sorts. */
const placed = sql`
  select outlet, party_id, fen, days > 0 as is_overdue, risk_class in ('substandard', 'doubtful', 'loss') as is_bad,
    case when days <= 0 then '0' when days <= 30 then '1-30' when days <= 60 then '31-60' when days <= 90 then '61-90'
      when days <= 180 then '91-180' when days <= 270 then '181-270' when days <= 360 then '271-360' else '361' end as ladder,
    risk_class, method, industry, to_char(paid_out_on, 'YYYY-MM') as vintage,
    to_char(floor(rate_pct * 2) / 2, 'FM990.0') as rate
  from note`

const summariseAll = flow(
  { name: "loan.summarise", permission: null },
  async (ctx, input: { day: string }): Promise<Outcome<number>> => {
    const { day } = input
    await ctx.db.deleteFrom("loan_summary").where("day", "=", day).execute()
    await ctx.db.deleteFrom("loan_summary_party").where("day", "=", day).execute()
    await sql`
      with note as materialized (${noteOf(day)}), placed as materialized (${placed}), summed as (
        select outlet, ladder, risk_class, method, industry, vintage, rate, grouping(ladder) as g1, grouping(risk_class) as g2,
          grouping(method) as g3, grouping(industry) as g4, grouping(vintage) as g5, grouping(rate) as g6,
          count(*) as loans, sum(fen)::bigint as fen, coalesce(sum(fen) filter (where is_overdue), 0)::bigint as overdue,
          coalesce(sum(fen) filter (where is_bad), 0)::bigint as bad
        from placed group by grouping sets ((outlet), (outlet, ladder), (outlet, risk_class), (outlet, method),
          (outlet, industry), (outlet, vintage), (outlet, rate))), debtor as (
        select outlet, party_id, count(*) as loans, sum(fen)::bigint as fen,
          row_number() over (partition by outlet order by sum(fen) desc, party_id) as place
        from placed group by outlet, party_id), debtors as (
        insert into loan_summary_party (day, outlet, party_id, place, loans, balance_fen)
        select ${day}::date, outlet, party_id, place, loans, fen from debtor where place <= ${debtorsKept}::int)
      insert into loan_summary (day, outlet, dimension, key, loans, balance_fen, overdue_fen, bad_fen)
      select ${day}::date, outlet,
        case when g1 = 0 then 'overdue' when g2 = 0 then 'class' when g3 = 0 then 'method' when g4 = 0 then 'industry'
          when g5 = 0 then 'vintage' when g6 = 0 then 'rate' else 'total' end,
        coalesce(ladder, risk_class, method, industry, vintage, rate, ''), loans, fen, overdue, bad from summed`.execute(
      ctx.db,
    )
    await sql`
      insert into loan_summary (day, outlet, dimension, key, loans, balance_fen, overdue_fen, bad_fen)
      select ${day}::date, outlet, 'new', '', count(*), sum(amount_fen)::bigint, 0, 0 from loan
       where paid_out_on = ${day} and state in ('active', 'settled') group by outlet`.execute(ctx.db)
    await forget(ctx, day)
    const { rows } = await sql<{ loans: bigint | null }>`
      select sum(loans)::bigint as loans from loan_summary where day = ${day} and dimension = 'total'`.execute(ctx.db)
    ctx.note({
      object: "day-end",
      objectId: day,
      after: { step: "portfolio.summary", loans: String(rows[0]?.loans ?? 0) },
    })
    return ok(Number(rows[0]?.loans ?? 0n))
  },
)

async function forget(ctx: Ctx, day: string): Promise<void> {
  for (const table of ["loan_summary", "loan_summary_party"]) {
    await sql`delete from ${sql.table(table)} where day < ${day}::date - ${nightsKept}::int
      and extract(day from day + 1) <> 1`.execute(ctx.db)
  }
}
