// Promise: instants show in Beijing time on any machine; days count calendar days.
import { expect, test } from "vitest"
import { daysBetween, moment } from "./instant.ts"

test("Beijing time", () => {
  expect(moment("2026-03-15T16:05:00Z")).toBe("2026-03-16 00:05")
  expect(moment("2026-03-15T02:05:09Z", true)).toBe("2026-03-15 10:05:09")
  expect(moment(null)).toBe("—")
})

test("days between", () => {
  expect(daysBetween("2026-02-27", "2026-03-01")).toBe(2)
  expect(daysBetween("2026-03-01", "2026-02-27")).toBe(-2)
})
