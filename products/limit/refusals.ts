import { defineRefusals } from "#kernel/refusal"

export const refuse = defineRefusals("limit", {
  "E-NOT-FOUND": { status: 404, zh: "没有额度 {limitNo}。", en: "No limit {limitNo}." },
  "E-LIMIT-SHORT": {
    zh: "额度剩余 {left} 元，本次需要 {needed} 元；未占用额度。",
    en: "The limit has {left} yuan left, {needed} are needed; nothing was used.",
  },
  "E-EXPIRED": {
    zh: "额度 {limitNo} 已于 {validTo} 到期，不能再支用；未占用额度。",
    en: "Limit {limitNo} ended on {validTo}; nothing was used.",
  },
})
