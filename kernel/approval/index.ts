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

export const approval: Feature = {
  name: "kernel/approval",
  permissions: [
    {
      code: "approval.read",
      zh: "查看审批",
      en: "See approvals",
      roles: [...checkers, "manager", "collateral", "clerk", "system-admin"],
    },
    { code: "approval.decide", zh: "审批", en: "Decide approvals", roles: checkers },
  ],
  routes,
}
