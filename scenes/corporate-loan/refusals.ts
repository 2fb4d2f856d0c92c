// Every "no" of this scene, with the field and what to do. The codes of the suite's bad input come first.
import { defineRefusals } from "#kernel/refusal"

export const refuse = defineRefusals("corporate-loan", {
  "E-FS": {
    zh: "报表 {period} 不平或不合理：{what}；请核对后重新录入，或写明原因。未作任何变动。",
    en: "Statement {period} does not hold: {whatEn}; check it or say why. Nothing moved.",
  },
  "E-PCT": {
    zh: "比例 {given} 超出 −1 至 1；百分之十二请填 0.12。未作任何变动。",
    en: "The share {given} lies outside −1 to 1; twelve per cent is 0.12. Nothing moved.",
  },
  "E-PAYEE": {
    zh: "收款人“{payee}”是借款人的关联方，须填写贸易合同或发票编号。未作任何变动。",
    en: "{payee} is an affiliate of the borrower; name the contract or invoice. Nothing moved.",
  },
  "E-EQUITY": {
    zh: "资本金到位 {equityPct}%、工程进度 {progressPct}%，累计提款不得超过 {total} 元；本次最多可提 {permitted} 元。未作任何变动。",
    en: "Equity {equityPct}%, progress {progressPct}%: at most {total} drawn in all, {permitted} now. Nothing moved.",
  },
  "E-TERM": {
    zh: "{product}期限须为 {least} 至 {most} 个月，本次为 {given} 个月；请缩短期限或报上级行。未作任何变动。",
    en: "The term of a {productEn} lies between {least} and {most} months; {given} were asked. Nothing moved.",
  },
  "E-PRIOR": {
    zh: "押品 {titleNo} 上已有登记，请填写在先担保的最高债权额。未作任何变动。",
    en: "Collateral {titleNo} is charged already; name the most that the earlier charge secures. Nothing moved.",
  },
  "E-DUTY": {
    status: 403,
    zh: "{name} 在本笔业务中已任{part}，不能再{as}；请换人办理。未作任何变动。",
    en: "{name} holds {partEn} in this case already and cannot do this too. Nothing moved.",
  },
  "E-PAIR": {
    zh: "现场检查须双人办理，第二名经办人不能是本人。未作任何变动。",
    en: "A visit takes two different people. Nothing moved.",
  },
  "W-NEG-CYCLE": {
    zh: "营运资金周转天数为 {days} 天，按公式没有新增需求；请改按订单测算或不予受理。未作任何变动。",
    en: "The cash cycle is {days} days: no need by the formula. Size it on an order or decline. Nothing moved.",
  },
  "E-INSTALMENT": {
    zh: "中长期营运资金贷款须分期还本，至少每半年一次；请改用等额本金或等额本息，间隔不超过 6 个月。未作任何变动。",
    en: "This kind of loan repays principal at least half-yearly; choose instalments within six months. Nothing moved.",
  },
  "E-PURPOSE": {
    zh: "流动资金贷款不得用于{what}；请改正用途或改用其他产品。未作任何变动。",
    en: "Working-capital loans are not for {whatEn}; change the purpose or the product. Nothing moved.",
  },
  "E-AMOUNT": {
    zh: "金额须为 {min} 元至 {max} 元、一万元的整数倍；本次为 {given} 元。未作任何变动。",
    en: "The amount lies between {min} and {max} yuan in whole ten-thousands; it was {given}. Nothing moved.",
  },
  "E-NEED": {
    zh: "金额 {given} 元超过测算的新增需求 {need} 元；请调低金额或重新测算。未作任何变动。",
    en: "{given} is above the need of {need}; lower it or reckon again. Nothing moved.",
  },
  "E-SHARE": {
    zh: "项目总投资 {total} 元，资本金最低 {equity} 元，借款最多 {debt} 元；本次为 {given} 元。未作任何变动。",
    en: "Of a total of {total} at least {equity} is equity and {debt} may be borrowed; {given} was asked. Nothing moved.",
  },
  "E-LENDABLE": {
    zh: "押品可贷值 {lendable} 元不足以按足额抵押批准 {given} 元；请补充押品或改报其他担保方式。未作任何变动。",
    en: "The package lends {lendable}, not {given}; add collateral or name another guarantee. Nothing moved.",
  },
  "E-COVER": {
    zh: "现金流覆盖倍数 {cover}，低于要求的 {least}；请调整期限、金额或按政策例外上报。未作任何变动。",
    en: "Cash covers the service {cover} times, {least} are asked; change term or amount, or name the exception. Nothing moved.",
  },
  "E-CONCENTRATION": {
    zh: "审批后同一借款人余额 {exposure} 元，超过资本净额 10% 的上限 {limit} 元。未作任何变动。",
    en: "The borrower would owe {exposure}, above a tenth of the bank's capital ({limit}). Nothing moved.",
  },
  "E-VISIT": {
    zh: "尚无双人现场检查记录；只有 {max} 元以下的小微企业可以只做非现场调查。未作任何变动。",
    en: "No visit by two people yet; off-site alone is for small firms up to {max}. Nothing moved.",
  },
  "E-CHECKLIST": {
    zh: "尽职调查清单还有 {n} 项未完成：{items}。未作任何变动。",
    en: "{n} items of the checklist are open: {items}. Nothing moved.",
  },
  "E-GATE": {
    zh: "提款条件未满足：{gates}。未作任何变动。",
    en: "Gates of the draw are not met: {gatesEn}. Nothing moved.",
  },
  "E-ENTRUST": {
    zh: "{payee}当日支付合计 {sum} 元，超过 {line} 元，须采用受托支付。未作任何变动。",
    en: "Payments of the day to {payee} add up to {sum}, above {line}: entrusted payment is required. Nothing moved.",
  },
  "E-NEW-CLIENT": {
    zh: "新建立信贷关系且信用状况一般的客户须采用受托支付。未作任何变动。",
    en: "New clients of average credit are paid by entrusted payment only. Nothing moved.",
  },
  "E-PAYEE-SUM": {
    zh: "受托支付明细合计 {sum} 元，须等于提款金额 {amount} 元。未作任何变动。",
    en: "The entrusted payments add up to {sum} and must equal the draw of {amount}. Nothing moved.",
  },
  "E-EXPIRED": {
    status: 409,
    zh: "审批已于 {validTo} 失效；请重新审查审批。未作任何变动。",
    en: "The approval ended on {validTo}; review the case anew. Nothing moved.",
  },
  "E-STATE": {
    status: 409,
    zh: "{reason}。未作任何变动。",
    en: "{reasonEn}. Nothing moved.",
  },
  "E-NOT-FOUND": {
    status: 404,
    zh: "没有找到编号为 {id} 的{what}，或您无权查看；请核对编号。",
    en: "No {what} with number {id} that you may see; check the number.",
  },
  "E-NO-ACCOUNT": {
    zh: "企业在本行还没有结算账户；请先开立单位活期存款账户。未作任何变动。",
    en: "The firm has no current account here; open one first. Nothing moved.",
  },
  "E-BALANCE": {
    zh: "尚有未结清金额 {owed} 元，结清后才能办理。未作任何变动。",
    en: "{owed} yuan are still owed. Nothing moved.",
  },
  "E-PROOF": {
    zh: "催收函须登记送达方式和送达凭证编号，凭此中断诉讼时效。未作任何变动。",
    en: "A letter needs its way and proof of delivery; it interrupts the limitation. Nothing moved.",
  },
  "E-TOO-EARLY": {
    status: 409,
    zh: "{what}自 {on} 起办理，目前还不到期。未作任何变动。",
    en: "{whatEn} starts on {on}. Nothing moved.",
  },
  "E-DUPLICATE": {
    status: 409,
    zh: "{what} 已经登记，不能重复登记。未作任何变动。",
    en: "{what} is on file already. Nothing moved.",
  },
})
