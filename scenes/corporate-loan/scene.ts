// Company loans as the house sees them: the only file an app loads.
import type { Ctx } from "#kernel/flow"
import { ok } from "#kernel/refusal"
import type { Scene } from "#kernel/scene"
import { findCase } from "./flows/case.ts"
import { creditApproval } from "./flows/deciding.ts"
import { drawApproval } from "./flows/drawing.ts"
import { loanRenewed } from "./flows/renewed.ts"
import { registry } from "./flows/securing.ts"
import { dayEndSteps } from "./flows/watch.ts"
import { writeOffApproval } from "./flows/writing-off.ts"
import { fileKinds, photoKinds } from "./papers.ts"
import { seed } from "./seed.ts"
import { decisions, parameters } from "./parameters.ts"
import { refuse } from "./refusals.ts"
import { prints } from "./prints.ts"
import { routes } from "./routes.ts"
import { search } from "./search.ts"

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

async function findVisit(ctx: Ctx, id: string) {
  const visit = await ctx.db.selectFrom("corporate_visit").select("case_id").where("id", "=", id).executeTakeFirst()
  if (!visit) return refuse["E-NOT-FOUND"]({ id, what: "走访记录" })
  const found = await findCase(ctx, visit.case_id)
  return found.ok ? ok(visit) : found
}

const may = (code: string, zh: string, en: string, roles: readonly string[]) => ({
  code: `corporate-loan.${code}`,
  zh,
  en,
  roles,
})

export const corporateLoan: Scene = {
  name: "scenes/corporate-loan",
  title: { zh: "公司贷款", en: "Company loans" },
  permissions: [
    may("read", "查看公司贷款", "See company loans", readers),
    may("apply", "受理、尽调与贷后", "Accept, look at and keep cases", ["manager"]),
    may("review", "审查", "Review", ["reviewer"]),
    may("collateral", "押品与登记", "Collateral and registrations", ["collateral"]),
    may("disburse", "开通提款与额度", "Open lines for drawing", ["disbursement"]),
    may("monitor", "预警与贷后任务", "Warnings and tasks", ["manager", "risk", "collateral"]),
    may("watch", "解除预警", "Close warnings", ["risk"]),
    may("collect", "催收", "Collect", ["manager", "risk"]),
    may("repay", "还款", "Repay", ["manager"]),
    may("preserve", "资产保全与核销", "Preservation and write-off", ["risk"]),
    may("print", "打印文书", "Print papers", readers),
  ],
  parameters,
  decisions,
  routes,
  search,
  seed,
  prints,
  approvals: [creditApproval as never, drawApproval as never, writeOffApproval as never],
  dayEnd: dayEndSteps,
  fileOwners: [
    {
      owner: "corporate-case",
      read: ["corporate-loan.read"],
      add: ["corporate-loan.apply", "corporate-loan.collateral", "corporate-loan.collect"],
      kinds: fileKinds,
      find: findCase,
    },
    {
      owner: "corporate-visit",
      read: ["corporate-loan.read"],
      add: ["corporate-loan.apply", "corporate-loan.monitor"],
      kinds: photoKinds,
      find: findVisit,
    },
  ],
  on: {
    ...Object.fromEntries(
      ["MORTGAGE_REQ", "FILING_REQ", "RELEASE_REQ"].map((kind) => [`partner.answered:${kind}`, registry.answered]),
    ),
    "loan.renewed": loanRenewed,
  },
}
