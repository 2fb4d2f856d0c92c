// Accounting subjects (会计科目) of the branch: the names behind the codes that accounts carry.
// Standard subjects of 企业会计准则; memo (表外) subjects begin with M.
export interface Subject {
  code: string
  zh: string
  en: string
}

export const subjects: readonly Subject[] = [
  { code: "1001", zh: "库存现金", en: "Cash" },
  { code: "1003", zh: "存放中央银行款项", en: "Deposits with the central bank" },
  { code: "1132", zh: "应收利息", en: "Interest receivable" },
  { code: "1132.01", zh: "应收利息—正常", en: "Interest receivable: contract" },
  { code: "1132.02", zh: "应收利息—罚息", en: "Interest receivable: penalty" },
  { code: "1132.03", zh: "应收利息—复利", en: "Interest receivable: compound" },
  { code: "1132.04", zh: "应收利息—费用", en: "Fees receivable" },
  { code: "1221", zh: "其他应收款", en: "Other receivables" },
  { code: "1221.41", zh: "其他应收款—支付渠道待清算", en: "Other receivables: payment channels" },
  { code: "1221.42", zh: "其他应收款—短款挂账", en: "Other receivables: shortages" },
  { code: "1221.61", zh: "其他应收款—储值欠款", en: "Other receivables: wallets in arrears" },
  { code: "1221.62", zh: "其他应收款—发卡方承担", en: "Other receivables: borne by issuers of wallets" },
  { code: "1303", zh: "贷款", en: "Loans" },
  { code: "1303.01", zh: "贷款—本金", en: "Loans: principal" },
  { code: "1303.02", zh: "贷款—利息调整", en: "Loans: interest adjustment" },
  { code: "1303.03", zh: "贷款—应计利息", en: "Loans: accrued interest" },
  { code: "1303.04", zh: "贷款—已减值", en: "Loans: impaired" },
  { code: "1303.05", zh: "贷款—逾期本金", en: "Loans: overdue principal" },
  { code: "1304", zh: "贷款损失准备", en: "Allowance for loan losses" },
  { code: "1441", zh: "抵债资产", en: "Foreclosed assets" },
  { code: "2011", zh: "吸收存款", en: "Deposits" },
  { code: "2011.30", zh: "吸收存款—存管资金", en: "Deposits: money in custody" },
  { code: "2221", zh: "应交税费", en: "Taxes payable" },
  { code: "2241", zh: "其他应付款", en: "Other payables" },
  { code: "2241.41", zh: "其他应付款—收单待结算款", en: "Other payables: taken for merchants" },
  { code: "2241.42", zh: "其他应付款—待付结算款", en: "Other payables: settlement due" },
  { code: "2241.43", zh: "其他应付款—退款待完成", en: "Other payables: refunds under way" },
  { code: "2241.44", zh: "其他应付款—长款挂账", en: "Other payables: surpluses" },
  { code: "2241.51", zh: "其他应付款—缴费预存款", en: "Other payables: paid ahead" },
  { code: "2241.52", zh: "其他应付款—待认领款", en: "Other payables: unmatched transfers" },
  { code: "2241.61", zh: "其他应付款—储值余额", en: "Other payables: stored value" },
  { code: "2241.62", zh: "其他应付款—储值商户待结算", en: "Other payables: merchants of stored value" },
  { code: "2241.63", zh: "其他应付款—储值专项资金", en: "Other payables: funds of stored value" },
  { code: "3001", zh: "清算资金往来", en: "Clearing between offices" },
  { code: "6011", zh: "利息收入", en: "Interest income" },
  { code: "6021", zh: "手续费及佣金收入", en: "Fee and commission income" },
  { code: "6301", zh: "营业外收入", en: "Non-operating income" },
  { code: "6411", zh: "利息支出", en: "Interest expense" },
  { code: "6421", zh: "手续费及佣金支出", en: "Fee and commission expense" },
  { code: "6702", zh: "信用减值损失", en: "Credit impairment losses" },
  { code: "6711", zh: "营业外支出", en: "Non-operating expense" },
  { code: "M", zh: "表外科目", en: "Memo subjects" },
]

const byCode = new Map(subjects.map((s) => [s.code, s]))

/** The subject of a code; a finer code falls back to its parent. */
export function subjectOf(code: string): Subject {
  const found = byCode.get(code)
  if (found) return found
  const parent = code.includes(".") ? code.slice(0, code.lastIndexOf(".")) : undefined
  return parent ? { ...subjectOf(parent), code } : { code, zh: code, en: code }
}
