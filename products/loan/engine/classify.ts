// 五级分类 by overdue days (商业银行金融资产风险分类办法, 令〔2023〕1号): the lowest class a contract may have.
// People may classify worse, never better; the thresholds are data so that a later rule is a new row. What the whole
// debtor's debts say stands in debtor.ts, what relief and extension do in relief.ts.

export { extensionMonthsMax } from "./extension.ts"

export const riskClasses = ["pass", "special_mention", "substandard", "doubtful", "loss"] as const
export type RiskClass = (typeof riskClasses)[number]

export const riskClassZh: Record<RiskClass, string> = {
  pass: "正常",
  special_mention: "关注",
  substandard: "次级",
  doubtful: "可疑",
  loss: "损失",
}

export interface ClassRule {
  /** A class holds from more than this many overdue days. */
  over: readonly { days: number; atLeast: RiskClass }[]
  /** Technical or operational delays within these days do not count. */
  technicalDays: number
}

export const classRule2023: ClassRule = {
  technicalDays: 7,
  over: [
    { days: 360, atLeast: "loss" },
    { days: 270, atLeast: "doubtful" },
    { days: 90, atLeast: "substandard" },
    { days: 0, atLeast: "special_mention" },
  ],
}

export function lowestClass(overdueDays: number, technical = false, rule: ClassRule = classRule2023): RiskClass {
  if (technical && overdueDays <= rule.technicalDays) return "pass"
  return rule.over.find((step) => overdueDays > step.days)?.atLeast ?? "pass"
}

export const worseOf = (a: RiskClass, b: RiskClass): RiskClass =>
  riskClasses.indexOf(a) >= riskClasses.indexOf(b) ? a : b

export const isBad = (one: RiskClass): boolean => riskClasses.indexOf(one) >= riskClasses.indexOf("substandard")
