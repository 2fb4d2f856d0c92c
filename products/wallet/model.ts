// Words of stored value. Types and small pure helpers only; pages read them too.
export interface Purse {
  /** "CASH", "SUBSIDY", … unique in its scheme. */
  code: string
  zh: string
  en: string
  /** Where its money came from, hence where it goes when the wallet closes: back to who paid, to the fund, or to the issuer. */
  source: "payer" | "fund" | "promo"
  /** Kinds of merchants it may be spent at; "*" = any, none = never spent (a card deposit). */
  uses: readonly string[]
}

/** Amounts left by purse code, and what the holder owes. */
export interface WalletMoney {
  purses: Readonly<Record<string, bigint>>
  arrearsFen: bigint
}

export const arrears = "arrears"

export type WalletState = "normal" | "frozen" | "closed"
export type CardState = "active" | "lost" | "replaced" | "closed"
export type SpendState = "posted" | "posted_arrears" | "declined" | "rejected"

/** Why a purchase was not taken: said to the terminal and kept with the line. */
export const declineReasons = {
  LIMIT_DAY: { zh: "超过家长设定的每日限额", en: "over the daily limit" },
  CARD_LOST: { zh: "卡已挂失或作废", en: "the card is barred" },
  CARD_UNKNOWN: { zh: "不认识这张卡", en: "no such card" },
  PURSE_NOT_ALLOWED: { zh: "补助只能在指定商户使用，现金余额不足", en: "this purse may not be spent here" },
  SHORT: { zh: "余额不足", en: "not enough money" },
  FROZEN: { zh: "账户已冻结或销户", en: "the wallet is frozen or closed" },
  REPLAY: { zh: "交易计数已用过，疑似重放", en: "the card's counter was used before" },
  MAC: { zh: "校验码不符", en: "the check code is wrong" },
  LATE: {
    zh: "断网消费过了期限才上传，账户不够的部分由商户承担，未计欠款",
    en: "uploaded too late: what the wallet did not cover is the merchant's, nobody owes it",
  },
  NOT_REVERSIBLE: { zh: "原交易不存在、已冲正或金额不符", en: "nothing to take back" },
} as const
export type DeclineReason = keyof typeof declineReasons

export const isPosted = (state: SpendState): boolean => state === "posted" || state === "posted_arrears"

/** Money a holder may spend somewhere, arrears taken off. */
export const totalFen = (money: WalletMoney, purses: readonly Purse[]): bigint =>
  purses.filter((one) => one.uses.length > 0).reduce((sum, one) => sum + (money.purses[one.code] ?? 0n), 0n) -
  money.arrearsFen
