// Emission-right mortgage loans as the house sees them: the only file an app loads.
import type { Scene } from "#kernel/scene"
import { findCase } from "./flows/case.ts"
import { disburseApproval } from "./flows/disbursing.ts"
import { registry } from "./flows/registering.ts"
import { creditApproval } from "./flows/deciding.ts"
import { dayEndSteps } from "./flows/watch.ts"
import { imports } from "./imports.ts"
import { fileKinds } from "./papers.ts"
import { decisions, parameters } from "./parameters.ts"
import { kilogram, templates } from "./postings.ts"
import { prints } from "./prints.ts"
import { loanRenewed } from "./flows/renewed.ts"
import { routes } from "./routes.ts"
import { search } from "./search.ts"
import { seed } from "./seed.ts"

export { startSandbox, type Sandbox, type SandboxOptions } from "./partners/sandbox.ts"

const readers = [
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

export const emissionLoan: Scene = {
  name: "scenes/emission-loan",
  title: { zh: "排污权抵押贷款", en: "Emission-right loans" },
  permissions: [
    { code: "emission-loan.read", zh: "查看排污权贷款", en: "See emission-right loans", roles: readers },
    { code: "emission-loan.apply", zh: "受理与维护", en: "Take and keep applications", roles: ["manager"] },
    { code: "emission-loan.collateral", zh: "估值与登记", en: "Value and register collateral", roles: ["collateral"] },
    { code: "emission-loan.review", zh: "审查", en: "Review", roles: ["reviewer"] },
    { code: "emission-loan.disburse", zh: "放款", en: "Pay out", roles: ["disbursement"] },
    { code: "emission-loan.monitor", zh: "贷后监测", en: "Monitor", roles: ["manager", "risk", "collateral"] },
    { code: "emission-loan.price", zh: "登记价格公告", en: "Publish prices", roles: ["collateral", "risk"] },
    { code: "emission-loan.repay", zh: "还款", en: "Repay", roles: ["manager", "firm"] },
    { code: "emission-loan.dispose", zh: "违约与处置", en: "Default and disposal", roles: ["risk"] },
    { code: "emission-loan.print", zh: "打印文书", en: "Print papers", roles: [...readers, "firm"] },
    { code: "emission-loan.portal", zh: "企业办理", en: "The firm's own side", roles: ["firm"] },
  ],
  units: [kilogram],
  templates,
  parameters,
  decisions,
  routes,
  prints,
  fileOwners: [
    {
      owner: "emission-case",
      read: ["emission-loan.read", "emission-loan.portal"],
      add: ["emission-loan.apply", "emission-loan.collateral", "emission-loan.portal"],
      kinds: fileKinds,
      find: findCase,
    },
  ],
  imports,
  search,
  approvals: [creditApproval as never, disburseApproval as never],
  dayEnd: dayEndSteps,
  seed,
  on: {
    ...Object.fromEntries(
      ["FREEZE_REQ", "MORTGAGE_REQ", "FILING_REQ", "RELEASE_REQ"].map((kind) => [
        `partner.answered:${kind}`,
        registry.answered,
      ]),
    ),
    "loan.renewed": loanRenewed,
  },
}
