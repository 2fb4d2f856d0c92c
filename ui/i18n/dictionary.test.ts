// Promise: words come in the asked language, facts fill their places, an unknown place stays visible.
import { expect, test } from "vitest"
import { say, speak } from "./dictionary.ts"

test("facts fill the sentence in either language", () => {
  const entry = ["剩余 {n} 天", "{n} days left"] as const
  expect(speak(entry, "zh", { n: 3 })).toBe("剩余 3 天")
  expect(speak(entry, "en", { n: 3 })).toBe("3 days left")
})

test("a missing fact is shown, not swallowed", () => {
  expect(speak(["{a}", "{a}"], "zh")).toBe("{a}")
})

test("server words follow the language", () => {
  expect(say({ zh: "贷款", en: "Loan" }, "en")).toBe("Loan")
  expect(say(null, "zh")).toBe("")
})
