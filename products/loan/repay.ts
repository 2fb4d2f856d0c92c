// Repayment on request: debts that are due first, in the bank's order; what goes beyond them repays principal early,
// after the interest earned so far. "payoff" pays everything and ends the note.
import { formatAmount, newId, type Posting } from "#ledger"
import { flow, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import { availableFen } from "#products/deposit"
import { findLimit, givenBack } from "#products/limit"
import { applyChanges, type EventDraft, type Mutable } from "./change.ts"
import { accruedFen, assess, dueFen, meet, minus, settle, sumOf, type Worked } from "./debts.ts"
import type { PrepayChoice } from "./engine/prepay.ts"
import { lockLoan, moneyOf, planOf, type LoanRow } from "./note.ts"
import { replan } from "./plan.ts"
import { collect, oneEvent, type Collected } from "./postings.ts"
import { refuse } from "./refusals.ts"

export interface Repayment {
  loanNo: string
  amountFen: bigint | "payoff"
  choice?: PrepayChoice
  /** Proceeds of a disposal: takes what there is and leaves the rest owed. */
  upTo?: boolean
}

export interface Repaid {
  receiptNo: string
  paidFen: bigint
  owedFen: bigint
  settled: boolean
  parts: Collected
}

export const repayLoan = flow(
  { name: "loan.repay", permission: null },
  async (ctx, input: Repayment): Promise<Outcome<Repaid>> => {
    const found = await lockLoan(ctx, input.loanNo)
    if (!found.ok) return found
    const loan = found.value
    if (loan.state !== "active") return refuse["E-STATE"]({ loanNo: loan.loan_no, state: loan.state })
    const vatBp = await parameter<number>(ctx, "loan.vat-bp", ctx.today)
    const money = (await moneyOf(ctx.ledger, [loan.loan_no])).get(loan.loan_no)!
    const worked = assess(loan, money, later(loan.penalty_to, ctx.today), vatBp)
    const accrued = accruedFen(loan, worked.money, ctx.today)
    const amount = await amountOf(ctx, loan, input, {
      dueFen: dueFen(worked.money),
      accrued,
      principal: worked.money.principal,
    })
    if (!amount.ok) return amount
    const paid = payments(ctx, loan, worked, accrued, amount.value)
    return finish(ctx, loan, { input, worked, paid, accrued, amountFen: amount.value, vatBp })
  },
)

/** The day's end may have assessed through tonight already. */
const later = (a: string | null, b: string): string => (a !== null && a > b ? a : b)

async function amountOf(
  ctx: FlowCtx,
  loan: LoanRow,
  input: Repayment,
  owed: { dueFen: bigint; accrued: bigint; principal: bigint },
): Promise<Outcome<bigint>> {
  const allFen = owed.dueFen + owed.accrued + owed.principal
  const asked = input.amountFen === "payoff" ? allFen : input.amountFen
  const amountFen = input.upTo && asked > allFen ? allFen : asked
  if (amountFen <= 0n) return refuse["E-AMOUNT"]({}, "amount")
  if (amountFen > allFen) return refuse["E-TOO-MUCH"]({ amount: yuan(amountFen), owed: yuan(allFen) }, "amount")
  const beyond = amountFen - owed.dueFen
  const isTooSmall = beyond > 0n && beyond <= owed.accrued && amountFen < allFen
  if (isTooSmall && !input.upTo) return refuse["E-PREPAY-SMALL"]({ accrued: yuan(owed.accrued) }, "amount")
  const available = await availableFen(ctx.ledger, loan.deposit_no)
  if (available < amountFen) return refuse["E-FUNDS"]({ available: yuan(available), needed: yuan(amountFen) }, "amount")
  return ok(amountFen)
}

const yuan = (fen: bigint): string => formatAmount(fen, 2)

interface Paid {
  postings: Posting[]
  parts: Collected
  after: Collected
  early: boolean
}

function payments(ctx: FlowCtx, loan: LoanRow, worked: Worked, accrued: bigint, amountFen: bigint): Paid {
  const due = dueFen(worked.money)
  if (amountFen <= due) {
    const parts = meet(amountFen, loan, worked.money, { interestFen: 0n, principalFen: 0n }, ctx.today)
    return { postings: [], parts, after: minus(worked.money, parts), early: false }
  }
  const settled = settle(loan, worked.money, accrued)
  const current = { interestFen: accrued, principalFen: settled.money.principal }
  const parts = meet(amountFen, loan, settled.money, current, ctx.today)
  return { postings: settled.postings, parts, after: minus(settled.money, parts), early: true }
}

interface Ending {
  input: Repayment
  worked: Worked
  paid: Paid
  accrued: bigint
  amountFen: bigint
  vatBp: number
}

async function finish(ctx: FlowCtx, loan: LoanRow, ending: Ending): Promise<Outcome<Repaid>> {
  const { input, worked, paid, amountFen, vatBp } = ending
  const owedFen = sumOf(paid.after)
  const settled = owedFen === 0n
  const set: Partial<Mutable> = { ...worked.set }
  if (paid.early) {
    const plan = await planOf(ctx, loan.id)
    Object.assign(
      set,
      await replan(ctx, loan, { plan, balanceFen: paid.after.principal, choice: input.choice ?? "keep_term" }),
    )
  }
  if (dueFen(paid.after) === 0n) {
    Object.assign(set, { overdue_since: null, risk_class: "pass", nonaccrual_on: null })
    if (loan.misused_from === null)
      Object.assign(set, { penalty_to: null, penalty_product: "0", compound_product: "0" })
  }
  if (settled) Object.assign(set, { state: "settled", settled_on: ctx.today })
  const id = newId()
  const kind: EventDraft["kind"] = settled ? "payoff" : paid.early ? "prepayment" : "collection"
  const [receiptNo] = await applyChanges(ctx, [
    { row: loan, set, event: { kind, amountFen, parts: { ...paid.parts }, postingId: id } },
  ])
  const place = { loanNo: loan.loan_no, outlet: loan.outlet, depositNo: loan.deposit_no }
  const taken = collect.build({ ...place, paid: paid.parts, vatBp }, { id: newId() })
  const restored = await limitBack(ctx, loan, paid.parts.principal + paid.parts.overdue)
  ctx.note({
    object: "loan",
    objectId: loan.loan_no,
    after: { receiptNo, kind, amountFen: String(amountFen), owedFen: String(owedFen) },
  })
  ctx.emit({
    type: settled ? "loan.settled" : "loan.repaid",
    subject: loan.loan_no,
    data: { loanNo: loan.loan_no, amountFen: String(amountFen) },
  })
  const legs = [...worked.postings, ...paid.postings, taken, ...restored]
  const posted = await ctx.post([oneEvent(id, legs, { reference: loan.loan_no, memo: `归还贷款 ${loan.loan_no}` })!])
  return posted.ok ? ok({ receiptNo: receiptNo!, paidFen: amountFen, owedFen, settled, parts: paid.parts }) : posted
}

/** Repaid principal frees a revolving limit and ends any other. */
export async function limitBack(ctx: FlowCtx, loan: LoanRow, principalFen: bigint): Promise<Posting[]> {
  if (loan.limit_no === null || principalFen === 0n) return []
  const limit = await findLimit(ctx, loan.limit_no)
  return limit.ok ? [givenBack(limit.value, principalFen, loan.loan_no)] : []
}
