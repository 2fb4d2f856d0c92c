import { defineRefusals } from "#kernel/refusal"

export const refuse = defineRefusals("loan", {
  "E-PRODUCT": {
    zh: "超出产品“{product}”的范围：{reason}；请调整，或由有权人修改产品参数。未作任何变动。",
    en: "Outside of the product {product}: {reasonEn}. Adjust it, or have the product changed. Nothing moved.",
  },
  "E-NOT-FOUND": {
    status: 404,
    zh: "没有借据 {loanNo}，或您无权查看。",
    en: "No loan note {loanNo} that you may see.",
  },
  "E-STATE": {
    status: 409,
    zh: "借据 {loanNo} 状态为“{state}”，不能办理此项。未作任何变动。",
    en: "Loan note {loanNo} is “{state}”; this is not possible now. Nothing moved.",
  },
  "E-ENTRUST": {
    zh: "{payee}单笔或当日合计 {amount} 元超过 {threshold} 元，须受托支付。未作任何变动。",
    en: "Payments to {payee} of {amount} yuan pass {threshold}: entrusted payment is required. Nothing moved.",
  },
  "E-PAYEES": {
    zh: "受托支付的收款人合计 {sum} 元，应等于放款金额 {amount} 元。未作任何变动。",
    en: "Payees sum to {sum} yuan, the pay-out is {amount}. Nothing moved.",
  },
  "E-FUNDS": {
    zh: "还款账户可用余额 {available} 元，不足 {needed} 元；请先存入。未作任何变动。",
    en: "The account holds {available} yuan available, {needed} are needed; pay in first. Nothing moved.",
  },
  "E-AMOUNT": { zh: "还款金额须大于 0。未作任何变动。", en: "The amount must be more than zero. Nothing moved." },
  "E-PREPAY-SMALL": {
    zh: "超出到期欠款的部分须多于应计利息 {accrued} 元才能提前还本。未作任何变动。",
    en: "What goes beyond the debts due must exceed the accrued interest of {accrued} yuan. Nothing moved.",
  },
  "E-TOO-MUCH": {
    zh: "还款 {amount} 元超过全部欠款 {owed} 元；结清请选“全部结清”。未作任何变动。",
    en: "The amount {amount} exceeds all that is owed, {owed}; choose payoff. Nothing moved.",
  },
  "E-NOT-LAST": {
    status: 409,
    zh: "{receiptNo} 之后还有业务（如 {later}），不能冲正；请先冲正其后各笔。未作任何变动。",
    en: "Events came after {receiptNo}, such as {later}; take those back first. Nothing moved.",
  },
  "E-REVERSED": {
    status: 409,
    zh: "{receiptNo} 已冲正。未作任何变动。",
    en: "{receiptNo} is reversed already. Nothing moved.",
  },
  "E-REVERSAL": {
    zh: "{receiptNo} 不能冲正：{reason}。未作任何变动。",
    en: "{receiptNo} cannot be reversed: {reasonEn}. Nothing moved.",
  },
  "E-IRREVERSIBLE": {
    status: 409,
    zh: "{receiptNo} 不能单独冲正：日终生成且未扣款，或另有冲正办法。未作任何变动。",
    en: "{receiptNo} cannot be reversed alone: a day end that took no money, or it has a way of its own. Nothing moved.",
  },
  "E-LPR": {
    zh: "{on} 没有可用的 LPR 报价；请先在参数中登记。未作任何变动。",
    en: "No LPR is known for {on}; register it among the parameters first. Nothing moved.",
  },
  "E-LATE": {
    status: 409,
    zh: "借据 {loanNo} 于 {maturesOn} 到期，须在到期前申请；今日 {today} 已不能办理。未作任何变动。",
    en: "Note {loanNo} matures on {maturesOn}; this is asked for before that day, today is {today}. Nothing moved.",
  },
  "E-ARREARS": {
    status: 409,
    zh: "借据 {loanNo} 有到期未还款项；请先归还，或办理逾期重整。未作任何变动。",
    en: "Note {loanNo} has debts due and unpaid; pay them first or re-age the note. Nothing moved.",
  },
  "E-NO-ARREARS": {
    status: 409,
    zh: "借据 {loanNo} 没有逾期，不需要逾期重整。未作任何变动。",
    en: "Note {loanNo} is not in arrears; there is nothing to re-age. Nothing moved.",
  },
  "E-IMPAIRED": {
    status: 409,
    zh: "借据 {loanNo} 已转列已减值并宣布提前到期，不能再办此项。未作任何变动。",
    en: "Note {loanNo} is impaired and called due as a whole; this is not possible any more. Nothing moved.",
  },
  "E-NOT-IMPAIRED": {
    status: 409,
    zh: "借据 {loanNo} 尚未转列已减值；请先办理转列。未作任何变动。",
    en: "Note {loanNo} is not among the impaired loans; move it there first. Nothing moved.",
  },
  "E-NOT-WRITTEN-OFF": {
    status: 409,
    zh: "借据 {loanNo} 没有已核销未收回的债权。未作任何变动。",
    en: "Note {loanNo} has no written-off claim left. Nothing moved.",
  },
  "E-NO-FEE": {
    status: 409,
    zh: "借据 {loanNo} 没有未收的费用可更正。未作任何变动。",
    en: "Note {loanNo} has no unpaid fee to correct. Nothing moved.",
  },
  "E-MEMO": {
    status: 409,
    zh: "借据 {loanNo} 的利息已转表外，须先收回才能重整。未作任何变动。",
    en: "Interest of note {loanNo} stands off the balance sheet; it has to be collected before. Nothing moved.",
  },
  "E-METHOD": {
    status: 409,
    zh: "借据 {loanNo} 的还款方式不能办理此项。未作任何变动。",
    en: "The repayment method of note {loanNo} does not allow this. Nothing moved.",
  },
  "E-DUE-TODAY": {
    status: 409,
    zh: "借据 {loanNo} 今日有到期款；请在日终扣款后再办。未作任何变动。",
    en: "An instalment of note {loanNo} falls due today; do this after the day end. Nothing moved.",
  },
  "E-DATE": {
    zh: "日期须在 {after} 之后。未作任何变动。",
    en: "The date must be after {after}. Nothing moved.",
  },
  "E-CONSENT": {
    zh: "借据 {loanNo} 展期须有保证人、抵质押人书面同意；请上传后勾选。未作任何变动。",
    en: "An extension of note {loanNo} needs the written consent of guarantors and pledgors. Nothing moved.",
  },
  "E-EXT-MAX": {
    zh: "展期超过上限：原到期日 {first}，累计展期最迟到 {last}（《贷款通则》第十二条）。未作任何变动。",
    en: "Beyond the ceiling: first maturity {first}, the last lawful date is {last} (贷款通则 art. 12). Nothing moved.",
  },
  "E-BRACKET": {
    zh: "原期限加展期已超过五年，须按新的期限档次写明利率。未作任何变动。",
    en: "With the extension the term passes five years: state the rate of the longer bracket. Nothing moved.",
  },
  "E-RATE": {
    zh: "请填写固定利率，或 LPR 期限与加点。未作任何变动。",
    en: "State a fixed rate, or the LPR tenor and spread. Nothing moved.",
  },
  "E-NOTHING-DUE": {
    zh: "{untilOn} 之前没有到期的分期可以延期。未作任何变动。",
    en: "No instalment falls due before {untilOn}; there is nothing to defer. Nothing moved.",
  },
  "E-PAY-FIRST": {
    zh: "未付的利息、费用 {amount} 元须先归还，或约定利息转本金（费用须归还）。未作任何变动。",
    en: "Unpaid interest or fees of {amount} yuan are paid first, or interest joins the principal by agreement. Nothing moved.",
  },
  "E-TOPUP": {
    zh: "续贷金额 {amount} 元超过原贷款余额 {owed} 元；新增资金须另行审批。未作任何变动。",
    en: "The renewal of {amount} exceeds the old balance of {owed}; new money needs its own approval. Nothing moved.",
  },
  "E-BARRIER": {
    status: 409,
    zh: "{on} 的业务 {receiptNo} 不能自动重放；请先单独冲正它。未作任何变动。",
    en: "Event {receiptNo} of {on} cannot be played again by itself; take it back first. Nothing moved.",
  },
  "E-VALUE-DATE": {
    zh: "起息日须在放款日 {from} 之后、今日 {today} 之前。未作任何变动。",
    en: "The value date lies after the pay-out on {from} and before today, {today}. Nothing moved.",
  },
  "E-PLAN": {
    zh: "约定还本计划合计 {sum} 元，应等于借据金额 {amount} 元，日期须逐期在后且晚于 {today}。未作任何变动。",
    en: "The agreed principal sums to {sum}, the note is {amount}; dates follow each other after {today}. Nothing moved.",
  },
  "E-SAME-CLASS": {
    zh: "当前分类已是“{now}”，无需认定。未作任何变动。",
    en: "The class is {nowEn} already. Nothing moved.",
  },
  "E-OBS": {
    status: 409,
    zh: "重组观察期至 {until}，期内不得上调为正常（令〔2023〕1号）。未作任何变动。",
    en: "Under observation until {until}: the class cannot be raised to pass before that day. Nothing moved.",
  },
  "E-CLASS-RULE": {
    status: 409,
    zh: "按规则不能上调到该类：{why}。未作任何变动。",
    en: "The rules do not allow this class: {whyEn}. Nothing moved.",
  },
})
