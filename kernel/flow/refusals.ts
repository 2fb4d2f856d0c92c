import { defineRefusals } from "#kernel/refusal"

export const refuse = defineRefusals("flow", {
  "E-DENIED": {
    status: 403,
    zh: "您没有办理“{action}”的权限；如需办理，请联系安全管理员授权。未作任何变动。",
    en: "You may not do “{action}”; ask the security administrator for the right. Nothing moved.",
  },
  "E-KEY-REUSED": {
    status: 409,
    zh: "请求编号 {key} 已用于另一笔内容不同的业务；请换一个编号重试。未作任何变动。",
    en: "Idempotency-Key {key} was used for a request with other content; use a new key. Nothing moved.",
  },
  "E-LEDGER": {
    zh: "入账未成功：{reason}。未作任何变动。",
    en: "The posting was refused: {reasonEn}. Nothing moved.",
  },
})
