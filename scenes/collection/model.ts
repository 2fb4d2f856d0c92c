// Words of the collection cloud (收款云) that pages and server share. Pure.

export const itemKinds = ["fixed", "open", "metered", "instalment"] as const
export type ItemKind = (typeof itemKinds)[number]

export const itemKindTitles: Record<ItemKind, { zh: string; en: string }> = {
  fixed: { zh: "定额", en: "Fixed amount" },
  open: { zh: "不定额", en: "Open amount" },
  metered: { zh: "按量", en: "Metered" },
  instalment: { zh: "分期", en: "In instalments" },
}

/** What a payment covers first where a bill carries a late fee (违约金). */
export const orders = ["late-first", "principal-first"] as const
export type AllocationOrder = (typeof orders)[number]

/** How a transfer to a payer's own number is taken: only as the exact sum, or oldest first with the rest kept. */
export const codeRules = ["strict", "loose"] as const
export type CodeRule = (typeof codeRules)[number]

export interface LatePolicy {
  /** Millionths a day: 500 is 0.05 % a day; 0 charges nothing. */
  ratePpm: number
  /** Days after the due day before the first is counted. */
  graceDays: number
}

export const components = ["principal", "late-fee"] as const
export type Component = (typeof components)[number]

export const componentTitles: Record<Component, { zh: string; en: string }> = {
  principal: { zh: "本金", en: "Principal" },
  "late-fee": { zh: "违约金", en: "Late fee" },
}

export const receiptKinds = ["receipt", "tax-invoice", "fiscal"] as const
export type ReceiptKind = (typeof receiptKinds)[number]

export const receiptTitles: Record<ReceiptKind, { zh: string; en: string }> = {
  receipt: { zh: "收据", en: "Receipt" },
  "tax-invoice": { zh: "数电发票（由收费单位另开）", en: "Tax e-invoice, issued by the organisation" },
  fiscal: { zh: "财政电子票据（由收费单位另开）", en: "Fiscal e-receipt, issued by the organisation" },
}
