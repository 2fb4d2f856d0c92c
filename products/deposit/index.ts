import type { Feature } from "#kernel/scene"
import { fundingApproval, seed } from "./funding.ts"
import { dayEndSteps } from "./interest.ts"
import { openingApproval } from "./opening.ts"
import { parameters } from "./parameters.ts"
import { templates } from "./postings.ts"
import { prints } from "./prints.ts"
import { routes } from "./routes.ts"

export { depositKey, openSubjects, subjectAccount, subjectKey, subjects, type Subject } from "./accounts.ts"
export { closeDeposit, type Closing } from "./closing.ts"
export {
  availableFen,
  balanceFen,
  depositOf,
  findDeposit,
  openDeposit,
  receiveMoney,
  sendMoney,
  transferInside,
  type Deposit,
  type OutsideMoney,
} from "./deposit.ts"
export { requestFunding } from "./funding.ts"
export { isAccountNumber } from "./number.ts"
export { accountKindTitles, type AccountKind } from "./opening-rules.ts"
export { applyForAccount } from "./opening.ts"
export { payInside, payOutside, receive } from "./postings.ts"

const readers = ["clerk", "manager", "subbranch-head", "approver", "accountant", "disbursement", "risk", "president"]

export const deposit: Feature = {
  name: "products/deposit",
  permissions: [
    {
      code: "deposit.read",
      zh: "查看存款账户",
      en: "See current accounts",
      roles: readers,
    },
    { code: "deposit.open", zh: "开销户", en: "Open and close current accounts", roles: ["clerk", "manager"] },
    { code: "deposit.fund", zh: "记录拨入资金", en: "Record allocated funds", roles: ["accountant"] },
    { code: "deposit.post", zh: "存款记账", en: "Book money in and out", roles: ["clerk", "accountant"] },
    { code: "deposit.statement", zh: "对账单与回单", en: "Statements and receipts", roles: [...readers, "firm"] },
    { code: "deposit.print", zh: "打印对账单与回单", en: "Print statements and receipts", roles: [...readers, "firm"] },
    { code: "deposit.own", zh: "企业自己的账户", en: "The firm's own accounts", roles: ["firm"] },
  ],
  templates,
  approvals: [fundingApproval as never, openingApproval as never],
  parameters,
  dayEnd: dayEndSteps,
  prints,
  routes,
  seed,
}
