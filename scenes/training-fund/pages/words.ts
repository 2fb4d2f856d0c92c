// Words and colours that the pages of training fees share.
import { dictionary } from "#ui/i18n"
import type { Tone } from "#ui/theme"
import type { Level } from "../model.ts"
import type { FeedbackState, InstitutionState, OrderState, RefundState } from "../states.ts"

export const levelTones: Record<Level, Tone> = { NORMAL: "good", YELLOW: "warn", RED: "bad" }
export const institutionTones: Record<InstitutionState, Tone> = {
  NORMAL: "good",
  WATCH: "warn",
  RESTRICTED: "bad",
  RELEASE_FROZEN: "bad",
  RUN_OFF: "bad",
  CLOSED: "neutral",
}
export const orderTones: Record<OrderState, Tone> = {
  SIGNED: "calm",
  PAID: "primary",
  TEACHING: "good",
  COMPLETED: "neutral",
  REFUNDING: "warn",
  REFUNDED: "neutral",
  FROZEN: "bad",
  CANCELLED: "neutral",
}
export const refundTones: Record<RefundState, Tone> = {
  INSTITUTION_REVIEW: "warn",
  AGREED: "calm",
  SILENT_AGREED: "calm",
  REJECTED: "bad",
  ARBITRATION: "bad",
  BANK_SENT: "calm",
  DONE: "good",
  BANK_FAILED: "bad",
  WITHDRAWN: "neutral",
}

export const feedbackTones: Record<FeedbackState, Tone> = {
  open: "warn",
  answered: "calm",
  escalated: "bad",
  closed: "neutral",
}

export const useTrainingText = dictionary({
  institutions: ["培训机构", "Institutions"],
  institution: ["机构", "Institution"],
  courses: ["课程备案", "Courses"],
  orders: ["培训订单", "Orders"],
  refunds: ["退费", "Refunds"],
  batches: ["划拨批次", "Release batches"],
  freezes: ["冻结", "Freezes"],
  alerts: ["监管预警", "Alerts"],
  recon: ["存管对账", "Reconciliation"],
  policies: ["监管政策", "Policies"],
  simulator: ["政策推演", "Policy simulator"],
  console: ["监管驾驶舱", "Console"],
  state: ["状态", "State"],
  level: ["等级", "Level"],
  held: ["存管余额", "In custody"],
  unearned: ["未消课金额", "Unearned"],
  queued: ["待划拨", "To be released"],
  deposit: ["风险保证金", "Risk deposit"],
  floor: ["应缴保证金", "Deposit floor"],
  short: ["保证金缺口", "Deposit missing"],
  students: ["学生", "Students"],
  student: ["学生", "Student"],
  guardian: ["家长", "Guardian"],
  course: ["课程", "Course"],
  contract: ["合同", "Contract"],
  lessons: ["课时", "Lessons"],
  paid: ["已缴", "Paid"],
  outlet: ["网点", "Outlet"],
  number: ["编号", "Number"],
  amount: ["金额", "Amount"],
  reason: ["理由", "Reason"],
  search: ["名称、合同或编号", "Name, contract or number"],
  none: ["没有记录。", "No records."],
  on: ["日期", "Date"],
  document: ["文书编号", "Document"],
  authority: ["决定机关", "Authority"],
  disputed: ["有异议", "Disputed"],
  policy: ["适用政策", "Policy"],
  custodyNo: ["存管账号", "Custody account"],
  settlementNo: ["结算账户", "Settlement account"],
  licence: ["办学许可证", "Licence"],
  until: ["有效期至", "Valid until"],
  print: ["打印", "Print"],
  askFreeze: ["申请冻结", "Ask for a freeze"],
  submit: ["提交", "Submit"],
  black: ["黑名单", "Blacklisted"],
  marked: ["关联人员在黑名单", "Its people are on the blacklist"],
})
