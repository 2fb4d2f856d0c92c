import { describe, expect, test } from "vitest"
import { announcedDays, calendarOf } from "./calendar.ts"
import { addDays, addMonths, daysBetween, monthsBetween } from "./date.ts"

const calendar = calendarOf(announcedDays())

describe("dates", () => {
  test("month ends", () => {
    expect(addMonths("2026-01-31", 1)).toBe("2026-02-28")
    expect(addMonths("2024-01-31", 1)).toBe("2024-02-29")
    expect(addMonths("2026-03-15", 10)).toBe("2027-01-15")
  })
  test("days count the first and not the last", () => {
    expect(daysBetween("2026-03-15", "2027-01-31")).toBe(322)
    expect(daysBetween("2026-01-01", "2026-01-02")).toBe(1)
    expect(monthsBetween("2026-03-15", "2027-01-31")).toBe(10)
    expect(addDays("2027-01-31", -60)).toBe("2026-12-02")
  })
})

describe("working days", () => {
  test.each([
    ["2026-01-01", false],
    ["2026-10-01", false],
    ["2026-03-02", true],
    ["2026-03-07", false],
  ])("%s is a working day: %s", (day, work) => expect(calendar.isWorkday(day)).toBe(work))

  test("entrusted payment of 2026-03-02: five working days, at most ten", () => {
    expect(calendar.addWorkdays("2026-03-02", 5)).toBe("2026-03-09")
    expect(calendar.addWorkdays("2026-03-02", 10)).toBe("2026-03-16")
    expect(calendar.workdaysBetween("2026-03-02", "2026-03-16")).toBe(10)
  })

  test("a rest day moves on, a working day stays", () => {
    expect(calendar.onOrAfter("2026-03-07")).toBe("2026-03-09")
    expect(calendar.onOrAfter("2026-03-06")).toBe("2026-03-06")
  })
})
