// Names of the ledger accounts of deposits, and the subject accounts (科目) of an outlet that money moves through.
import { openAccounts, type AccountSpec, type Queryable } from "#ledger"
import { CNY } from "#kernel/book"
import { mainBook } from "#kernel/flow"

export const depositKey = (accountNo: string): string => `deposit:${accountNo}`

/** Subjects of the general ledger with their normal side (企业会计准则). */
export const subjects = {
  "1003": { side: "debit", zh: "存放中央银行款项" },
  "1303.03": { side: "debit", zh: "贷款应计利息" },
  "2221": { side: "credit", zh: "应交税费" },
  "3001": { side: "credit", zh: "清算资金往来" },
  "6011": { side: "credit", zh: "利息收入" },
  "6411": { side: "debit", zh: "利息支出" },
  "6021": { side: "credit", zh: "手续费及佣金收入" },
  "6702": { side: "debit", zh: "信用减值损失" },
} as const

export type Subject = keyof typeof subjects

export const subjectKey = (subject: Subject, outlet: string): string => `gl:${subject}:${outlet}`

export const subjectAccount = (subject: Subject, outlet: string): AccountSpec => ({
  key: subjectKey(subject, outlet),
  book: mainBook,
  unit: CNY.id,
  side: subjects[subject].side,
  subject,
  outlet,
  title: subjects[subject].zh,
})

/** Opens an outlet's subject accounts where they are missing. */
export async function openSubjects(ledger: Queryable, outlet: string, list: readonly Subject[]): Promise<void> {
  await openAccounts(
    ledger,
    list.map((subject) => subjectAccount(subject, outlet)),
  )
}
