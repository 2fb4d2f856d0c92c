import { defineRefusals } from "#kernel/refusal"

export const refuse = defineRefusals("party", {
  "E-NOT-FOUND": {
    status: 404,
    zh: "没有这位客户，或不在您的机构范围内。",
    en: "There is no such customer, or it is outside your outlets.",
  },
  "E-USCC": {
    zh: "统一社会信用代码“{uscc}”校验不通过；请对照营业执照重新输入 18 位代码。",
    en: "The unified social credit code {uscc} fails its check digit; compare it with the licence.",
  },
  "E-ID-NUMBER": {
    zh: "身份证号校验不通过；请对照证件重新输入 18 位号码。",
    en: "The identity number fails its check digit; compare it with the card.",
  },
  "E-PHONE": { zh: "请输入 11 位手机号。", en: "Enter a mobile number of 11 digits." },
  "E-PHONE-TAKEN": {
    status: 409,
    zh: "这个手机号登记在另一人名下；请填写本人的手机号。未作任何变动。",
    en: "This number is on file for somebody else; give the person's own. Nothing moved.",
  },
  "E-GUARDIAN": {
    zh: "监护人不能是本人；请选择孩子的监护人。",
    en: "Nobody is their own guardian; choose the child's guardian.",
  },
  "E-DUPLICATE": {
    status: 409,
    zh: "该证件号已登记为客户“{name}”；请直接使用该客户。",
    en: "This number already belongs to the customer {name}; use that one.",
  },
  "E-STALE": {
    status: 409,
    zh: "该客户资料刚被他人修改；请刷新后再改。未作任何变动。",
    en: "Somebody changed this customer meanwhile; refresh and try again. Nothing moved.",
  },
  "E-PURPOSE": {
    zh: "查看完整信息须写明用途（至少 4 个字）。",
    en: "Give the purpose of seeing the full value (at least four characters).",
  },
  "E-REVEAL-LIMIT": {
    status: 429,
    zh: "一小时内查看完整信息已达 {max} 次，请稍后再试；安全管理员已收到提示。",
    en: "You have revealed {max} values within an hour; try later. The security administrator was told.",
  },
  "E-FIELD": { zh: "没有可查看的字段“{field}”。", en: "There is no field {field} to reveal." },
})
