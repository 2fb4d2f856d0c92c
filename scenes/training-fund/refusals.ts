import { defineRefusals } from "#kernel/refusal"

const stay = "未作任何变动。"

export const refuse = defineRefusals("training-fund", {
  "E-NOT-FOUND": {
    status: 404,
    zh: "没有{what}“{id}”，或不在您的权限内；请核对后重试。",
    en: 'No {whatEn} "{id}" that you may see; check it and try again.',
  },
  FEE_TOO_LONG: {
    zh: `一次收费最长 {months} 个月：最后一课须不晚于 {until}；请缩短课程或分期报名。${stay}`,
    en: "One charge covers {months} months at most: the last lesson must not be after {until}. Nothing moved.",
  },
  LESSONS_OVER_60: {
    zh: `一次收费最多 {max} 课时（含赠课），本课程 {lessons} 课时；请减少课时。${stay}`,
    en: "One charge covers {max} lessons at most, gifts included; this has {lessons}. Nothing moved.",
  },
  FEE_CAP_5000: {
    zh: `非学科类一次收费不超过 {capYuan} 元（含教材等）；请减少金额或分期报名。${stay}`,
    en: "Other than academic training: {capYuan} yuan a charge at most, materials included. Nothing moved.",
  },
  PAY_TOO_EARLY: {
    zh: `最早 {from} 起可以收费；请到时再报名缴费。${stay}`,
    en: "The fee may be taken from {from} on. Nothing moved.",
  },
  POLICY_EXPIRED: {
    status: 409,
    zh: `该机构适用的监管政策已于 {until} 到期，须先更新政策版本。${stay}`,
    en: "The policy this institution works under ended on {until}; a new version must come first. Nothing moved.",
  },
  COURSE_AFTER_2030: {
    zh: `课次 {seq} 于 {endsAt} 结束，晚于 {latest}；请提前上课时间。${stay}`,
    en: "Lesson {seq} ends at {endsAt}, later than {latest}. Nothing moved.",
  },
  ACCOUNT_NOT_CUSTODY: {
    zh: `账号 {accountNo} 不是该机构的存管账户 {poolNo}，学费只能进存管账户；请改用存管账户。${stay}`,
    en: "Account {accountNo} is not the institution's custody account {poolNo}; fees go nowhere else. Nothing moved.",
  },
  LOAN_PAYMENT_FORBIDDEN: {
    zh: `不得使用培训贷缴纳学费；请用家长自有资金缴费。${stay}`,
    en: "Fees must not be paid with a training loan. Nothing moved.",
  },
  LESSON_DUPLICATE: {
    zh: `{student} 在 {at} 已有“{other}”的课，时间重叠；请换一个班。${stay}`,
    en: "{student} has a lesson of {other} at {at} already: the times overlap. Nothing moved.",
  },
  INSTITUTION_RESTRICTED: {
    status: 409,
    zh: `{name} 暂不能招生：{reason}。${stay}`,
    en: "{name} takes no new orders now: {reasonEn}. Nothing moved.",
  },
  BLACKLISTED: {
    status: 409,
    zh: `{name} 在黑名单上（{documentNo}），不能登记由其负责的机构；移出黑名单后再办理。${stay}`,
    en: "{name} is blacklisted ({documentNo}): no institution of theirs can be registered until that is lifted. Nothing moved.",
  },
  "E-STATE": { status: 409, zh: `{reason}。${stay}`, en: "{reasonEn}. Nothing moved." },
  "E-SCHEDULE": {
    zh: `课表不对：{reason}。${stay}`,
    en: "The schedule does not fit: {reasonEn}. Nothing moved.",
  },
  "E-LIST-PRICE": {
    zh: `适用政策不允许“已上课按原价扣”，请改为按实付价。${stay}`,
    en: "The policy does not permit deduction at the list price. Nothing moved.",
  },
  "E-FULL": { status: 409, zh: `班级已满 {seats} 人。${stay}`, en: "The class is full ({seats}). Nothing moved." },
  "E-CHILD": {
    zh: `请先登记孩子，或选择您自己的孩子。${stay}`,
    en: "Register the child first, or choose one of yours. Nothing moved.",
  },
  "E-TWICE": {
    status: 409,
    zh: `{student} 已报名这门课（合同 {contractNo}）。${stay}`,
    en: "{student} is enrolled already (contract {contractNo}). Nothing moved.",
  },
  "E-REASON": { zh: "请写明理由（至少 4 个字）。", en: "Say why, in at least four characters." },
  "E-TOO-SOON": {
    zh: `{at} 的课还没有开始，不能签到。${stay}`,
    en: "The lesson of {at} has not begun. Nothing moved.",
  },
  "E-AMOUNT": { zh: `{what}须大于 0。${stay}`, en: "{whatEn} must be more than zero. Nothing moved." },
  "E-REFUND-OPEN": {
    status: 409,
    zh: `退费 {number} 还没有办完。${stay}`,
    en: "Refund {number} is still under way. Nothing moved.",
  },
  "E-NOTHING-LEFT": {
    status: 409,
    zh: `已没有可退的金额：{why}。${stay}`,
    en: "Nothing is left to give back: {whyEn}. Nothing moved.",
  },
  "E-POLICY": { zh: `没有政策 {code}。${stay}`, en: "No policy {code}. Nothing moved." },
  "E-COURT-PAPER": {
    zh: `全部冻结须写明法院或公安机关的文书编号；一般风险请用“冻结机构划拨”。${stay}`,
    en: "Freezing everything needs the number of a court's or police paper. Nothing moved.",
  },
})
