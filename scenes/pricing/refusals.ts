// Every expected "no" of prices, packages and charges. The codes of bad input come first.
import { defineRefusals } from "#kernel/refusal"

export const refuse = defineRefusals("pricing", {
  "E-TIER": {
    zh: "分档有误：{why}。请改分档后再提交；没有保存。",
    en: "The tiers are wrong: {whyEn}. Mend them and send again; nothing was saved.",
  },
  "E-CEILING": {
    zh: "金额 {at} 元时收费高于（或不等于）{docNo} 的规定，不能保存；请降到规定以内。没有保存。",
    en: "At an amount of {at} the fee breaks {docNo}; bring it within the rule. Nothing was saved.",
  },
  "E-NEW-ONLY": {
    zh: "“{package}”只给开户 {days} 天以内的新账户，账户 {accountNo} 于 {openedOn} 开立；可选其他套餐。未作任何变动。",
    en: '"{package}" is for accounts opened within {days} days; {accountNo} dates from {openedOn}. Nothing moved.',
  },
  "E-ONCE": {
    status: 409,
    zh: "统一社会信用代码 {uscc} 已享受过“{package}”，每个单位只有一次；可选其他套餐。未作任何变动。",
    en: 'Code {uscc} has had "{package}" already, once per firm. Nothing moved.',
  },
  "E-AMOUNT": {
    zh: "{what}不能为负数或空；请填写 0 或更大的金额。未作任何变动。",
    en: "{whatEn} must not be negative or empty; enter 0 or more. Nothing moved.",
  },
  "E-DOC": {
    zh: "没有填写依据文件；价格与减免的每次变更都要写明文件名称和文号。没有保存。",
    en: "No document is named; every change of a price or waiver names its document. Nothing was saved.",
  },
  "E-NO-CONSENT": {
    zh: "“{item}”没有客户的同意或委托，不能收费；请先取得企业书面或网上同意。未作任何变动。",
    en: '"{item}" has no consent or order of the customer and cannot be charged. Nothing moved.',
  },
  "E-USCC": {
    zh: "客户没有登记统一社会信用代码，无法核对是否已享受；请先补登。未作任何变动。",
    en: "The customer has no unified social credit code on record; add it first. Nothing moved.",
  },
  "E-EXPIRED": {
    zh: "“{package}”今天不在办理期内；请选其他套餐。未作任何变动。",
    en: '"{package}" is not offered today. Nothing moved.',
  },
  "E-NOTICE": {
    zh: "市场调节价新增或调高须提前 {months} 个月公示，最早 {earliest} 生效；请改生效日。没有保存。",
    en: "New or higher market prices are published {months} months ahead, from {earliest} at the earliest. Nothing was saved.",
  },
  "E-PAST": {
    zh: "生效日 {from} 早于今天 {today}；价格不能倒签。没有保存。",
    en: "{from} lies before today, {today}; prices are not backdated. Nothing was saved.",
  },
  "E-PERIOD": {
    zh: "止日 {to} 早于起日 {from}；请改日期。没有保存。",
    en: "It ends ({to}) before it begins ({from}). Nothing was saved.",
  },
  "E-ITEM": {
    status: 404,
    zh: "没有代码为 {code} 的收费项目；请核对代码。未作任何变动。",
    en: "There is no fee item {code}; check the code. Nothing moved.",
  },
  "E-NO-PRICE": {
    zh: "“{item}”在 {on} 没有价格，不能收费，也不按 0 处理；请先公布价格。未作任何变动。",
    en: '"{item}" has no price on {on}; publish one first. Nothing moved.',
  },
  "E-NOT-FOUND": {
    status: 404,
    zh: "没有编号为 {id} 的{what}，或您无权查看；请核对编号。",
    en: "No {what} {id} that you may see; check the number.",
  },
  "E-STATE": { status: 409, zh: "{reason}。未作任何变动。", en: "{reasonEn}. Nothing moved." },
  "E-CHOICE": {
    zh: "“{package}”没有续办套餐；请选择转标准价或到期停用。未作任何变动。",
    en: '"{package}" has no package to go on with; choose standard prices or stop. Nothing moved.',
  },
  "E-RUNNING": {
    status: 409,
    zh: "账户 {accountNo} 已在使用“{what}”，不能重复办理。未作任何变动。",
    en: 'Account {accountNo} uses "{what}" already. Nothing moved.',
  },
  "E-ORDERED": {
    status: 409,
    zh: "业务单 {orderNo} 的“{item}”已经收过费，不能重复收取。未作任何变动。",
    en: 'Order {orderNo} was charged for "{item}" already. Nothing moved.',
  },
  "E-BASE": {
    zh: "“{item}”按交易金额收费，请填写交易金额。未作任何变动。",
    en: '"{item}" depends on the amount of the transaction; enter it. Nothing moved.',
  },
  "E-FUNDS": {
    status: 409,
    zh: "账户 {accountNo} 可用余额 {available} 元，不足收费 {needed} 元。未作任何变动。",
    en: "{accountNo} has {available} available, the fee is {needed}. Nothing moved.",
  },
  "E-CLOSED": {
    status: 409,
    zh: "账户 {accountNo} 已销户。未作任何变动。",
    en: "{accountNo} is closed. Nothing moved.",
  },
  "E-REFUND": {
    zh: "最多可退 {left} 元，本次申请 {asked} 元；请减少金额。未作任何变动。",
    en: "{left} may be given back at most, {asked} were asked. Nothing moved.",
  },
  "E-REFUND-ALL": {
    zh: "服务没有提供的，须全额退还 {left} 元。未作任何变动。",
    en: "Where no service was rendered all of it goes back: {left}. Nothing moved.",
  },
})
