// Prices, packages and fees as the house sees them: the only file an app loads.
import type { Scene } from "#kernel/scene"
import { changeApproval } from "./flows/changing.ts"
import { dayEndSteps } from "./flows/night.ts"
import { refundApproval } from "./flows/refunding.ts"
import { offerToNewAccount } from "./flows/subscribing.ts"
import { parameters } from "./parameters.ts"
import { templates } from "./postings.ts"
import { prints } from "./prints.ts"
import { routes } from "./routes.ts"
import { search } from "./search.ts"
import { seed } from "./seed.ts"

const readers = ["clerk", "manager", "subbranch-head", "approver", "accountant", "risk", "president"]

export const pricing: Scene = {
  name: "scenes/pricing",
  title: { zh: "服务价格与减费让利", en: "Prices and concessions" },
  permissions: [
    { code: "pricing.read", zh: "查看价格、套餐与收费", en: "See prices, packages and charges", roles: readers },
    { code: "pricing.propose", zh: "提出价格变更", en: "Propose price changes", roles: ["accountant", "risk"] },
    { code: "pricing.subscribe", zh: "柜面办理套餐", en: "Packages at the counter", roles: ["clerk", "manager"] },
    {
      code: "pricing.accept",
      zh: "接受套餐与到期选择",
      en: "Accept packages, choose at their end",
      roles: ["clerk", "manager", "firm"],
    },
    { code: "pricing.charge", zh: "按委托收费", en: "Charge an order", roles: ["clerk"] },
    { code: "pricing.refund", zh: "申请退费", en: "Ask for a refund", roles: ["clerk", "manager"] },
    { code: "pricing.print", zh: "打印价目与凭证", en: "Print price lists and papers", roles: [...readers, "firm"] },
    { code: "pricing.own", zh: "企业自己的套餐与收费", en: "The firm's own packages and charges", roles: ["firm"] },
  ],
  templates,
  parameters,
  approvals: [changeApproval as never, refundApproval as never],
  dayEnd: dayEndSteps,
  routes,
  prints,
  search,
  seed,
  on: { "deposit.opened": offerToNewAccount },
}
