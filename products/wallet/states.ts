// What may be done with a card, a wallet and a grant now. The server and the pages ask the same functions.
import type { CardState, WalletState } from "./model.ts"

interface Both {
  zh: string
  en: string
}

export const cardTitles: Record<CardState, Both> = {
  active: { zh: "正常", en: "Active" },
  lost: { zh: "挂失", en: "Lost" },
  replaced: { zh: "已补卡", en: "Replaced" },
  closed: { zh: "已注销", en: "Closed" },
}

export const walletTitles: Record<WalletState, Both> = {
  normal: { zh: "正常", en: "Normal" },
  frozen: { zh: "冻结", en: "Frozen" },
  closed: { zh: "已销户", en: "Closed" },
}

/** REPLACED is final: the old number stays barred for ever. */
export const cardMoves: Record<CardState, readonly CardState[]> = {
  active: ["lost", "replaced", "closed"],
  lost: ["active", "replaced", "closed"],
  replaced: ["closed"],
  closed: [],
}

export function cannotMoveCard(from: CardState, to: CardState): Both | null {
  if (cardMoves[from].includes(to)) return null
  return {
    zh: `卡片状态为“${cardTitles[from].zh}”，不能改为“${cardTitles[to].zh}”`,
    en: `the card is ${cardTitles[from].en.toLowerCase()} and cannot become ${cardTitles[to].en.toLowerCase()}`,
  }
}

export const grantTitles = {
  proposed: { zh: "待确认", en: "Proposed" },
  granting: { zh: "发放中", en: "Being paid" },
  granted: { zh: "已发放", en: "Paid" },
  returning: { zh: "退回中", en: "Being returned" },
  returned: { zh: "已退回结余", en: "Rest returned" },
  refused: { zh: "未通过", en: "Refused" },
} as const
export type GrantState = keyof typeof grantTitles

/** The second person is another one than who proposed. */
export function cannotDecideGrant(grant: { state: GrantState; proposedBy: string }, actorId: string): Both | null {
  if (grant.state !== "proposed") return { zh: `发放已是“${grantTitles[grant.state].zh}”`, en: "it is decided already" }
  if (grant.proposedBy === actorId) return { zh: "须由另一人确认", en: "another person must confirm" }
  return null
}
