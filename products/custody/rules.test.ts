// Promises: 1 the steps of an agreement sum to what was paid, whatever the numbers; 2 no step releases less than nothing;
// 3 shares of a shortfall sum to what is left and nobody gets more than the claim. Seeds are printed when one fails.
import fc from "fast-check"
import { describe, expect, it, test } from "vitest"
import { cumulativeFen, reconcile, stepFen, unearnedFen, waterfall } from "./rules.ts"

const share = (paid: number, steps: number) => ({ paidFen: BigInt(paid), steps })

describe("cumulative release", () => {
  it("T1 2,999.00 for 32 steps: 28 of 93.72 and 4 of 93.71, R(10) = 937.19", () => {
    const one = share(299_900, 32)
    const lines = Array.from({ length: 32 }, (_, at) => stepFen(one, at + 1))
    expect(lines.slice(0, 5)).toEqual([9372n, 9372n, 9372n, 9372n, 9371n])
    expect(lines.filter((fen) => fen === 9372n)).toHaveLength(28)
    expect(lines.filter((fen) => fen === 9371n)).toHaveLength(4)
    expect(lines.reduce((sum, fen) => sum + fen, 0n)).toBe(299_900n)
    expect(cumulativeFen(one, 10)).toBe(93_719n)
  })
  it("T2 after 12 of them 1,124.63 is earned and 1,874.37 goes back", () => {
    expect(cumulativeFen(share(299_900, 32), 12)).toBe(112_463n)
    expect(unearnedFen(share(299_900, 32), 12)).toBe(187_437n)
  })
  test("promises 1 and 2", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 12n }), fc.integer({ min: 1, max: 2_000 }), (paidFen, steps) => {
        let sum = 0n
        for (let k = 1; k <= steps; k += 1) {
          const fen = stepFen({ paidFen, steps }, k)
          expect(fen >= 0n).toBe(true)
          sum += fen
          expect(sum + unearnedFen({ paidFen, steps }, k)).toBe(paidFen)
        }
        expect(sum).toBe(paidFen)
      }),
      { numRuns: 60, verbose: true },
    )
  })
})

describe("shortfall", () => {
  const claim = (id: string, claimFen: bigint, signedAt = "2026-01-01T00:00:00Z") => ({ id, claimFen, signedAt })
  it("T12 3,333.33 over 3,000.00 / 1,250.50 / 749.50", () => {
    const parts = waterfall(333_333n, [claim("a", 300_000n), claim("b", 125_050n), claim("c", 74_950n)])
    expect([...parts.values()]).toEqual([200_000n, 83_366n, 49_967n])
  })
  it("of equal remainders the earlier contract is served first", () => {
    const parts = waterfall(101n, [claim("late", 100n, "2026-02-01T00:00:00Z"), claim("early", 100n)])
    expect(parts.get("early")).toBe(51n)
    expect(parts.get("late")).toBe(50n)
  })
  test("promise 3", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 10n }),
        fc.array(fc.bigInt({ min: 1n, max: 10n ** 9n }), { minLength: 1, maxLength: 60 }),
        (leftFen, sums) => {
          const claims = sums.map((fen, at) => claim(String(at), fen))
          const total = sums.reduce((sum, fen) => sum + fen, 0n)
          const parts = waterfall(leftFen, claims)
          expect([...parts.values()].reduce((sum, fen) => sum + fen, 0n)).toBe(leftFen < total ? leftFen : total)
          for (const one of claims) expect(parts.get(one.id)! <= one.claimFen).toBe(true)
        },
      ),
      { numRuns: 300, verbose: true },
    )
  })
})

describe("reconciliation", () => {
  const papers = { receiptsFen: 125_000_000n, releasesFen: 61_348_255n, refundsFen: 4_821_640n }
  const own = { interestFen: 32_718n, unappliedFen: 0n }
  it("T11 agrees with 588,628.23 at the bank and misses 420.00 with 588,208.23", () => {
    expect(reconcile({ ...papers, ...own, bankFen: 58_862_823n })).toEqual({
      unearnedFen: 58_830_105n,
      differenceFen: 0n,
    })
    expect(reconcile({ ...papers, ...own, bankFen: 58_820_823n }).differenceFen).toBe(-42_000n)
  })
})
