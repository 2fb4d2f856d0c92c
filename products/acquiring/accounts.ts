// Names of the ledger accounts of acquiring. Money a channel owes us is an asset by channel; money we owe a merchant is
// a liability by merchant; what goes back waits by channel until the channel says it is done.
import { openAccounts, type AccountSpec, type Queryable } from "#ledger"
import { CNY } from "#kernel/book"
import { mainBook } from "#kernel/flow"
import { depositKey, subjectKey } from "#products/deposit"
import type { Channel } from "./model.ts"

const head = "HQ"

export const waitingKey = (merchantId: string): string => `acquiring:waiting:${merchantId}`
/** Shared out, not yet paid to the receiver's account. */
export const dueKey = (merchantId: string): string => `acquiring:due:${merchantId}`
export const refundingKey = (channel: Channel): string => `acquiring:refunding:${channel}`
export const longKey = (channel: Channel): string => `acquiring:long:${channel}`
export const shortKey = (channel: Channel): string => `acquiring:short:${channel}`
export const cashKey = (outlet: string): string => `gl:1001:${outlet}`
export const glKey = (subject: string): string => `gl:${subject}:${head}`

/** Where a channel's money comes in: cash in the outlet's drawer, the outlet's clearing, or the channel's debt to us. */
export function channelKey(channel: Channel, outlet: string): string {
  if (channel === "counter") return cashKey(outlet)
  if (channel === "transfer") return subjectKey("1003", outlet)
  return `acquiring:channel:${channel}`
}

const base = { book: mainBook, unit: CNY.id }
const owed = { ...base, side: "credit", min: 0n } as const
const owned = { ...base, side: "debit", min: 0n } as const

export const merchantAccounts = (merchantId: string, name: string, outlet: string): AccountSpec[] => [
  { ...owed, key: waitingKey(merchantId), subject: "2241.41", outlet, title: `${name} 收单待结算款` },
  { ...owed, key: dueKey(merchantId), subject: "2241.42", outlet, title: `${name} 待付结算款` },
]

/** The accounts a channel needs; opened with the first order that uses it at an outlet. */
export function channelAccounts(channel: Channel, outlet: string): AccountSpec[] {
  const refunding: AccountSpec = {
    ...owed,
    key: refundingKey(channel),
    subject: "2241.43",
    outlet: head,
    title: `${channel} 退款待完成`,
  }
  const key = channelKey(channel, outlet)
  if (channel === "counter")
    return [refunding, { ...base, side: "debit", key, subject: "1001", outlet, title: "库存现金" }]
  if (channel === "transfer")
    return [refunding, { ...base, side: "debit", key, subject: "1003", outlet, title: "存放中央银行款项" }]
  return [
    refunding,
    // No lower bound: a channel may pay out a refund before the payments of the day have come in.
    { ...base, side: "debit", key, subject: "1221.41", outlet: head, title: `${channel} 待清算` },
    { ...owed, key: longKey(channel), subject: "2241.44", outlet: head, title: `${channel} 长款挂账` },
    { ...owned, key: shortKey(channel), subject: "1221.42", outlet: head, title: `${channel} 短款挂账` },
  ]
}

/** Income, cost and clearing of the head office that fees, differences and channel payments go through. */
export const officeAccounts: AccountSpec[] = [
  { ...base, side: "debit", key: glKey("1003"), subject: "1003", outlet: head, title: "存放中央银行款项" },
  { ...base, side: "credit", key: glKey("6021"), subject: "6021", outlet: head, title: "手续费及佣金收入" },
  { ...base, side: "debit", key: glKey("6421"), subject: "6421", outlet: head, title: "手续费及佣金支出" },
  { ...base, side: "credit", key: glKey("6301"), subject: "6301", outlet: head, title: "营业外收入" },
  { ...base, side: "debit", key: glKey("6711"), subject: "6711", outlet: head, title: "营业外支出" },
]

export async function openChannel(ledger: Queryable, channel: Channel, outlet: string): Promise<void> {
  await openAccounts(ledger, channelAccounts(channel, outlet))
}

export { depositKey }
