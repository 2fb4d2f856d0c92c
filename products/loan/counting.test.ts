// Goal: closed forms give the same fen as the published examples, and small steps add up to one calculation.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { addDays } from "./engine/dates.ts"
import { fenFromYuan as fen } from "./engine/fraction.ts"
import {
  assessPenalty,
  interestSoFar,
  microPercent,
  mustEntrust,
  productUntil,
  unpaidByInstalment,
  vatWithRest,
  type Counting,
} from "./counting.ts"

const counting = (over: Partial<Counting> = {}): Counting => ({
  rateMicro: microPercent("4.8"),
  accruedTo: "2026-01-01",
  accruedProduct: 0n,
  periodFrom: "2026-01-01",
  periodInterestFen: null,
  periodDays: null,
  ...over,
})

describe("interest so far", () => {
  test("CN-15: one million at 4.8% for 31 days", () => {
    expect(interestSoFar(counting(), fen("1000000"), "2026-02-01")).toBe(fen("4133.33"))
  })

  test("a change of balance carries its product", () => {
    const product = productUntil(counting({ rateMicro: microPercent("3.65") }), fen("200000"), "2026-01-11")
    const second = counting({ rateMicro: microPercent("3.65"), accruedProduct: product, accruedTo: "2026-01-11" })
    const third = productUntil(second, fen("120000"), "2026-01-16")
    const last = counting({ rateMicro: microPercent("3.65"), accruedProduct: third, accruedTo: "2026-01-16" })
    expect(interestSoFar(last, fen("170000"), "2026-01-21")).toBe(fen("349.79"))
  })

  test("an instalment loan earns its planned interest evenly and never more", () => {
    const plan = counting({ periodInterestFen: fen("435.00"), periodDays: 31 })
    expect(interestSoFar(plan, 0n, "2026-01-01")).toBe(0n)
    expect(interestSoFar(plan, 0n, "2026-02-01")).toBe(fen("435.00"))
    expect(interestSoFar(plan, 0n, "2026-03-01")).toBe(fen("435.00"))
  })
})

describe("penalty", () => {
  const base = {
    rateMicro: microPercent("4.8"),
    overdueUpliftBp: 5000n,
    misuseUpliftBp: 10_000n,
    misused: false,
    penaltyTo: "2026-01-01",
    penaltyProduct: 0n,
    compoundProduct: 0n,
  }
  const owed = { overdueFen: fen("100000"), principalFen: 0n, unpaidInterestFen: fen("1200") }

  test("CN-07 and CN-08", () => {
    expect(assessPenalty(base, owed, "2026-02-07")).toMatchObject({
      penaltyFen: fen("740.00"),
      compoundFen: fen("8.88"),
    })
    expect(assessPenalty({ ...base, misused: true }, owed, "2026-02-07").penaltyFen).toBe(fen("986.67"))
  })

  test("2,000,000 overdue for 35 days at 4.35% + 50% is 12,687.50", () => {
    const one = assessPenalty(
      { ...base, rateMicro: microPercent("4.35") },
      { ...owed, overdueFen: fen("2000000") },
      "2026-02-05",
    )
    expect(one.penaltyFen).toBe(fen("12687.50"))
  })

  test("1,500,000 misused for 20 days at +100% costs 7,250.00, of which the uplift is half", () => {
    const misused = { ...base, rateMicro: microPercent("4.35"), misused: true }
    const one = assessPenalty(
      misused,
      { overdueFen: 0n, principalFen: fen("1500000"), unpaidInterestFen: 0n },
      "2026-01-21",
    )
    const contract = interestSoFar(counting({ rateMicro: microPercent("4.35") }), fen("1500000"), "2026-01-21")
    expect(one.penaltyFen + contract).toBe(fen("7250.00"))
  })

  test("assessing every day or once gives the same total", () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 12n), fc.integer({ min: 1, max: 400 }), (overdueFen, days) => {
        const debts = { overdueFen, principalFen: 0n, unpaidInterestFen: overdueFen / 100n }
        let step = base
        let total = 0n
        for (let day = 1; day <= days; day += 1) {
          const until = addDays("2026-01-01", day)
          const one = assessPenalty(step, debts, until)
          total += one.penaltyFen
          step = { ...step, ...one, penaltyTo: until }
        }
        const once = assessPenalty(base, debts, addDays("2026-01-01", days)).penaltyFen
        const gap = total - once
        expect(gap >= -1n && gap <= 1n).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})

describe("entrusted payment", () => {
  const line = fen("10000000")

  test("one payee above the line, alone or by the day's sum", () => {
    expect(mustEntrust([{ payee: "甲", amountFen: fen("10000000.00") }], line)).toBeNull()
    expect(mustEntrust([{ payee: "甲", amountFen: fen("10000000.01") }], line)?.payee).toBe("甲")
    const split = [
      { payee: "甲", amountFen: fen("6000000") },
      { payee: "甲", amountFen: fen("6000000") },
    ]
    expect(mustEntrust(split, line)?.sumFen).toBe(fen("12000000"))
    expect(mustEntrust([split[0]!, { payee: "乙", amountFen: fen("6000000") }], line)).toBeNull()
  })
})

test("unpaid amounts sit in the latest instalments", () => {
  const due = [
    { n: 1, principalFen: 100n, interestFen: 10n },
    { n: 2, principalFen: 100n, interestFen: 9n },
    { n: 3, principalFen: 100n, interestFen: 8n },
  ]
  expect([...unpaidByInstalment(due, { principalFen: 150n, interestFen: 8n })]).toEqual([
    [3, 108n],
    [2, 50n],
  ])
  expect(unpaidByInstalment(due, { principalFen: 0n, interestFen: 0n }).size).toBe(0)
})

test("the tax of many totals is the tax of their sum, however they are cut, back and forth", () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt(-(10n ** 9n), 10n ** 9n), { maxLength: 40 }),
      fc.constantFrom(600, 300, 1300),
      (parts, bp) => {
        let rest = 0n
        let taxFen = 0n
        for (const totalFen of parts) {
          const one = vatWithRest(totalFen, bp, rest)
          taxFen += one.vatFen
          rest = one.rest
        }
        const sumFen = parts.reduce((sum, one) => sum + one, 0n)
        expect(taxFen).toBe(vatWithRest(sumFen, bp, 0n).vatFen)
      },
    ),
    { numRuns: 300 },
  )
  // 4,000.00 holds 226.42 (财税〔2016〕36号).
  expect(vatWithRest(fen("4000"), 600, 0n).vatFen).toBe(fen("226.42"))
})
