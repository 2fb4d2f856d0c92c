// Every "no" of this scene, with the field and what to do. The eight codes of bad input come first.
import { defineRefusals } from "#kernel/refusal"

export const refuse = defineRefusals("emission-loan", {
  "E-UNIT": {
    zh: "{pollutant}数量 {quantity} {unit} 是行业中位数的 {times} 倍以上，疑似吨与千克填错；重金属按千克填写，请核对许可证。未作任何变动。",
    en: "{pollutant} {quantity} {unit} is over {times} times the sector median: tonnes and kilograms look mixed up. Metals are in kg. Nothing moved.",
  },
  "E-QTY-EXCEED": {
    zh: "{right} 可用数量为 {available} {unit}，本次需要 {needed} {unit}；请减少数量或先解除原有冻结。未作任何变动。",
    en: "{right} has {available} {unit} available, {needed} {unit} were asked; lower the quantity or lift the earlier freeze. Nothing moved.",
  },
  "E-NOT-PAID": {
    zh: "{right} 为无偿取得，价值按 0 计，不能作为抵押物；请补缴有偿使用费或换用有偿取得的排污权。未作任何变动。",
    en: "{right} was acquired free of charge: its value is 0 and it cannot be mortgaged. Pay for it or offer a paid right. Nothing moved.",
  },
  "E-ENV-OVER": {
    zh: "上年度{pollutant}实际排放 {emitted} {unit}，超过许可量 {permitted} {unit}；按规定不予受理，分支机构不得例外。未作任何变动。",
    en: "Last year's {pollutant} emission of {emitted} {unit} exceeds the permitted {permitted} {unit}; the case is rejected and no branch may override. Nothing moved.",
  },
  "E-TERM": {
    zh: "贷款到期日 {endOn} 晚于排污权或许可证到期日；最长可到 {longestOn}（整月 {months} 个月）。未作任何变动。",
    en: "The loan would end on {endOn}, after the right or permit; the longest lawful end is {longestOn} ({months} whole months). Nothing moved.",
  },
  "E-FROZEN": {
    zh: "{right} 已为 {lender} 冻结；只有余值抵押并附第一顺位抵押权人同意书才能继续。未作任何变动。",
    en: "{right} is already frozen for {lender}; only a residual-value mortgage with the first lender's consent letter may go on. Nothing moved.",
  },
  "E-NO-PRICE": {
    zh: "{on} 没有{pollutant}的{kind}；请先登记当地价格文件，系统不按 0 计价。未作任何变动。",
    en: "There is no {kind} for {pollutant} on {on}; load the price sheet first, no price is never zero. Nothing moved.",
  },
  "E-VAL-STALE": {
    zh: "估值日 {valuedOn} 已超过 {months} 个月有效期（{validUntil} 到期）；请重新评估。未作任何变动。",
    en: "The valuation of {valuedOn} passed its {months} months ({validUntil}); value again. Nothing moved.",
  },
  "E-DOUBLE": {
    zh: "双抵押须同时有一项有效排污权和至少一项其他类别的有效押品；目前缺少：{missing}。未作任何变动。",
    en: "A double mortgage needs an active emission right and an active collateral of another class; missing: {missing}. Nothing moved.",
  },
  "E-SCOPE": {
    zh: "{reason}不在排污权有偿使用和交易范围内，不能办理本产品。未作任何变动。",
    en: "{reason} is outside the emission-right scheme; this product does not apply. Nothing moved.",
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
  "E-AMOUNT": {
    zh: "金额须在 {min} 元至 {max} 元之间，且为一万元的整数倍；本次为 {given} 元。未作任何变动。",
    en: "The amount must be from {min} to {max} yuan in whole ten-thousands; it was {given}. Nothing moved.",
  },
  "E-OVER-LENDABLE": {
    zh: "申请金额 {asked} 元超过可贷金额 {lendable} 元（押品可贷值与资金缺口取小）；请调低金额或追加押品。未作任何变动。",
    en: "The amount {asked} exceeds the lendable {lendable} (the lower of collateral and need); lower it or add collateral. Nothing moved.",
  },
  "E-NOT-REGISTERED": {
    zh: "尚有押品未办妥登记：{items}；全部登记完成后才能放款。未作任何变动。",
    en: "Collateral still unregistered: {items}; pay-out waits for all of them. Nothing moved.",
  },
  "E-BALANCE": {
    zh: "贷款尚有未结清金额 {owed} 元，结清后才能解除抵押。未作任何变动。",
    en: "{owed} yuan are still owed; the mortgage is released after settlement. Nothing moved.",
  },
  "E-RECEIPT": {
    zh: "登记机构的解除回执尚未收齐：{items}。未作任何变动。",
    en: "Release receipts are missing from the registries: {items}. Nothing moved.",
  },
  "E-PRIOR": {
    zh: "{right} 已为他人冻结；余值抵押请填写第一顺位担保的最高债权额。没有登记。",
    en: "{right} is frozen for somebody else; name the most that the first charge secures. Nothing moved.",
  },
  "E-RIGHT-USED": {
    status: 409,
    zh: "权证 {rightNo} 已用于业务 {caseNo}，不能撤销登记；没有撤销任何一行。",
    en: "Right {rightNo} is used by case {caseNo}; nothing was taken out of the register.",
  },
  "E-DUPLICATE": {
    status: 409,
    zh: "{what} {number} 已经登记，不能重复登记。未作任何变动。",
    en: "{what} {number} is registered already. Nothing moved.",
  },
  "E-CODE": {
    status: 403,
    zh: "短信验证码不正确或已过期；请重新获取。未作任何变动。",
    en: "The SMS code is wrong or expired; ask for a new one. Nothing moved.",
  },
  "E-NO-ACCOUNT": {
    zh: "企业在本行还没有结算账户；请先开立单位活期存款账户。未作任何变动。",
    en: "The firm has no current account here; open one first. Nothing moved.",
  },
  "E-NO-LOAN": {
    status: 409,
    zh: "业务 {caseNo} 还没有借据，不能办理此项。未作任何变动。",
    en: "Case {caseNo} has no loan note yet. Nothing moved.",
  },
  "E-REGISTRY": {
    status: 502,
    zh: "登记机构没有受理：{reason}。本次未作任何变动，可稍后重发。",
    en: "The registry did not accept: {reason}. Nothing moved; send again later.",
  },
  "E-RED-EVENT": {
    zh: "有未关闭的红色监测事件（{event}），停止新的支用；请先处置。未作任何变动。",
    en: "An open red event ({event}) stops new drawdowns; deal with it first. Nothing moved.",
  },
})
