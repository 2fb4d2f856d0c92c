// What relief does: the class after it, how long it is watched, what it costs and what it saves. The engine's rules, named.
import { bridgeCostFen, isBad, lowestClass, observationOf, worseOf, type RiskClass } from "#contract/products/loan"
import type { ClassEffect, Tool } from "./tools.ts"

export interface ClassFacts {
  tool: Tool
  effect: ClassEffect
  riskClass: RiskClass
  overdueDays: number
}

/** The class the note has after relief (R3, R7, R9–R11). */
export function classAfter(of: ClassFacts): RiskClass {
  const floor = worseOf(of.riskClass, lowestClass(of.overdueDays))
  if (of.tool === "RESTRUCTURE" || of.tool === "REFINANCE") return worseOf(floor, "special_mention")
  return floor
}

export function classReason(of: ClassFacts): { zh: string; en: string } {
  const { tool, overdueDays } = of
  if (tool === "RENEW")
    return { zh: "符合续贷政策，不因续贷下调（金规〔2024〕13号）", en: "Policy renewal: no lower class for it" }
  if (tool === "REFINANCE")
    return { zh: "政策外新还旧，至少关注（令〔2023〕1号第十条）", en: "New for old: special mention at least" }
  if (tool === "RESTRUCTURE")
    return isBad(classAfter(of))
      ? { zh: `重组，原为不良（逾期 ${overdueDays} 天），重组后仍列不良`, en: "Restructured while bad: stays bad" }
      : { zh: "重组资产至少关注，观察期满且困难消除后才能上调", en: "Restructured: special mention until cured" }
  if (tool === "DECLINE")
    return { zh: `按逾期天数分类（逾期 ${overdueDays} 天）`, en: `By overdue days (${overdueDays})` }
  return { zh: "无财务困难，按还款能力分类", en: "No difficulty: by capacity to repay" }
}

/** R10: from the first agreed payment day, two periods and a year at least; the latest miss starts it again. */
export const clockOf = (firstDueOn: string, everyMonths: number, missedOn: readonly string[] = []) =>
  observationOf({ firstDueOn, everyMonths, missedOn })

/** What bridge money would have cost: a share of the principal a year for some days, both dated parameters. */
export const bridgeSavingFen = (principalFen: bigint, days: number, yearlyBp: number): bigint =>
  bridgeCostFen(principalFen, days, { num: BigInt(yearlyBp), den: 10_000n })
