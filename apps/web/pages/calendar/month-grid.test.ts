// Promise: every day of the month stands under its weekday, Monday first.
import { expect, test } from "vitest"
import { monthGrid } from "./month-grid.ts"

test("February 2026 starts on a Sunday", () => {
  const weeks = monthGrid(2026, 2)
  expect(weeks[0]).toEqual([null, null, null, null, null, null, "2026-02-01"])
  expect(weeks.flat().filter(Boolean)).toHaveLength(28)
})
