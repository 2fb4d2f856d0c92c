// The debtor's view of the five classes (令〔2023〕1号): bad debts here, or long arrears at any bank, pull the debtor's
// other debts down; a bad loan comes up again only after arrears are paid and a time of paying on the day.
import { addMonths } from "./dates.ts"
import { isBad, worseOf, type RiskClass } from "./classify.ts"
import type { Fraction } from "./fraction.ts"

export interface DebtorRule {
  /** More than this share of the debts here bad: all of them are (non-retail debtors). */
  badHereOver: Fraction
  /** More than this share of debts at all banks overdue for more than `longDays`: bad here too. */
  longOverdueOver: Fraction
  longDays: number
  /** A bad loan comes up after this many payment periods or months on time, the longer of the two. */
  upgradePeriods: number
  upgradeMonths: number
}

export const debtorRule2023: DebtorRule = {
  badHereOver: { num: 10n, den: 100n },
  longOverdueOver: { num: 20n, den: 100n },
  longDays: 90,
  upgradePeriods: 2,
  upgradeMonths: 6,
}

export interface DebtorDebts {
  here: readonly { owedFen: bigint; riskClass: RiskClass }[]
  /** Debts at all banks, ours included, from the bureau's report. */
  allBanks?: { owedFen: bigint; overLongDaysFen: bigint }
  isRetail?: boolean
}

export interface DebtorView {
  classes: RiskClass[]
  /** Which shares pulled the debts down, for the explanation. */
  because: ("bad_here" | "long_overdue_at_all_banks")[]
  badHereFen: bigint
  owedHereFen: bigint
}

const isOver = (partFen: bigint, wholeFen: bigint, limit: Fraction): boolean =>
  wholeFen > 0n && partFen * limit.den > wholeFen * limit.num

/** 令〔2023〕1号: both shares are for non-retail debtors; exactly at the limit nothing happens. */
export function debtorView(debts: DebtorDebts, rule: DebtorRule = debtorRule2023): DebtorView {
  const owedHereFen = debts.here.reduce((sum, one) => sum + one.owedFen, 0n)
  const badHereFen = debts.here.reduce((sum, one) => (isBad(one.riskClass) ? sum + one.owedFen : sum), 0n)
  const all = debts.allBanks
  const because: DebtorView["because"] = []
  if (!debts.isRetail && isOver(badHereFen, owedHereFen, rule.badHereOver)) because.push("bad_here")
  if (!debts.isRetail && all && isOver(all.overLongDaysFen, all.owedFen, rule.longOverdueOver)) {
    because.push("long_overdue_at_all_banks")
  }
  const atLeast: RiskClass = because.length > 0 ? "substandard" : "pass"
  return { classes: debts.here.map((one) => worseOf(one.riskClass, atLeast)), because, badHereFen, owedHereFen }
}

/** The first day a bad loan may come up to special mention, if everything is paid on its day from `curedOn` on. */
export function upgradeOn(curedOn: string, everyMonths: number, rule: DebtorRule = debtorRule2023): string {
  return addMonths(curedOn, Math.max(rule.upgradeMonths, rule.upgradePeriods * everyMonths))
}
