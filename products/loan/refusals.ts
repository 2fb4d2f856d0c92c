import { defineRefusals } from "#kernel/refusal"

export const refuse = defineRefusals("loan", {
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
    zh: "只能冲正借据的最后一笔业务；{receiptNo} 之后还有 {later}。未作任何变动。",
    en: "Only the last event of a note can be reversed; {later} came after {receiptNo}. Nothing moved.",
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
    zh: "{receiptNo} 由日终生成，不能单独冲正。未作任何变动。",
    en: "{receiptNo} was made by the day end and cannot be reversed alone. Nothing moved.",
  },
  "E-LPR": {
    zh: "{on} 没有可用的 LPR 报价；请先在参数中登记。未作任何变动。",
    en: "No LPR is known for {on}; register it among the parameters first. Nothing moved.",
  },
})
