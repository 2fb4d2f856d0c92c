import type { Feature } from "#kernel/scene"
import { routes } from "./routes.ts"

export { decide, requestApproval, type ApprovalRequest, type Decision } from "./approval.ts"

const checkers = [
  "subbranch-head",
  "approver",
  "committee",
  "president",
  "risk",
  "accountant",
  "security-admin",
  "reviewer",
]

/** Posts outside the bank that prepare for, or sign with, a colleague of their own house. */
const outside = ["institution", "regulator", "org-cashier", "org-reviewer", "school-office", "card-office"]

export const approval: Feature = {
  name: "kernel/approval",
  permissions: [
    {
      code: "approval.read",
      zh: "查看审批",
      en: "See approvals",
      roles: [...checkers, "manager", "collateral", "clerk", "system-admin", ...outside],
    },
    { code: "approval.decide", zh: "审批", en: "Decide approvals", roles: [...checkers, ...outside] },
  ],
  routes,
}
