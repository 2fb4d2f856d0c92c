// The lives of a bill, an import batch and a refund as data. Overdue is no state: it is the day against the due day. Pure.

export const billStates = ["draft", "published", "part-paid", "paid", "part-refunded", "refunded", "void"] as const
export type BillState = (typeof billStates)[number]

export const billMoves: Record<BillState, readonly BillState[]> = {
  draft: ["published", "void"],
  published: ["part-paid", "paid", "void"],
  "part-paid": ["paid", "part-refunded", "refunded"],
  paid: ["part-refunded", "refunded"],
  "part-refunded": ["refunded"],
  refunded: [],
  void: [],
}

export const billTitles: Record<BillState, { zh: string; en: string }> = {
  draft: { zh: "待发布", en: "Draft" },
  published: { zh: "待缴", en: "To pay" },
  "part-paid": { zh: "部分已缴", en: "Part paid" },
  paid: { zh: "已缴", en: "Paid" },
  "part-refunded": { zh: "部分退款", en: "Part refunded" },
  refunded: { zh: "已退款", en: "Refunded" },
  void: { zh: "已作废", en: "Void" },
}

/** Bills that still take money. */
export const payableStates: readonly BillState[] = ["published", "part-paid"]
export const isPayable = (state: BillState): boolean => payableStates.includes(state)
export const mayMove = (from: BillState, to: BillState): boolean => billMoves[from].includes(to)

export const batchStates = ["draft", "publishing", "published", "void"] as const
export type BatchState = (typeof batchStates)[number]

export const batchTitles: Record<BatchState, { zh: string; en: string }> = {
  draft: { zh: "待复核发布", en: "To be reviewed" },
  publishing: { zh: "发布中", en: "Being published" },
  published: { zh: "已发布", en: "Published" },
  void: { zh: "已撤销", en: "Taken back" },
}

export const transferStates = ["matched", "unmatched", "claimed", "returned"] as const
export type TransferState = (typeof transferStates)[number]

export const transferTitles: Record<TransferState, { zh: string; en: string }> = {
  matched: { zh: "已入账", en: "Matched" },
  unmatched: { zh: "待认领", en: "Unmatched" },
  claimed: { zh: "已认领", en: "Claimed" },
  returned: { zh: "已退回", en: "Returned" },
}
