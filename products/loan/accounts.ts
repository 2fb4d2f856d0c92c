// The ledger accounts of one loan note, by subject, and the outlet's subject accounts it works with.
import type { AccountSpec } from "#ledger"
import { CNY } from "#kernel/book"
import { mainBook } from "#kernel/flow"

export const memoBook = 2

/** 本金, 逾期本金, 应收利息, 应收罚息, 应收复利, and 应收未收利息 off the balance sheet. */
export const loanParts = ["principal", "overdue", "interest", "penalty", "compound", "memo"] as const
export type LoanPart = (typeof loanParts)[number]

const subjectOf: Record<LoanPart, { subject: string; zh: string; en: string }> = {
  principal: { subject: "1303.01", zh: "贷款本金", en: "Loan principal" },
  overdue: { subject: "1303.05", zh: "逾期本金", en: "Overdue principal" },
  interest: { subject: "1132.01", zh: "应收利息", en: "Interest due" },
  penalty: { subject: "1132.02", zh: "应收罚息", en: "Penalty interest due" },
  compound: { subject: "1132.03", zh: "应收复利", en: "Compound interest due" },
  memo: { subject: "M.9301", zh: "应收未收利息", en: "Uncollected interest (memo)" },
}

export const loanKey = (loanNo: string, part: LoanPart): string => `loan:${loanNo}:${part}`
export const uncollectedKey = (outlet: string): string => `memo:uncollected:${outlet}`

export const loanAccounts = (loanNo: string, outlet: string): AccountSpec[] =>
  loanParts.map((part) => ({
    key: loanKey(loanNo, part),
    book: part === "memo" ? memoBook : mainBook,
    unit: CNY.id,
    side: "debit",
    subject: subjectOf[part].subject,
    outlet,
    min: 0n,
    title: subjectOf[part].zh,
  }))

export const uncollectedAccount = (outlet: string): AccountSpec => ({
  key: uncollectedKey(outlet),
  book: memoBook,
  unit: CNY.id,
  side: "credit",
  subject: "M.9301.90",
  outlet,
  title: "应收未收利息对应",
})

export const ownedTitles = (loanNo: string) =>
  loanParts.map((part) => ({
    key: loanKey(loanNo, part),
    titleZh: `${subjectOf[part].zh} ${loanNo}`,
    titleEn: `${subjectOf[part].en} ${loanNo}`,
  }))
