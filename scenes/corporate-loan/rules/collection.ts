// 催收: the road from the first reminder to the hand-over, as data. A letter counts only with proof of its delivery, for
// each letter interrupts the limitation of action (诉讼时效中断).
import { addDays, daysBetween } from "#contract/products/loan"

export interface Step {
  code: string
  /** Days from the due date; before it when negative. */
  day: number
  kind: "reminder" | "call" | "letter" | "hand_over"
  zh: string
  en: string
}

const step = (code: string, day: number, kind: Step["kind"], zh: string, en: string): Step => ({
  code,
  day,
  kind,
  zh,
  en,
})

export const steps: readonly Step[] = [
  step("T-30", -30, "reminder", "到期前 30 天提醒", "Reminder 30 days ahead"),
  step("T-10", -10, "reminder", "到期前 10 天提醒", "Reminder 10 days ahead"),
  step("T-3", -3, "reminder", "到期前 3 天提醒", "Reminder 3 days ahead"),
  step("CALL", 3, "call", "逾期 3 天电话催收", "Call on day 3"),
  step("LETTER-1", 7, "letter", "第一次催收函", "First letter"),
  step("LETTER-2", 30, "letter", "第二次催收函（抄送担保人）", "Second letter, guarantors too"),
  step("LETTER-3", 60, "letter", "第三次催收函（附押品处置方案）", "Third letter with collateral plan"),
  step("HAND-OVER", 91, "hand_over", "移交资产保全", "Hand-over to preservation"),
]

export const reminders = steps.filter((one) => one.kind === "reminder")
export const dunning = steps.filter((one) => one.kind !== "reminder")
export const stepOf = (code: string): Step | undefined => steps.find((one) => one.code === code)

/** Steps whose day has come for a note overdue since this day. The day after the due date is T+1. */
export function dunningDue(dueOn: string, today: string): { step: Step; on: string }[] {
  const late = daysBetween(dueOn, today)
  return dunning.filter((one) => one.day <= late).map((one) => ({ step: one, on: addDays(dueOn, one.day) }))
}

/** The nearest reminder whose day has come and whose due date has not. */
export function reminderDue(dueOn: string, today: string): Step | null {
  const left = daysBetween(today, dueOn)
  if (left < 0) return null
  return reminders.filter((one) => -one.day >= left).toSorted((a, b) => b.day - a.day)[0] ?? null
}

export const isBad = (overdueDays: number): boolean => overdueDays > 90
