// On the last night of a month: income on impaired loans counts on the net amount (out of the allowance), then the
// allowance of each outlet and stage is brought to what its exposures need. Sums are one statement over the branch.
import { sql } from "kysely"
import { balances, newId, openAccounts, type Posting } from "#ledger"
import { flow, type Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { DayEndResult } from "#kernel/scene"
import { openSubjects } from "#products/deposit"
import { lossAccount, lossKey } from "../accounts.ts"
import { addDays } from "../engine/dates.ts"
import type { EclStage } from "../engine/ecl.ts"
import { divide } from "../engine/fraction.ts"
import { allowanceFen, eclRates, type EclRates } from "../losses.ts"
import { provide, unwind } from "../servicing/postings.ts"

export interface StageSum {
  outlet: string
  stage: EclStage
  exposureFen: bigint
  /** Fen × micro-per-cent a year on impaired notes: what a year's interest on the gross amount would be. */
  impairedProduct: bigint
}

const bad = sql.raw("('substandard', 'doubtful', 'loss')")

/** Exposure by outlet and stage: what stands on the balance sheet of each note. */
export async function stageSums(ctx: Ctx, day: string, rates: EclRates): Promise<StageSum[]> {
  const { rows } = await sql<{ outlet: string; stage: EclStage; exposure: bigint; product: string }>`
    with note as (
      select l.outlet, l.rate_pct, l.impaired_on,
        coalesce(im.debits_posted - im.credits_posted, 0) + coalesce(ii.debits_posted - ii.credits_posted, 0) as impaired,
        p.debits_posted - p.credits_posted + o.debits_posted - o.credits_posted + i.debits_posted - i.credits_posted
          + pe.debits_posted - pe.credits_posted + c.debits_posted - c.credits_posted as plain,
        case when l.impaired_on is not null or l.risk_class in ${bad}
            or ${day}::date - l.overdue_since > ${rates.stage3Days}::int then 3
          when l.risk_class = 'special_mention' or ${day}::date - l.overdue_since > ${rates.stage2Days}::int then 2
          else 1 end as stage
      from loan l
        join ledger_account p on p.id = l.principal_account join ledger_account o on o.id = l.overdue_account
        join ledger_account i on i.id = l.interest_account join ledger_account pe on pe.id = l.penalty_account
        join ledger_account c on c.id = l.compound_account
        left join ledger_account im on im.id = l.impaired_account
        left join ledger_account ii on ii.id = l.impaired_interest_account
      where l.state = 'active')
    select outlet, stage, sum(plain + impaired)::bigint as exposure,
      coalesce(sum(impaired * rate_pct * 1000000) filter (where impaired_on is not null), 0)::numeric(60, 0)::text as product
      from note group by outlet, stage order by outlet, stage`.execute(ctx.db)
  return rows.map((row) => ({
    outlet: row.outlet,
    stage: row.stage,
    exposureFen: row.exposure,
    impairedProduct: BigInt(row.product),
  }))
}

export async function provideAllowance(ctx: Ctx, day: string): Promise<DayEndResult> {
  if (addDays(day, 1).slice(8) !== "01") return { done: 0, failed: [] }
  const outcome = await provideAll(ctx, { day })
  if (!outcome.ok) throw new Error(outcome.refusal.en)
  return { done: outcome.value, failed: [] }
}

const provideAll = flow(
  { name: "loan.provide-allowance", permission: null },
  async (ctx, input: { day: string }): Promise<Outcome<number>> => {
    const rates = await eclRates(ctx, input.day)
    const sums = await stageSums(ctx, input.day, rates)
    const lent = await ctx.db.selectFrom("loan").select("outlet").distinct().orderBy("outlet").execute()
    const isRepeat = await alreadyEarned(ctx, input.day)
    const postings: Posting[] = []
    for (const { outlet } of lent) {
      const own = sums.filter((one) => one.outlet === outlet)
      postings.push(...(await outletPostings(ctx, { outlet, sums: own, rates, day: input.day, isRepeat })))
    }
    ctx.note({ object: "day-end", objectId: input.day, after: { step: "loan.allowance", postings: postings.length } })
    const posted = await ctx.post(postings)
    return posted.ok ? ok(postings.length) : posted
  },
)

/** The month's income on impaired loans is posted once, however often the night is repeated. */
async function alreadyEarned(ctx: Ctx, day: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from ledger_posting where template = ${unwind.code} and reference = ${day} limit 1`.execute(
      ctx.db,
    )
  return rows.length > 0
}

interface OutletWork {
  outlet: string
  sums: readonly StageSum[]
  rates: EclRates
  day: string
  isRepeat: boolean
}

async function outletPostings(
  ctx: Parameters<Parameters<typeof flow>[1]>[0],
  { outlet, sums, rates, day, isRepeat }: OutletWork,
): Promise<Posting[]> {
  const stages = [1, 2, 3] as const
  const names = stages.map((stage) => `1304.0${stage}` as const)
  await openAccounts(
    ctx.ledger,
    [...names, "6702" as const].map((name) => lossAccount(name, outlet)),
  )
  const held = await balances(
    ctx.ledger,
    names.map((name) => lossKey(name, outlet)),
  )
  const postings: Posting[] = []
  const paper = { reference: day, memo: `${day} 月末` }
  const earnedFen = isRepeat ? 0n : netIncome(sums, rates)
  if (earnedFen > 0n) {
    await openSubjects(ctx.ledger, outlet, ["6011"])
    postings.push(unwind.build({ outlet, amountFen: earnedFen }, { id: newId(), ...paper }))
  }
  for (const [index, stage] of stages.entries()) {
    const exposureFen = sums.find((one) => one.stage === stage)?.exposureFen ?? 0n
    const holdsFen = held[index]!.balance - (stage === 3 ? earnedFen : 0n)
    const changeFen = allowanceFen(exposureFen, stage, rates) - holdsFen
    if (changeFen === 0n) continue
    postings.push(provide.build({ outlet, stage: names[index]!, changeFen }, { id: newId(), ...paper }))
  }
  return postings
}

/** A month of interest on what is expected back: gross × (1 − loss) × rate ÷ 12 (CAS 22). */
function netIncome(sums: readonly StageSum[], rates: EclRates): bigint {
  const product = sums.reduce((sum, one) => sum + one.impairedProduct, 0n)
  return divide(product * BigInt(10_000 - rates.impairedLossBp), 12n * 100n * 1_000_000n * 10_000n)
}
