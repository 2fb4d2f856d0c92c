// The row of a loan note and what it says to the pure parts: terms, counting, money on the ledger.
import { sql, type Selectable } from "kysely"
import { accountIds, balances, type Queryable } from "#ledger"
import type { Tables } from "#kernel/db"
import type { Ctx, FlowCtx } from "#kernel/flow"
import { inScope } from "#kernel/org"
import { ok, type Outcome } from "#kernel/refusal"
import { allParts, loanKey, loanParts, rareParts } from "./accounts.ts"
import { microPercent, type Counting, type PenaltyCounting } from "./counting.ts"
import { rateFromPercent } from "./engine/fraction.ts"
import { loanTerms, type DayCount, type LoanTerms } from "./engine/terms.ts"
import type { Collected } from "./postings.ts"
import { refuse } from "./refusals.ts"

export type LoanRow = Selectable<Tables["loan"]>
export type Instalment = Selectable<Tables["loan_instalment"]>

export async function findLoan(ctx: Ctx, loanNo: string): Promise<Outcome<LoanRow>> {
  const row = await ctx.db.selectFrom("loan").selectAll().where("loan_no", "=", loanNo).executeTakeFirst()
  if (!row || !mayTouch(ctx, row)) return refuse["E-NOT-FOUND"]({ loanNo })
  return ok(row)
}

/** Takes the row for this transaction; two events of one note follow each other. */
export async function lockLoan(ctx: FlowCtx, loanNo: string): Promise<Outcome<LoanRow>> {
  const row = await ctx.db.selectFrom("loan").selectAll().where("loan_no", "=", loanNo).forUpdate().executeTakeFirst()
  if (!row || !mayTouch(ctx, row)) return refuse["E-NOT-FOUND"]({ loanNo })
  return ok(row)
}

/** Staff within their outlets, a firm for its own notes. */
function mayTouch(ctx: Ctx, row: LoanRow): boolean {
  if (ctx.actor.kind === "portal") return ctx.actor.partyId === row.party_id
  return inScope(ctx, row.outlet)
}

export const noMoney = (): Collected => Object.fromEntries(allParts.map((part) => [part, 0n])) as Collected

/** Balances of the notes' accounts, by loan number, in two calls: which rare accounts there are, and what all hold. */
export async function moneyOf(ledger: Queryable, loanNos: readonly string[]): Promise<Map<string, Collected>> {
  const rare = loanNos.flatMap((loanNo) => rareParts.map((part) => loanKey(loanNo, part)))
  const present = await accountIds(ledger, rare)
  const keys = loanNos.flatMap((loanNo) => loanParts.map((part) => loanKey(loanNo, part)))
  const found = new Map((await balances(ledger, [...keys, ...present.keys()])).map((one) => [one.key, one.balance]))
  return new Map(
    loanNos.map((loanNo) => [
      loanNo,
      Object.fromEntries(allParts.map((part) => [part, found.get(loanKey(loanNo, part)) ?? 0n])) as Collected,
    ]),
  )
}

export const countingOf = (row: LoanRow): Counting => ({
  rateMicro: microPercent(row.rate_pct),
  accruedTo: row.accrued_to ?? row.start_on,
  accruedProduct: BigInt(row.accrued_product),
  periodFrom: row.period_from ?? row.start_on,
  periodInterestFen: row.period_interest_fen,
  periodDays: row.period_days,
})

export const penaltyOf = (row: LoanRow): PenaltyCounting => ({
  rateMicro: microPercent(row.rate_pct),
  overdueUpliftBp: microPercent(row.overdue_uplift_pct) / 10_000n,
  misuseUpliftBp: microPercent(row.misuse_uplift_pct) / 10_000n,
  misused: row.misused_from !== null,
  penaltyTo: row.penalty_to ?? row.misused_from ?? row.start_on,
  penaltyProduct: BigInt(row.penalty_product),
  compoundProduct: BigInt(row.compound_product),
})

export interface PlannedPrincipal {
  dueOn: string
  amountFen: bigint
}

/** The agreed dates and amounts of an irregular plan. */
export const principalPlanOf = (row: Pick<LoanRow, "principal_plan">): PlannedPrincipal[] =>
  ((row.principal_plan ?? []) as { dueOn: string; amountFen: string }[]).map((one) => ({
    dueOn: one.dueOn,
    amountFen: BigInt(one.amountFen),
  }))

/** What the engine's generator needs of a note. A revolving note pays interest on settlement days like 先息后本. */
export function termsOf(row: LoanRow): LoanTerms {
  const common = {
    principalFen: row.amount_fen,
    annualRate: rateFromPercent(row.rate_pct),
    dayCount: row.day_count as DayCount,
    startOn: row.start_on,
    maturesOn: row.matures_on,
    gracePrincipal: row.grace_principal,
    every: row.every_months,
  }
  if (row.method === "interest_only" || row.method === "revolving") {
    // The engine asks for a multiple of the month's number; its type names the two usual ones.
    const settlement = { settlementDay: row.settlement_day ?? 20, settlementEvery: row.every_months as 1 | 3 }
    return loanTerms({ ...common, ...settlement, method: "interest_only" })
  }
  if (row.method === "bullet") return loanTerms({ ...common, method: "bullet" })
  if (row.method === "irregular") return irregularTerms(row, common)
  return loanTerms({
    ...common,
    method: row.method as "equal_instalment" | "equal_principal" | "flat",
    instalments: row.instalments,
    ...(row.first_due_on ? { firstDueOn: row.first_due_on } : {}),
  })
}

/** Principal as agreed date by date, interest on what is left between the dates. */
function irregularTerms(row: LoanRow, common: Omit<Parameters<typeof loanTerms>[0], "method">): LoanTerms {
  const plan = principalPlanOf(row)
  const periods = plan.map((one, index) => ({ from: plan[index - 1]?.dueOn ?? row.start_on, due: one.dueOn }))
  return loanTerms({
    ...common,
    method: "interest_only",
    instalments: plan.length,
    periods,
    principalPlanFen: plan.map((one) => one.amountFen),
  })
}

/** Counted by balance-days (积数): what is really outstanding each night. */
const byBalance = new Set(["interest_only", "bullet", "equal_principal", "irregular", "revolving"])

/** The other notes count by plan (逐笔): the planned interest of a period, earned evenly over its days. */
export const countsByPlan = (row: Pick<LoanRow, "method" | "day_count">): boolean =>
  row.day_count !== "actual/360" || !byBalance.has(row.method)

export async function planOf(ctx: Ctx, loanId: string): Promise<Instalment[]> {
  return ctx.db
    .selectFrom("loan_instalment")
    .selectAll()
    .where("loan_id", "=", loanId)
    .where("replaced", "=", false)
    .orderBy("n")
    .execute()
}

/** The live plans of many notes in one statement. */
export async function plansOf(ctx: Ctx, loanIds: readonly string[]): Promise<Map<string, Instalment[]>> {
  const rows = await ctx.db
    .selectFrom("loan_instalment")
    .selectAll()
    .where("loan_id", "in", [...loanIds])
    .where("replaced", "=", false)
    .orderBy("n")
    .execute()
  const plans = new Map<string, Instalment[]>()
  for (const row of rows) {
    const plan = plans.get(row.loan_id)
    if (plan) plan.push(row)
    else plans.set(row.loan_id, [row])
  }
  return plans
}

type Sequence = "loan_number" | "loan_receipt_number"

export async function nextNumber(ctx: FlowCtx, sequence: Sequence): Promise<bigint> {
  return (await nextNumbers(ctx, sequence, 1))[0]!
}

export async function nextNumbers(ctx: FlowCtx, sequence: Sequence, count: number): Promise<bigint[]> {
  const { rows } = await sql<{ n: bigint }>`
    select nextval(${sequence}::regclass) as n from generate_series(1, ${count})`.execute(ctx.db)
  return rows.map((row) => row.n)
}
