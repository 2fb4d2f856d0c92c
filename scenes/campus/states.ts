// Lives of a leave, a visit and an emergency as data, and why something is not possible now.
import type { Both } from "./model.ts"

export const leaveStates = [
  "submitted",
  "class_ok",
  "active",
  "out_done",
  "returned",
  "overdue",
  "rejected",
  "withdrawn",
] as const
export type LeaveState = (typeof leaveStates)[number]

export const leaveTitles: Record<LeaveState, Both> = {
  submitted: { zh: "待班主任同意", en: "Waits for the teacher" },
  class_ok: { zh: "待教务同意", en: "Waits for the office" },
  active: { zh: "已批准", en: "Approved" },
  out_done: { zh: "已离校", en: "Left on it" },
  returned: { zh: "已返校", en: "Came back" },
  overdue: { zh: "逾期未返", en: "Not back in time" },
  rejected: { zh: "未同意", en: "Refused" },
  withdrawn: { zh: "已撤销", en: "Withdrawn" },
}

export const leaveMoves: Record<LeaveState, readonly LeaveState[]> = {
  submitted: ["class_ok", "active", "rejected", "withdrawn"],
  class_ok: ["active", "rejected", "withdrawn"],
  active: ["out_done", "withdrawn"],
  out_done: ["returned", "overdue"],
  overdue: ["returned"],
  returned: [],
  rejected: [],
  withdrawn: [],
}

const not = (zh: string, en: string): Both => ({ zh, en })

/** Which of the posts may say yes or no now. */
export function cannotDecideLeave(state: LeaveState, roles: readonly string[]): Both | null {
  const isOffice = roles.includes("school-office")
  if (state === "submitted" && (isOffice || roles.includes("teacher"))) return null
  if (state === "class_ok" && isOffice) return null
  if (state === "class_ok") return not("须由教务同意", "the office must agree")
  return not(`请假已是“${leaveTitles[state].zh}”`, `it is ${leaveTitles[state].en.toLowerCase()}`)
}

export const canWithdrawLeave = (state: LeaveState): boolean => leaveMoves[state].includes("withdrawn")

export const visitStates = ["booked", "host_ok", "arrived", "in", "left", "no_show", "rejected"] as const
export type VisitState = (typeof visitStates)[number]

export const visitTitles: Record<VisitState, Both> = {
  booked: { zh: "待被访人确认", en: "Waits for the host" },
  host_ok: { zh: "已确认", en: "Agreed" },
  arrived: { zh: "已到，证件已核", en: "Arrived, papers seen" },
  in: { zh: "在校内", en: "Inside" },
  left: { zh: "已离开", en: "Left" },
  no_show: { zh: "未到", en: "Did not come" },
  rejected: { zh: "谢绝", en: "Declined" },
}

export const visitMoves: Record<VisitState, readonly VisitState[]> = {
  booked: ["host_ok", "rejected", "no_show"],
  host_ok: ["arrived", "rejected", "no_show"],
  arrived: ["in", "left"],
  in: ["left"],
  left: [],
  no_show: [],
  rejected: [],
}

export function cannotMoveVisit(from: VisitState, to: VisitState): Both | null {
  if (visitMoves[from].includes(to)) return null
  return not(
    `访客状态为“${visitTitles[from].zh}”，不能改为“${visitTitles[to].zh}”`,
    `the visit is ${visitTitles[from].en.toLowerCase()}`,
  )
}

export const emergencyStates = {
  emergency: { zh: "应急中，所有门常开", en: "Emergency, gates open" },
  muster: { zh: "正在清点", en: "Counting" },
  recovered: { zh: "已恢复", en: "Over" },
} as const satisfies Record<string, Both>
export type EmergencyState = keyof typeof emergencyStates
