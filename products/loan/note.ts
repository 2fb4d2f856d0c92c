// The row of a loan note and what it says to the pure parts: terms, counting, money on the ledger.
import { sql, type Selectable } from "kysely"
import { balances, type Queryable } from "#ledger"
import type { Tables } from "#kernel/db"
import type { Ctx, FlowCtx } from "#kernel/flow"
import { inScope } from "#kernel/org"
import { ok, type Outcome } from "#kernel/refusal"
import { loanKey, loanParts } from "./accounts.ts"
import { microPercent, type Counting, type PenaltyCounting } from "./counting.ts"
import { rateFromPercent } from "./engine/fraction.ts"
import { loanTerms, type LoanTerms } from "./engine/terms.ts"
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

export const noMoney = (): Collected => ({
  principal: 0n,
  overdue: 0n,
  interest: 0n,
  penalty: 0n,
  compound: 0n,
  memo: 0n,
})

/** Balances of the notes' accounts, by loan number, in one call. */
export async function moneyOf(ledger: Queryable, loanNos: readonly string[]): Promise<Map<string, Collected>> {
  const keys = loanNos.flatMap((loanNo) => loanParts.map((part) => loanKey(loanNo, part)))
  const found = new Map((await balances(ledger, keys)).map((one) => [one.key, one.balance]))
  return new Map(
    loanNos.map((loanNo) => [
      loanNo,
      Object.fromEntries(loanParts.map((part) => [part, found.get(loanKey(loanNo, part)) ?? 0n])) as Collected,
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

export function termsOf(row: LoanRow): LoanTerms {
  const common = {
    principalFen: row.amount_fen,
    annualRate: rateFromPercent(row.rate_pct),
    startOn: row.start_on,
    maturesOn: row.matures_on,
  }
  if (row.method === "interest_only") {
    const settlement = { settlementDay: row.settlement_day ?? 20, settlementEvery: row.every_months as 1 | 3 }
    return loanTerms({ ...common, ...settlement, method: "interest_only", dayCount: "actual/360" })
  }
  if (row.method === "bullet") return loanTerms({ ...common, method: "bullet", dayCount: "actual/360" })
  return loanTerms({
    ...common,
    method: row.method as "equal_instalment" | "equal_principal",
    dayCount: "monthly",
    instalments: row.instalments,
    every: row.every_months,
    ...(row.first_due_on ? { firstDueOn: row.first_due_on } : {}),
  })
}

/** Instalment loans count by plan (逐笔), the others by balance-days (积数). */
export const countsByPlan = (row: Pick<LoanRow, "method">): boolean =>
  row.method === "equal_instalment" || row.method === "equal_principal"

export async function planOf(ctx: Ctx, loanId: string): Promise<Instalment[]> {
  return ctx.db
    .selectFrom("loan_instalment")
    .selectAll()
    .where("loan_id", "=", loanId)
    .where("replaced", "=", false)
    .orderBy("n")
    .execute()
}

export async function nextNumber(ctx: FlowCtx, sequence: "loan_number" | "loan_receipt_number"): Promise<bigint> {
  const { rows } = await sql<{ n: bigint }>`select nextval(${sequence}::regclass) as n`.execute(ctx.db)
  return rows[0]!.n
}
