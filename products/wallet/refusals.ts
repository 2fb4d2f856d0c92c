import { defineRefusals } from "#kernel/refusal"

export const refuse = defineRefusals("wallet", {
  "E-NOT-FOUND": {
    status: 404,
    zh: "没有找到{what}，或您无权查看；请核对编号。未作任何变动。",
    en: "No such {whatEn} that you may see; check the number. Nothing moved.",
  },
  "E-TERMINAL": {
    status: 401,
    zh: "终端 {sn} 的密钥不符或已停用；请在管理端重新登记终端。未作任何变动。",
    en: "The key of terminal {sn} is wrong or the terminal is closed; register it again. Nothing moved.",
  },
  "E-STATE": { status: 409, zh: "{reason}。未作任何变动。", en: "Not possible: {reasonEn}. Nothing moved." },
  "E-CARD-USED": {
    status: 409,
    zh: "卡号 {uid} 已发给他人或曾经作废，不能再发；请换一张卡。未作任何变动。",
    en: "Card {uid} was issued before and is never issued again; take another. Nothing moved.",
  },
  "E-AMOUNT": {
    zh: "金额须大于零，且不超过 {max} 元。未作任何变动。",
    en: "The amount must be above zero and at most {max}. Nothing moved.",
  },
  "E-FUND": {
    status: 409,
    zh: "专项资金余额 {left} 元，本次需要 {needed} 元；请先拨入资金。未作任何变动。",
    en: "The fund holds {left}, {needed} are needed; pay in first. Nothing moved.",
  },
  "E-DESK": {
    status: 409,
    zh: "发卡方账户可用 {left} 元，不足 {needed} 元；请先将现金存入结算账户。未作任何变动。",
    en: "The issuer's account has {left}, {needed} are needed; pay the cash in first. Nothing moved.",
  },
  "E-PURSE": {
    zh: "本储值计划没有钱包“{purse}”，或它不能这样使用。未作任何变动。",
    en: "The scheme has no purse {purse} for this. Nothing moved.",
  },
  "E-GRANT-EMPTY": { zh: "发放名单为空；请至少选择一户。未作任何变动。", en: "Nobody is on the list. Nothing moved." },
  "E-GRANT-DATES": {
    zh: "使用截止日 {to} 须不早于起日 {from}。未作任何变动。",
    en: "The last day {to} must not be before the first {from}. Nothing moved.",
  },
  "E-BANK": {
    zh: "有 {amount} 元须退到银行账户；请填写收款人和卡号。未作任何变动。",
    en: "{amount} go back to a bank account; give its holder and number. Nothing moved.",
  },
  "E-ARREARS": {
    status: 409,
    zh: "账户欠款 {amount} 元，须先结清才能销户。未作任何变动。",
    en: "The wallet owes {amount}; it must be paid before closing. Nothing moved.",
  },
  "E-TAKEN": {
    status: 409,
    zh: "{what}“{name}”已经存在；请换一个。未作任何变动。",
    en: "{name} exists already; choose another. Nothing moved.",
  },
})
