// What the rules of relief look at: the note, the firm, what people found and which papers there are. Pure.

export const sizes = ["micro", "small", "medium", "large"] as const
export type FirmSize = (typeof sizes)[number]
export const sizeTitles: Record<FirmSize, { zh: string; en: string }> = {
  micro: { zh: "微型企业", en: "Micro" },
  small: { zh: "小型企业", en: "Small" },
  medium: { zh: "中型企业", en: "Medium" },
  large: { zh: "大型企业", en: "Large" },
}

/** Questions people answer after looking at the firm; null until somebody has looked. */
export const findings = [
  "businessLoan",
  "genuineNeed",
  "lawful",
  "stable",
  "goodCredit",
  "meetsStandard",
  "otherConditions",
  "otherDebtBad",
  "borrowsElsewhere",
  "delistingRisk",
  "judgedInDifficulty",
] as const
export type Finding = (typeof findings)[number]
export type Answer = "yes" | "no"

export const paperKinds = ["application", "need", "cash", "credit", "consent", "contract", "other"] as const
export type PaperKind = (typeof paperKinds)[number]

export interface NoteFacts {
  state: string
  method: string
  startOn: string
  maturesOn: string
  firstMaturesOn: string
  everyMonths: number
  overdueDays: number
  riskClass: string
  principalFen: bigint
  isImpaired: boolean
  /** Extensions made so far. */
  extensions: number
}

/** The firm's money over twelve months, in fen; after = with the change proposed. */
export interface CashSheet {
  inflowFen: bigint
  outflowFen: bigint
  serviceFen: bigint
  serviceAfterFen: bigint
}

export interface Consent {
  name: string
  part: "guarantor" | "pledgor"
  agreedOn: string | null
}

export interface ReliefPolicy {
  /** Medium firms: notes due up to here follow the renewal policy (金规〔2024〕13号). */
  mediumUntilOn: string
  /** The text says "before": whether the day itself counts is the bank's reading. */
  mediumDayCounts: boolean
  /** Cash cover below this is difficulty; hundredths (100 = 1.00). */
  coverLeast: number
}

export interface ReliefFacts {
  today: string
  appliedOn: string | null
  contactedOn: string | null
  size: FirmSize | null
  note: NoteFacts
  answers: Partial<Record<Finding, Answer | null>>
  cash: CashSheet | null
  /** null until somebody has asked whether there are any. */
  consents: readonly Consent[] | null
  papers: readonly string[]
  policy: ReliefPolicy
}

/** Cash for the service of debts over what is asked, in hundredths, cut off: 99 is not 1.00. */
export function coverOf(cash: CashSheet, serviceFen: bigint): number {
  if (serviceFen <= 0n) return 9999
  const left = cash.inflowFen - cash.outflowFen
  const cover = (left * 100n) / serviceFen
  return Number(cover < 0n ? 0n : cover > 9999n ? 9999n : cover)
}

/** 105 → "1.05". */
export const coverText = (cover: number): string => `${Math.floor(cover / 100)}.${String(cover % 100).padStart(2, "0")}`
