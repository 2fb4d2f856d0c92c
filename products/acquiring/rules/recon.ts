// Kinds of differences, what may be done about each, and how long one has waited. Pure; pages ask the same tables.

export const kinds = [
  "CHANNEL_ONLY",
  "OURS_ONLY",
  "AMOUNT_DIFF",
  "STATUS_DIFF",
  "CUTOFF",
  "FEE_DIFF",
  "DUP_PAY",
] as const
export type Kind = (typeof kinds)[number]

export const kindTitles: Record<Kind, { zh: string; en: string }> = {
  CHANNEL_ONLY: { zh: "渠道单边", en: "Channel only" },
  OURS_ONLY: { zh: "本行单边", en: "Ours only" },
  AMOUNT_DIFF: { zh: "金额不符", en: "Amounts differ" },
  STATUS_DIFF: { zh: "状态不符", en: "States differ" },
  CUTOFF: { zh: "日切", en: "Cut-off" },
  FEE_DIFF: { zh: "手续费不符", en: "Fees differ" },
  DUP_PAY: { zh: "重复支付", en: "Paid twice" },
}

export const itemStates = ["open", "explained", "adjusted", "written_off"] as const
export type ItemState = (typeof itemStates)[number]

export const itemTitles: Record<ItemState, { zh: string; en: string }> = {
  open: { zh: "待处理", en: "Open" },
  explained: { zh: "已解释", en: "Explained" },
  adjusted: { zh: "已调账", en: "Adjusted" },
  written_off: { zh: "已核销", en: "Written off" },
}

export type Way = "explain" | "return" | "made" | "income" | "loss"

export const ways: Record<Way, { zh: string; en: string; state: ItemState }> = {
  explain: { zh: "解释，不动账", en: "Explain, nothing moves", state: "explained" },
  return: { zh: "长款退回渠道", en: "Surplus goes back to the channel", state: "adjusted" },
  made: { zh: "渠道已补短款", en: "Shortage made good by the channel", state: "adjusted" },
  income: { zh: "长款转营业外收入", en: "Surplus to income", state: "written_off" },
  loss: { zh: "短款核销为损失", en: "Shortage written off", state: "written_off" },
}

export interface WayItem {
  kind: string
  /** Kept aside: above zero a surplus, below a shortage, null none. */
  suspenseFen: bigint | null
}

/** Why a difference cannot end this way, or null. */
export function wayFault(way: Way, item: WayItem): { zh: string; en: string } | null {
  const fen = item.suspenseFen ?? 0n
  if (way === "explain") {
    if (fen !== 0n) return { zh: "已挂账的差异须先销账", en: "what is kept aside must be cleared" }
    if (item.kind === "OURS_ONLY" || item.kind === "CHANNEL_ONLY" || item.kind === "AMOUNT_DIFF")
      return { zh: "单边与金额差异先等次日账单，再挂账处理", en: "it waits for the next day's bill first" }
    return null
  }
  const isSurplus = way === "return" || way === "income"
  if (isSurplus && fen <= 0n) return { zh: "没有长款挂账", en: "no surplus is kept aside" }
  if (!isSurplus && fen >= 0n) return { zh: "没有短款挂账", en: "no shortage is kept aside" }
  return null
}

export const ageBands = ["0-3", "4-10", "11-30", "30+"] as const
export type AgeBand = (typeof ageBands)[number]

/** Band of an age in working days. */
export const bandOf = (workdays: number): AgeBand =>
  workdays <= 3 ? "0-3" : workdays <= 10 ? "4-10" : workdays <= 30 ? "11-30" : "30+"
