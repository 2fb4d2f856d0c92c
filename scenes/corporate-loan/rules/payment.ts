// 受托支付: when the bank itself must pay the borrower's counterparty, and how soon. Payments to one payee on one day
// are added up before they are held against the line, so that splitting a payment gains nothing.
import type { Calendar } from "#kernel/calendar"
import type { Outcome } from "#kernel/refusal"
import { refuse } from "../refusals.ts"
import type { LoanProduct } from "./products.ts"

export interface Payment {
  payee: string
  account: string
  amountFen: bigint
  /** Paper that shows the trade: contract or invoice number. */
  contractRef: string
}

/** The line by product, in fen, as in force at the contract's date. */
export interface PaymentLines {
  projectFen: bigint
  workingCapitalFen: bigint
}

export interface EntrustFacts {
  product: LoanProduct
  payments: readonly Payment[]
  /** Paid to the same people today already, by earlier draws. */
  earlierToday: readonly Payment[]
  lines: PaymentLines
  /** 新建立信贷关系且信用状况一般的客户. */
  isNewAndAverage: boolean
}

export interface EntrustReason {
  code: "NEW-CLIENT" | "LINE" | "SPLIT"
  payee: string | null
  sumFen: bigint
}

const keyOf = (one: Payment): string => `${one.payee.replace(/\s/g, "")}|${one.account.replace(/\s/g, "")}`

/** Why entrusted payment is required, or null where the borrower may pay for itself. */
export function mustEntrust(facts: EntrustFacts): EntrustReason | null {
  const line = facts.product === "project" ? facts.lines.projectFen : facts.lines.workingCapitalFen
  if (facts.isNewAndAverage && facts.product !== "project") return { code: "NEW-CLIENT", payee: null, sumFen: 0n }
  const sums = new Map<string, { payee: string; sumFen: bigint; single: bigint }>()
  for (const one of [...facts.earlierToday, ...facts.payments]) {
    const before = sums.get(keyOf(one)) ?? { payee: one.payee, sumFen: 0n, single: 0n }
    const single = one.amountFen > before.single ? one.amountFen : before.single
    sums.set(keyOf(one), { payee: one.payee, sumFen: before.sumFen + one.amountFen, single })
  }
  // Whom this draw pays nothing was judged with the draw that paid him.
  const now = new Set(facts.payments.map(keyOf))
  for (const [key, { payee, sumFen, single }] of sums)
    if (now.has(key) && sumFen > line) return { code: single > line ? "LINE" : "SPLIT", payee, sumFen }
  return null
}

/** R6: out within five working days of the disbursement, within ten where the borrower causes the delay. */
export function entrustDeadlines(
  calendar: Calendar,
  disbursedOn: string,
  days: { usual: number; most: number } = { usual: 5, most: 10 },
): { by: string; latest: string } {
  return { by: calendar.addWorkdays(disbursedOn, days.usual), latest: calendar.addWorkdays(disbursedOn, days.most) }
}

/** A payee that belongs to the borrower needs a paper that shows the trade. */
export function checkPayees(payments: readonly Payment[], affiliates: readonly string[]): Outcome<void> {
  const plain = (name: string) => name.replace(/\s/g, "")
  const own = new Set(affiliates.map(plain))
  const at = payments.findIndex((one) => own.has(plain(one.payee)) && one.contractRef.trim() === "")
  if (at < 0) return { ok: true, value: undefined }
  return refuse["E-PAYEE"]({ payee: payments[at]!.payee }, `payments.${at}.contractRef`)
}

/** Uses that no working-capital loan may have (R7). */
const forbidden = [
  { pattern: /分红|股息|股利/, zh: "分配股利", en: "dividends" },
  { pattern: /股票|基金|理财|期货|证券/, zh: "金融资产投资", en: "financial assets" },
  { pattern: /股权|注资|增资|验资/, zh: "股权投资", en: "equity" },
  { pattern: /购置厂房|购置土地|购地|固定资产|基建|技改设备/, zh: "固定资产投资", en: "fixed assets" },
]

export function checkPurpose(product: LoanProduct, purpose: string): Outcome<void> {
  if (product === "project") return { ok: true, value: undefined }
  const found = forbidden.find((one) => one.pattern.test(purpose))
  if (!found) return { ok: true, value: undefined }
  return refuse["E-PURPOSE"]({ what: found.zh, whatEn: found.en }, "purpose")
}
