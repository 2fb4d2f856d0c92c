// The life of a company loan's case as data: states, actions between them and who may act. The server's guards and the
// buttons of the pages ask the same table. Pure.

export const states = [
  "accepted",
  "dd",
  "review",
  "returned",
  "approved",
  "conditions_met",
  "signed",
  "secured",
  "available",
  "drawn",
  "performing",
  "watch",
  "overdue",
  "npl",
  "settled",
  "written_off",
  "released",
  "rejected",
] as const

export type CaseState = (typeof states)[number]
export const groups = ["intake", "decision", "closing", "running", "trouble", "ended"] as const
export type Group = (typeof groups)[number]

export interface StateTitle {
  zh: string
  en: string
  group: Group
}

const title = (group: Group, zh: string, en: string): StateTitle => ({ group, zh, en })

export const stateTitles: Record<CaseState, StateTitle> = {
  accepted: title("intake", "已受理", "Accepted"),
  dd: title("intake", "尽职调查", "Due diligence"),
  review: title("decision", "审查审批", "Review and approval"),
  returned: title("intake", "退回补充", "Returned"),
  approved: title("closing", "已批准", "Approved"),
  conditions_met: title("closing", "条件已落实", "Conditions met"),
  signed: title("closing", "已签约", "Signed"),
  secured: title("closing", "担保已落实", "Secured"),
  available: title("closing", "可提款", "Available"),
  drawn: title("running", "已提款", "Drawn"),
  performing: title("running", "正常", "Performing"),
  watch: title("trouble", "关注", "Watch"),
  overdue: title("trouble", "逾期", "Overdue"),
  npl: title("trouble", "不良", "Non-performing"),
  settled: title("ended", "已结清", "Settled"),
  written_off: title("ended", "已核销（账销案存）", "Written off, claim kept"),
  released: title("ended", "已解押", "Released"),
  rejected: title("ended", "已否决", "Rejected"),
}

const running = ["drawn", "performing", "watch", "overdue", "npl"] as const
const undrawn = ["approved", "conditions_met", "signed", "secured", "available"] as const

export const actions = {
  startDd: {
    zh: "开始尽职调查",
    en: "Start due diligence",
    from: ["accepted", "returned"],
    to: ["dd"],
    permission: "corporate-loan.apply",
  },
  submitDd: {
    zh: "提交审查",
    en: "Submit for review",
    from: ["dd"],
    to: ["review"],
    permission: "corporate-loan.apply",
  },
  review: { zh: "出具审查意见", en: "Review", from: ["review"], to: ["review"], permission: "corporate-loan.review" },
  returnCase: { zh: "退回补充", en: "Return", from: ["review"], to: ["returned"], permission: "corporate-loan.review" },
  submitApproval: {
    zh: "提交审批",
    en: "Submit for approval",
    from: ["review"],
    to: ["review"],
    permission: "corporate-loan.review",
  },
  approve: { zh: "审批", en: "Approve", from: ["review"], to: ["approved", "rejected", "returned"], permission: null },
  meetCondition: {
    zh: "落实条件",
    en: "Meet a condition",
    from: ["approved"],
    to: ["approved", "conditions_met"],
    permission: "corporate-loan.apply",
  },
  changeTerms: {
    zh: "变更方案（重新审查）",
    en: "Change terms, review anew",
    from: undrawn,
    to: ["review"],
    permission: "corporate-loan.apply",
  },
  expire: {
    zh: "审批失效",
    en: "Approval expired",
    from: ["approved", "conditions_met"],
    to: ["returned"],
    permission: null,
  },
  sign: { zh: "签订合同", en: "Sign", from: ["conditions_met"], to: ["signed"], permission: "corporate-loan.apply" },
  secure: {
    zh: "落实担保",
    en: "Secure",
    from: ["signed"],
    to: ["signed", "secured"],
    permission: "corporate-loan.collateral",
  },
  makeAvailable: {
    zh: "开通提款",
    en: "Open for drawing",
    from: ["secured"],
    to: ["available"],
    permission: "corporate-loan.disburse",
  },
  requestDraw: {
    zh: "申请提款",
    en: "Ask for a draw",
    from: ["available", "drawn", "performing", "watch"],
    to: ["available", "drawn", "performing", "watch"],
    permission: "corporate-loan.apply",
  },
  checkDraw: {
    zh: "放款审核",
    en: "Check a draw",
    from: ["available", "drawn", "performing", "watch"],
    to: ["available", "drawn", "performing", "watch"],
    permission: "corporate-loan.disburse",
  },
  payDraw: {
    zh: "放款",
    en: "Pay out",
    from: ["available", "drawn", "performing", "watch"],
    to: ["drawn", "performing", "watch"],
    permission: null,
  },
  useCheck: { zh: "用途检查", en: "Check of use", from: running, to: running, permission: "corporate-loan.apply" },
  warn: { zh: "登记预警", en: "Raise a warning", from: running, to: running, permission: "corporate-loan.monitor" },
  watch: {
    zh: "日终检查",
    en: "Watched by the day end",
    from: running,
    to: [...running, "available", "settled"],
    permission: null,
  },
  repay: {
    zh: "还款",
    en: "Repay",
    from: running,
    to: [...running, "available", "settled"],
    permission: "corporate-loan.repay",
  },
  handOver: { zh: "移交保全", en: "Hand over", from: ["npl"], to: ["npl"], permission: "corporate-loan.apply" },
  writeOff: {
    zh: "提出核销",
    en: "Propose a write-off",
    from: ["npl"],
    to: ["npl", "written_off"],
    permission: "corporate-loan.preserve",
  },
  endLine: {
    zh: "终止未提额度",
    en: "End the undrawn line",
    from: ["available"],
    to: ["settled", "released"],
    permission: "corporate-loan.disburse",
  },
  release: {
    zh: "解除担保",
    en: "Release",
    from: ["settled"],
    to: ["settled", "released"],
    permission: "corporate-loan.collateral",
  },
  withdraw: {
    zh: "撤回",
    en: "Withdraw",
    from: ["accepted", "dd", "returned", "review", "approved", "conditions_met"],
    to: ["rejected"],
    permission: "corporate-loan.apply",
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

export const isRunning = (state: CaseState): boolean => (running as readonly CaseState[]).includes(state)
export const isEnded = (state: CaseState): boolean => stateTitles[state].group === "ended"
/** What the firm asks for may still be written down or mended. */
export const isOpenForEditing = (state: CaseState): boolean => ["accepted", "dd", "returned"].includes(state)
