// The life of a case as data: states, actions between them, and why an action is not possible now. The server's guards
// and the buttons of the pages ask the same functions. Pure.

export const states = [
  "lead",
  "applied",
  "env_hold",
  "env_checked",
  "valued",
  "reviewed",
  "approved",
  "contracted",
  "registered",
  "disbursed",
  "monitored",
  "margin_call",
  "defaulted",
  "disposing",
  "recovered",
  "shortfall",
  "settled",
  "released",
  "rejected",
] as const

export type CaseState = (typeof states)[number]

export interface StateTitle {
  zh: string
  en: string
  /** For the firm, in plain words. */
  portalZh: string
  portalEn: string
  /** What happens next, for the firm. */
  nextZh: string
  nextEn: string
  group: "intake" | "decision" | "closing" | "running" | "trouble" | "ended"
}

const title = (
  group: StateTitle["group"],
  zh: string,
  en: string,
  portalZh: string,
  portalEn: string,
  nextZh: string,
  nextEn: string,
): StateTitle => ({ group, zh, en, portalZh, portalEn, nextZh, nextEn })

export const stateTitles: Record<CaseState, StateTitle> = {
  lead: title(
    "intake",
    "意向",
    "Lead",
    "已登记意向",
    "Interest noted",
    "请填写申请并上传许可证",
    "Fill in the application and upload the permit",
  ),
  applied: title(
    "intake",
    "已申请",
    "Applied",
    "已受理",
    "Received",
    "银行正在核查环保信用与排放情况",
    "The bank checks the environmental record",
  ),
  env_hold: title(
    "intake",
    "环保待整改",
    "Environmental hold",
    "环保情况待整改",
    "Waiting for you",
    "请完成整改或补缴后联系客户经理",
    "Cure the point named, then call your manager",
  ),
  env_checked: title(
    "intake",
    "环保核查通过",
    "Environment checked",
    "环保核查通过",
    "Environmental check passed",
    "银行正在评估排污权与其他押品",
    "The bank values the collateral",
  ),
  valued: title(
    "decision",
    "已估值",
    "Valued",
    "押品已评估",
    "Collateral valued",
    "银行正在审查",
    "The bank reviews the case",
  ),
  reviewed: title(
    "decision",
    "已审查",
    "Reviewed",
    "正在审批",
    "In approval",
    "等待有权审批人签批",
    "Waiting for the approvers",
  ),
  approved: title(
    "closing",
    "已批准",
    "Approved",
    "已批准",
    "Approved",
    "请用短信验证码签署合同",
    "Sign the contract with an SMS code",
  ),
  contracted: title(
    "closing",
    "已签约",
    "Contracted",
    "合同已签署",
    "Contract signed",
    "正在办理排污权冻结和抵押登记",
    "The registrations are under way",
  ),
  registered: title(
    "closing",
    "登记完成",
    "Registered",
    "抵押登记完成",
    "Registered",
    "银行正在放款",
    "The bank pays out",
  ),
  disbursed: title(
    "running",
    "已放款",
    "Disbursed",
    "已放款",
    "Paid out",
    "请按计划还款，客户经理将在 15 日内回访",
    "Repay as planned; your manager visits within 15 days",
  ),
  monitored: title("running", "贷后管理", "Monitored", "正常还款中", "Running", "请按计划还款", "Repay as planned"),
  margin_call: title(
    "trouble",
    "补充担保",
    "Margin call",
    "需要补充担保",
    "More cover needed",
    "请在期限前还款或追加押品",
    "Repay part or add collateral by the date given",
  ),
  defaulted: title(
    "trouble",
    "违约",
    "Defaulted",
    "已违约",
    "In default",
    "请立即联系客户经理",
    "Call your manager now",
  ),
  disposing: title(
    "trouble",
    "处置中",
    "Disposing",
    "押品处置中",
    "Collateral on sale",
    "收储机构收储或公开拍卖",
    "Buy-back or auction",
  ),
  recovered: title(
    "ended",
    "已收回",
    "Recovered",
    "处置已收回",
    "Recovered",
    "银行将解除抵押登记",
    "The bank releases the mortgage",
  ),
  shortfall: title(
    "ended",
    "有缺口",
    "Shortfall",
    "处置后仍有欠款",
    "Still owing",
    "欠款继续追偿",
    "The rest is still claimed",
  ),
  settled: title(
    "ended",
    "已结清",
    "Settled",
    "贷款已结清",
    "Settled",
    "银行正在解除抵押登记",
    "The bank releases the mortgage",
  ),
  released: title("ended", "已解押", "Released", "抵押已解除", "Released", "业务已办结", "All done"),
  rejected: title(
    "ended",
    "已否决",
    "Rejected",
    "未获通过",
    "Not granted",
    "如有疑问请联系客户经理",
    "Ask your manager why",
  ),
}

export const actions = {
  apply: { zh: "提交申请", en: "Apply", from: ["lead"], to: ["applied"], permission: "emission-loan.apply" },
  checkEnvironment: {
    zh: "环保核查",
    en: "Environmental check",
    from: ["applied", "env_hold"],
    to: ["env_checked", "env_hold", "rejected"],
    permission: "emission-loan.apply",
  },
  value: {
    zh: "押品估值",
    en: "Value",
    from: ["env_checked", "valued", "approved"],
    to: ["valued"],
    permission: "emission-loan.collateral",
  },
  review: { zh: "审查", en: "Review", from: ["valued"], to: ["reviewed"], permission: "emission-loan.review" },
  submitApproval: {
    zh: "提交审批",
    en: "Submit for approval",
    from: ["reviewed"],
    to: ["reviewed"],
    permission: "emission-loan.review",
  },
  approve: { zh: "审批", en: "Approve", from: ["reviewed"], to: ["approved", "rejected", "valued"], permission: null },
  contract: {
    zh: "签订合同",
    en: "Sign contract",
    from: ["approved"],
    to: ["contracted"],
    permission: "emission-loan.apply",
  },
  register: {
    zh: "办理登记",
    en: "Register",
    from: ["contracted"],
    to: ["contracted", "registered"],
    permission: "emission-loan.collateral",
  },
  disburse: {
    zh: "放款",
    en: "Pay out",
    from: ["registered"],
    to: ["registered", "disbursed"],
    permission: "emission-loan.disburse",
  },
  firstCheck: {
    zh: "首次用途检查",
    en: "First use check",
    from: ["disbursed"],
    to: ["monitored"],
    permission: "emission-loan.apply",
  },
  marginCall: {
    zh: "补充担保通知",
    en: "Margin call",
    from: ["disbursed", "monitored"],
    to: ["margin_call"],
    permission: "emission-loan.monitor",
  },
  cure: {
    zh: "补充担保完成",
    en: "Cure",
    from: ["margin_call"],
    to: ["monitored", "margin_call"],
    permission: "emission-loan.apply",
  },
  declareDefault: {
    zh: "认定违约",
    en: "Declare default",
    from: ["disbursed", "monitored", "margin_call"],
    to: ["defaulted"],
    permission: "emission-loan.dispose",
  },
  dispose: {
    zh: "启动处置",
    en: "Start disposal",
    from: ["defaulted"],
    to: ["disposing"],
    permission: "emission-loan.dispose",
  },
  closeDisposal: {
    zh: "处置入账",
    en: "Book disposal",
    from: ["disposing"],
    to: ["recovered", "shortfall"],
    permission: "emission-loan.dispose",
  },
  repay: {
    zh: "还款",
    en: "Repay",
    from: ["disbursed", "monitored", "margin_call", "defaulted"],
    to: ["disbursed", "monitored", "margin_call", "defaulted", "settled"],
    permission: "emission-loan.repay",
  },
  release: {
    zh: "解除抵押",
    en: "Release",
    from: ["settled", "recovered"],
    to: ["settled", "recovered", "released"],
    permission: "emission-loan.collateral",
  },
  withdraw: {
    zh: "撤回",
    en: "Withdraw",
    from: ["lead", "applied", "env_hold", "env_checked", "valued", "reviewed", "approved"],
    to: ["rejected"],
    permission: "emission-loan.apply",
  },
} as const satisfies Record<
  string,
  { zh: string; en: string; from: readonly CaseState[]; to: readonly CaseState[]; permission: string | null }
>

export type CaseAction = keyof typeof actions

export const canMove = (from: CaseState, action: CaseAction, to: CaseState): boolean => {
  const spec = actions[action]
  return (spec.from as readonly CaseState[]).includes(from) && (spec.to as readonly CaseState[]).includes(to)
}

export const isEnded = (state: CaseState): boolean => stateTitles[state].group === "ended" && state !== "shortfall"
