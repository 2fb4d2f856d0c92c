// Words and colours that the school's, the bank's and the parents' pages share.
import { dictionary } from "#ui/i18n"
import type { Tone } from "#ui/theme"
import type { LeaveState, VisitState } from "../states.ts"

export const leaveTones: Record<LeaveState, Tone> = {
  submitted: "warn",
  class_ok: "warn",
  active: "good",
  out_done: "primary",
  returned: "neutral",
  overdue: "bad",
  rejected: "neutral",
  withdrawn: "neutral",
}
export const visitTones: Record<VisitState, Tone> = {
  booked: "warn",
  host_ok: "calm",
  arrived: "primary",
  in: "good",
  left: "neutral",
  no_show: "neutral",
  rejected: "neutral",
}
export const cardTones = { active: "good", lost: "bad", replaced: "neutral", closed: "neutral" } as const
export const deviceTones = { ok: "good", stale: "warn", alarm: "bad", never: "calm" } as const

export const kindTitles = {
  student: { zh: "学生", en: "Pupil" },
  staff: { zh: "教职工", en: "Staff" },
} as const
export const statusTitles = {
  enrolled: { zh: "在籍", en: "Enrolled" },
  graduated: { zh: "毕业", en: "Graduated" },
  left: { zh: "转出", en: "Left" },
} as const
export const statusTones = { enrolled: "good", graduated: "neutral", left: "neutral" } as const

/** Reports whose figures are a month's; the others are of now. */
const monthly = new Set<string>(["attendance-classes", "attendance-pupils", "notices", "ways", "sales-hours"])
export const isMonthly = (report: string): boolean => monthly.has(report)

export const useReportTitles = dictionary({
  reports: ["报表", "Reports"],
  "attendance-classes": ["班级考勤", "Attendance by class"],
  "attendance-pupils": ["学生考勤", "Attendance by pupil"],
  notices: ["家长通知送达", "Notices to parents"],
  ways: ["通行方式对比", "Ways through the gates"],
  consents: ["同意覆盖与删除", "Consents and deletions"],
  "sales-hours": ["分时段销售", "Sales by the hour"],
  "float-age": ["沉淀资金账龄", "Float by age"],
  arrears: ["欠款", "Arrears"],
  dormant: ["不动户", "Dormant wallets"],
})

/** "07:31" on the wall in Shanghai, whatever the browser's zone. */
export const clock = (instant: string | null): string =>
  instant
    ? new Intl.DateTimeFormat("zh-CN", {
        timeZone: "Asia/Shanghai",
        hour: "2-digit",
        minute: "2-digit",
        hour12: false,
      }).format(new Date(instant))
    : "—"

export const useCampusText = dictionary({
  name: ["姓名", "Name"],
  number: ["学号", "Number"],
  class: ["班级", "Class"],
  state: ["状态", "State"],
  since: ["时间", "Since"],
  place: ["地点", "Place"],
  none: ["没有记录。", "No records."],
  print: ["打印", "Print"],
  search: ["姓名、学号、班级或卡号", "Name, number, class or card"],
  reason: ["原因", "Reason"],
  from: ["起", "From"],
  to: ["止", "To"],
  amount: ["金额", "Amount"],
  kind: ["类别", "Kind"],
  in: ["进校", "In"],
  out: ["离校", "Out"],
  both: ["进出", "Both"],
  merchant: ["商户", "Merchant"],
  when: ["时间", "When"],
  cancel: ["撤销", "Withdraw"],
})
