// Promises: 1 text and amount agree both ways · 2 splitting never loses a fen · 3 no part is off by a whole unit ·
// 4 half-up division is exact, away from zero.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { allocate, formatAmount, mulDivHalfUp, parseAmount } from "./amount.ts"

const amounts = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n })
const scales = fc.integer({ min: 0, max: 6 })

describe("amounts", () => {
  test.each([
    ["1234.5", 2, 123450n],
    ["-0.01", 2, -1n],
    ["7", 0, 7n],
    [" 12.340 ", 3, 12340n],
    ["12.345", 2, null],
    ["1e3", 2, null],
    ["1,000.00", 2, null],
    [".5", 2, null],
    ["", 2, null],
    ["１２", 2, null],
  ])("parse %j at scale %i", (text, scale, expected) => expect(parseAmount(text, scale)).toBe(expected))

  test("a number is refused before it can lose anything", () => {
    expect(() => parseAmount(0.1 as unknown as string, 2)).toThrow(TypeError)
  })

  test("promise 1", () => {
    fc.assert(
      fc.property(amounts, scales, (amount, scale) => parseAmount(formatAmount(amount, scale), scale) === amount),
    )
  })
})

describe("allocate", () => {
  const weights = fc
    .array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 20 })
    .filter((all) => all.some((one) => one > 0n))

  test("the earlier part takes the odd fen", () => {
    expect(allocate(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n])
    expect(allocate(-100n, [1n, 1n, 1n])).toEqual([-34n, -33n, -33n])
    expect(allocate(5n, [0n, 1n])).toEqual([0n, 5n])
  })

  test("promises 2 and 3", () => {
    fc.assert(
      fc.property(amounts, weights, (total, parts) => {
        const split = allocate(total, parts)
        const sum = parts.reduce((all, one) => all + one, 0n)
        expect(split.reduce((all, one) => all + one, 0n)).toBe(total)
        split.forEach((part, index) => {
          const off = part * sum - total * parts[index]!
          expect(off < sum && off > -sum).toBe(true)
        })
      }),
    )
  })

  test("nothing to split by", () => {
    expect(() => allocate(1n, [0n])).toThrow(RangeError)
    expect(() => allocate(1n, [-1n, 2n])).toThrow(RangeError)
  })
})

describe("mulDivHalfUp", () => {
  test.each([
    [5n, 1n, 2n, 3n],
    [-5n, 1n, 2n, -3n],
    [5n, -1n, -2n, 3n],
    [7n, 1n, 3n, 2n],
    [10_000_000n, 435n, 360_000n, 12_083n],
  ])("%i × %i ÷ %i", (a, b, c, expected) => expect(mulDivHalfUp(a, b, c)).toBe(expected))

  test("promise 4: the error is at most a half", () => {
    const divisor = fc.bigInt({ min: 1n, max: 10n ** 9n })
    fc.assert(
      fc.property(amounts, amounts, divisor, (a, b, c) => {
        const off = 2n * (mulDivHalfUp(a, b, c) * c - a * b)
        expect(off <= c && off >= -c).toBe(true)
      }),
    )
  })

  test("division by zero is a bug", () => expect(() => mulDivHalfUp(1n, 1n, 0n)).toThrow(RangeError))
})
