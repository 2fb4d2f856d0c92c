// Words of the supervision of prepaid training fees. Pure: pages and server share them.
import { z } from "zod"

export interface Both {
  zh: string
  en: string
}

export const institutionKinds = ["academic", "non_academic"] as const
export type InstitutionKind = (typeof institutionKinds)[number]
export const kindTitles: Record<InstitutionKind, Both> = {
  academic: { zh: "学科类", en: "Academic subjects" },
  non_academic: { zh: "非学科类", en: "Other than academic" },
}

export const custodyModes = ["CUSTODY", "PARENT_ACCOUNT", "MIN_BALANCE", "DEPOSIT"] as const
export const releaseModes = ["PER_LESSON", "ORDER_END", "MONTHS"] as const
export const cadences = ["DAILY", "WEEKLY"] as const
export const giftModes = ["PAID_ONLY", "SPREAD_ALL"] as const
export const deductions = ["PAID_PRICE", "LIST_PRICE"] as const
export type GiftMode = (typeof giftModes)[number]
export type Deduction = (typeof deductions)[number]

export const custodyTitles: Record<(typeof custodyModes)[number], Both> = {
  CUSTODY: { zh: "全额存管", en: "All of it in custody" },
  PARENT_ACCOUNT: { zh: "锁定在家长账户（先学后付）", en: "Locked in the parent's own account" },
  MIN_BALANCE: { zh: "最低留存", en: "A part is kept" },
  DEPOSIT: { zh: "风险保证金", en: "Risk deposit" },
}
export const releaseTitles: Record<(typeof releaseModes)[number], Both> = {
  PER_LESSON: { zh: "一课一消", en: "Lesson by lesson" },
  ORDER_END: { zh: "整单结束后划拨", en: "Whole order after its end" },
  MONTHS: { zh: "按月返还", en: "By calendar months" },
}
export const cadenceTitles: Record<(typeof cadences)[number], Both> = {
  DAILY: { zh: "每日划拨", en: "every day" },
  WEEKLY: { zh: "每周划拨（一周一结）", en: "every week" },
}
export const giftTitles: Record<GiftMode, Both> = {
  PAID_ONLY: { zh: "赠课在后，不分摊学费", en: "Gift lessons come last and cost nothing" },
  SPREAD_ALL: { zh: "学费由付费课与赠课平摊", en: "The fee is spread over paid and gift lessons" },
}
export const deductionTitles: Record<Deduction, Both> = {
  PAID_PRICE: { zh: "已上课按实付单价扣", en: "Lessons held cost what was paid" },
  LIST_PRICE: { zh: "已上课按原价扣", en: "Lessons held cost the list price" },
}

const whole = (min: number, max: number) => z.number().int().min(min).max(max)
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** One version of a local policy. An order keeps the version it was signed under. */
export const policyShape = z.object({
  custody: z.enum(custodyModes),
  release: z.enum(releaseModes),
  cadence: z.enum(cadences),
  /** Part of the money that goes into custody, in hundredths of a per cent; 0 under a pure deposit rule. */
  custodyShareBp: whole(0, 10_000),
  maxMonths: whole(1, 24),
  maxLessons: whole(1, 500),
  /** Cap of one charge for non-academic training, in yuan; null where none is set. */
  capYuan: whole(1, 1_000_000).nullable(),
  earliestMonths: whole(0, 12),
  /** Charged by lessons: not before so few of the same subject are left. */
  renewAtLessons: whole(0, 100),
  confirmWorkdays: whole(1, 60),
  refundAnswerWorkdays: whole(1, 60),
  refundBeforeWorkdays: whole(1, 60),
  refundAfterWorkdays: whole(1, 60),
  coolingDays: whole(0, 60),
  /** Whole orders are released so many working days after their last lesson. */
  orderEndWorkdays: whole(0, 60),
  releaseMonths: whole(1, 24),
  giftMode: z.enum(giftModes),
  listPriceAllowed: z.boolean(),
  depositFloor: z.boolean(),
  latestEnd: clockTime,
  latestEndOnline: clockTime,
  /** Last day on which new orders may be signed under it; null = until another version comes. */
  until: z.iso.date().nullable(),
})
export type Policy = z.output<typeof policyShape>

export const levels = ["NORMAL", "YELLOW", "RED"] as const
export type Level = (typeof levels)[number]
export const levelTitles: Record<Level, Both> = {
  NORMAL: { zh: "正常", en: "Normal" },
  YELLOW: { zh: "黄色", en: "Yellow" },
  RED: { zh: "红色", en: "Red" },
}

export const subjects = ["math", "language", "english", "art", "music", "dance", "sport", "science", "other"] as const
export type Subject = (typeof subjects)[number]
export const subjectTitles: Record<Subject, Both> = {
  math: { zh: "数学", en: "Mathematics" },
  language: { zh: "语文", en: "Chinese" },
  english: { zh: "英语", en: "English" },
  art: { zh: "美术", en: "Art" },
  music: { zh: "音乐", en: "Music" },
  dance: { zh: "舞蹈", en: "Dance" },
  sport: { zh: "体育", en: "Sport" },
  science: { zh: "科技", en: "Science" },
  other: { zh: "其他", en: "Other" },
}

export const billings = ["period", "lessons", "both"] as const
export type Billing = (typeof billings)[number]
export const billingTitles: Record<Billing, Both> = {
  period: { zh: "按周期收费", en: "By period" },
  lessons: { zh: "按课时收费", en: "By lessons" },
  both: { zh: "周期与课时同时约定", en: "By both" },
}

export const marks = ["present", "absent", "leave"] as const
export type Mark = (typeof marks)[number]
export const markTitles: Record<Mark, Both> = {
  present: { zh: "到课", en: "Present" },
  absent: { zh: "缺课", en: "Absent" },
  leave: { zh: "请假", en: "On leave" },
}

export const receiptRoutes = ["transfer", "cash", "wallet", "loan"] as const
export type ReceiptRoute = (typeof receiptRoutes)[number]
export const routeTitles: Record<ReceiptRoute, Both> = {
  transfer: { zh: "家长转账到存管户", en: "Transfer of the parent" },
  cash: { zh: "机构收取的现金归集", en: "Cash taken by the institution" },
  wallet: { zh: "机构收取的扫码款归集", en: "Wallet takings of the institution" },
  loan: { zh: "培训贷", en: "Training loan" },
}

export const alertRules = [
  "outflow",
  "enrolment",
  "idle",
  "auto_confirm",
  "crowded_day",
  "licence",
  "deposit",
  "refund_overdue",
  "split_order",
  "off_platform",
  "recon",
] as const
export type AlertRule = (typeof alertRules)[number]
export const alertTitles: Record<AlertRule, Both> = {
  outflow: { zh: "单日划出占比过高", en: "Large outflow in a day" },
  enrolment: { zh: "报名量异常", en: "Unusual enrolment" },
  idle: { zh: "多日未上课而有余额", en: "No lesson for days with money left" },
  auto_confirm: { zh: "自动确认占比过高", en: "Too many confirmed by silence" },
  crowded_day: { zh: "一名学生一天课次过多", en: "Too many lessons of one child in a day" },
  licence: { zh: "许可证即将到期", en: "Licence ends soon" },
  deposit: { zh: "保证金低于应缴额", en: "Deposit below its floor" },
  refund_overdue: { zh: "退费逾期", en: "Refund past due" },
  split_order: { zh: "疑似拆单", en: "Suspected split orders" },
  off_platform: { zh: "疑似平台外上课", en: "Suspected teaching off the platform" },
  recon: { zh: "存管对账差异", en: "Reconciliation differs" },
}

export const listedKinds = ["institution", "legal_person", "person"] as const
export type ListedKind = (typeof listedKinds)[number]
export const listedTitles: Record<ListedKind, Both> = {
  institution: { zh: "机构", en: "Institution" },
  legal_person: { zh: "法定代表人", en: "Legal representative" },
  person: { zh: "个人", en: "Person" },
}

/** What a replay of one order tells of. */
export const replayKinds = ["contract", "lesson", "word", "money", "refund", "freeze", "complaint"] as const
export type ReplayKind = (typeof replayKinds)[number]
export const replayTitles: Record<ReplayKind, Both> = {
  contract: { zh: "合同", en: "Contract" },
  lesson: { zh: "上课", en: "Lesson" },
  word: { zh: "确认", en: "Word" },
  money: { zh: "资金", en: "Money" },
  refund: { zh: "退费", en: "Refund" },
  freeze: { zh: "冻结", en: "Freeze" },
  complaint: { zh: "投诉评价", en: "Complaint" },
}

export const complaintTopics = ["teaching", "attendance", "charge", "refund", "safety", "other"] as const
export type ComplaintTopic = (typeof complaintTopics)[number]
export const topicTitles: Record<ComplaintTopic, Both> = {
  teaching: { zh: "教学质量", en: "Teaching" },
  attendance: { zh: "课时与签到", en: "Lessons and attendance" },
  charge: { zh: "乱收费、私下收款", en: "Charges, money taken privately" },
  refund: { zh: "退费", en: "Refund" },
  safety: { zh: "场地与安全", en: "Rooms and safety" },
  other: { zh: "其他", en: "Other" },
}

/** objects of custody that this scene puts there */
export const orderObject = "training-order"

export const tuition = "tuition"
export const materials = "materials"
