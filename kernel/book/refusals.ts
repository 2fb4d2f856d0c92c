import { defineRefusals } from "#kernel/refusal"

export const refuse = defineRefusals("book", {
  "E-ACCOUNT": {
    status: 404,
    zh: "没有账户“{key}”，或不在您的机构范围内。",
    en: "There is no account {key}, or it is outside your outlets.",
  },
  "E-POSTING": {
    status: 404,
    zh: "没有这笔交易，或不在您的机构范围内。",
    en: "There is no such posting, or it is outside your outlets.",
  },
  "E-AMOUNT": {
    zh: "金额“{amount}”须大于零，小数不超过 {scale} 位。",
    en: "The amount {amount} must be above zero with at most {scale} decimals.",
  },
  "E-ID": { zh: "编号须为 UUIDv7。", en: "The id must be a UUIDv7." },
  "E-UNIT": { zh: "没有计量单位“{unit}”。", en: "There is no unit {unit}." },
})
