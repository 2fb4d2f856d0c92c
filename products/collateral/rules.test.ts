// Goal: caps, prior claims and ages give the figures of the corporate loan sheet (package example 8).
import { describe, expect, test } from "vitest"
import {
  isValuationStale,
  lendableOfFen,
  ltvBp,
  packageLendableFen,
  shareFen,
  valuationValidUntil,
  type Leg,
} from "./rules.ts"

const yuan = (amount: number): bigint => BigInt(amount) * 100n
const leg = (over: Partial<Leg> & Pick<Leg, "class">): Leg => ({ valueFen: 0n, priorClaimsFen: 0n, ...over })

describe("package", () => {
  const legs = [
    leg({ class: "housing", valueFen: yuan(12_000_000) }),
    leg({ class: "plant", valueFen: yuan(9_000_000) }),
    leg({ class: "equipment", valueFen: yuan(5_000_000) }),
  ]

  test("lends the sum of capped values", () => expect(packageLendableFen(legs)).toBe(yuan(15_800_000)))

  test("a first charge comes off its own leg", () => {
    const charged = [{ ...legs[0]!, priorClaimsFen: yuan(5_000_000) }, legs[1]!, legs[2]!]
    expect(packageLendableFen(charged)).toBe(yuan(10_800_000))
  })

  test("a leg charged beyond its cap lends nothing and takes nothing from the others", () => {
    const charged = { ...legs[0]!, priorClaimsFen: yuan(9_000_000) }
    expect(lendableOfFen(charged)).toBe(0n)
    expect(packageLendableFen([charged, legs[1]!])).toBe(yuan(5_400_000))
  })
})

test("caps round half-up to the fen", () => expect([shareFen(1n, 5000), shareFen(3n, 4000)]).toEqual([1n, 1n]))

test("loan to value in basis points, half-up", () => {
  expect(ltvBp(yuan(1_900_000), yuan(2_047_500))).toBe(9280)
  expect(ltvBp(0n, 0n)).toBe(0)
  expect(ltvBp(1n, 0n)).toBe(999_999)
})

test("a valuation is good through the same day of its last month", () => {
  expect(valuationValidUntil("2025-03-31", 11)).toBe("2026-02-28")
  expect(isValuationStale("2025-03-15", "2026-03-15", 12)).toBe(false)
  expect(isValuationStale("2025-03-15", "2026-03-16", 12)).toBe(true)
})
