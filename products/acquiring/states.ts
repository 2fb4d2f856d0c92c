// The lives of an order, a refund, a split and a difference, as data. Server and pages ask the same tables. Pure.

export const orderStates = ["created", "paying", "unknown", "success", "closed"] as const
export type OrderState = (typeof orderStates)[number]

/** Still to be paid, as far as the house knows. */
export const openOrderStates = ["created", "paying", "unknown"] as const
export const isOpenOrder = (state: OrderState): boolean => openOrderStates.some((one) => one === state)

/** A paid order never leaves "success"; how much of it went back is told by its refunds. */
export const orderMoves: Record<OrderState, readonly OrderState[]> = {
  created: ["paying", "unknown", "success", "closed"],
  paying: ["unknown", "success", "closed"],
  unknown: ["paying", "success", "closed"],
  // Money that arrives after closing is real: it is taken, and its thing decides whether it may stay.
  closed: ["success"],
  success: [],
}

export const orderTitles: Record<OrderState, { zh: string; en: string }> = {
  created: { zh: "待支付", en: "To be paid" },
  paying: { zh: "支付中", en: "Paying" },
  unknown: { zh: "结果未知", en: "Unknown" },
  success: { zh: "已支付", en: "Paid" },
  closed: { zh: "已关闭", en: "Closed" },
}

export const moneyTitles = {
  waiting: { zh: "待结算", en: "Waits for settlement" },
  moved: { zh: "已转入业务账户", en: "Moved on" },
  returning: { zh: "退回付款人", en: "Goes back" },
} as const

export const refundStates = [
  "asked",
  "approved",
  "accepted",
  "success",
  "failed",
  "abnormal",
  "bank",
  "declined",
] as const
export type RefundState = (typeof refundStates)[number]

export const refundMoves: Record<RefundState, readonly RefundState[]> = {
  asked: ["approved", "declined"],
  approved: ["accepted", "success", "failed", "abnormal"],
  accepted: ["success", "failed", "abnormal"],
  failed: ["approved", "bank"],
  abnormal: ["approved", "bank"],
  success: [],
  bank: [],
  declined: [],
}

export const refundTitles: Record<RefundState, { zh: string; en: string }> = {
  asked: { zh: "待复核", en: "Asked" },
  approved: { zh: "待提交渠道", en: "Approved" },
  accepted: { zh: "渠道处理中", en: "Accepted by the channel" },
  success: { zh: "已退款", en: "Refunded" },
  failed: { zh: "渠道退款失败", en: "Failed" },
  abnormal: { zh: "退款异常", en: "Abnormal" },
  bank: { zh: "已由银行付出", en: "Paid out by the bank" },
  declined: { zh: "未同意", en: "Declined" },
}

/** Refunds whose money has left the order, whatever became of it after. */
export const liveRefunds: readonly RefundState[] = [
  "asked",
  "approved",
  "accepted",
  "success",
  "failed",
  "abnormal",
  "bank",
]

export const splitTitles = {
  held: { zh: "待分账", en: "Held" },
  split: { zh: "已分账待付", en: "Split" },
  finished: { zh: "已结算", en: "Settled" },
} as const

export const canMove = <S extends string>(table: Record<S, readonly S[]>, from: S, to: S): boolean =>
  table[from].includes(to)
