// Clock times as the branch reads them: Beijing time, whatever the computer is set to.
const clock = new Intl.DateTimeFormat("zh-CN", {
  timeZone: "Asia/Shanghai",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
})

function partsOf(instant: string): Record<string, string> {
  return Object.fromEntries(clock.formatToParts(new Date(instant)).map((part) => [part.type, part.value]))
}

/** "2026-03-15T02:05:00Z" → "2026-03-15 10:05". */
export function moment(instant: string | null | undefined, seconds = false): string {
  if (!instant) return "—"
  const p = partsOf(instant)
  return `${p.year}-${p.month}-${p.day} ${p.hour}:${p.minute}${seconds ? `:${p.second}` : ""}`
}

export function dayOf(instant: string): string {
  return moment(instant).slice(0, 10)
}

/** Whole days from one date to another; negative when `to` lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}
