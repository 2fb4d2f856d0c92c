import { defineRefusals } from "#kernel/refusal"

export const refuse = defineRefusals("approval", {
  "E-NOT-FOUND": {
    status: 404,
    zh: "没有这笔待审事项，或不在您的机构范围内。",
    en: "There is no such approval, or it is outside your outlets.",
  },
  "E-CLOSED": {
    status: 409,
    zh: "这笔事项已是“{state}”，不能再次审批；请刷新列表。未作任何变动。",
    en: "This approval is already {state}; refresh the list. Nothing moved.",
  },
  SAME_PERSON: {
    status: 409,
    zh: "经办人与审批人不能是同一人（包括同一人的其他账号）；请由他人审批。未作任何变动。",
    en: "Maker and checker must be two people, other accounts of one person included. Nothing moved.",
  },
  "E-CONTENT-CHANGED": {
    status: 409,
    zh: "审批内容与提交时不一致，审批无效；请退回经办重新提交。未作任何变动。",
    en: "The content differs from what was submitted; send it back to be submitted again. Nothing moved.",
  },
  "E-LEVEL": {
    status: 403,
    zh: "当前是第 {level} 级审批，需要岗位：{roles}。未作任何变动。",
    en: "Signature {level} must come from one of: {roles}. Nothing moved.",
  },
  "E-REASON": {
    zh: "退回或否决须写明理由，经办人才知道如何修改。",
    en: "A return or rejection needs a reason, so that the maker knows what to change.",
  },
})
