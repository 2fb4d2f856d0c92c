// The channels' own ways to write a moment and an amount, all in Beijing time. Pure.
const eightHoursMs = 8 * 3_600_000

/** "2026-03-02 09:00:00" in Beijing. */
export const beijing = (at: Date): string =>
  new Date(at.getTime() + eightHoursMs).toISOString().slice(0, 19).replace("T", " ")

/** "2026-03-02T09:00:00+08:00". */
export const beijingIso = (at: Date): string => `${beijing(at).replace(" ", "T")}+08:00`

export const fromBeijing = (text: string): Date => new Date(`${text.trim().replace(" ", "T")}+08:00`)
