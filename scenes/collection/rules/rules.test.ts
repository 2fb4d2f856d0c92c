// The worked examples K1, K2, K3, K11 of the collection sheet, and promises that hold for any payments:
// 1 allocating never makes or loses a fen; 2 paying what is owed leaves nothing; 3 matching never exceeds a bill.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { ageBand } from "./ageing.ts"
import { isPayerCode, luhnDigit, payerCode } from "./code.ts"
import { allocatePayment, type BillEvent, type BillTerms, owedOn, yearlyBp } from "./late-fee.ts"
import { meteredFen, partsOf, readingOf } from "./kinds.ts"
import { matchAmount } from "./match.ts"
import { partBounds, partFault } from "./part.ts"

const k1: BillTerms = {
  principalFen: 186_000n,
  dueOn: "2026-03-31",
  late: { ratePpm: 500, graceDays: 0 },
  order: "late-first",
}
const pay = (on: string, amountFen: bigint): BillEvent => ({ on, kind: "pay", amountFen })

describe("late fee", () => {
  test("K1: 45 days at 0.05 % a day", () => {
    expect(owedOn(k1, [], "2026-05-15")).toMatchObject({ daysLate: 45, lateFen: 4185n, totalFen: 190_185n })
  })
  test("K2: the late fee first, then principal; the rest 16 days later", () => {
    const taken = allocatePayment(100_000n, owedOn(k1, [], "2026-05-15"), "late-first")
    expect(taken).toEqual({ lateFen: 4185n, principalFen: 95_815n, restFen: 0n })
    const after = [pay("2026-05-15", 100_000n)]
    expect(owedOn(k1, after, "2026-05-15")).toMatchObject({ principalFen: 90_185n, lateFen: 0n })
    const later = owedOn(k1, after, "2026-05-31")
    expect(later.steps.at(-1)).toMatchObject({ days: 16, feeFen: 721n })
    expect(later.totalFen).toBe(90_906n)
  })
  test("K2: principal first by contract", () => {
    const contract: BillTerms = { ...k1, order: "principal-first" }
    const later = owedOn(contract, [pay("2026-05-15", 100_000n)], "2026-05-31")
    expect(later.principalFen).toBe(86_000n)
    expect(later.steps.map((step) => step.feeFen)).toEqual([4185n, 688n])
    expect(later.totalFen).toBe(90_873n)
  })
  test.each([
    ["2026-03-31", 0n],
    ["2026-04-01", 93n],
    ["2026-04-05", 465n],
  ])("on %s the fee is %s", (day, feeFen) => expect(owedOn(k1, [], day).lateFen).toBe(feeFen))
  test("days of grace are free, and a waiver takes only the fee", () => {
    const graced: BillTerms = { ...k1, late: { ratePpm: 500, graceDays: 5 } }
    expect(owedOn(graced, [], "2026-04-05").lateFen).toBe(0n)
    expect(owedOn(graced, [], "2026-04-06").lateFen).toBe(93n)
    const waived = owedOn(k1, [{ on: "2026-05-15", kind: "waive", amountFen: 9_999n }], "2026-05-15")
    expect(waived).toMatchObject({ principalFen: 186_000n, lateFen: 0n })
  })
  test.each([
    [500, 1825],
    [3000, 10_950],
  ])("%s ppm a day is %s basis points a year", (ratePpm, bp) => expect(yearlyBp(ratePpm)).toBe(bp))

  test("promises 1 and 2, any payments", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10_000_000n }),
        fc.array(
          fc.record({ day: fc.integer({ min: 0, max: 200 }), amountFen: fc.bigInt({ min: 1n, max: 500_000n }) }),
          {
            maxLength: 8,
          },
        ),
        fc.constantFrom("late-first" as const, "principal-first" as const),
        (principalFen, paid, order) => {
          const terms: BillTerms = { ...k1, principalFen, order }
          const on = (day: number) => new Date(Date.UTC(2026, 2, 20 + day)).toISOString().slice(0, 10)
          let events: BillEvent[] = []
          for (const one of paid.toSorted((a, b) => a.day - b.day)) {
            const before = owedOn(terms, events, on(one.day))
            const amountFen = one.amountFen < before.totalFen ? one.amountFen : before.totalFen
            if (amountFen === 0n) continue
            const taken = allocatePayment(amountFen, before, order)
            expect(taken.principalFen + taken.lateFen + taken.restFen).toBe(amountFen)
            events = [...events, pay(on(one.day), amountFen)]
            expect(owedOn(terms, events, on(one.day)).totalFen).toBe(before.totalFen - amountFen)
          }
          const end = owedOn(terms, events, "2027-01-01")
          expect(owedOn(terms, [...events, pay("2027-01-01", end.totalFen)], "2027-06-30").totalFen).toBe(0n)
        },
      ),
      { verbose: 1 },
    )
  })
})

describe("collection number", () => {
  test("K11: the check digit, and the swapped number is refused", () => {
    expect(luhnDigit("8800170004200012873")).toBe("4")
    expect(luhnDigit("8800170004200012837")).toBe("9")
    expect(payerCode(42, 12_873)).toBe("88001700042000128734")
    expect(isPayerCode("88001700042000128734")).toBe(true)
    expect(isPayerCode("88001700042000128374")).toBe(false)
  })
  test("any single digit mistyped is found out", () => {
    fc.assert(
      fc.property(
        fc.nat(99_999),
        fc.nat(99_999_999),
        fc.nat(19),
        fc.integer({ min: 1, max: 9 }),
        (org, payer, at, by) => {
          const code = payerCode(org, payer)
          const wrong = code.slice(0, at) + String((Number(code[at]) + by) % 10) + code.slice(at + 1)
          return !isPayerCode(wrong)
        },
      ),
    )
  })
})

describe("matching", () => {
  const bills = [
    { billNo: "B2", dueOn: "2026-04-30", owedFen: 20_000n, leastFen: 1n },
    { billNo: "B1", dueOn: "2026-03-31", owedFen: 32_000n, leastFen: 1n },
    { billNo: "B3", dueOn: "2026-05-31", owedFen: 5_000n, leastFen: 1n },
  ]
  test("K3: LOOSE pays the bill and keeps the rest", () => {
    expect(matchAmount("loose", [bills[1]!], 35_000n)).toEqual({
      kind: "taken",
      shares: [{ billNo: "B1", amountFen: 32_000n }],
      restFen: 3_000n,
    })
  })
  test.each([
    ["a part below the least is kept ahead", 10_000n, 9_900n, [], 9_900n],
    ["a part at the least is paid", 10_000n, 10_000n, ["B1"], 0n],
    ["a bill without parts waits for its whole", 32_000n, 31_999n, [], 31_999n],
  ])("LOOSE: %s", (_, leastFen, amountFen, taken, restFen) => {
    const match = matchAmount("loose", [{ ...bills[1]!, leastFen }, bills[2]!], amountFen)
    expect(match).toMatchObject({ kind: "taken", restFen })
    expect(match.kind === "taken" && match.shares.map((share) => share.billNo)).toEqual(taken)
  })
  test.each([
    [32_000n, ["B1"]],
    [52_000n, ["B1", "B2"]],
    [57_000n, ["B1", "B2", "B3"]],
    [20_000n, ["B2"]],
    [5_000n, ["B3"]],
  ])("STRICT takes %s", (amountFen, taken) => {
    const match = matchAmount("strict", bills, amountFen)
    expect(match.kind === "taken" && match.shares.map((share) => share.billNo)).toEqual(taken)
  })
  test.each([25_000n, 37_000n, 57_001n, 1n])("STRICT does not take %s", (amountFen) =>
    expect(matchAmount("strict", bills, amountFen)).toEqual({ kind: "no-sum" }),
  )
  test("promise 3: no bill gets more than it owes, nothing is lost", () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 0n, max: 100_000n }), { maxLength: 12 }),
        fc.bigInt({ min: 1n, max: 900_000n }),
        (owed, amountFen) => {
          const open = owed.map((owedFen, at) => ({
            billNo: `B${at}`,
            dueOn: `2026-0${1 + (at % 9)}-15`,
            owedFen,
            leastFen: at % 2 ? owedFen : 1n,
          }))
          const match = matchAmount("loose", open, amountFen)
          if (match.kind !== "taken") return false
          const sum = match.shares.reduce((all, share) => all + share.amountFen, 0n)
          const within = match.shares.every(
            (share) => share.amountFen <= open.find((b) => b.billNo === share.billNo)!.owedFen,
          )
          return within && sum + match.restFen === amountFen
        },
      ),
    )
  })
})

test.each([
  ["2026-05-01", "not-due"],
  ["2026-04-30", "0-30"],
  ["2026-04-01", "0-30"],
  ["2026-03-31", "31-60"],
  ["2026-02-01", "61-90"],
  ["2026-01-30", "over-90"],
])("due %s is %s on 2026-05-01", (dueOn, band) => expect(ageBand(dueOn, "2026-05-01")).toBe(band))

describe("paying in parts", () => {
  const terms = { owedFen: 32_000n, allowPartial: true, minPartialFen: 10_000n }
  test.each([
    [32_000n, null],
    [10_000n, null],
    [31_999n, null],
    [9_999n, "below"],
    [32_001n, "over"],
    [0n, "over"],
    [-1n, "over"],
  ] as const)("%s of 320.00 with a least part of 100.00: %s", (amountFen, fault) => {
    expect(partFault(terms, amountFen)).toBe(fault)
  })
  test("the last part may be small; whole is whole; no least part is one fen", () => {
    expect(partBounds({ ...terms, owedFen: 2_000n })).toEqual({ leastFen: 2_000n, mostFen: 2_000n })
    expect(partFault({ ...terms, owedFen: 2_000n }, 2_000n)).toBeNull()
    expect(partFault({ ...terms, allowPartial: false }, 10_000n)).toBe("whole")
    expect(partBounds({ ...terms, minPartialFen: 0n }).leastFen).toBe(1n)
  })
})

describe("kinds of items", () => {
  test.each([
    [{ from: "120", to: "135.5", price: "2.1" }, 3_255n],
    [{ from: "0", to: "0.001", price: "4.9999" }, 0n],
    [{ from: "0", to: "0.001", price: "5" }, 1n],
    [{ from: "7.125", to: "7.125", price: "3" }, 0n],
  ])("%j costs %s fen", (text, fen) => expect(meteredFen(readingOf(text)!)).toBe(fen))
  test.each([
    { from: "10", to: "9", price: "1" },
    { from: "", to: "9", price: "1" },
    { from: "1", to: "9", price: "0" },
    { from: "1", to: "9.0001", price: "1" },
  ])("%j is no reading", (text) => expect(readingOf(text)).toBeNull())
  test("parts: the first takes the fen left over, due days at the month's end stay in it", () => {
    const whole = { period: "2026", dueOn: "2026-01-31", amountFen: 10_000n }
    expect(partsOf(whole, { parts: 3, partMonths: 1 })).toEqual([
      { period: "2026 1/3", dueOn: "2026-01-31", amountFen: 3_334n },
      { period: "2026 2/3", dueOn: "2026-02-28", amountFen: 3_333n },
      { period: "2026 3/3", dueOn: "2026-03-31", amountFen: 3_333n },
    ])
    expect(partsOf(whole, { parts: 1, partMonths: 1 })).toEqual([whole])
  })
  test("whatever the total, the parts add up to it", () => {
    fc.assert(
      fc.property(fc.bigInt(24n, 10_000_000_000n), fc.integer({ min: 2, max: 24 }), (amountFen, parts) => {
        const made = partsOf({ period: "x", dueOn: "2026-03-31", amountFen }, { parts, partMonths: 2 })
        expect(made.reduce((sum, one) => sum + one.amountFen, 0n)).toBe(amountFen)
        expect(made).toHaveLength(parts)
      }),
    )
  })
})
