import { defineRefusals } from "#kernel/refusal"

export const refuse = defineRefusals("rule-data", {
  "E-KEY": { status: 404, zh: "没有参数“{key}”。", en: "There is no parameter {key}." },
  "E-PAST": {
    zh: "生效日 {from} 早于当前会计日 {today}；参数只能从今天或以后生效。",
    en: "{from} lies before the accounting date {today}; a value takes effect today or later.",
  },
  "E-SHAPE": { zh: "参数值格式不对：{why}", en: "The value does not have the right shape: {why}" },
})
