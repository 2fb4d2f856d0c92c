// Words of acquiring (收单) that pages and server share. Pure.

export const channels = ["wechat", "alipay", "unionpay", "counter", "transfer"] as const
export type Channel = (typeof channels)[number]

export const channelTitles: Record<Channel, { zh: string; en: string }> = {
  wechat: { zh: "微信支付", en: "WeChat Pay" },
  alipay: { zh: "支付宝", en: "Alipay" },
  unionpay: { zh: "银联刷卡", en: "UnionPay terminal" },
  counter: { zh: "柜面现金", en: "Cash at the counter" },
  transfer: { zh: "银行转账", en: "Bank transfer" },
}

/** Channels that a payer reaches over the network by himself; the others are confirmed by a person or by the bank. */
export const onlineChannels = ["wechat", "alipay"] as const
export type OnlineChannel = (typeof onlineChannels)[number]
export const isOnline = (channel: string): channel is OnlineChannel => channel === "wechat" || channel === "alipay"

/** Channels with a bill of their own, which is reconciled day by day. */
export const billedChannels = ["wechat", "alipay", "unionpay"] as const
export type BilledChannel = (typeof billedChannels)[number]

export interface Receiver {
  merchantId: string
  name: string
  /** Share of the net amount, of 10000. */
  shareBp: number
}
