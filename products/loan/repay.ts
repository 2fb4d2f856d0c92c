// Repayment on request: debts that are due first, in the bank's order; what goes beyond them repays principal early,
// after the interest earned so far. "payoff" pays everything and ends the note.
import { formatAmount, newId, type Posting } from "#ledger"
import { flow, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { availableFen } from "#products/deposit"
import { findLimit, givenBack } from "#products/limit"
import type { Mutable } from "./change.ts"
import { accruedFen, assess, dueFen, meet, minus, principalIn, settle, sumOf, type Worked } from "./debts.ts"
import type { PrepayChoice } from "./engine/prepay.ts"
import type { LoanRow } from "./note.ts"
import { later, remadeRows, type Remake } from "./plan.ts"
import { collect, type Collected } from "./postings.ts"
import { refuse } from "./refusals.ts"
import { loadWork, record, withPlan, type Done, type Work } from "./servicing/work.ts"

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
    const loaded = await loadWork(ctx, input.loanNo)
    if (!loaded.ok) return loaded
    const work = loaded.value
    const available = await availableFen(ctx.ledger, work.loan.deposit_no)
    const decided = await repayWork(ctx, work, input, available)
    if (!decided.ok) return decided
    const done = decided.value
    const kept = { amountFen: String(input.amountFen), choice: input.choice ?? "keep_term", upTo: input.upTo ?? false }
    const { receiptNo, posting } = await record(ctx, work, done, { memo: "归还贷款", input: kept })
    const owedFen = sumOf(done.money)
    const settled = owedFen === 0n
    ctx.emit({
      type: settled ? "loan.settled" : "loan.repaid",
      subject: input.loanNo,
      data: { loanNo: input.loanNo, amountFen: String(done.amountFen) },
    })
    const posted = await ctx.post([posting!])
    return posted.ok ? ok({ receiptNo, paidFen: done.amountFen, owedFen, settled, parts: done.paid }) : posted
  },
)

export interface RepayDone extends Done {
  paid: Collected
}

/** What a repayment does to a note; nothing is written. */
export async function repayWork(
  ctx: FlowCtx,
  work: Work,
  input: Omit<Repayment, "loanNo">,
  available: bigint,
): Promise<Outcome<RepayDone>> {
  const { loan, day, vatBp } = work
  if (loan.state !== "active") return refuse["E-STATE"]({ loanNo: loan.loan_no, state: loan.state })
  const worked = assess(loan, work.money, later(loan.penalty_to, day), vatBp)
  const accrued = accruedFen(loan, worked.money, day)
  const owed = { dueFen: dueFen(worked.money), accrued, principal: worked.money.principal }
  const amount = amountOf(loan, input, owed, available)
  if (!amount.ok) return amount
  const paid = payments(work, worked, accrued, amount.value)
  return ok(await ending(ctx, { work, input, worked, paid, accrued, amountFen: amount.value }))
}

function amountOf(
  loan: LoanRow,
  input: Omit<Repayment, "loanNo">,
  owed: { dueFen: bigint; accrued: bigint; principal: bigint },
  available: bigint,
): Outcome<bigint> {
  const allFen = owed.dueFen + owed.accrued + owed.principal
  const asked = input.amountFen === "payoff" ? allFen : input.amountFen
  const amountFen = input.upTo && asked > allFen ? allFen : asked
  if (amountFen <= 0n) return refuse["E-AMOUNT"]({}, "amount")
  if (amountFen > allFen) return refuse["E-TOO-MUCH"]({ amount: yuan(amountFen), owed: yuan(allFen) }, "amount")
  const beyond = amountFen - owed.dueFen
  const isTooSmall = beyond > 0n && beyond <= owed.accrued && amountFen < allFen && loan.method !== "revolving"
  if (isTooSmall && !input.upTo) return refuse["E-PREPAY-SMALL"]({ accrued: yuan(owed.accrued) }, "amount")
  if (available < amountFen) return refuse["E-FUNDS"]({ available: yuan(available), needed: yuan(amountFen) }, "amount")
  return ok(amountFen)
}

const yuan = (fen: bigint): string => formatAmount(fen, 2)

interface Paid {
  postings: Posting[]
  parts: Collected
  after: Collected
  /** Debts that are due only; principal early after its interest; principal early, interest runs on (随借随还). */
  way: "due" | "early" | "principal"
}

function payments({ loan, day }: Work, worked: Worked, accrued: bigint, amountFen: bigint): Paid {
  const due = dueFen(worked.money)
  if (amountFen <= due) {
    const parts = meet(amountFen, loan, worked.money, { interestFen: 0n, principalFen: 0n }, day)
    return { postings: [], parts, after: minus(worked.money, parts), way: "due" }
  }
  if (loan.method === "revolving" && amountFen <= due + worked.money.principal) {
    const current = { interestFen: 0n, principalFen: worked.money.principal }
    const parts = meet(amountFen, loan, worked.money, current, day)
    return { postings: [], parts, after: minus(worked.money, parts), way: "principal" }
  }
  const settled = settle(loan, worked.money, accrued)
  const current = { interestFen: accrued, principalFen: settled.money.principal }
  const parts = meet(amountFen, loan, settled.money, current, day)
  return { postings: settled.postings, parts, after: minus(settled.money, parts), way: "early" }
}

interface Ending {
  work: Work
  input: Omit<Repayment, "loanNo">
  worked: Worked
  paid: Paid
  accrued: bigint
  amountFen: bigint
}

async function ending(ctx: FlowCtx, end: Ending): Promise<RepayDone> {
  const { work, worked, paid, amountFen } = end
  const { loan, day, vatBp } = work
  const isSettled = sumOf(paid.after) === 0n && (paid.way !== "principal" || end.accrued === 0n)
  let set: Partial<Mutable> = { ...worked.set }
  if (dueFen(paid.after) === 0n) set = { ...set, ...cured(loan, day) }
  if (isSettled) set = { ...set, state: "settled", settled_on: day }
  const planned = paid.way === "due" ? { set } : replanned(end, set)
  const kind = isSettled ? "payoff" : paid.way === "due" ? "collection" : "prepayment"
  const place = { loanNo: loan.loan_no, outlet: loan.outlet, depositNo: loan.deposit_no }
  const taken = collect.build({ ...place, paid: paid.parts, vatBp }, { id: newId() })
  const restored = await limitBack(ctx, loan, principalIn(paid.parts))
  return {
    ...planned,
    kind,
    postings: [...worked.postings, ...paid.postings, taken, ...restored],
    amountFen,
    parts: { ...paid.parts },
    money: paid.after,
    paid: paid.parts,
  }
}

function replanned({ work, input, paid, accrued }: Ending, set: Partial<Mutable>) {
  const change: Remake = {
    plan: work.plan,
    principalFen: paid.after.principal,
    earnedOnFen: paid.after.principal + paid.parts.principal,
    on: work.day,
    earnedFen: paid.way === "principal" ? accrued : 0n,
    settled: paid.way === "early",
    choice: input.choice ?? "keep_term",
  }
  return withPlan(work, set, change, remadeRows({ ...work.loan, ...set }, change))
}

/** Nothing is due any more. The class stays until tonight's classification raises it by its rule. */
export function cured(loan: LoanRow, day: string): Partial<Mutable> {
  const rests = loan.misused_from === null ? { penalty_to: null, penalty_product: "0", compound_product: "0" } : {}
  return {
    overdue_since: null,
    nonaccrual_on: null,
    ...(loan.overdue_since === null ? {} : { cured_on: day }),
    ...rests,
  }
}

/** Repaid principal frees a revolving limit and ends any other. */
export async function limitBack(ctx: FlowCtx, loan: LoanRow, principalFen: bigint): Promise<Posting[]> {
  if (loan.limit_no === null || principalFen === 0n) return []
  const limit = await findLimit(ctx, loan.limit_no)
  return limit.ok ? [givenBack(limit.value, principalFen, loan.loan_no)] : []
}
