// Calendar dates as "YYYY-MM-DD" text and day numbers, without clocks or time zones.
// Month steps remember the day they started from, so 31 January + 1 month + 1 month is 31 March.

export type MissingDay = "last_of_month" | "first_of_next_month"
export type PeriodUnit = "day" | "week" | "month"

interface Civil {
  year: number
  month: number
  day: number
}

/** Dates are read millions of times in a replay: digits are read in place, without a pattern. */
function parse(date: string): Civil {
  const year = digits(date, 0, 4)
  const month = digits(date, 5, 7)
  const day = digits(date, 8, 10)
  const isWhole = date.length === 10 && date[4] === "-" && date[7] === "-"
  if (!isWhole || year < 0 || month < 0 || day < 0) throw new RangeError(`not a date: ${date}`)
  return { year, month, day }
}

const zeroCode = 48

/** Minus one where something else than a digit stands. */
function digits(text: string, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - zeroCode
    if (!(digit >= 0 && digit <= 9)) return -1
    value = value * 10 + digit
  }
  return value
}

const text = ({ year, month, day }: Civil): string =>
  `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`

export const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
export const yearOf = (date: string): number => parse(date).year
export const daysInYear = (year: number): number => (isLeap(year) ? 366 : 365)

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar (era arithmetic: 146,097 days are 400 years). */
export function dayNumber(date: string): number {
  const { year, month, day } = parse(date)
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

export function dateOf(number: number): string {
  const shifted = number + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096)
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  return text({ year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day })
}

/** 算头不算尾: the first day counts, the last does not. */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from)
export const addDays = (date: string, days: number): string => dateOf(dayNumber(date) + days)

/** Adds months aiming at `seedDay`; a month without that day takes its last day or the first of the next month. */
export function addMonths(
  date: string,
  months: number,
  seedDay = parse(date).day,
  missing: MissingDay = "last_of_month",
): string {
  const { year, month } = parse(date)
  const index = year * 12 + (month - 1) + months
  const target = { year: Math.floor(index / 12), month: (index % 12) + 1 }
  const length = daysInMonth(target.year, target.month)
  if (seedDay <= length) return text({ ...target, day: seedDay })
  if (missing === "last_of_month") return text({ ...target, day: length })
  return addDays(text({ ...target, day: length }), 1)
}

export function addPeriod(
  from: string,
  count: number,
  unit: PeriodUnit,
  seedDay?: number,
  missing?: MissingDay,
): string {
  if (unit === "month") return addMonths(from, count, seedDay, missing)
  return addDays(from, unit === "week" ? count * 7 : count)
}

/** Whole months from one date to another, and the days left over. */
export function monthsAndDays(from: string, to: string): { months: number; days: number } {
  const a = parse(from)
  const b = parse(to)
  let months = (b.year - a.year) * 12 + (b.month - a.month)
  while (months > 0 && addMonths(from, months) > to) months -= 1
  return { months, days: daysBetween(addMonths(from, months), to) }
}

/** Days by calendar year: nights up to 31 December belong to the old year, the rest to the new one. */
export function daysByYear(from: string, to: string): { year: number; days: number }[] {
  const parts: { year: number; days: number }[] = []
  let cursor = from
  while (cursor < to) {
    const year = cursor.slice(5) === "12-31" ? yearOf(cursor) + 1 : yearOf(cursor)
    const lastDay = `${String(year).padStart(4, "0")}-12-31`
    const end = lastDay < to ? lastDay : to
    parts.push({ year, days: daysBetween(cursor, end) })
    cursor = end
  }
  return parts
}
