// What happens to a loan, as named templates: the only file of this product that speaks to the ledger's accounts.
// Entries follow 企业会计准则; interest income is split into 6011 and VAT 2221 (6% inside the price, 财税〔2016〕36号).
import { leg, mulDivHalfUp, posting, type Leg, type Posting } from "#ledger"
import { depositKey, subjectKey } from "#products/deposit"
import { loanKey, uncollectedKey, type LoanPart } from "./accounts.ts"

export interface Place {
  loanNo: string
  outlet: string
}

export interface Income {
  totalFen: bigint
  /** VAT rate in basis points inside the price: 600 = 6%. */
  vatBp: number
}

/** Splits a price with tax inside: 4,000.00 → 3,773.58 income and 226.42 tax. */
export function splitIncome({ totalFen, vatBp }: Income): { netFen: bigint; vatFen: bigint } {
  const netFen = mulDivHalfUp(totalFen, 10_000n, 10_000n + BigInt(vatBp))
  return { netFen, vatFen: totalFen - netFen }
}

/** Debit an account with income and its tax; a negative total takes both back. */
export function earn(account: string, outlet: string, income: Income): Leg[] {
  const sign = income.totalFen < 0n ? -1n : 1n
  const { netFen, vatFen } = splitIncome({ ...income, totalFen: income.totalFen * sign })
  const one = (subject: "6011" | "2221", fen: bigint): Leg =>
    sign > 0n ? leg(account, subjectKey(subject, outlet), fen) : leg(subjectKey(subject, outlet), account, fen)
  return [one("6011", netFen), one("2221", vatFen)]
}

/** A leg of either sign: what is below zero goes the other way. */
const either = (debit: string, credit: string, fen: bigint): Leg =>
  fen < 0n ? leg(credit, debit, -fen) : leg(debit, credit, fen)

export const payOut = posting(
  "loan/pay-out",
  { code: 2301, zh: "贷款发放", en: "Loan paid out", approval: true },
  (p: Place & { depositNo: string; amountFen: bigint }) => [
    leg(loanKey(p.loanNo, "principal"), depositKey(p.depositNo), p.amountFen),
  ],
)

export const accrue = posting(
  "loan/accrue",
  { code: 2302, zh: "计提利息", en: "Interest accrued" },
  (p: { outlet: string; totalFen: bigint; vatFen: bigint }) => [
    either(subjectKey("1303.03", p.outlet), subjectKey("6011", p.outlet), p.totalFen - p.vatFen),
    either(subjectKey("1303.03", p.outlet), subjectKey("2221", p.outlet), p.vatFen),
  ],
)

export const settleInterest = posting(
  "loan/settle-interest",
  { code: 2303, zh: "结息", en: "Interest settled" },
  (p: Place & { amountFen: bigint }) => [
    leg(loanKey(p.loanNo, "interest"), subjectKey("1303.03", p.outlet), p.amountFen),
  ],
)

export const toOverdue = posting(
  "loan/to-overdue",
  { code: 2304, zh: "转逾期", en: "Principal to overdue" },
  (p: Place & { amountFen: bigint }) => [
    leg(loanKey(p.loanNo, "overdue"), loanKey(p.loanNo, "principal"), p.amountFen),
  ],
)

export const penalty = posting(
  "loan/penalty",
  {
    code: 2305,
    zh: "计收罚息",
    en: "Penalty interest",
    legCodes: { 2306: { zh: "计收复利", en: "Compound interest" } },
  },
  (p: Place & { penaltyFen: bigint; compoundFen: bigint; vatBp: number }) => [
    ...earn(loanKey(p.loanNo, "penalty"), p.outlet, { totalFen: p.penaltyFen, vatBp: p.vatBp }),
    ...earn(loanKey(p.loanNo, "compound"), p.outlet, { totalFen: p.compoundFen, vatBp: p.vatBp }).map((one) => ({
      ...one,
      code: 2306,
    })),
  ],
)

type Owed = Exclude<LoanPart, "writtenOff">
const collectCodes: Record<Owed, { code: number; zh: string; en: string }> = {
  principal: { code: 2311, zh: "收回本金", en: "Principal collected" },
  overdue: { code: 2312, zh: "收回逾期本金", en: "Overdue principal collected" },
  interest: { code: 2313, zh: "收回利息", en: "Interest collected" },
  penalty: { code: 2314, zh: "收回罚息", en: "Penalty interest collected" },
  compound: { code: 2315, zh: "收回复利", en: "Compound interest collected" },
  memo: { code: 2316, zh: "收回表外利息", en: "Memo interest collected" },
  fee: { code: 2321, zh: "收回贷款费用", en: "Fee collected" },
  impaired: { code: 2322, zh: "收回已减值本金", en: "Impaired principal collected" },
  impairedInterest: { code: 2323, zh: "收回已减值利息", en: "Impaired interest collected" },
}

export type Collected = Record<LoanPart, bigint>

/** From the firm's current account to the debts, in the order the contract names. */
export const collect = posting(
  "loan/collect",
  {
    code: 2310,
    zh: "贷款收回",
    en: "Loan collected",
    legCodes: Object.fromEntries(Object.values(collectCodes).map(({ code, zh, en }) => [code, { zh, en }])),
  },
  (p: Place & { depositNo: string; paid: Collected; vatBp: number }) =>
    (Object.keys(collectCodes) as Owed[]).flatMap((part) => {
      const { code } = collectCodes[part]
      const from = depositKey(p.depositNo)
      if (part !== "memo") return [leg(from, loanKey(p.loanNo, part), p.paid[part], { code })]
      return collectMemo({ ...p, from, amountFen: p.paid.memo, code })
    }),
)

/** Interest kept off the balance sheet becomes income, and owes its tax, when it is received. */
export function collectMemo(p: Place & { from: string; amountFen: bigint; vatBp: number; code: number }): Leg[] {
  if (p.amountFen === 0n) return []
  const { netFen, vatFen } = splitIncome({ totalFen: p.amountFen, vatBp: p.vatBp })
  return [
    leg(p.from, subjectKey("6011", p.outlet), netFen, { code: p.code }),
    leg(p.from, subjectKey("2221", p.outlet), vatFen, { code: p.code }),
    leg(uncollectedKey(p.outlet), loanKey(p.loanNo, "memo"), p.amountFen, { code: p.code }),
  ]
}

/** Past 90 days: income and tax of unpaid interest are taken back and the claim goes on memo. */
export const nonAccrual = posting(
  "loan/non-accrual",
  { code: 2307, zh: "应收利息转表外", en: "Unpaid interest to memo" },
  (p: Place & { parts: Record<"interest" | "penalty" | "compound", bigint>; vatBp: number }) => [
    ...(["interest", "penalty", "compound"] as const).flatMap((part) =>
      earn(loanKey(p.loanNo, part), p.outlet, { totalFen: -p.parts[part], vatBp: p.vatBp }),
    ),
    leg(loanKey(p.loanNo, "memo"), uncollectedKey(p.outlet), p.parts.interest + p.parts.penalty + p.parts.compound),
  ],
)

export const memoInterest = posting(
  "loan/memo-interest",
  { code: 2308, zh: "表外计息", en: "Interest on memo" },
  (p: Place & { amountFen: bigint }) => [leg(loanKey(p.loanNo, "memo"), uncollectedKey(p.outlet), p.amountFen)],
)

export const templates = [payOut, accrue, settleInterest, toOverdue, penalty, collect, nonAccrual, memoInterest]

/** One business event is one posting: legs of several templates, each keeping its own code, all or nothing. */
export function oneEvent(
  id: string,
  postings: readonly Posting[],
  paper: { reference: string; memo?: string; approvalId?: string },
): Posting | null {
  const legs = postings.flatMap((one) => one.legs.map((each) => ({ ...each, code: each.code ?? one.template })))
  const first = postings.find((one) => one.legs.length > 0)
  return first ? { ...paper, id, template: first.template, legs } : null
}
