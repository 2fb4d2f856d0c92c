// The collection cloud as the house sees it: the only file an app loads.
import type { Scene } from "#kernel/scene"
import { billsPayable } from "./flows/checkout.ts"
import { onRefunded, refundApproval, reliefApproval, voidApproval } from "./flows/changes.ts"
import { dayEndSteps } from "./flows/night.ts"
import { publishApproval, publishJob } from "./flows/publish.ts"
import { onTransferTold } from "./flows/transfer.ts"
import { billsImport } from "./imports.ts"
import { parameters } from "./parameters.ts"
import { templates } from "./postings.ts"
import { prints } from "./prints.ts"
import { routes } from "./routes.ts"
import { seed } from "./seed.ts"

const staff = ["clerk", "manager", "subbranch-head", "accountant", "president"]
const org = ["org-cashier", "org-reviewer"]

export const collection: Scene = {
  name: "scenes/collection",
  title: { zh: "收款云", en: "Collection cloud" },
  permissions: [
    { code: "collection.read", zh: "查看收费单位与账单", en: "See organisations and bills", roles: [...staff, ...org] },
    { code: "collection.open", zh: "开通收费单位", en: "Open an organisation", roles: ["manager", "clerk"] },
    { code: "collection.item", zh: "维护收费项目", en: "Maintain items", roles: ["manager", "org-reviewer"] },
    { code: "collection.import", zh: "导入并提交账单", en: "Import and submit bills", roles: ["org-cashier"] },
    {
      code: "collection.change",
      zh: "申请减免、作废与退款",
      en: "Ask for reductions and refunds",
      roles: ["org-cashier"],
    },
    { code: "collection.counter", zh: "柜面代收", en: "Take a bill's money at the counter", roles: ["clerk"] },
    { code: "collection.transfer", zh: "登记与认领来账", en: "Incoming transfers", roles: ["clerk", "accountant"] },
    { code: "collection.org", zh: "单位自己的收费", en: "The organisation's own side", roles: org },
    { code: "collection.pay", zh: "缴自家的费", en: "Pay one's own bills", roles: ["citizen"] },
    { code: "collection.print", zh: "打印通知、收据与函件", en: "Print papers", roles: [...staff, ...org, "citizen"] },
  ],
  templates,
  parameters,
  payables: [billsPayable],
  approvals: [publishApproval as never, reliefApproval as never, voidApproval as never, refundApproval as never],
  jobs: [publishJob as never],
  dayEnd: dayEndSteps,
  imports: [billsImport as never],
  routes,
  prints,
  seed,
  on: { "acquiring.refunded": onRefunded, "partner.told:TRANSFER_IN": onTransferTold },
}
