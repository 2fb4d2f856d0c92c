import type { Feature } from "#kernel/scene"
import { fundingApproval, seed } from "./funding.ts"
import { templates } from "./postings.ts"
import { routes } from "./routes.ts"

export { depositKey, openSubjects, subjectAccount, subjectKey, subjects, type Subject } from "./accounts.ts"
export {
  availableFen,
  balanceFen,
  closeDeposit,
  depositOf,
  findDeposit,
  openDeposit,
  receiveMoney,
  sendMoney,
  type Deposit,
  type OutsideMoney,
} from "./deposit.ts"
export { requestFunding } from "./funding.ts"
export { isAccountNumber } from "./number.ts"
export { payInside, payOutside, receive } from "./postings.ts"

export const deposit: Feature = {
  name: "products/deposit",
  permissions: [
    {
      code: "deposit.read",
      zh: "查看存款账户",
      en: "See current accounts",
      roles: ["clerk", "manager", "subbranch-head", "approver", "accountant", "disbursement", "risk", "president"],
    },
    { code: "deposit.open", zh: "开销户", en: "Open and close current accounts", roles: ["clerk", "manager"] },
    { code: "deposit.fund", zh: "记录拨入资金", en: "Record allocated funds", roles: ["accountant"] },
    { code: "deposit.post", zh: "存款记账", en: "Book money in and out", roles: ["clerk", "accountant"] },
  ],
  templates,
  approvals: [fundingApproval as never],
  routes,
  seed,
}
