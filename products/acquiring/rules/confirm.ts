// What news of a payment means for its order. Pure.
export interface SeenOrder {
  state: string
  channel: string
  amountFen: bigint
  channelTradeNo: string | null
}

export interface PayNews {
  channel: string
  tradeNo: string
  outcome: string
  amountFen: bigint
}

export type Verdict =
  | "take"
  | "repeated"
  | "no-order"
  | "other-channel"
  | "other-amount"
  | "second-payment"
  | "not-paid"

/** Words kept with the notice; everything but the first two waits for the reconciliation. */
export const verdictTexts: Record<Verdict, string> = {
  take: "已入账",
  repeated: "重复通知",
  "no-order": "没有这个订单",
  "other-channel": "渠道与订单不符",
  "other-amount": "金额与订单不符",
  "second-payment": "同一订单的第二笔付款",
  "not-paid": "未支付",
}

export function judge(order: SeenOrder | undefined, news: PayNews): Verdict {
  if (!order) return "no-order"
  if (news.outcome !== "success") return "not-paid"
  if (order.channel !== news.channel) return "other-channel"
  if (order.state === "success") return order.channelTradeNo === news.tradeNo ? "repeated" : "second-payment"
  return order.amountFen === news.amountFen ? "take" : "other-amount"
}
