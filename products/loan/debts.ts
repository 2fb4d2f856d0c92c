// What a note owes on a day and how money meets it. Pure over the row and its balances.
import { newId, type Posting } from "#ledger"
import { allocatePayment, type Debt } from "./engine/allocation.ts"
import { daysBetween } from "./engine/dates.ts"
import type { Mutable } from "./change.ts"
import { assessPenalty, interestSoFar, type Assessed } from "./counting.ts"
import { allParts } from "./accounts.ts"
import { countingOf, noMoney, penaltyOf, type LoanRow } from "./note.ts"
import { memoInterest, penalty, settleInterest, type Collected } from "./postings.ts"

/** Days since the oldest unpaid debt fell due. */
export const overdueDays = (row: LoanRow, on: string): number =>
  row.overdue_since === null ? 0 : Math.max(0, daysBetween(row.overdue_since, on))

/** Debts that are due: everything on the interest accounts and the overdue principal. */
export const dueFen = (money: Collected): bigint => sumOf(money) - money.principal

export interface Worked {
  postings: Posting[]
  money: Collected
  set: Partial<Mutable>
}

/** Penalty and compound interest up to a day, as postings and new balances. */
export function assess(row: LoanRow, money: Collected, until: string, vatBp: number): Worked & { assessed: Assessed } {
  const owed = {
    overdueFen: money.overdue + money.impaired,
    principalFen: money.principal,
    unpaidInterestFen: money.interest + money.impairedInterest + money.memo,
  }
  const isRunning = row.overdue_since !== null || row.misused_from !== null
  const rests = { penaltyProduct: BigInt(row.penalty_product), compoundProduct: BigInt(row.compound_product) }
  const assessed = isRunning
    ? assessPenalty(penaltyOf(row), owed, until)
    : { penaltyFen: 0n, compoundFen: 0n, ...rests }
  const set = isRunning
    ? {
        penalty_to: until,
        penalty_product: String(assessed.penaltyProduct),
        compound_product: String(assessed.compoundProduct),
      }
    : {}
  const { penaltyFen, compoundFen } = assessed
  const place = { loanNo: row.loan_no, outlet: row.outlet }
  const amountFen = penaltyFen + compoundFen
  if (amountFen === 0n) return { postings: [], money, set, assessed }
  if (row.nonaccrual_on !== null) {
    const postings = [memoInterest.build({ ...place, amountFen }, { id: newId() })]
    return { postings, money: { ...money, memo: money.memo + amountFen }, set, assessed }
  }
  const postings = [penalty.build({ ...place, penaltyFen, compoundFen, vatBp }, { id: newId() })]
  const after = { ...money, penalty: money.penalty + penaltyFen, compound: money.compound + compoundFen }
  return { postings, money: after, set, assessed }
}

/** Interest that becomes due: from accrued to receivable, or on memo once the loan no longer accrues. */
export function settle(row: LoanRow, money: Collected, amountFen: bigint): { postings: Posting[]; money: Collected } {
  if (amountFen === 0n) return { postings: [], money }
  const place = { loanNo: row.loan_no, outlet: row.outlet, amountFen }
  if (row.nonaccrual_on !== null) {
    return { postings: [memoInterest.build(place, { id: newId() })], money: { ...money, memo: money.memo + amountFen } }
  }
  return {
    postings: [settleInterest.build(place, { id: newId() })],
    money: { ...money, interest: money.interest + amountFen },
  }
}

export const accruedFen = (row: LoanRow, money: Collected, on: string): bigint =>
  interestSoFar(countingOf(row), money.principal, on)

export interface Current {
  /** Interest and principal that fell due today, as parts of the balances. */
  interestFen: bigint
  principalFen: bigint
}

/** Meets debts in the bank's order and says what each account receives. */
export function meet(amountFen: bigint, row: LoanRow, money: Collected, current: Current, on: string): Collected {
  const currentInterest = current.interestFen
  const debt: Debt = {
    fees: money.fee,
    compound: money.compound,
    penalty: money.penalty,
    overdueInterest: money.interest + money.impairedInterest + money.memo - currentInterest,
    currentInterest,
    overduePrincipal: money.overdue + money.impaired,
    currentPrincipal: current.principalFen,
  }
  const { paid } = allocatePayment(amountFen, debt, overdueDays(row, on))
  const [interest, impairedInterest, memo] = inOrder(paid.overdueInterest + paid.currentInterest, [
    money.interest,
    money.impairedInterest,
    money.memo,
  ])
  const [impaired, overdue] = inOrder(paid.overduePrincipal, [money.impaired, money.overdue])
  return {
    ...noMoney(),
    principal: paid.currentPrincipal,
    overdue: overdue!,
    impaired: impaired!,
    interest: interest!,
    impairedInterest: impairedInterest!,
    memo: memo!,
    penalty: paid.penalty,
    compound: paid.compound,
    fee: paid.fees,
  }
}

function inOrder(amountFen: bigint, debts: readonly bigint[]): bigint[] {
  let left = amountFen
  return debts.map((fen) => {
    const taken = fen < left ? fen : left
    left -= taken
    return taken
  })
}

export const minus = (money: Collected, paid: Collected): Collected =>
  Object.fromEntries(allParts.map((part) => [part, money[part] - paid[part]])) as Collected

/** Everything owed; what was written off is a claim of its own. */
export const sumOf = (parts: Collected): bigint =>
  allParts.reduce((sum, part) => (part === "writtenOff" ? sum : sum + parts[part]), 0n)

/** Principal among what was paid: it gives the limit back. */
export const principalIn = (paid: Collected): bigint => paid.principal + paid.overdue + paid.impaired
