// Goal: opening checks and demand interest by table, from the rules' own documents.
import { describe, expect, test } from "vitest"
import { cutByRate, interestFen, settlementBefore } from "./interest-rules.ts"
import { isBlocked, judgeOpening, type OpeningFacts } from "./opening-rules.ts"

const good: OpeningFacts = {
  kind: "basic",
  today: "2026-03-02",
  uscc: "91430300MA0000001X",
  usccValid: true,
  licenceValidTo: null,
  papers: ["licence", "identity"],
  basicHere: null,
  filingNo: null,
  purpose: null,
  validTo: null,
  hasBeneficialOwner: true,
}

describe("opening", () => {
  const failing = (facts: Partial<OpeningFacts>) =>
    judgeOpening({ ...good, ...facts })
      .filter((one) => one.state !== "met")
      .map((one) => `${one.rule} ${one.state}`)

  test.each<[string, Partial<OpeningFacts>, string[]]>([
    ["a firm with everything", {}, []],
    ["no code", { uscc: null }, ["uscc missing"]],
    ["a wrong code", { usccValid: false }, ["uscc not_met"]],
    ["an ended licence", { licenceValidTo: "2026-03-01" }, ["licence not_met"]],
    ["no licence at all", { licenceValidTo: undefined, papers: ["identity"] }, ["licence missing"]],
    ["no identity", { papers: ["licence"] }, ["identity missing"]],
    ["a second basic account", { basicHere: "4309000000000001" }, ["one-basic not_met"]],
    ["a general account before the basic one", { kind: "general" }, ["basic-first missing"]],
    ["a general account beside a basic one elsewhere", { kind: "general", filingNo: "J5510000001" }, []],
    ["a special account without purpose", { kind: "special", basicHere: "x" }, ["purpose missing"]],
    ["a temporary account without end", { kind: "temporary", basicHere: "x" }, ["end missing"]],
    ["a temporary account of two years", { kind: "temporary", basicHere: "x", validTo: "2028-03-02" }, []],
    ["… and a day", { kind: "temporary", basicHere: "x", validTo: "2028-03-03" }, ["end not_met"]],
    ["no beneficial owner", { hasBeneficialOwner: false }, ["beneficial-owner missing"]],
  ])("%s", (_, facts, expected) => {
    expect(failing(facts)).toEqual(expected)
  })

  test("a missing beneficial owner may follow, nothing else may", () => {
    expect(isBlocked(judgeOpening({ ...good, hasBeneficialOwner: false }))).toBe(false)
    expect(isBlocked(judgeOpening({ ...good, papers: [] }))).toBe(true)
  })
})

describe("interest", () => {
  test("CN-05b: 10,000 yuan at 0.36% for 90 days earn 9.00", () => {
    expect(interestFen([{ from: "", to: "", product: 1_000_000n * 90n, ratePct: "0.36" }])).toBe(900n)
  })

  test("stretches are added before rounding, half a fen goes up", () => {
    const half = { from: "", to: "", product: 18_000_000n, ratePct: "0.05" }
    expect(interestFen([half])).toBe(25n)
    expect(interestFen([{ ...half, product: 360_000n }])).toBe(1n)
    expect(interestFen([{ ...half, product: 359_999n }])).toBe(0n)
    expect(
      interestFen([
        { ...half, product: 180_000n },
        { ...half, product: 180_000n },
      ]),
    ).toBe(1n)
  })

  test("a rate that changes inside the period cuts it", () => {
    const rates = [
      { from: "2024-10-18", ratePct: "0.10" },
      { from: "2025-05-20", ratePct: "0.05" },
    ]
    const before = (day: string) => (day === "2025-05-20" ? "2025-05-19" : day)
    expect(cutByRate({ from: "2025-03-21", to: "2025-06-20" }, rates, before)).toEqual([
      { from: "2025-03-21", to: "2025-05-19", ratePct: "0.10" },
      { from: "2025-05-20", to: "2025-06-20", ratePct: "0.05" },
    ])
  })

  test.each([
    ["2026-03-19", "2025-12-20"],
    ["2026-03-20", "2026-03-20"],
    ["2026-04-01", "2026-03-20"],
    ["2026-01-31", "2025-12-20"],
    ["2026-12-20", "2026-12-20"],
    ["2026-12-31", "2026-12-20"],
    ["2026-06-19", "2026-03-20"],
  ])("settlement day at or before %s is %s", (day, expected) => {
    expect(settlementBefore(day)).toBe(expected)
  })
})
