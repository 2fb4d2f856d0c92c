// What a bank looks at before it opens a corporate settlement account (单位银行结算账户), rule by rule. Pure.
// 人民币银行结算账户管理办法 (人民银行令〔2003〕第5号) arts. 4, 11–15, 36; 银发〔2019〕41号 (filing instead of licence).
import { addMonths } from "#kernel/calendar"

export const accountKinds = ["basic", "general", "special", "temporary"] as const
export type AccountKind = (typeof accountKinds)[number]

export const accountKindTitles: Record<AccountKind, { zh: string; en: string }> = {
  basic: { zh: "基本存款账户", en: "Basic account" },
  general: { zh: "一般存款账户", en: "General account" },
  special: { zh: "专用存款账户", en: "Special account" },
  temporary: { zh: "临时存款账户", en: "Temporary account" },
}

export interface OpeningFacts {
  kind: AccountKind
  today: string
  uscc: string | null
  usccValid: boolean
  /** End of the business licence: null without end, undefined when none is on record. */
  licenceValidTo: string | null | undefined
  /** Kinds of papers handed in for the customer. */
  papers: readonly string[]
  /** Number of the firm's open basic account here. */
  basicHere: string | null
  /** Filing number (基本存款账户编号) of a basic account, here or at another bank. */
  filingNo: string | null
  purpose: string | null
  validTo: string | null
  hasBeneficialOwner: boolean
}

export interface OpeningCheck {
  rule: string
  state: "met" | "not_met" | "missing"
  /** Nothing is opened while this is not met. */
  isRequired: boolean
  zh: string
  en: string
}

/** A temporary account lasts two years at the most (art. 36). */
const temporaryMonthsMax = 24

export function judgeOpening(facts: OpeningFacts): OpeningCheck[] {
  return [uscc(facts), licence(facts), identity(facts), ...byKind(facts), owner(facts)]
}

export const isBlocked = (checks: readonly OpeningCheck[]): boolean =>
  checks.some((one) => one.isRequired && one.state !== "met")

const check = (rule: string, state: OpeningCheck["state"], zh: string, en: string): OpeningCheck => ({
  rule,
  state,
  isRequired: true,
  zh,
  en,
})

function uscc({ uscc: code, usccValid }: OpeningFacts): OpeningCheck {
  if (!code) return check("uscc", "missing", "客户没有登记统一社会信用代码", "No unified social credit code on record")
  return usccValid
    ? check("uscc", "met", `统一社会信用代码 ${code} 校验通过`, `Code ${code} checks`)
    : check("uscc", "not_met", `统一社会信用代码 ${code} 校验位不符`, `Code ${code} does not check`)
}

function licence({ licenceValidTo, papers, today }: OpeningFacts): OpeningCheck {
  if (licenceValidTo && licenceValidTo < today)
    return check("licence", "not_met", `营业执照已于 ${licenceValidTo} 到期`, `The licence ended on ${licenceValidTo}`)
  return papers.includes("licence") || licenceValidTo !== undefined
    ? check("licence", "met", "营业执照在有效期内", "The business licence is in force")
    : check("licence", "missing", "缺营业执照，请在“资料”页上传", "No business licence; hand it in under Papers")
}

function identity({ papers }: OpeningFacts): OpeningCheck {
  return papers.includes("identity")
    ? check("identity", "met", "法定代表人证件已留存", "Identity of the legal representative is kept")
    : check(
        "identity",
        "missing",
        "缺法定代表人证件，请在“资料”页上传",
        "Identity of the legal representative is missing; hand it in under Papers",
      )
}

function byKind(facts: OpeningFacts): OpeningCheck[] {
  const { kind, basicHere, filingNo } = facts
  if (kind === "basic")
    return [
      basicHere === null
        ? check("one-basic", "met", "本行没有该客户的基本存款账户", "No basic account here yet")
        : check("one-basic", "not_met", `已有基本存款账户 ${basicHere}`, `There is a basic account: ${basicHere}`),
    ]
  const hasBasic = basicHere !== null || Boolean(filingNo)
  const basic = hasBasic
    ? check("basic-first", "met", "已有基本存款账户", "There is a basic account")
    : check(
        "basic-first",
        "missing",
        "须先有基本存款账户；在他行开立的请填基本存款账户编号",
        "A basic account comes first; if it is at another bank, give its filing number",
      )
  if (kind === "special") return [basic, purposeCheck(facts)]
  return kind === "temporary" ? [basic, endCheck(facts)] : [basic]
}

function purposeCheck({ purpose }: OpeningFacts): OpeningCheck {
  return purpose
    ? check("purpose", "met", `专户用途：${purpose}`, `Purpose: ${purpose}`)
    : check("purpose", "missing", "专用存款账户须写明资金性质和用途", "A special account needs its purpose")
}

function endCheck({ validTo, today }: OpeningFacts): OpeningCheck {
  if (!validTo) return check("end", "missing", "临时存款账户须填到期日", "A temporary account needs an end")
  const latest = addMonths(today, temporaryMonthsMax)
  return validTo > today && validTo <= latest
    ? check("end", "met", `到期日 ${validTo}`, `Ends on ${validTo}`)
    : check("end", "not_met", `到期日须在今天之后、${latest} 之前（最长两年）`, `The end must lie before ${latest}`)
}

/** 受益所有人: to be recorded; may follow within the file. */
function owner({ hasBeneficialOwner }: OpeningFacts): OpeningCheck {
  return {
    rule: "beneficial-owner",
    isRequired: false,
    state: hasBeneficialOwner ? "met" : "missing",
    zh: hasBeneficialOwner ? "受益所有人已登记" : "受益所有人未登记，开户后请补登关系",
    en: hasBeneficialOwner ? "Beneficial owner on record" : "Beneficial owner not on record; add it afterwards",
  }
}
