import type { Feature } from "#kernel/scene"
import { merchantApproval, planApproval } from "./merchant-people.ts"
import { bankImport } from "./imports.ts"
import { parameters } from "./parameters.ts"
import { direct } from "./direct.ts"
import { templates } from "./postings.ts"
import { payOutApproval, refundApproval } from "./refund-people.ts"
import { fetchJob, lateJob } from "./recon/fetch.ts"
import { prints } from "./prints.ts"
import { routes } from "./routes.ts"
import { search } from "./search.ts"
import { seed } from "./seed.ts"
import { differenceApproval } from "./recon/resolve.ts"
import { settlementStep } from "./settle.ts"
import { settleJob } from "./settle-job.ts"
import { tendAcquiring } from "./tend.ts"

export { waitingKey } from "./accounts.ts"
export { confirmWaiting } from "./confirm.ts"
export { confirmAtCounter, confirmNow, type CounterPayment } from "./counter.ts"
export { findMerchant, openMerchant, type NewMerchant } from "./merchants.ts"
export { channelOf, type PaymentChannel } from "./channels/index.ts"
export { channelTitles, type Channel, type OnlineChannel } from "./model.ts"
export { keepNews, openIntake, type Intake, type News } from "./notices.ts"
export { openOrder, payUrlOf, type NewOrder, type OpenedOrder } from "./orders.ts"
export { settlementCalendar } from "./queries/merchants.ts"
export { payAsPayer, payPage, type PayPage } from "./pay.ts"
export { startChannelSandbox, type ChannelSandbox } from "./sandbox/server.ts"
export { tendAcquiring } from "./tend.ts"
export { requestRefund, type RefundAsked } from "./refunds.ts"

const readers = ["clerk", "manager", "subbranch-head", "accountant", "risk", "president", "disbursement"]

/** People outside whose firm or organisation takes money here. */
const merchantPosts = ["firm", "org-cashier", "org-reviewer"]

export const acquiring: Feature = {
  name: "products/acquiring",
  title: { zh: "收单", en: "Acquiring" },
  permissions: [
    { code: "acquiring.read", zh: "查看商户与渠道对账", en: "See merchants and reconciliation", roles: readers },
    {
      code: "acquiring.takings",
      zh: "查看收款、退款与结算",
      en: "See takings, refunds and settlements",
      roles: [...readers, ...merchantPosts],
    },
    { code: "acquiring.own", zh: "本单位的收款", en: "One's own takings", roles: merchantPosts },
    { code: "acquiring.till", zh: "开单收款", en: "Open an order for a customer", roles: ["clerk", "firm"] },
    { code: "acquiring.counter", zh: "柜面收款", en: "Take money at the counter", roles: ["clerk"] },
    {
      code: "acquiring.print",
      zh: "打印收单凭证与结算单",
      en: "Print slips and statements",
      roles: [...readers, ...merchantPosts],
    },
    { code: "acquiring.refund", zh: "办理收单退款", en: "Ask for refunds", roles: ["clerk", "manager"] },
    { code: "acquiring.merchant", zh: "商户与分账方案", en: "Merchants and split plans", roles: ["manager"] },
    { code: "acquiring.reconcile", zh: "渠道对账", en: "Reconcile channels", roles: ["accountant", "disbursement"] },
    { code: "acquiring.sign", zh: "签结对账日", en: "Sign days off", roles: ["accountant"] },
  ],
  templates,
  parameters,
  payables: [direct],
  imports: [bankImport as never],
  tend: tendAcquiring,
  routes,
  prints,
  search,
  seed,
  approvals: [
    refundApproval as never,
    payOutApproval as never,
    merchantApproval as never,
    planApproval as never,
    differenceApproval as never,
  ],
  dayEnd: [settlementStep],
  jobs: [fetchJob as never, lateJob as never, settleJob as never],
  schedules: [
    { kind: settleJob.kind, cron: "30 8 * * *", input: {} },
    // Channels give their files between nine and ten; what is there already is not fetched again.
    { kind: fetchJob.kind, cron: "35 9 * * *", input: {} },
    { kind: fetchJob.kind, cron: "20 10 * * *", input: {} },
    { kind: lateJob.kind, cron: "0 11 * * *", input: {} },
  ],
}
