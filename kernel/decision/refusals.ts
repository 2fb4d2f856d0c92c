import { defineRefusals } from "#kernel/refusal"

export const refuse = defineRefusals("decision", {
  "E-KEY": { status: 404, zh: "没有决策表“{key}”。", en: "There is no decision table {key}." },
  "E-PAST": { zh: "生效日 {from} 早于当前会计日 {today}。", en: "{from} lies before the accounting date {today}." },
  "E-SAMPLES": { zh: "样例未通过，不能提交：{faults}", en: "The samples fail, so it cannot be submitted: {faults}" },
  "E-NO-SAMPLE": { zh: "至少保留一个样例，用来检验规则。", en: "Keep at least one sample to check the rules with." },
})
