// States of institutions, courses, orders and refunds as data, and why something cannot be done now. Server and pages ask
// the same functions.
import type { Both } from "./model.ts"

export const institutionStates = ["NORMAL", "WATCH", "RESTRICTED", "RELEASE_FROZEN", "RUN_OFF", "CLOSED"] as const
export type InstitutionState = (typeof institutionStates)[number]
export const institutionTitles: Record<InstitutionState, Both> = {
  NORMAL: { zh: "正常", en: "Normal" },
  WATCH: { zh: "关注（黄）", en: "Watched" },
  RESTRICTED: { zh: "限制招生（红）", en: "No new sales" },
  RELEASE_FROZEN: { zh: "冻结划拨", en: "Releases frozen" },
  RUN_OFF: { zh: "清退中", en: "Run-off" },
  CLOSED: { zh: "已关闭", en: "Closed" },
}
export const institutionNext: Record<InstitutionState, readonly InstitutionState[]> = {
  NORMAL: ["WATCH", "RESTRICTED", "RELEASE_FROZEN", "RUN_OFF"],
  WATCH: ["NORMAL", "RESTRICTED", "RELEASE_FROZEN", "RUN_OFF"],
  RESTRICTED: ["NORMAL", "WATCH", "RELEASE_FROZEN", "RUN_OFF"],
  RELEASE_FROZEN: ["RESTRICTED", "WATCH", "NORMAL", "RUN_OFF"],
  RUN_OFF: ["CLOSED"],
  CLOSED: [],
}

export const courseStates = ["draft", "submitted", "approved", "refused", "ended"] as const
export type CourseState = (typeof courseStates)[number]
export const courseTitles: Record<CourseState, Both> = {
  draft: { zh: "草稿", en: "Draft" },
  submitted: { zh: "待备案", en: "Submitted" },
  approved: { zh: "已备案，可报名", en: "Approved" },
  refused: { zh: "未通过", en: "Refused" },
  ended: { zh: "已结课", en: "Ended" },
}

export const orderStates = [
  "SIGNED",
  "PAID",
  "TEACHING",
  "COMPLETED",
  "REFUNDING",
  "REFUNDED",
  "FROZEN",
  "CANCELLED",
] as const
export type OrderState = (typeof orderStates)[number]
export const orderTitles: Record<OrderState, Both> = {
  SIGNED: { zh: "已签约待缴费", en: "Signed, to be paid" },
  PAID: { zh: "托管中", en: "In custody" },
  TEACHING: { zh: "上课中", en: "Being taught" },
  COMPLETED: { zh: "已完成", en: "Completed" },
  REFUNDING: { zh: "退费中", en: "Being refunded" },
  REFUNDED: { zh: "已退费", en: "Refunded" },
  FROZEN: { zh: "已冻结", en: "Frozen" },
  CANCELLED: { zh: "已取消", en: "Cancelled" },
}
export const orderNext: Record<OrderState, readonly OrderState[]> = {
  SIGNED: ["PAID", "CANCELLED"],
  PAID: ["TEACHING", "REFUNDING", "FROZEN"],
  TEACHING: ["COMPLETED", "REFUNDING", "FROZEN"],
  COMPLETED: [],
  REFUNDING: ["REFUNDED", "PAID", "TEACHING"],
  REFUNDED: [],
  FROZEN: ["PAID", "TEACHING", "REFUNDING"],
  CANCELLED: [],
}
/** Money of these stands in custody. */
export const liveOrders: readonly OrderState[] = ["PAID", "TEACHING", "REFUNDING", "FROZEN"]

export const refundStates = [
  "INSTITUTION_REVIEW",
  "AGREED",
  "SILENT_AGREED",
  "REJECTED",
  "ARBITRATION",
  "BANK_SENT",
  "DONE",
  "BANK_FAILED",
  "WITHDRAWN",
] as const
export type RefundState = (typeof refundStates)[number]
export const refundTitles: Record<RefundState, Both> = {
  INSTITUTION_REVIEW: { zh: "待机构答复", en: "With the institution" },
  AGREED: { zh: "机构同意", en: "Agreed" },
  SILENT_AGREED: { zh: "逾期未答，视同同意", en: "Agreed by silence" },
  REJECTED: { zh: "机构不同意", en: "Rejected" },
  ARBITRATION: { zh: "主管部门裁定中", en: "With the authority" },
  BANK_SENT: { zh: "银行退款中", en: "Sent to the bank" },
  DONE: { zh: "已到账", en: "Paid back" },
  BANK_FAILED: { zh: "原路退回失败，转银行付款", en: "Channel failed, paid by the bank" },
  WITHDRAWN: { zh: "已撤回", en: "Withdrawn" },
}
export const refundNext: Record<RefundState, readonly RefundState[]> = {
  INSTITUTION_REVIEW: ["AGREED", "SILENT_AGREED", "REJECTED", "WITHDRAWN"],
  AGREED: ["BANK_SENT"],
  SILENT_AGREED: ["BANK_SENT"],
  REJECTED: ["ARBITRATION", "WITHDRAWN"],
  ARBITRATION: ["BANK_SENT", "WITHDRAWN"],
  BANK_SENT: ["DONE", "BANK_FAILED"],
  BANK_FAILED: ["DONE"],
  DONE: [],
  WITHDRAWN: [],
}
export const openRefunds: readonly RefundState[] = [
  "INSTITUTION_REVIEW",
  "AGREED",
  "SILENT_AGREED",
  "REJECTED",
  "ARBITRATION",
  "BANK_SENT",
  "BANK_FAILED",
]

const no = (zh: string, en: string): Both => ({ zh, en })

/** Why an institution cannot take new orders, or null. */
export function cannotSell(p: { state: InstitutionState; blacklisted: boolean; licenceUntil: string; today: string }) {
  if (p.blacklisted) return no("机构或其人员在黑名单上", "It or its people are blacklisted")
  if (["RESTRICTED", "RELEASE_FROZEN", "RUN_OFF", "CLOSED"].includes(p.state))
    return no(`机构处于“${institutionTitles[p.state].zh}”`, `It is "${institutionTitles[p.state].en}"`)
  if (p.licenceUntil < p.today)
    return no(`办学许可证已于 ${p.licenceUntil} 到期`, `Its licence ended on ${p.licenceUntil}`)
  return null
}

/** Why an institution cannot ask for its own release, or null: in a run-off the bank does it, as the authority says. */
export function cannotAskRelease(state: InstitutionState): Both | null {
  return state === "RUN_OFF" || state === "CLOSED"
    ? no(
        "清退期间不能自行申请划拨，已赚取的款项由存管银行按主管部门意见办理",
        "During a run-off the bank releases what was earned, as the authority says",
      )
    : null
}

export const feedbackStates = ["open", "answered", "escalated", "closed"] as const
export type FeedbackState = (typeof feedbackStates)[number]
export const feedbackTitles: Record<FeedbackState, Both> = {
  open: { zh: "待答复", en: "To be answered" },
  answered: { zh: "机构已答复", en: "Answered by the institution" },
  escalated: { zh: "家长不满意，待主管部门", en: "With the authority" },
  closed: { zh: "已办结", en: "Closed" },
}

/** Why this side cannot answer a complaint now, or null. */
export function cannotAnswerComplaint(state: FeedbackState, isOffice: boolean): Both | null {
  if (state === "closed") return no("这件投诉已办结", "The complaint is closed")
  if (!isOffice && state !== "open") return no("机构已答复过，请等家长或主管部门", "You have answered already")
  return null
}

/** Only who has seen it to its end rates it: the last lesson's day is past, or the money went back. */
export function cannotRate(p: { state: OrderState; lastOn: string; today: string }): Both | null {
  const isOver = p.state === "COMPLETED" || p.state === "REFUNDED" || (p.state === "TEACHING" && p.lastOn < p.today)
  return isOver ? null : no("课程结束或退费后才能评价", "It can be rated once it is over")
}

/** Why a refund cannot be asked for, or null. */
export function cannotAskRefund(state: OrderState): Both | null {
  if (state === "PAID" || state === "TEACHING" || state === "FROZEN") return null
  if (state === "REFUNDING") return no("已在退费中", "A refund is under way")
  return no(`订单“${orderTitles[state].zh}”，没有可退的款`, `The order is "${orderTitles[state].en}"`)
}

export function cannotAnswerRefund(state: RefundState): Both | null {
  return state === "INSTITUTION_REVIEW"
    ? null
    : no(`退费已是“${refundTitles[state].zh}”`, `The refund is "${refundTitles[state].en}"`)
}
