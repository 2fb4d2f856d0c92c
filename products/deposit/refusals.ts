import { defineRefusals } from "#kernel/refusal"

export const refuse = defineRefusals("deposit", {
  "E-NOT-FOUND": {
    status: 404,
    zh: "没有账号 {accountNo}，或您无权查看；请核对账号。",
    en: "No account {accountNo} that you may see; check the number.",
  },
  "E-CLOSED": {
    status: 409,
    zh: "账户 {accountNo} 已销户。未作任何变动。",
    en: "Account {accountNo} is closed. Nothing moved.",
  },
  "E-NOT-EMPTY": {
    status: 409,
    zh: "账户 {accountNo} 尚有余额 {balance} 元，须先结清才能销户。未作任何变动。",
    en: "Account {accountNo} still holds {balance} yuan; empty it first. Nothing moved.",
  },
  "E-AMOUNT": { zh: "金额须大于 0。未作任何变动。", en: "The amount must be more than zero. Nothing moved." },
})
