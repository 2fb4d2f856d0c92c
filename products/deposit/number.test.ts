// Goal: a number made here is accepted, any single wrong digit and any swap of neighbours is not.
import { expect, test } from "vitest"
import { accountNumber, isAccountNumber } from "./number.ts"

test("a made number is sixteen digits and checks", () => {
  expect(accountNumber(1n)).toHaveLength(16)
  expect(isAccountNumber(accountNumber(42n))).toBe(true)
})

test("a wrong digit is noticed", () => {
  const good = accountNumber(1234n)
  for (let at = 0; at < good.length; at += 1) {
    const wrong = good.slice(0, at) + String((Number(good[at]) + 1) % 10) + good.slice(at + 1)
    expect(isAccountNumber(wrong)).toBe(false)
  }
})
