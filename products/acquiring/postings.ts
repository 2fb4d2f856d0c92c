// What can happen to money taken for others. The only file of acquiring that speaks to the ledger.
import { leg, posting } from "#ledger"
import { channelKey, depositKey, dueKey, glKey, longKey, refundingKey, shortKey, waitingKey } from "./accounts.ts"
import type { BilledChannel, Channel } from "./model.ts"

interface ChannelMoney {
  channel: Channel
  outlet: string
  merchantId: string
  amountFen: bigint
}

export const take = posting(
  "acquiring/take",
  { code: 2401, zh: "收单入账", en: "Payment taken" },
  (p: ChannelMoney) => [leg(channelKey(p.channel, p.outlet), waitingKey(p.merchantId), p.amountFen)],
)

export const takeRefund = posting(
  "acquiring/refund",
  { code: 2402, zh: "退款转出", en: "Refund set aside" },
  (p: { channel: Channel; merchantId: string; amountFen: bigint }) => [
    leg(waitingKey(p.merchantId), refundingKey(p.channel), p.amountFen),
  ],
)

export const refundDone = posting(
  "acquiring/refund-done",
  { code: 2403, zh: "渠道退款完成", en: "Refunded by the channel" },
  (p: { channel: Channel; outlet: string; amountFen: bigint }) => [
    leg(refundingKey(p.channel), channelKey(p.channel, p.outlet), p.amountFen),
  ],
)

/** The payer's part leaves the bank; what a coupon had paid stays owed to the channel. */
export const refundByBank = posting(
  "acquiring/refund-bank",
  { code: 2404, zh: "退款由银行付出", en: "Refund paid out by the bank", approval: true },
  (p: { channel: Channel; payerFen: bigint; couponFen: bigint }) => [
    leg(refundingKey(p.channel), glKey("1003"), p.payerFen),
    leg(refundingKey(p.channel), longKey(p.channel), p.couponFen),
  ],
)

/** 分账回退: each receiver gives back its share from its account, the branch gives back its fee. */
export const clawBack = posting(
  "acquiring/claw-back",
  { code: 2405, zh: "分账回退", en: "Claw-back", legCodes: { 2406: { zh: "手续费退还", en: "Fee given back" } } },
  (p: { channel: Channel; shares: readonly { accountNo: string; amountFen: bigint }[]; feeBackFen: bigint }) => [
    ...p.shares.map((one) => leg(depositKey(one.accountNo), refundingKey(p.channel), one.amountFen)),
    leg(glKey("6021"), refundingKey(p.channel), p.feeBackFen, { code: 2406 }),
  ],
)

/** 分账: the fee to the branch, the rest to its receivers. */
export const split = posting(
  "acquiring/split",
  { code: 2411, zh: "分账", en: "Split", legCodes: { 2410: { zh: "收单手续费", en: "Acquiring fee" } } },
  (p: { merchantId: string; feeFen: bigint; shares: readonly { merchantId: string; amountFen: bigint }[] }) => [
    leg(waitingKey(p.merchantId), glKey("6021"), p.feeFen, { code: 2410 }),
    ...p.shares.map((one) => leg(waitingKey(p.merchantId), dueKey(one.merchantId), one.amountFen)),
  ],
)

export const settle = posting(
  "acquiring/settle",
  { code: 2412, zh: "结算付款", en: "Settled" },
  (p: { merchantId: string; accountNo: string; amountFen: bigint }) => [
    leg(dueKey(p.merchantId), depositKey(p.accountNo), p.amountFen),
  ],
)

/** The channel's money reaches the branch's own account, less what the channel kept as its fee. */
export const channelPaid = posting(
  "acquiring/channel-paid",
  { code: 2420, zh: "渠道划款", en: "Channel paid", legCodes: { 2421: { zh: "渠道手续费", en: "Channel's fee" } } },
  (p: { channel: BilledChannel; netFen: bigint; feeFen: bigint }) => [
    leg(glKey("1003"), channelKey(p.channel, ""), p.netFen),
    leg(glKey("6421"), channelKey(p.channel, ""), p.feeFen, { code: 2421 }),
  ],
)

interface Difference {
  channel: BilledChannel
  amountFen: bigint
}

export const longFound = posting(
  "acquiring/long-found",
  { code: 2430, zh: "长款挂账", en: "Surplus kept aside" },
  (p: Difference) => [leg(channelKey(p.channel, ""), longKey(p.channel), p.amountFen)],
)

export const shortFound = posting(
  "acquiring/short-found",
  { code: 2431, zh: "短款挂账", en: "Shortage kept aside" },
  (p: Difference) => [leg(shortKey(p.channel), channelKey(p.channel, ""), p.amountFen)],
)

export const longReturned = posting(
  "acquiring/long-returned",
  { code: 2432, zh: "长款销账", en: "Surplus cleared", approval: true },
  (p: Difference) => [leg(longKey(p.channel), channelKey(p.channel, ""), p.amountFen)],
)

export const shortMade = posting(
  "acquiring/short-made",
  { code: 2433, zh: "短款销账", en: "Shortage cleared", approval: true },
  (p: Difference) => [leg(channelKey(p.channel, ""), shortKey(p.channel), p.amountFen)],
)

export const longIncome = posting(
  "acquiring/long-income",
  { code: 2434, zh: "长款转营业外收入", en: "Surplus written to income", approval: true },
  (p: Difference) => [leg(longKey(p.channel), glKey("6301"), p.amountFen)],
)

export const shortLoss = posting(
  "acquiring/short-loss",
  { code: 2435, zh: "短款核销", en: "Shortage written off", approval: true },
  (p: Difference) => [leg(glKey("6711"), shortKey(p.channel), p.amountFen)],
)

export const templates = [
  take,
  takeRefund,
  refundDone,
  refundByBank,
  clawBack,
  split,
  settle,
  channelPaid,
  longFound,
  shortFound,
  longReturned,
  shortMade,
  longIncome,
  shortLoss,
]
