// The fields of what is to be decided in words a checker reads: names by a list, amounts and shares by the unit at the
// end of the name. A field nobody named here is shown as it is. Pure.
import { fromFen, grouped } from "#ui/money"

interface Words {
  zh: string
  en: string
}

const w = (zh: string, en: string): Words => ({ zh, en })

const titles: Record<string, Words> = {
  party: w("客户", "Customer"),
  caseNo: w("业务编号", "Case"),
  amountFen: w("金额（元）", "Amount (CNY)"),
  askedFen: w("申请金额（元）", "Asked (CNY)"),
  termMonths: w("期限（月）", "Term (months)"),
  ratePct: w("年利率（%）", "Rate (%)"),
  packageType: w("担保方式", "Security"),
  lendableFen: w("可贷金额（元）", "Lendable (CNY)"),
  emissionShareBp: w("排污权占可贷值", "Share of the right"),
  authority: w("有权审批", "Authority"),
  reasons: w("权限依据", "Why"),
  opinion: w("审查意见", "Opinion"),
  payments: w("收款人", "Payees"),
  contractNo: w("合同编号", "Contract"),
  loanNo: w("借据号", "Note"),
  name: w("名称", "Name"),
  bank: w("开户行", "Bank"),
  account: w("账号", "Account"),
  amount: w("金额（元）", "Amount (CNY)"),
  purpose: w("用途", "Purpose"),
  staffNo: w("工号", "Staff number"),
  roles: w("岗位", "Posts"),
  outlet: w("网点", "Outlet"),
  product: w("产品", "Product"),
  guarantee: w("担保方式", "Guarantee"),
  conditions: w("附加条件", "Conditions"),
  needLoan: w("测算需求（元）", "Need (CNY)"),
  exposureFen: w("审批后集团余额（元）", "Group exposure (CNY)"),
  mode: w("支付方式", "Payment mode"),
  payees: w("收款人", "Payees"),
  contractRef: w("合同或发票", "Contract or invoice"),
  gates: w("提款条件", "Gates"),
  drawId: w("提款", "Draw"),
  drawNo: w("提款编号", "Draw"),
  loanNos: w("借据号", "Notes"),
  owedFen: w("欠款合计（元）", "Owed (CNY)"),
  evidence: w("追偿未果的证据", "Evidence"),
  accountability: w("责任认定", "Accountability"),
  lettersDelivered: w("已送达催收函（份）", "Letters delivered"),
  depositNo: w("还款账户", "Repayment account"),
  key: w("项目", "Item"),
  value: w("值", "Value"),
  from: w("生效日", "From"),
  source: w("依据文件", "Source"),
  certainty: w("依据程度", "Certainty"),
  reason: w("原因", "Reason"),
  number: w("编号", "Number"),
  what: w("变更内容", "What changes"),
  itemCode: w("收费项目", "Fee item"),
  itemCodes: w("收费项目", "Fee items"),
  terms: w("价格", "Price"),
  tiers: w("档", "Tier"),
  over: w("高于（元）", "Above"),
  upTo: w("至（元）", "Up to"),
  fee: w("每笔（元）", "Fee"),
  cap: w("封顶（元）", "Cap"),
  cancelled: w("取消收费", "Cancelled"),
  docNo: w("依据文件", "Document"),
  zh: w("名称", "Name"),
  en: w("英文名称", "English name"),
  sizes: w("企业规模", "Sizes"),
  baseMax: w("单笔金额上限（元）", "Largest amount"),
  shareBp: w("减免比例", "Share not charged"),
  to: w("止日", "To"),
  price: w("价格（元）", "Price"),
  newWithinDays: w("开户多少天内可办", "Opened within days"),
  oncePerUscc: w("每单位一次", "Once a firm"),
  renewInto: w("到期可续办", "May go on with"),
  chargeNo: w("原收费", "Charge"),
  accountNo: w("账号", "Account"),
  kind: w("类别", "Kind"),
  netFen: w("原实收（元）", "Paid (CNY)"),
  chargedOn: w("收费日", "Charged on"),
  periodMonths: w("每几个月收取", "Every so many months"),
}

const codes: Record<string, Words> = {
  DOUBLE: w("双抵押", "Double mortgage"),
  SINGLE: w("单一排污权", "Rights alone"),
  RESIDUAL: w("余值抵押", "Residual"),
  subbranch_head: w("支行行长", "Sub-branch head"),
  branch_approver: w("分行审批人", "Branch approver"),
  branch_committee: w("分行审贷会", "Branch committee"),
  city_approver: w("分行审批人", "City branch approver"),
  city_committee: w("分行审贷会", "City branch committee"),
  head_office: w("总行", "Head office"),
  province: w("省分行", "Province"),
  overcharged: w("多收退还", "Charged too much"),
  not_due: w("服务未提供，全额退还", "No service rendered"),
  true: w("是", "Yes"),
  false: w("否", "No"),
  fact: w("有文件", "From a document"),
  unverified: w("待核原文", "Text not re-read"),
  assumption: w("本行约定", "Own choice"),
  "subbranch-head": w("支行行长", "Sub-branch head"),
  approver: w("分行审批人", "Branch approver"),
  committee: w("审贷会委员", "Committee"),
  president: w("分行行长", "President"),
  accountant: w("会计主管", "Accountant"),
  risk: w("风险管理岗", "Risk"),
  "security-admin": w("安全管理员", "Security administrator"),
  "system-admin": w("系统管理员", "System administrator"),
}

export type Say = (words: Words) => string

/** "payments.0.amount" → 收款人 1 · 金额. */
export const fieldTitle = (path: string, say: Say): string =>
  path
    .split(".")
    .map((name) => (/^\d+$/.test(name) ? String(Number(name) + 1) : name in titles ? say(titles[name]!) : name))
    .join(" · ")

export function fieldText(path: string, value: string | null, say: Say): string {
  if (value === null || value === "") return "—"
  if (path.endsWith("Fen") && /^-?\d+$/.test(value)) return grouped(fromFen(BigInt(value)), 2)
  if (path.endsWith("Bp") && /^\d+$/.test(value)) return `${grouped(fromFen(BigInt(value)), 2)}%`
  if (path.endsWith("Pct")) return value.replace(/(\.\d\d)0+$/, "$1")
  return codeText(value, say)
}

export const codeText = (value: string, say: Say): string => (value in codes ? say(codes[value]!) : value)
