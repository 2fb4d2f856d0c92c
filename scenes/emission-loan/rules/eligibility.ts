// Who may not have this loan (湖南省主要污染物排污权抵押贷款管理办法（试行）, Dec 2011; public facilities are outside the
// scheme under the Hunan implementation rules of 2024). Over-emission rejects; the rest holds until it is cured.
import { pollutants, quantityText, type Pollutant } from "./pollutants.ts"

export interface EnvironmentFacts {
  /** Prior-year emission and permitted quantity per pollutant, grams. */
  emissions: readonly { pollutant: Pollutant; emittedGrams: bigint; permittedGrams: bigint }[]
  /** Waste incineration, sewage plants and other public facilities. */
  publicFacility: boolean
  reductionTaskUnmet: boolean
  majorAccidentWithin3Years: boolean
  useFeeUnpaid: boolean
  /** 环保信用评价: 诚信 good, 合格 fair, 风险 risk, 不良 bad. */
  environmentalCredit: "good" | "fair" | "risk" | "bad"
}

export interface Finding {
  code: "E-ENV-OVER" | "E-SCOPE" | "ENV-TASK" | "ENV-ACCIDENT" | "ENV-FEE" | "ENV-CREDIT"
  zh: string
  en: string
}

export interface EnvironmentVerdict {
  verdict: "pass" | "hold" | "reject"
  findings: Finding[]
}

export function judgeEnvironment(facts: EnvironmentFacts): EnvironmentVerdict {
  const rejecting = [...overEmissions(facts), ...outOfScope(facts)]
  const holding = holds(facts)
  const verdict = rejecting.length > 0 ? "reject" : holding.length > 0 ? "hold" : "pass"
  return { verdict, findings: [...rejecting, ...holding] }
}

function overEmissions(facts: EnvironmentFacts): Finding[] {
  return facts.emissions
    .filter((one) => one.emittedGrams > one.permittedGrams)
    .map((one) => {
      const { zh, en, unit } = pollutants[one.pollutant]
      const emitted = quantityText(one.emittedGrams, unit)
      const permitted = quantityText(one.permittedGrams, unit)
      return {
        code: "E-ENV-OVER" as const,
        zh: `上年度${zh}排放 ${emitted} ${unit}，超过许可量 ${permitted} ${unit}`,
        en: `${en} emission of ${emitted} ${unit} exceeded the permitted ${permitted} ${unit}`,
      }
    })
}

const outOfScope = (facts: EnvironmentFacts): Finding[] =>
  facts.publicFacility
    ? [{ code: "E-SCOPE", zh: "公共环保设施不在排污权范围内", en: "Public facilities are outside the scheme" }]
    : []

function holds(facts: EnvironmentFacts): Finding[] {
  const found: Finding[] = []
  if (facts.reductionTaskUnmet) {
    found.push({ code: "ENV-TASK", zh: "减排任务未完成", en: "Reduction task unmet" })
  }
  if (facts.majorAccidentWithin3Years) {
    found.push({
      code: "ENV-ACCIDENT",
      zh: "三年内有重大环境违法或事故",
      en: "Major environmental offence within 3 years",
    })
  }
  if (facts.useFeeUnpaid) found.push({ code: "ENV-FEE", zh: "有偿使用费未缴清", en: "Use fee unpaid" })
  if (facts.environmentalCredit === "risk" || facts.environmentalCredit === "bad") {
    found.push({ code: "ENV-CREDIT", zh: "环保信用为风险或不良", en: "Environmental credit is risk or bad" })
  }
  return found
}
