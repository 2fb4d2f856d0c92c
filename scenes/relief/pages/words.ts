// Words and tones of relief pages; states, tools and rules bring their own words.
import { dictionary } from "#ui/i18n"
import type { Tone } from "#ui/look"
import type { ReliefState } from "../states.ts"

export const useReliefText = dictionary({
  scene: ["纾困", "Relief"],
  worklist: ["纾困工作台", "Relief worklist"],
  cases: ["纾困业务", "Relief cases"],
  calendar: ["观察期日历", "Observation calendar"],
  reports: ["纾困报表", "Relief reports"],
  caseNo: ["业务编号", "Case"],
  loanNo: ["借据", "Note"],
  firm: ["企业", "Firm"],
  size: ["规模", "Size"],
  state: ["状态", "State"],
  outlet: ["网点", "Outlet"],
  tool: ["措施", "Measure"],
  balance: ["贷款余额", "Balance"],
  balanceHead: ["贷款余额（元）", "Balance (CNY)"],
  matures: ["到期日", "Due"],
  daysLeft: ["剩余天数", "Days left"],
  overdue: ["逾期 {n} 天", "{n} days late"],
  days: ["{n} 天", "{n} days"],
  class: ["五级分类", "Class"],
  signal: ["来源", "Signal"],
  due_soon: ["到期前提示", "Due soon"],
  firmAsked: ["企业申请", "The firm asked"],
  late: ["逾期提示", "Overdue"],
  manager: ["客户经理登记", "Manager"],
  observation: ["观察期至", "Observed until"],
  restarts: ["重新计算", "Restarts"],
  none: ["没有纾困业务。", "No relief cases."],
  save: ["保存", "Save"],
  note: ["依据", "What was looked at"],
  reason: ["原因", "Reason"],
  pass: ["正常", "Normal"],
  special_mention: ["关注", "Special mention"],
  substandard: ["次级", "Substandard"],
  doubtful: ["可疑", "Doubtful"],
  loss: ["损失", "Loss"],
  micro: ["微型", "Micro"],
  small: ["小型", "Small"],
  medium: ["中型", "Medium"],
  large: ["大型", "Large"],
  sales: ["销售下滑", "Sales fell"],
  cost: ["成本上涨", "Costs rose"],
  collection: ["回款推迟", "Buyers pay late"],
  accident: ["灾害或事故", "Accident"],
  season: ["季节性周转", "Season"],
  other: ["其他", "Other"],
  unsure: ["请银行建议", "Let the bank advise"],
  renew: ["续贷", "Renew"],
  extend: ["晚些到期", "Later due date"],
  defer: ["推迟几期还款", "Move instalments"],
  restructure: ["重新安排全部还款", "New arrangement"],
  reasonCode: ["困难原因", "Why it is hard"],
  wish: ["希望的方式", "What would help"],
  words: ["困难情况", "What happened"],
  visit: ["上门走访", "Visit"],
  phone: ["电话", "Phone"],
  video: ["视频", "Video"],
  firm_came: ["企业来行", "The firm came"],
  due: ["日期", "Day"],
  principal: ["本金", "Principal"],
  interest: ["利息", "Interest"],
  total: ["合计", "Total"],
  before: ["原计划", "Before"],
  after: ["新计划", "After"],
})

export function stateTone(state: ReliefState): Tone {
  if (state === "signalled") return "warn"
  if (state === "declined") return "bad"
  if (state === "effective" || state === "observed") return "good"
  if (state === "closed") return "neutral"
  return state === "approved" || state === "contracted" ? "calm" : "primary"
}

export const classTone = (of: string): Tone => (of === "pass" ? "good" : of === "special_mention" ? "warn" : "bad")
export const signalWord = { due_soon: "due_soon", overdue: "late", firm: "firmAsked", manager: "manager" } as const
