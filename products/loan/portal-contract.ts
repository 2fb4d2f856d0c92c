// The firm's own side of its notes: what it owes in plain figures, what settling would take, repaying.
import { z } from "zod"
import { endpoint } from "#contract/kernel/http"
import { loanEventShape, loanPayoff, loanShape, loanWhatIf } from "./http-contract.ts"
import { repayNote } from "./servicing-contract.ts"

const tag = "loan"
const params = z.object({ loanNo: z.string() })

export const ownLoans = endpoint({
  method: "GET",
  path: "/portal/loans",
  tag,
  summary: { zh: "我的贷款", en: "The firm's loans" },
  response: z.object({ items: z.array(loanShape) }),
})

export const ownLoan = endpoint({
  method: "GET",
  path: "/portal/loans/:loanNo",
  tag,
  summary: { zh: "我的借据", en: "One of the firm's notes" },
  params,
  response: loanShape.extend({
    contractNo: z.string(),
    purpose: z.string(),
    /** Money that moved, newest first. */
    receipts: z.array(
      loanEventShape.pick({ receiptNo: true, title: true, day: true, amount: true, explanation: true }),
    ),
  }),
})

export const ownPayoff = endpoint({
  method: "GET",
  path: "/portal/loans/:loanNo/payoff",
  tag,
  summary: { zh: "结清试算（企业）", en: "What it takes to settle" },
  params,
  query: loanPayoff.query,
  response: loanPayoff.response,
})

export const ownWhatIf = endpoint({
  method: "POST",
  path: "/portal/loans/:loanNo/what-if",
  tag,
  summary: { zh: "提前还款试算（企业）", en: "What if: repay early" },
  params,
  body: loanWhatIf.body,
  response: loanWhatIf.response,
})

export const ownRepay = endpoint({
  method: "POST",
  path: "/portal/loans/:loanNo/repayments",
  tag,
  summary: { zh: "还款（企业）", en: "Repay from the firm's account" },
  params,
  body: repayNote.body,
  response: repayNote.response,
})
