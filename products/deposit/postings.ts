// What can happen to a current account. Subject 2011 吸收存款; 1003 stands for money from and to other banks.
import { leg, posting } from "#ledger"
import { depositKey, subjectKey } from "./accounts.ts"

interface Outside {
  accountNo: string
  outlet: string
  amountFen: bigint
}

export const receive = posting(
  "deposit/receive",
  { code: 2001, zh: "来账", en: "Money received from another bank" },
  (p: Outside) => [leg(subjectKey("1003", p.outlet), depositKey(p.accountNo), p.amountFen)],
)

export const payOutside = posting(
  "deposit/pay-outside",
  { code: 2002, zh: "往账", en: "Money paid to another bank" },
  (p: Outside) => [leg(depositKey(p.accountNo), subjectKey("1003", p.outlet), p.amountFen)],
)

export const payInside = posting(
  "deposit/pay-inside",
  { code: 2003, zh: "行内转账", en: "Transfer inside the branch" },
  (p: { from: string; to: string; amountFen: bigint }) => [leg(depositKey(p.from), depositKey(p.to), p.amountFen)],
)

/** 上级行拨入营运资金: what an outlet lends and pays with comes from the head office, through clearing. */
export const allocate = posting(
  "funding/allocate",
  { code: 2004, zh: "拨入营运资金", en: "Working funds allocated by the head office", approval: true },
  (p: { outlet: string; amountFen: bigint }) => [
    leg(subjectKey("1003", p.outlet), subjectKey("3001", p.outlet), p.amountFen),
  ],
)

/** 结息: interest on demand deposits, credited to the account it was earned on. */
export const creditInterest = posting(
  "deposit/interest",
  { code: 2210, zh: "存款结息", en: "Interest on deposit" },
  (p: Outside) => [leg(subjectKey("6411", p.outlet), depositKey(p.accountNo), p.amountFen)],
)

export const templates = [receive, payOutside, payInside, allocate, creditInterest]
