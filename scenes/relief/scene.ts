// Relief (纾困) as the house sees it: the only file an app loads.
import type { Scene } from "#kernel/scene"
import { findCase } from "./flows/case.ts"
import { measureApproval } from "./flows/deciding.ts"
import { dayEndSteps } from "./flows/watch.ts"
import { fileKinds } from "./papers.ts"
import { decisions, parameters } from "./parameters.ts"
import { prints } from "./prints.ts"
import { routes } from "./routes.ts"
import { search } from "./search.ts"
import { seed } from "./seed.ts"

const readers = [
  "manager",
  "reviewer",
  "subbranch-head",
  "approver",
  "committee",
  "disbursement",
  "risk",
  "accountant",
  "president",
]

const may = (code: string, zh: string, en: string, roles: readonly string[]) => ({
  code: `relief.${code}`,
  zh,
  en,
  roles,
})

export const relief: Scene = {
  name: "scenes/relief",
  title: { zh: "纾困", en: "Relief" },
  permissions: [
    may("read", "查看纾困业务", "See relief cases", readers),
    may("handle", "联系、受理与评估", "Contact, accept and assess", ["manager"]),
    may("review", "审查", "Review", ["reviewer"]),
    may("effect", "生效入账", "Put into effect", ["disbursement"]),
    may("classify", "分类认定与免责", "Classification and exemption", ["risk"]),
    may("print", "打印文书", "Print papers", [...readers, "firm"]),
    may("own", "企业申请与签约", "The firm's own side", ["firm"]),
  ],
  parameters,
  decisions,
  routes,
  prints,
  search,
  seed,
  approvals: [measureApproval as never],
  dayEnd: dayEndSteps,
  fileOwners: [
    {
      owner: "relief-case",
      read: ["relief.read", "relief.own"],
      add: ["relief.handle", "relief.own"],
      kinds: fileKinds,
      find: findCase,
    },
  ],
}
