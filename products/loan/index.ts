import { parseAmount } from "#ledger"
import type { Feature } from "#kernel/scene"
import { dayEndSteps } from "./day-end/index.ts"
import { parameters } from "./parameters.ts"
import { templates } from "./postings.ts"
import { prints } from "./prints.ts"
import { reversalApproval } from "./reversal.ts"
import { routes } from "./routes.ts"

export * from "./contract.ts"
export { mustEntrust } from "./counting.ts"
export { accruedByOutlet } from "./day-end/index.ts"
export { payoffQuote, type PayoffQuote } from "./payoff.ts"
export { payOutLoan, type PayOut } from "./payout.ts"
export { repayLoan, type Repaid, type Repayment } from "./repay.ts"
export { requestReversal } from "./reversal.ts"
export { addPayees, signLoan, type NewLoan } from "./sign.ts"
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
    { code: "loan.print", zh: "打印借据与回单", en: "Print notes and receipts", roles: [...readers, "firm"] },
    { code: "loan.reverse", zh: "申请贷款冲正", en: "Ask for a reversal", roles: ["disbursement", "clerk"] },
  ],
  templates,
  routes,
  approvals: [reversalApproval as never],
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
          .select(["loan.loan_no", "loan.contract_no", "party.name", "loan.party_id"])
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
          page: `/customers/${row.party_id}`,
        }))
      },
    },
  ],
}

const likeText = (text: string): string => text.replace(/[\\%_]/g, "\\$&")
