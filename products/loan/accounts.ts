// The ledger accounts of one loan note, by subject, and the outlet's subject accounts it works with.
import type { AccountSpec } from "#ledger"
import { CNY } from "#kernel/book"
import { mainBook, memoBook } from "#kernel/flow"

/** 本金, 逾期本金, 应收利息, 应收罚息, 应收复利, and 应收未收利息 off the balance sheet: every note has these. */
export const loanParts = ["principal", "overdue", "interest", "penalty", "compound", "memo"] as const
/** Opened with the first event that needs them: 应收费用, 已减值 (本金 and 利息), 已核销资产 off the balance sheet. */
export const rareParts = ["fee", "impaired", "impairedInterest", "writtenOff"] as const
export type RarePart = (typeof rareParts)[number]
export type LoanPart = (typeof loanParts)[number] | RarePart
export const allParts: readonly LoanPart[] = [...loanParts, ...rareParts]

const subjectOf: Record<LoanPart, { subject: string; zh: string; en: string }> = {
  principal: { subject: "1303.01", zh: "贷款本金", en: "Loan principal" },
  overdue: { subject: "1303.05", zh: "逾期本金", en: "Overdue principal" },
  interest: { subject: "1132.01", zh: "应收利息", en: "Interest due" },
  penalty: { subject: "1132.02", zh: "应收罚息", en: "Penalty interest due" },
  compound: { subject: "1132.03", zh: "应收复利", en: "Compound interest due" },
  memo: { subject: "M.9301", zh: "应收未收利息", en: "Uncollected interest (memo)" },
  fee: { subject: "1132.04", zh: "应收贷款费用", en: "Fees due" },
  impaired: { subject: "1303.04", zh: "已减值贷款本金", en: "Impaired principal" },
  impairedInterest: { subject: "1303.04", zh: "已减值贷款利息", en: "Impaired interest" },
  writtenOff: { subject: "M.9302", zh: "已核销资产", en: "Written off (memo)" },
}

export const columnOf: Record<
  RarePart,
  "fee_account" | "impaired_account" | "impaired_interest_account" | "written_off_account"
> = {
  fee: "fee_account",
  impaired: "impaired_account",
  impairedInterest: "impaired_interest_account",
  writtenOff: "written_off_account",
}

export const loanKey = (loanNo: string, part: LoanPart): string => `loan:${loanNo}:${part}`
export const uncollectedKey = (outlet: string): string => `memo:uncollected:${outlet}`

export const loanAccounts = (loanNo: string, outlet: string, parts: readonly LoanPart[] = loanParts): AccountSpec[] =>
  parts.map((part) => ({
    key: loanKey(loanNo, part),
    book: subjectOf[part].subject.startsWith("M") ? memoBook : mainBook,
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

/** 已核销资产 stands against this account of the outlet. */
export const claimsKey = (outlet: string): string => `memo:written-off:${outlet}`

export const claimsAccount = (outlet: string): AccountSpec => ({
  key: claimsKey(outlet),
  book: memoBook,
  unit: CNY.id,
  side: "credit",
  subject: "M.9302.90",
  outlet,
  title: "已核销资产对应",
})

/** 贷款损失准备 by stage (CAS 22), 抵债资产 and 信用减值损失 of an outlet. */
const lossSubjects = {
  "1304.01": { side: "credit", zh: "贷款损失准备（阶段一）" },
  "1304.02": { side: "credit", zh: "贷款损失准备（阶段二）" },
  "1304.03": { side: "credit", zh: "贷款损失准备（阶段三）" },
  "1441": { side: "debit", zh: "抵债资产" },
  "6702": { side: "debit", zh: "信用减值损失" },
} as const
export type LossSubject = keyof typeof lossSubjects

export const lossKey = (subject: LossSubject, outlet: string): string => `gl:${subject}:${outlet}`

export const lossAccount = (subject: LossSubject, outlet: string): AccountSpec => ({
  key: lossKey(subject, outlet),
  book: mainBook,
  unit: CNY.id,
  side: lossSubjects[subject].side,
  subject,
  outlet,
  title: lossSubjects[subject].zh,
})

export const ownedTitles = (loanNo: string, parts: readonly LoanPart[] = loanParts) =>
  parts.map((part) => ({
    key: loanKey(loanNo, part),
    titleZh: `${subjectOf[part].zh} ${loanNo}`,
    titleEn: `${subjectOf[part].en} ${loanNo}`,
  }))
