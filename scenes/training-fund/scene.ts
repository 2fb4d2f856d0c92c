// Supervision of prepaid training fees as the house sees it: the only file an app loads.
import type { Scene } from "#kernel/scene"
import { depositBackApproval } from "./flows/deposits.ts"
import { freezeApproval, liftApproval } from "./flows/freezing.ts"
import { dayEndSteps, tidyJob } from "./flows/night.ts"
import { onRefunded } from "./flows/paying-back.ts"
import { onReleased } from "./flows/releasing.ts"
import { onClaimPaid, runoffApproval } from "./flows/running-off.ts"
import { onClosed, payable } from "./flows/signing.ts"
import { imports } from "./imports.ts"
import { parameters } from "./parameters.ts"
import { prints } from "./prints.ts"
import { routes } from "./routes.ts"
import { seed } from "./seed.ts"

const staff = ["clerk", "manager", "subbranch-head", "accountant", "risk", "president"]
const office = ["regulator"]

export const trainingFund: Scene = {
  name: "scenes/training-fund",
  title: { zh: "教培资金监管", en: "Training fees in custody" },
  permissions: [
    {
      code: "training-fund.read",
      zh: "查看机构、订单与划拨",
      en: "See institutions, orders and releases",
      roles: [...staff, ...office, "institution", "audit-admin"],
    },
    { code: "training-fund.register", zh: "登记机构", en: "Register institutions", roles: ["clerk", "manager"] },
    { code: "training-fund.supervise", zh: "调整监管状态", en: "Change supervision", roles: ["risk", ...office] },
    {
      code: "training-fund.authority",
      zh: "备案、裁定与清退",
      en: "File courses, decide, run off",
      roles: office,
    },
    { code: "training-fund.alerts", zh: "处理预警", en: "Handle alerts", roles: ["risk", ...office] },
    { code: "training-fund.freeze", zh: "申请冻结与解冻", en: "Ask for freezes", roles: ["risk", ...office] },
    {
      code: "training-fund.simulate",
      zh: "政策推演",
      en: "Simulate policies",
      roles: ["risk", "president", ...office],
    },
    {
      code: "training-fund.receive",
      zh: "柜面收款与来款匹配",
      en: "Take and match money",
      roles: ["clerk", "accountant"],
    },
    {
      code: "training-fund.runoff-pay",
      zh: "提交清退兑付",
      en: "Submit claims for payment",
      roles: ["clerk", "manager"],
    },
    {
      code: "training-fund.release",
      zh: "申请划拨",
      en: "Ask for a release",
      roles: ["institution", "clerk", "accountant"],
    },
    {
      code: "training-fund.deposit",
      zh: "缴存与申请退还保证金",
      en: "Pay the deposit, ask for it back",
      roles: ["institution", "clerk"],
    },
    { code: "training-fund.complaints", zh: "答复投诉", en: "Answer complaints", roles: ["institution", ...office] },
    { code: "training-fund.settle", zh: "处理课次争议", en: "Settle disputes", roles: ["institution", ...office] },
    {
      code: "training-fund.institution",
      zh: "机构自己的业务",
      en: "The institution's own side",
      roles: ["institution"],
    },
    { code: "training-fund.teach", zh: "课程与签到", en: "Courses and attendance", roles: ["institution"] },
    { code: "training-fund.answer", zh: "答复退费", en: "Answer refunds", roles: ["institution"] },
    { code: "training-fund.family", zh: "自家的培训订单", en: "The family's own orders", roles: ["citizen"] },
    {
      code: "training-fund.print",
      zh: "打印合同、回执与清单",
      en: "Print papers",
      roles: [...staff, ...office, "institution", "citizen"],
    },
  ],
  parameters,
  payables: [payable],
  approvals: [freezeApproval as never, liftApproval as never, depositBackApproval as never, runoffApproval as never],
  jobs: [tidyJob as never],
  schedules: [{ kind: "training-fund.tidy", cron: "*/10 * * * *", input: {} }],
  dayEnd: dayEndSteps,
  routes,
  prints,
  imports,
  seed,
  on: {
    "acquiring.refunded": onRefunded,
    "acquiring.closed": onClosed,
    "custody.released": onReleased,
    "custody.claim-paid": onClaimPaid,
  },
}
