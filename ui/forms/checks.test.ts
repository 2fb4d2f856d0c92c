// Promise: what people type or paste becomes a plain decimal string, and only shape is judged here.
import { expect, test } from "vitest"
import { isShaped, plainDecimal } from "./checks.ts"

test.each([
  ["1，234．50", "1234.50"],
  ["￥ 1,000 元", "1000"],
  ["１２３", "123"],
])("%s is read as %s", (typed, plain) => expect(plainDecimal(typed)).toBe(plain))

test("shapes", () => {
  expect(isShaped("money", "12.345")).toBe(false)
  expect(isShaped("quantity", "12.345")).toBe(true)
  expect(isShaped("rate", "4.35")).toBe(true)
  expect(isShaped("whole", "12")).toBe(true)
})
