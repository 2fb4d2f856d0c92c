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
  "E-SAME": { zh: "收款账户与付款账户相同。未作任何变动。", en: "Both accounts are the same. Nothing moved." },
  "E-FUNDS": {
    status: 409,
    zh: "可用余额 {available} 元，不足 {needed} 元；请减少金额或先入账。未作任何变动。",
    en: "{available} yuan are available, {needed} are needed; lower the amount or pay in first. Nothing moved.",
  },
  "E-CHECKS": {
    zh: "还不能开立：{first}。未作任何变动。",
    en: "Cannot be opened yet: {firstEn}. Nothing moved.",
  },
  "E-APPLIED": {
    status: 409,
    zh: "该客户已有一笔同类开户申请等待复核，请先处理。未作任何变动。",
    en: "An application for such an account already waits for its checker. Nothing moved.",
  },
  "E-BASIC": {
    status: 409,
    zh: "该客户已有基本存款账户 {accountNo}，一个单位只能有一个。未作任何变动。",
    en: "The firm has its one basic account already: {accountNo}. Nothing moved.",
  },
  "E-PERIOD": {
    zh: "起日 {from} 须不晚于止日 {to}；请改日期。",
    en: "The period must not end ({to}) before it begins ({from}).",
  },
  "E-PERIOD-LONG": {
    zh: "这段时间超过 {max} 笔，请分段查询。",
    en: "More than {max} lines; ask for a shorter period.",
  },
  "E-LINE": { status: 404, zh: "账户 {accountNo} 没有这一笔。", en: "Account {accountNo} has no such line." },
  "E-AMOUNT": { zh: "金额须大于 0。未作任何变动。", en: "The amount must be more than zero. Nothing moved." },
})
