// Eligibility rule by rule: met, not met, or evidence missing, each with its reason, its source, and what would satisfy it.
// The difficulty test (令〔2023〕1号 chapter 3) is answered the same way, so that a page can show why.
import {
  coverOf,
  coverText,
  sizeTitles,
  type Answer,
  type Finding,
  type PaperKind,
  type ReliefFacts,
  type ReliefPolicy,
} from "./facts.ts"

export type Status = "met" | "not_met" | "missing"

export interface Reason {
  zh: string
  en: string
}

export interface RuleAnswer extends Reason {
  rule: RuleName
  title: Reason
  status: Status
  source: string
  /** How to bring what is missing. */
  bring: { finding?: Finding; paper?: PaperKind; sheet?: "cash" | "consents" | "contact" | "application" } | null
}

export const ruleNames = [
  "scope",
  "business",
  "early",
  "inTime",
  "wasNormal",
  "need",
  "lawful",
  "stable",
  "credit",
  "standard",
  "other",
  "consents",
  "cash",
] as const
export type RuleName = (typeof ruleNames)[number]

/** R3: a renewed note stays normal only if all of these hold. */
export const normalRules: readonly RuleName[] = ["wasNormal", "lawful", "stable", "credit", "standard", "other"]
/** Who is in the scope of the renewal policy (R1, R2). */
export const scopeRules: readonly RuleName[] = ["scope", "business", "need"]

const policyPaper = "金规〔2024〕13号"
const generalRules = "贷款通则第十二条"

const titles: Record<RuleName, Reason & { source: string }> = {
  scope: { zh: "属于续贷政策对象", en: "In the scope of the policy", source: policyPaper },
  business: { zh: "流动资金或经营性贷款", en: "Working-capital or business loan", source: policyPaper },
  early: { zh: "银行提前联系客户", en: "The bank spoke to the firm early", source: policyPaper },
  inTime: { zh: "到期前提出申请", en: "Applied before maturity", source: `${policyPaper}；${generalRules}` },
  wasNormal: { zh: "原贷款为正常类且未逾期", en: "The note is normal and not overdue", source: policyPaper },
  need: { zh: "有真实需求、暂时困难", en: "Genuine need, temporary shortage", source: policyPaper },
  lawful: { zh: "依法合规经营", en: "Lawful operation", source: policyPaper },
  stable: { zh: "生产经营正常、能持续", en: "Stable, able to continue", source: policyPaper },
  credit: {
    zh: "信用良好，无挪用、欠息、逃债",
    en: "Good credit: no diversion, arrears, evasion",
    source: policyPaper,
  },
  standard: { zh: "符合放贷条件", en: "Meets the lending standard", source: policyPaper },
  other: { zh: "符合本行其他条件", en: "Other conditions of the bank", source: policyPaper },
  consents: { zh: "保证人、抵质押人书面同意", en: "Consent of guarantors and pledgors", source: generalRules },
  cash: { zh: "未来 12 个月现金流测算", en: "Cash flow of the next twelve months", source: "令〔2023〕1号第三章" },
}

export const ruleTitles: Record<RuleName, Reason> = titles

type Found = Pick<RuleAnswer, "status" | "zh" | "en" | "bring">
const met = (zh: string, en: string): Found => ({ status: "met", zh, en, bring: null })
const notMet = (zh: string, en: string): Found => ({ status: "not_met", zh, en, bring: null })
const missing = (zh: string, en: string, bring: RuleAnswer["bring"]): Found => ({ status: "missing", zh, en, bring })

const asked =
  (finding: Finding, words: { yes: Reason; no: Reason }, paper?: { kind: PaperKind; zh: string; en: string }) =>
  (facts: ReliefFacts): Found => {
    const answer: Answer | null | undefined = facts.answers[finding]
    if (answer === "no") return { status: "not_met", ...words.no, bring: { finding } }
    if (answer !== "yes")
      return missing("还没有核实；请核实后填写结论和依据", "Nobody has looked yet; look and say what was found", {
        finding,
      })
    if (paper && !facts.papers.includes(paper.kind))
      return missing(`已核实，缺${paper.zh}；请上传`, `Found so, but the paper is missing: ${paper.en}`, {
        paper: paper.kind,
      })
    return { status: "met", ...words.yes, bring: null }
  }

const say = (zh: string, en: string): Reason => ({ zh, en })

const rules: Record<RuleName, (facts: ReliefFacts) => Found> = {
  scope: scopeAnswer,
  business: asked("businessLoan", {
    yes: say("是流动资金或经营性贷款", "A working-capital or business loan"),
    no: say("不是流动资金或经营性贷款，不适用续贷政策", "Not a working-capital or business loan"),
  }),
  early: (of) =>
    of.contactedOn
      ? met(`${of.contactedOn} 已联系`, `Spoken to on ${of.contactedOn}`)
      : missing("还没有联系记录；请登记联系情况", "No record of a contact; record it", { sheet: "contact" }),
  inTime: inTimeAnswer,
  wasNormal: (of) => {
    if (of.note.overdueDays > 0)
      return notMet(`已逾期 ${of.note.overdueDays} 天`, `${of.note.overdueDays} days overdue`)
    return of.note.riskClass === "pass"
      ? met("五级分类为正常，没有逾期", "Normal, nothing overdue")
      : notMet("五级分类已不是正常类", "Not classed as normal any more")
  },
  need: asked(
    "genuineNeed",
    {
      yes: say("资金需求真实，困难是暂时的", "The need is genuine, the shortage temporary"),
      no: say("没有真实需求，或困难不是暂时的", "No genuine need, or more than a passing shortage"),
    },
    { kind: "need", zh: "资金需求证明", en: "proof of the need" },
  ),
  lawful: asked("lawful", {
    yes: say("依法合规经营", "Lawful operation"),
    no: say("存在违法违规经营", "Not lawful"),
  }),
  stable: asked("stable", {
    yes: say("经营正常，能够持续", "Stable and able to continue"),
    no: say("经营不稳定或难以持续", "Not stable or not able to continue"),
  }),
  credit: asked(
    "goodCredit",
    {
      yes: say("信用良好，无挪用、欠息和逃废债", "Good credit"),
      no: say("存在挪用、欠息或逃废债", "Diversion, arrears of interest, or evasion"),
    },
    { kind: "credit", zh: "征信报告", en: "the bureau's report" },
  ),
  standard: asked("meetsStandard", {
    yes: say("符合新发放贷款条件", "Meets the standard of a new loan"),
    no: say("不符合新发放贷款条件", "Below the standard of a new loan"),
  }),
  other: asked("otherConditions", {
    yes: say("符合本行其他条件", "Meets the bank's other conditions"),
    no: say("不符合本行其他条件", "Does not meet the bank's other conditions"),
  }),
  consents: consentAnswer,
  cash: (of) =>
    of.cash
      ? met(
          `现金流覆盖 ${coverText(coverOf(of.cash, of.cash.serviceFen))} 倍`,
          `Cover ${coverText(coverOf(of.cash, of.cash.serviceFen))}`,
        )
      : missing("还没有现金流测算；请填写", "No cash sheet yet; fill it in", { sheet: "cash" }),
}

function scopeAnswer(of: ReliefFacts): Found {
  if (of.size === null)
    return missing(
      "客户档案没有企业规模；请在客户资料中补登",
      "The firm's size is not on file; add it to the customer",
      null,
    )
  const name = sizeTitles[of.size]
  if (of.size === "large")
    return notMet("大型企业不在续贷政策范围（E-SCOPE）", "Large firms are outside the policy (E-SCOPE)")
  if (of.size !== "medium") return met(`${name.zh}，在政策范围`, `${name.en} firm: in scope`)
  return mediumInScope(of.note.maturesOn, of.policy)
    ? met(
        `中型企业，${of.note.maturesOn} 到期，在 ${of.policy.mediumUntilOn} 的期限内`,
        `Medium firm, due ${of.note.maturesOn}: in scope`,
      )
    : notMet(
        `中型企业政策只适用 ${of.policy.mediumUntilOn} 前到期的贷款，本笔 ${of.note.maturesOn} 到期（E-SCOPE）`,
        `For medium firms the policy ends with notes due ${of.policy.mediumUntilOn}; this is due ${of.note.maturesOn} (E-SCOPE)`,
      )
}

/** R2: the boundary day follows its parameter. */
export const mediumInScope = (
  dueOn: string,
  policy: Pick<ReliefPolicy, "mediumUntilOn" | "mediumDayCounts">,
): boolean => dueOn < policy.mediumUntilOn || (policy.mediumDayCounts && dueOn === policy.mediumUntilOn)

function inTimeAnswer(of: ReliefFacts): Found {
  const { maturesOn } = of.note
  if (of.appliedOn === null)
    return of.today < maturesOn
      ? missing(`还没有申请；须在 ${maturesOn} 前提出`, `No application yet; due before ${maturesOn}`, {
          sheet: "application",
        })
      : notMet(`贷款已于 ${maturesOn} 到期（E-LATE）`, `Matured on ${maturesOn} (E-LATE)`)
  return of.appliedOn < maturesOn
    ? met(`${of.appliedOn} 申请，早于到期日 ${maturesOn}`, `Applied ${of.appliedOn}, before ${maturesOn}`)
    : notMet(`${of.appliedOn} 申请时贷款已到期（E-LATE）`, `Applied after maturity (E-LATE)`)
}

function consentAnswer(of: ReliefFacts): Found {
  if (of.consents === null)
    return missing(
      "还没有登记保证人和抵质押人；没有也请确认",
      "Guarantors and pledgors are not listed; confirm if there are none",
      { sheet: "consents" },
    )
  if (of.consents.length === 0) return met("没有保证人和抵质押人", "No guarantors or pledgors")
  const waiting = of.consents.filter((one) => one.agreedOn === null)
  if (waiting.length > 0) {
    const names = waiting.map((one) => one.name).join("、")
    return missing(`等待书面同意：${names}`, `Consent is missing: ${names}`, { sheet: "consents" })
  }
  return of.papers.includes("consent")
    ? met(`${of.consents.length} 人均已书面同意`, `All ${of.consents.length} agreed in writing`)
    : missing("已登记同意，缺同意书；请上传", "The written consent is not on file", { paper: "consent" })
}

export function eligibility(facts: ReliefFacts): RuleAnswer[] {
  return ruleNames.map((rule) => {
    const { source, zh, en } = titles[rule]
    return { rule, title: { zh, en }, source, ...rules[rule](facts) }
  })
}

export const difficultyNames = ["overdue", "cover", "otherDebt", "market", "delisting", "judged"] as const
export type DifficultyName = (typeof difficultyNames)[number]

export interface DifficultyAnswer extends Reason {
  test: DifficultyName
  /** yes = a sign of financial difficulty. */
  answer: Answer | "missing"
}

/** Any "yes" makes it a firm in financial difficulty. */
export function difficultyTest(of: ReliefFacts): DifficultyAnswer[] {
  const { answers, cash, note, policy } = of
  const cover = cash ? coverOf(cash, cash.serviceFen) : null
  const least = coverText(policy.coverLeast)
  const byAnswer = (test: DifficultyName, answer: Answer | null | undefined, words: Reason): DifficultyAnswer => ({
    test,
    answer: answer ?? "missing",
    ...words,
  })
  const flipped = (answer: Answer | null | undefined): Answer | null =>
    answer === "yes" ? "no" : answer === "no" ? "yes" : null
  return [
    {
      test: "overdue",
      answer: note.overdueDays > 0 ? "yes" : "no",
      zh: `已逾期（${note.overdueDays} 天）`,
      en: `Overdue (${note.overdueDays} days)`,
    },
    {
      test: "cover",
      answer: cover === null ? "missing" : cover < policy.coverLeast ? "yes" : "no",
      zh: cover === null ? `未来 12 个月现金流覆盖低于 ${least}` : `现金流覆盖 ${coverText(cover)}，界限 ${least}`,
      en: cover === null ? `Cash cover below ${least}` : `Cash cover ${coverText(cover)} against ${least}`,
    },
    byAnswer("otherDebt", answers.otherDebtBad, say("其他债务已不良", "Other debts are bad")),
    byAnswer(
      "market",
      flipped(answers.borrowsElsewhere),
      say("无法按市场条件在别处融资", "Cannot borrow elsewhere at market terms"),
    ),
    byAnswer("delisting", answers.delistingRisk, say("有退市等风险", "Risk of delisting")),
    byAnswer("judged", answers.judgedInDifficulty, say("本行判断存在财务困难", "The bank's own judgement")),
  ]
}

export const inDifficulty = (facts: ReliefFacts): boolean => difficultyTest(facts).some((one) => one.answer === "yes")
/** A plan is viable when cash covers the debts as they would be after the change. */
export const isViable = (of: ReliefFacts): boolean =>
  of.cash !== null && coverOf(of.cash, of.cash.serviceAfterFen) >= of.policy.coverLeast

const holds = (answers: readonly RuleAnswer[], names: readonly RuleName[]): boolean =>
  answers.every((one) => !names.includes(one.rule) || one.status === "met")

export const isInScope = (answers: readonly RuleAnswer[]): boolean => holds(answers, scopeRules)
export const staysNormal = (answers: readonly RuleAnswer[]): boolean => holds(answers, normalRules)
/** What nobody has answered yet, and must be before a measure is chosen. */
export const openRules = (answers: readonly RuleAnswer[]): RuleAnswer[] =>
  answers.filter((one) => one.status === "missing")
