// 风险预警: which sign has which colour, what each asks for and by when.
import { addDays, toDecimal, fraction } from "#contract/products/loan"
import type { Calendar } from "#kernel/calendar"

export const levels = ["red", "amber", "yellow"] as const
export type Level = (typeof levels)[number]

export const levelTitles: Record<Level, { zh: string; en: string }> = {
  red: { zh: "红色", en: "Red" },
  amber: { zh: "橙色", en: "Amber" },
  yellow: { zh: "黄色", en: "Yellow" },
}

const sign = (level: Level, zh: string, en: string) => ({ level, zh, en })

export const signals = {
  OVERDUE: sign("red", "贷款逾期", "Overdue"),
  SEIZURE: sign("red", "资产被查封冻结", "Assets seized"),
  PERMIT_LOST: sign("red", "经营许可失效", "Permit lost"),
  CONTROLLER_MISSING: sign("red", "实际控制人失联", "Controller missing"),
  USE_BREACH: sign("red", "贷款挪用", "Use breached"),
  SALES_DROP: sign("amber", "销售收入同比下降 30% 以上", "Sales down 30% on the year"),
  CASH_DROP: sign("amber", "本行账户回笼连续两月下降 40% 以上", "Cash through our account down 40% for two months"),
  PLEDGED_ELSEWHERE: sign("amber", "主要资产另行抵押", "Pledged elsewhere"),
  RATING_DROP: sign("amber", "评级下调两级以上", "Rating down two steps"),
  TAX_D: sign("amber", "纳税信用 D 级", "Tax credit D"),
  COLLATERAL_DROP: sign("amber", "押品价格下跌 15% 以上", "Collateral price down 15%"),
  AUDITOR_CHANGED: sign("yellow", "更换审计机构或审计意见变化", "Auditor or opinion changed"),
  LATE_STATEMENT: sign("yellow", "财务报表迟报超过 15 天", "Statement over 15 days late"),
} as const

export type Signal = keyof typeof signals
export const signalCodes = Object.keys(signals) as [Signal, ...Signal[]]

export interface WarningDeadlines {
  /** Undrawn money is frozen by this day. */
  freezeBy: string | null
  planBy: string | null
  visitBy: string | null
}

export interface WarningDays {
  freeze: number
  plan: number
  visit: number
}

export const warningDays: WarningDays = { freeze: 1, plan: 5, visit: 10 }

/** Red: undrawn money frozen within one working day, a plan within five; amber: a visit within ten days. */
export function deadlinesOf(level: Level, on: string, calendar: Calendar, days = warningDays): WarningDeadlines {
  if (level === "red") {
    return {
      freezeBy: calendar.addWorkdays(on, days.freeze),
      planBy: calendar.addWorkdays(on, days.plan),
      visitBy: null,
    }
  }
  return { freezeBy: null, planBy: null, visitBy: level === "amber" ? addDays(on, days.visit) : null }
}

/** What two statements say by themselves. */
export function salesSignal(beforeFen: bigint, nowFen: bigint): { signal: Signal; note: string } | null {
  if (beforeFen <= 0n || (beforeFen - nowFen) * 100n < beforeFen * 30n) return null
  const fall = toDecimal(fraction((beforeFen - nowFen) * 100n, beforeFen), 2)
  return { signal: "SALES_DROP", note: `销售收入同比下降 ${fall}%` }
}

/** Money through our account in three months running: both steps down by two fifths or more. */
export function cashSignal(monthsFen: readonly [bigint, bigint, bigint]): Signal | null {
  const [first, second, third] = monthsFen
  const fell = (a: bigint, b: bigint) => a > 0n && (a - b) * 100n >= a * 40n
  return fell(first, second) && fell(first, third) ? "CASH_DROP" : null
}

export const collateralSignal = (beforeFen: bigint, nowFen: bigint): Signal | null =>
  beforeFen > 0n && (beforeFen - nowFen) * 100n >= beforeFen * 15n ? "COLLATERAL_DROP" : null
