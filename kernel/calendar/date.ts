// Dates without clocks or zones: "YYYY-MM-DD" strings in and out. Pure; pages use it too.
import { Temporal } from "temporal-polyfill"

const plain = (date: string) => Temporal.PlainDate.from(date)

export const addDays = (date: string, days: number): string => plain(date).add({ days }).toString()

/** Same day of a later month; the 31st becomes the last day where a month is shorter. */
export const addMonths = (date: string, months: number): string => plain(date).add({ months }).toString()

/** Days from the first date to the second: 算头不算尾, so a loan of one night counts one. */
export const daysBetween = (from: string, to: string): number =>
  plain(from).until(plain(to), { largestUnit: "day" }).days

/** Whole months from the first date to the second. */
export const monthsBetween = (from: string, to: string): number =>
  plain(from).until(plain(to), { largestUnit: "month" }).months

/** 1 = Monday … 7 = Sunday. */
export const weekday = (date: string): number => plain(date).dayOfWeek

export const isDate = (text: string): boolean => {
  try {
    return plain(text).toString() === text
  } catch {
    return false
  }
}

/** The date on the wall in Shanghai at an instant. */
export const dateOf = (instant: Date): string =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO("Asia/Shanghai").toPlainDate().toString()
