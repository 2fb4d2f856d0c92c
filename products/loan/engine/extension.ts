// How far a loan may be extended (展期): all extensions together, by the length of the loan. The thresholds are data.
import { addMonths } from "./dates.ts"
import type { Fraction } from "./fraction.ts"

export interface ExtensionRule {
  /** Up to this term an extension may double the loan; up to the next, add the share of the term; then fixed months. */
  shortMonths: number
  mediumMonths: number
  mediumShare: Fraction
  longExtensionMonths: number
}

/** 贷款通则 art. 12: short up to its own term, medium up to half of it, long up to three years, all extensions together. */
export const extensionRule1996: ExtensionRule = {
  shortMonths: 12,
  mediumMonths: 60,
  mediumShare: { num: 1n, den: 2n },
  longExtensionMonths: 36,
}

export function extensionMonthsMax(termMonths: number, rule: ExtensionRule = extensionRule1996): number {
  if (termMonths <= rule.shortMonths) return termMonths
  if (termMonths > rule.mediumMonths) return rule.longExtensionMonths
  return Number((BigInt(termMonths) * rule.mediumShare.num) / rule.mediumShare.den)
}

export interface Extension {
  termMonths: number
  /** The due date as first agreed; extensions count from it together. */
  firstMaturesOn: string
  newMaturesOn: string
}

export interface ExtensionAnswer {
  isAllowed: boolean
  /** E-EXT-MAX names it: the last due date the rule allows. */
  lastLawfulOn: string
  monthsMax: number
}

export function extensionAllowed(asked: Extension, rule: ExtensionRule = extensionRule1996): ExtensionAnswer {
  const monthsMax = extensionMonthsMax(asked.termMonths, rule)
  const lastLawfulOn = addMonths(asked.firstMaturesOn, monthsMax)
  const isLater = asked.newMaturesOn > asked.firstMaturesOn
  return { isAllowed: isLater && asked.newMaturesOn <= lastLawfulOn, lastLawfulOn, monthsMax }
}
