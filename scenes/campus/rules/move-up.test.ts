import { expect, it } from "vitest"
import { cannotMoveUp, clashingTitles, compareTitles, nextTitle } from "./move-up.ts"

it("names of the next year, as schools write them; what cannot be read stays with the office", () => {
  expect(
    ["七（1）班", "九（2）班", "一年级3班", "六年级1班", "高一（4）班", "高三（4）班", "初三1班"].map(nextTitle),
  ).toEqual(["八（1）班", null, "二年级3班", null, "高二（4）班", null, null])
  expect(nextTitle("晨光班")).toBeUndefined()
})

it("once a calendar year", () => {
  expect(cannotMoveUp(null, "2026-07-12")).toBeNull()
  expect(cannotMoveUp("2025-07-10", "2026-07-12")).toBeNull()
  expect(cannotMoveUp("2026-07-10", "2026-12-31")?.zh).toContain("2026-07-10")
})

it("two classes of one name, whether both move or one stays", () => {
  const moves = [
    { classId: "a", to: "八（1）班" },
    { classId: "b", to: "八（1）班" },
    { classId: "c", to: "晨光班" },
    { classId: "d", to: null },
  ]
  expect(clashingTitles(moves, ["晨光班"])).toEqual(["八（1）班", "晨光班"])
})

it("classes stand in the order of grades and numbers", () => {
  const titles = ["九（1）班", "八（1）班", "七（10）班", "七（2）班"]
  expect(titles.toSorted(compareTitles)).toEqual(["七（2）班", "七（10）班", "八（1）班", "九（1）班"])
  expect(["高三（1）班", "高二（1）班", "高一（1）班"].toSorted(compareTitles)[0]).toBe("高一（1）班")
})
