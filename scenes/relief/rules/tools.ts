// Which measure fits: the decision table is asked with these figures, and every tool says why it is open or not. Pure.
import { extensionLimit } from "#contract/products/loan"
import {
  eligibility,
  inDifficulty,
  isInScope,
  isViable,
  normalRules,
  scopeRules,
  staysNormal,
  type Reason,
  type RuleAnswer,
} from "./eligibility.ts"
import type { ReliefFacts } from "./facts.ts"

export const tools = [
  "RENEW",
  "REFINANCE",
  "EXTEND",
  "DEFER_P",
  "DEFER_PI",
  "RESCHEDULE",
  "RESTRUCTURE",
  "DECLINE",
] as const
export type Tool = (typeof tools)[number]

export const toolTitles: Record<Tool, Reason & { why: Reason }> = {
  RENEW: {
    zh: "无还本续贷",
    en: "Renewal, no principal first",
    why: {
      zh: "新借据结清旧借据，不必先还本金，符合政策的分类不变。",
      en: "A new note settles the old one; the class is kept.",
    },
  },
  REFINANCE: {
    zh: "借新还旧",
    en: "New for old",
    why: {
      zh: "续贷政策之外的新还旧，至少列为关注。",
      en: "New for old outside the policy: special mention at least.",
    },
  },
  EXTEND: {
    zh: "展期",
    en: "Extension",
    why: { zh: "同一笔贷款推迟到期，有最长期限，须担保人同意。", en: "The same note ends later, within a ceiling." },
  },
  DEFER_P: {
    zh: "延期还本",
    en: "Deferral of principal",
    why: { zh: "本金推后，利息照付，没有罚息。", en: "Principal later, interest as agreed." },
  },
  DEFER_PI: {
    zh: "延期还本付息",
    en: "Deferral of principal and interest",
    why: { zh: "本金和利息一起推后。", en: "Principal and interest later." },
  },
  RESCHEDULE: {
    zh: "调整还款计划",
    en: "Reschedule",
    why: { zh: "到期日不变，余下各期重新计算。", en: "The same end, instalments made again." },
  },
  RESTRUCTURE: {
    zh: "重组",
    en: "Restructuring",
    why: {
      zh: "因财务困难作出让步，至少列为关注，进入观察期。",
      en: "A concession for difficulty: special mention at least, and observation.",
    },
  },
  DECLINE: {
    zh: "不予纾困",
    en: "Decline",
    why: { zh: "没有可行的还款安排，转入清收处置。", en: "No viable plan: to workout." },
  },
}

/** What a restructuring changes. */
export const measures = ["extend", "defer_p", "defer_pi", "reage", "rate"] as const
export type Measure = (typeof measures)[number]
export const measureTitles: Record<Measure, Reason> = {
  extend: { zh: "展期", en: "Extension" },
  defer_p: { zh: "延期还本", en: "Deferral of principal" },
  defer_pi: { zh: "延期还本付息", en: "Deferral of all" },
  reage: { zh: "欠款重新分期", en: "Arrears on new instalments" },
  rate: { zh: "降低利率", en: "Rate cut" },
}

export const classEffects = ["keep", "capacity", "observe", "by_days"] as const
export type ClassEffect = (typeof classEffects)[number]
export const effectTitles: Record<ClassEffect, Reason> = {
  keep: { zh: "分类不变", en: "Class kept" },
  capacity: { zh: "按还款能力分类", en: "By capacity to repay" },
  observe: { zh: "至少关注，进入观察期", en: "Special mention at least, observed" },
  by_days: { zh: "按逾期天数分类", en: "By overdue days" },
}

const yesNo = (flag: boolean): "yes" | "no" => (flag ? "yes" : "no")

/** What the tool table is asked. */
export function toolQuestion(facts: ReliefFacts): Record<string, unknown> {
  const answers = eligibility(facts)
  return {
    inScope: yesNo(isInScope(answers)),
    staysNormal: yesNo(staysNormal(answers)),
    inTime: yesNo(facts.today < facts.note.maturesOn && !isLate(facts)),
    overdueDays: facts.note.overdueDays,
    difficulty: yesNo(inDifficulty(facts)),
    viable: yesNo(isViable(facts)),
  }
}

const isLate = (of: ReliefFacts): boolean => of.appliedOn !== null && of.appliedOn >= of.note.maturesOn

export interface ToolAnswer {
  tool: Tool
  /** Why it is not open now; null where it is. */
  block: (Reason & { code: BlockCode }) | null
}

export type BlockCode =
  | "E-LATE"
  | "E-SCOPE"
  | "E-ARREARS"
  | "E-NORMAL"
  | "E-DIFFICULTY"
  | "E-NO-DIFFICULTY"
  | "E-VIABLE"
  | "E-METHOD"
  | "E-IMPAIRED"
  | "E-EVIDENCE"

const block = (code: BlockCode, zh: string, en: string): ToolAnswer["block"] => ({ code, zh, en })

export function toolAnswers(facts: ReliefFacts): ToolAnswer[] {
  return tools.map((tool) => ({ tool, block: blockOfTool(tool, facts) }))
}

export function blockOfTool(tool: Tool, of: ReliefFacts): ToolAnswer["block"] {
  if (tool === "DECLINE") return null
  if (of.note.isImpaired) return block("E-IMPAIRED", "借据已减值，只能保全处置", "The note is impaired: workout only")
  if (tool === "RESTRUCTURE") return restructureBlock(of)
  if (isLate(of) || of.today >= of.note.maturesOn)
    return block(
      "E-LATE",
      `须在 ${of.note.maturesOn} 到期前申请并签约`,
      `Asked and signed before ${of.note.maturesOn} only`,
    )
  if (of.note.overdueDays > 0)
    return block("E-ARREARS", `已逾期 ${of.note.overdueDays} 天，不能办理`, `${of.note.overdueDays} days overdue`)
  const answers = eligibility(of)
  if (tool === "RENEW") return renewBlock(answers)
  if (inDifficulty(of))
    return block(
      "E-DIFFICULTY",
      "企业存在财务困难，让步即为重组，请选“重组”",
      "In difficulty: any concession is a restructuring",
    )
  return planBlock(tool, of.note.method)
}

/** What does not hold comes first; what nobody has looked at yet is no "no". */
function renewBlock(answers: readonly RuleAnswer[]): ToolAnswer["block"] {
  const asked = answers.filter((one) => scopeRules.includes(one.rule) || normalRules.includes(one.rule))
  const failed = asked.filter((one) => one.status === "not_met")
  if (failed.some((one) => scopeRules.includes(one.rule)))
    return block("E-SCOPE", "不在续贷政策范围", "Outside the scope of the renewal policy")
  if (failed.length > 0)
    return block("E-NORMAL", "续贷保持正常的条件没有全部满足", "Not every condition for staying normal holds")
  const open = asked.filter((one) => one.status === "missing")
  if (open.length === 0) return null
  const [zh, en] = [open.map((one) => one.title.zh).join("、"), open.map((one) => one.title.en).join(", ")]
  return block("E-EVIDENCE", `缺依据，补齐后再判断：${zh}`, `Evidence is missing: ${en}`)
}

function restructureBlock(of: ReliefFacts): ToolAnswer["block"] {
  if (!inDifficulty(of))
    return block("E-NO-DIFFICULTY", "没有财务困难，不属于重组", "No difficulty, so no restructuring")
  return isViable(of)
    ? null
    : block("E-VIABLE", "让步后现金流仍不足以还款", "Cash does not cover the debts even after the change")
}

function planBlock(tool: Tool, method: string): ToolAnswer["block"] {
  if (tool === "RESCHEDULE" && method !== "equal_instalment" && method !== "equal_principal")
    return block("E-METHOD", "只有分期还本的贷款可以重算分期", "Only notes with instalments of principal")
  if (method === "flat" && tool !== "REFINANCE")
    return block("E-METHOD", "等本等息贷款不能改期", "Flat notes cannot be moved")
  return null
}

/** R4: all extensions together, counted from the first maturity. */
export function extensionCheck(note: { startOn: string; firstMaturesOn: string }, untilOn: string) {
  const lastOn = extensionLimit(note.startOn, note.firstMaturesOn)
  return { lastOn, isAllowed: untilOn > note.firstMaturesOn && untilOn <= lastOn }
}
