// Working days of the People's Republic: holidays and make-up days as data, weekdays where nothing is announced.
import chineseDays from "chinese-days"
import type { Db } from "#kernel/db"
import { addDays, weekday } from "./date.ts"

export interface Calendar {
  isWorkday(date: string): boolean
  /** The date itself when it is a working day, else the next one. */
  onOrAfter(date: string): string
  /** n working days later (earlier when negative); the start does not count. */
  addWorkdays(date: string, n: number): string
  /** Working days after `from` up to and including `to`. */
  workdaysBetween(from: string, to: string): number
}

export interface CalendarDay {
  day: string
  work: boolean
}

/** Days that differ from a plain Monday-to-Friday week. */
export function calendarOf(exceptions: Iterable<CalendarDay>): Calendar {
  const known = new Map<string, boolean>()
  for (const { day, work } of exceptions) known.set(day, work)
  const isWorkday = (date: string) => known.get(date) ?? weekday(date) <= 5
  const step = (date: string, n: number) => {
    const direction = n < 0 ? -1 : 1
    let left = Math.abs(n)
    let at = date
    while (left > 0) {
      at = addDays(at, direction)
      if (isWorkday(at)) left--
    }
    return at
  }
  return {
    isWorkday,
    onOrAfter: (date) => (isWorkday(date) ? date : step(date, 1)),
    addWorkdays: step,
    workdaysBetween: (from, to) => {
      let count = 0
      for (let at = addDays(from, 1); at <= to; at = addDays(at, 1)) if (isWorkday(at)) count++
      return count
    },
  }
}

// The library falls back to weekdays without a word after its last year; we write down what is announced instead.
const firstYear = 2016
const lastAnnouncedYear = 2026

/** Exceptions the library knows, for the first filling of the table. */
export function announcedDays(): (CalendarDay & { name: string })[] {
  const found: (CalendarDay & { name: string })[] = []
  for (let day = `${firstYear}-01-01`; day <= `${lastAnnouncedYear}-12-31`; day = addDays(day, 1)) {
    const work = chineseDays.isWorkday(day)
    if (work !== weekday(day) <= 5) {
      const name = chineseDays.getDayDetail(day).name.split(",")
      found.push({ day, work, name: name[1] ?? name[0] ?? "" })
    }
  }
  return found
}

export async function seedCalendar(db: Db): Promise<void> {
  const days = announcedDays().map((day) => ({ ...day, announced: true }))
  await db
    .insertInto("calendar_day")
    .values(days)
    .onConflict((c) => c.column("day").doNothing())
    .execute()
}

export async function loadCalendar(db: Db): Promise<Calendar> {
  return calendarOf(await db.selectFrom("calendar_day").select(["day", "work"]).execute())
}

export { lastAnnouncedYear }
