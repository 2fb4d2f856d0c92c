import { parseAmount } from "#ledger"
import type { Feature } from "#kernel/scene"
import { dayEndSteps } from "./day-end/index.ts"
import { parameters } from "./parameters.ts"
import { templates } from "./postings.ts"
import { approvals } from "./servicing/index.ts"
import { templates as servicingTemplates } from "./servicing/postings.ts"
import { prints } from "./prints.ts"
import { lateRepaymentApproval, reversalApproval } from "./reversal.ts"
import { routes } from "./routes.ts"

export * from "./contract.ts"
export { followRenewal, type RenewalFollower } from "./follow-renewal.ts"
export { mustEntrust } from "./counting.ts"
export { accruedByOutlet } from "./day-end/index.ts"
export { checkProduct } from "./products.ts"
export { payoffQuote, type PayoffQuote } from "./payoff.ts"
export { payOutLoan, type PayOut } from "./payout.ts"
export { repayLoan, type Repaid, type Repayment } from "./repay.ts"
export { repayLate, requestLateRepayment, requestReversal, type LateRepayment } from "./reversal.ts"
export * from "./servicing/index.ts"
export { addPayees, signLoan, type LoanMethod, type LprPricing, type NewLoan } from "./sign.ts"
export { markMisused } from "./misuse.ts"
export { loansOf, loanView, outstandingOf, overdueOf, trimmed, type LoanView } from "./view.ts"

const readers = [
  "clerk",
  "manager",
  "collateral",
  "reviewer",
  "subbranch-head",
  "approver",
  "committee",
  "disbursement",
  "risk",
  "accountant",
  "president",
]

export const loan: Feature = {
  name: "products/loan",
  permissions: [
    { code: "loan.read", zh: "查看贷款", en: "See loans", roles: readers },
    { code: "loan.own", zh: "企业自己的贷款", en: "The firm's own loans", roles: ["firm"] },
    { code: "loan.print", zh: "打印借据与回单", en: "Print notes and receipts", roles: [...readers, "firm"] },
    { code: "loan.service", zh: "申请贷款变更", en: "Ask for a change of terms", roles: ["manager", "clerk", "risk"] },
    { code: "loan.repay", zh: "办理还款", en: "Book repayments", roles: ["clerk", "disbursement"] },
    { code: "loan.fee", zh: "贷款收费与更正", en: "Charge and correct fees", roles: ["clerk", "disbursement"] },
    { code: "loan.impair", zh: "申请认定分类、转列已减值", en: "Ask to judge a class or to impair", roles: ["risk"] },
    { code: "loan.write-off", zh: "申请核销、抵债", en: "Ask to write off or take assets", roles: ["risk"] },
    { code: "loan.reverse", zh: "申请贷款冲正", en: "Ask for a reversal", roles: ["disbursement", "clerk"] },
  ],
  templates: [...templates, ...servicingTemplates],
  routes,
  approvals: [reversalApproval as never, lateRepaymentApproval as never, ...approvals],
  dayEnd: dayEndSteps,
  prints,
  parameters,
  search: [
    {
      kind: "loan",
      zh: "借据",
      en: "Loan notes",
      permission: "loan.read",
      find: async (ctx, text, limit) => {
        const amountFen = parseAmount(text.trim().replaceAll(",", ""), 2)
        let found = ctx.db
          .selectFrom("loan")
          .innerJoin("party", "party.id", "loan.party_id")
          .select(["loan.loan_no", "loan.contract_no", "party.name"])
          .where((e) =>
            e.or([
              e("loan.loan_no", "ilike", `%${likeText(text)}%`),
              e("loan.contract_no", "ilike", `%${likeText(text)}%`),
              ...(amountFen === null || amountFen <= 0n ? [] : [e("loan.amount_fen", "=", amountFen)]),
            ]),
          )
          .limit(limit)
        if (ctx.actor.scope !== "all") found = found.where("loan.outlet", "in", [...ctx.actor.scope])
        const rows = await found.execute()
        return rows.map((row) => ({
          kind: "loan",
          title: row.loan_no,
          detail: row.name,
          page: `/loans/${encodeURIComponent(row.loan_no)}`,
        }))
      },
    },
  ],
}

const likeText = (text: string): string => text.replace(/[\\%_]/g, "\\$&")
