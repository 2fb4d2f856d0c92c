// How old an arrear is, in the bands of the reports. Pure.
import { daysBetween } from "../../../kernel/calendar/date.ts"

export const ageBands = ["not-due", "0-30", "31-60", "61-90", "over-90"] as const
export type AgeBand = (typeof ageBands)[number]

export const ageTitles: Record<AgeBand, { zh: string; en: string }> = {
  "not-due": { zh: "未到期", en: "Not due" },
  "0-30": { zh: "30 天内", en: "Up to 30 days" },
  "31-60": { zh: "31–60 天", en: "31–60 days" },
  "61-90": { zh: "61–90 天", en: "61–90 days" },
  "over-90": { zh: "90 天以上", en: "Over 90 days" },
}

export function ageBand(dueOn: string, today: string): AgeBand {
  const days = daysBetween(dueOn, today)
  if (days <= 0) return "not-due"
  if (days <= 30) return "0-30"
  if (days <= 60) return "31-60"
  return days <= 90 ? "61-90" : "over-90"
}
