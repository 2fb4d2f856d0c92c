// A note as people look at it: terms, what is owed to the fen today, and the plan with the reason for every figure.
import { formatAmount } from "#ledger"
import { ledgerOn, type Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { balanceFen } from "#products/deposit"
import { accruedFen, assess, dueFen, overdueDays } from "./debts.ts"
import { lowestClass, worseOf, type RiskClass } from "./engine/classify.ts"
import { unpaidByInstalment } from "./counting.ts"
import { countsByPlan, findLoan, moneyOf, planOf, type Instalment, type LoanRow } from "./note.ts"
import type { PlanRow } from "./plan.ts"
import type { Collected } from "./postings.ts"
import type { LoanMethod } from "./sign.ts"

export const yuan = (fen: bigint): string => formatAmount(fen, 2)

export interface ScheduleView {
  n: number
  from: string
  due: string
  days: number
  principal: string
  interest: string
  total: string
  balance: string
  state: "planned" | "due" | "overdue" | "paid"
  explanation: string
}

export async function loanView(ctx: Ctx, loanNo: string, on: string) {
  const found = await findLoan(ctx, loanNo)
  if (!found.ok) return found
  const loan = found.value
  const ledger = ledgerOn(ctx.db)
  const money = (await moneyOf(ledger, [loanNo])).get(loanNo)!
  const worked = loan.state === "active" ? assess(loan, money, later(loan.penalty_to, on), 600).money : money
  const accrued = loan.state === "active" ? accruedFen(loan, worked, on) : 0n
  const days = overdueDays(loan, on)
  const plan = await planOf(ctx, loan.id)
  return ok({
    loanNo,
    state: stateOf(loan),
    amount: yuan(loan.amount_fen),
    ratePct: trimmed(loan.rate_pct),
    method: loan.method as LoanMethod,
    paidOutOn: loan.paid_out_on,
    maturesOn: loan.matures_on,
    principal: yuan(money.principal + money.overdue + money.impaired),
    overduePrincipal: yuan(money.overdue),
    interestDue: yuan(money.interest + money.impairedInterest + worked.memo),
    accrued: yuan(accrued),
    penalty: yuan(worked.penalty),
    compound: yuan(worked.compound),
    fees: yuan(money.fee),
    writtenOff: yuan(money.writtenOff),
    owed: yuan(dueFen(worked) + money.principal + accrued),
    overdueDays: days,
    riskClass: worseOf(loan.risk_class as RiskClass, loan.state === "active" ? lowestClass(days) : "pass"),
    depositAccount: loan.deposit_no,
    depositBalance: yuan(await balanceFen(ledger, loan.deposit_no)),
    schedule: scheduleOf(loan, plan, money, on),
  } satisfies LoanView)
}

const later = (a: string | null, b: string): string => (a !== null && a > b ? a : b)

export interface LoanView {
  loanNo: string
  state: "signed" | "active" | "overdue" | "settled" | "written_off"
  amount: string
  ratePct: string
  method: LoanMethod
  paidOutOn: string | null
  maturesOn: string
  principal: string
  overduePrincipal: string
  interestDue: string
  accrued: string
  penalty: string
  compound: string
  fees: string
  /** The claim kept on memo after a write-off. */
  writtenOff: string
  owed: string
  overdueDays: number
  riskClass: RiskClass
  depositAccount: string
  depositBalance: string
  schedule: ScheduleView[]
}

export function stateOf(loan: LoanRow): LoanView["state"] {
  if (loan.state === "active" && loan.overdue_since !== null) return "overdue"
  if (loan.state === "reversed") return "signed"
  return loan.state as LoanView["state"]
}

/** "3.450000" → "3.45"; two decimals at least. */
export function trimmed(rate: string): string {
  const [whole, places = ""] = rate.split(".")
  return `${whole}.${places.replace(/0+$/, "").padEnd(2, "0")}`
}

function scheduleOf(loan: LoanRow, plan: readonly Instalment[], money: Collected, on: string): ScheduleView[] {
  const due = plan
    .filter((one) => one.due_done_on !== null)
    .map((one) => ({
      n: one.n,
      principalFen: one.principal_fen,
      interestFen: one.settled_interest_fen ?? one.interest_fen,
    }))
  const open = unpaidByInstalment(due, {
    principalFen: money.overdue + money.impaired,
    interestFen: money.interest + money.impairedInterest + money.memo,
  })
  return plan.map((one) => {
    const interest = one.settled_interest_fen ?? one.interest_fen
    return {
      n: one.n,
      from: one.from_on,
      due: one.due_on,
      days: one.days,
      principal: yuan(one.principal_fen),
      interest: yuan(interest),
      total: yuan(one.principal_fen + interest),
      balance: yuan(one.balance_fen),
      state: rowState(one, open.has(one.n), on),
      explanation: explain(loan, one, interest),
    }
  })
}

function rowState(one: Instalment, isOpen: boolean, on: string): ScheduleView["state"] {
  if (one.due_done_on === null) return one.due_on <= on ? "due" : "planned"
  return isOpen ? "overdue" : "paid"
}

/** "6,000,000.00 × 3.45% × 31/360 = 17,825.00"; interest from before a change of the row stands first. */
function explain(loan: LoanRow, one: Instalment, interestFen: bigint): string {
  const openingFen = one.balance_fen + one.principal_fen
  const rate = `${trimmed(one.rate_pct ?? loan.rate_pct)}%`
  if (one.carried_fen > 0n) {
    const rest = `${yuan(openingFen)} × ${rate}`
    return `${yuan(one.carried_fen)} + ${yuan(interestFen - one.carried_fen)}（${rest}）= ${yuan(interestFen)}`
  }
  const isWholeMonth = countsByPlan(loan) && one.from_on.slice(8) === one.due_on.slice(8)
  const share = isWholeMonth ? `${loan.every_months}/12` : `${one.days}/${loan.day_count.split("/")[1] ?? "360"}`
  return `${yuan(openingFen)} × ${rate} × ${share} = ${yuan(interestFen)}`
}

export async function loansOf(ctx: Ctx, partyId: string, on: string): Promise<Outcome<LoanView[]>> {
  const rows = await ctx.db
    .selectFrom("loan")
    .select("loan_no")
    .where("party_id", "=", partyId)
    .orderBy("signed_at", "desc")
    .execute()
  const views: LoanView[] = []
  for (const row of rows) {
    const view = await loanView(ctx, row.loan_no, on)
    if (view.ok) views.push(view.value)
  }
  return ok(views)
}

/** Principal still out, overdue part included, by loan number. */
export async function outstandingOf(ctx: Ctx, loanNos: readonly string[]): Promise<Map<string, bigint>> {
  const money = await moneyOf(ledgerOn(ctx.db), loanNos)
  return new Map([...money].map(([loanNo, parts]) => [loanNo, parts.principal + parts.overdue + parts.impaired]))
}

/** How many of these loans are in arrears, and what is late on them: principal, interest (also where it no longer accrues), penalty, compound. */
export async function overdueOf(ctx: Ctx, loanNos: readonly string[]): Promise<{ loans: number; lateFen: bigint }> {
  if (loanNos.length === 0) return { loans: 0, lateFen: 0n }
  const late = await ctx.db
    .selectFrom("loan")
    .select("loan_no")
    .where("loan_no", "in", [...loanNos])
    .where("overdue_since", "is not", null)
    .execute()
  const money = await moneyOf(
    ledgerOn(ctx.db),
    late.map((row) => row.loan_no),
  )
  const lateFen = [...money.values()].reduce((sum, parts) => sum + dueFen(parts), 0n)
  return { loans: late.length, lateFen }
}

export const planRowView = (row: PlanRow) => ({
  from: row.from,
  due: row.due,
  days: row.days,
  principal: yuan(row.principalFen),
  interest: yuan(row.interestFen),
  total: yuan(row.principalFen + row.interestFen),
  balance: yuan(row.balanceFen),
})
