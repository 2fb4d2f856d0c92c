// Goal: the twelve worked examples and the eight refusals of bad input, figure by figure (prices of 株发改发〔2016〕210号
// unless another paper is named). Amounts in yuan in the tables, fen in the code.
import { describe, expect, test } from "vitest"
import { fenFromYuan as fen, rateFromPercent } from "#contract/products/loan"
import { isValuationStale, ltvCapsBp } from "#contract/products/collateral"
import {
  checkPackage,
  checkQuantity,
  checkTerm,
  checkUnit,
  coverOf,
  cureCollateralFen,
  gramsOf,
  guaranteeOf,
  judgeEnvironment,
  lendableFen,
  loanAmountFen,
  maxEndDate,
  owedInterestFen,
  quantityText,
  raised,
  renewalDeadline,
  renewalTasks,
  residualLendableFen,
  useFeeCostFen,
  valueRights,
  waterfall,
  wholeMonths,
  workingCapitalNeed,
  type Pollutant,
  type RightFacts,
  type UnitPrices,
} from "./rules.ts"

const bands = { amberBp: 8000, redBp: 9000 }
const base: Partial<Record<Pollutant, string>> = { COD: "20000", NH3N: "40000", SO2: "15000", NOX: "25000", PB: "500" }

const prices =
  (market: Partial<Record<Pollutant, string>> = {}) =>
  (pollutant: Pollutant): UnitPrices => ({
    basePriceFen: base[pollutant] === undefined ? null : fen(base[pollutant]),
    marketAverageFen: market[pollutant] === undefined ? null : fen(market[pollutant]),
  })

const right = (pollutant: Pollutant, tonnes: string, months = 60, over: Partial<RightFacts> = {}): RightFacts => ({
  rightNo: `XT-${pollutant}`,
  pollutant,
  quantityGrams: gramsOf(tonnes, "t"),
  acquisition: "MARKET",
  frozenGrams: 0n,
  committedGrams: 0n,
  remainingMonths: months,
  termMonths: 60,
  ...over,
})

const valueOf = (rights: RightFacts[], market = {}, basis: "FULL" | "SURPLUS" = "FULL"): bigint => {
  const valued = valueRights(rights, prices(market), basis, "2026-03-15")
  if (!valued.ok) throw new Error(valued.refusal.code)
  return valued.value.valueFen
}

const rightLeg = (valueFen: bigint, priorClaimsFen = 0n) =>
  ({ class: "emission_right", valueFen, priorClaimsFen, active: true }) as const
const plantLeg = (valueFen: bigint) => ({ class: "plant", valueFen, priorClaimsFen: 0n, active: true }) as const
const story = [right("SO2", "60", 42), right("NOX", "120", 42)]

describe("worked examples", () => {
  test("emission example 1", () => {
    expect(valueOf([right("SO2", "60")])).toBe(fen("900000"))
    expect(valueOf([right("NOX", "120")])).toBe(fen("3000000"))
    const value = valueOf([right("SO2", "60"), right("NOX", "120")])
    expect(value).toBe(fen("3900000"))
    expect(lendableFen([rightLeg(value)], ltvCapsBp)).toBe(fen("3120000"))
  })

  test("emission example 2", () => {
    expect(valueOf(story)).toBe(fen("2730000"))
    expect(lendableFen([rightLeg(valueOf(story))], ltvCapsBp)).toBe(fen("2184000"))
  })

  test("emission example 3", () => {
    const lendable = lendableFen([rightLeg(valueOf(story)), plantLeg(fen("8000000"))], ltvCapsBp)
    expect(lendable).toBe(fen("6984000"))
    expect(loanAmountFen({ lendableFen: lendable, gapFen: fen("6000000") })).toBe(fen("6000000"))
    expect(loanAmountFen({ lendableFen: lendable })).toBe(fen("6980000"))
  })

  test("emission example 4", () => {
    const value = valueOf(story, { NOX: "22000" })
    expect(value).toBe(fen("2478000"))
    expect(lendableFen([rightLeg(value)], ltvCapsBp)).toBe(fen("1982400"))
  })

  test("emission example 5", () => {
    const limits = { rightValidTo: "2027-01-31", permitValidTo: "2030-01-31", productMonthsMax: 36 }
    const asked = checkTerm("2026-03-15", 12, limits)
    expect(asked).toMatchObject({
      ok: false,
      refusal: {
        code: "emission-loan/E-TERM",
        field: "termMonths",
        facts: { longestOn: "2027-01-31", months: 10, wholeMonthsEndOn: "2027-01-15", days: 322 },
      },
    })
    expect(checkTerm("2026-03-15", 10, limits)).toMatchObject({ ok: true, value: { endOn: "2027-01-15" } })
    expect(maxEndDate("2026-03-15", limits)).toBe("2027-01-31")
  })

  test("emission example 6", () => {
    expect(residualLendableFen(fen("3900000"), 8000, fen("2000000"), true)).toBe(fen("1120000"))
    expect(residualLendableFen(fen("3900000"), 8000, fen("2000000"), false)).toBe(0n)
  })

  test("emission example 7", () => {
    const value = (valueOf(story) * 75n) / 100n
    expect(value).toBe(fen("2047500"))
    const cover = coverOf(fen("1900000"), [rightLeg(value)], ltvCapsBp, bands)
    expect(cover).toMatchObject({ ltvBp: 9280, band: "red", cureFen: fen("262000") })
    expect(cureCollateralFen(cover.cureFen, "plant", ltvCapsBp)).toBe(fen("436666.67"))
  })

  test("emission example 8", () => {
    const items = [
      { pollutant: "SO2", grams: gramsOf("50", "t"), feePerUnitYearFen: fen("1200") },
      { pollutant: "COD", grams: gramsOf("20", "t"), feePerUnitYearFen: fen("1600") },
    ] as const
    expect(useFeeCostFen(items.slice(0, 1), 5)).toBe(fen("300000"))
    expect(useFeeCostFen(items, 5)).toBe(fen("460000"))
    expect(useFeeCostFen(items, 5, { months: 30, of: 60 })).toBe(fen("230000"))
  })

  test("emission example 9", () => {
    const held = right("NOX", "120", 42, { committedGrams: gramsOf("95", "t") })
    const value = valueOf([held], {}, "SURPLUS")
    expect(value).toBe(fen("437500"))
    expect(lendableFen([rightLeg(value)], ltvCapsBp)).toBe(fen("350000"))
  })

  test("emission example 10", () => {
    const interestFen = owedInterestFen(fen("1900000"), rateFromPercent("4.5"), 300)
    expect(interestFen).toBe(fen("71250"))
    const sale = {
      proceedsFen: fen("2100000"),
      costsFen: fen("63000"),
      priorClaimsFen: 0n,
      interestFen,
      principalFen: fen("1900000"),
    }
    expect(waterfall(sale)).toEqual({
      costsFen: fen("63000"),
      priorClaimsFen: 0n,
      interestFen: fen("71250"),
      principalFen: fen("1900000"),
      surplusFen: fen("65750"),
      shortfallFen: 0n,
    })
    expect(waterfall({ ...sale, proceedsFen: fen("1000000") })).toMatchObject({
      surplusFen: 0n,
      shortfallFen: fen("1034250"),
    })
  })

  test("emission example 11", () => {
    expect(renewalDeadline("2027-01-31")).toBe("2026-12-02")
    expect(renewalTasks("2027-01-31").map((task) => [task.on, task.severity])).toEqual([
      ["2026-11-02", "yellow"],
      ["2026-12-02", "amber"],
      ["2027-01-01", "red"],
    ])
  })

  test("emission example 12", () => {
    const perUnit = (totalYuan: bigint, units: bigint): bigint => (totalYuan * 100n * 2n + units) / (units * 2n)
    expect(perUnit(27_450_000n, 440_000n)).toBe(fen("62.39"))
    expect(perUnit(1_360_000_000n, 155_000n)).toBe(fen("8774.19"))
  })
})

const codeOf = (outcome: { ok: boolean; refusal?: { code: string } }): string | undefined => outcome.refusal?.code

describe("bad input", () => {
  test("E-UNIT: 35 t of lead where the sector's median is 35 kg", () => {
    const median = gramsOf("35", "kg")
    expect(codeOf(checkUnit("PB", gramsOf("35", "t"), median))).toBe("emission-loan/E-UNIT")
    expect(checkUnit("PB", gramsOf("35", "kg"), median).ok).toBe(true)
    const typed = { ...right("PB", "0"), quantityGrams: gramsOf("35", "t") }
    expect(valueOf([typed])).toBe(fen("17500000"))
    expect(valueOf([{ ...typed, quantityGrams: gramsOf("35", "kg") }])).toBe(fen("17500"))
  })

  test("E-QTY-EXCEED names the available quantity", () => {
    const held = right("SO2", "60", 60, { frozenGrams: gramsOf("20", "t") })
    const asked = checkQuantity(held, gramsOf("45", "t"), gramsOf("60", "t"))
    expect(asked).toMatchObject({ refusal: { code: "emission-loan/E-QTY-EXCEED", facts: { available: "40" } } })
    expect(codeOf(checkQuantity(right("SO2", "60"), gramsOf("60", "t"), gramsOf("50", "t")))).toBe(
      "emission-loan/E-QTY-EXCEED",
    )
    expect(checkQuantity(held, gramsOf("40", "t"), gramsOf("60", "t")).ok).toBe(true)
  })

  test("E-NOT-PAID: a right acquired free of charge", () => {
    const free = right("SO2", "60", 60, { acquisition: "FREE" })
    expect(codeOf(valueRights([free], prices(), "FULL", "2026-03-15"))).toBe("emission-loan/E-NOT-PAID")
  })

  test("E-ENV-OVER: 61 t against 60 t permitted is rejected", () => {
    const facts = {
      emissions: [{ pollutant: "SO2" as const, emittedGrams: gramsOf("61", "t"), permittedGrams: gramsOf("60", "t") }],
      publicFacility: false,
      reductionTaskUnmet: false,
      majorAccidentWithin3Years: false,
      useFeeUnpaid: false,
      environmentalCredit: "good" as const,
    }
    expect(judgeEnvironment(facts)).toMatchObject({ verdict: "reject", findings: [{ code: "E-ENV-OVER" }] })
    const kept = { ...facts, emissions: [] }
    expect(judgeEnvironment(kept).verdict).toBe("pass")
    expect(judgeEnvironment({ ...kept, useFeeUnpaid: true, environmentalCredit: "risk" })).toMatchObject({
      verdict: "hold",
    })
    expect(judgeEnvironment({ ...kept, publicFacility: true }).verdict).toBe("reject")
  })

  test("E-NO-PRICE: a missing price is never zero", () => {
    expect(codeOf(valueRights([right("VOCS", "10")], prices(), "FULL", "2026-03-15"))).toBe("emission-loan/E-NO-PRICE")
  })

  test("E-VAL-STALE: older than twelve months", () => {
    expect(isValuationStale("2025-03-15", "2026-03-16", 12)).toBe(true)
  })
})

describe("further rules", () => {
  test("DOUBLE needs a right and something else, both active", () => {
    expect(checkPackage("DOUBLE", [rightLeg(1n), plantLeg(1n)]).ok).toBe(true)
    expect(codeOf(checkPackage("DOUBLE", [rightLeg(1n)]))).toBe("emission-loan/E-DOUBLE")
    expect(codeOf(checkPackage("DOUBLE", [rightLeg(1n), { ...plantLeg(1n), active: false }]))).toBe(
      "emission-loan/E-DOUBLE",
    )
    expect(codeOf(checkPackage("SINGLE", [plantLeg(1n)]))).toBe("emission-loan/E-DOUBLE")
  })

  test("in a double package the other legs carry first", () => {
    const cover = coverOf(fen("6000000"), [rightLeg(fen("2730000")), plantLeg(fen("8000000"))], ltvCapsBp, bands)
    expect(cover).toMatchObject({ onRightFen: fen("1200000"), band: "green", cureFen: 0n })
  })

  test("quantities keep three decimals both ways", () => {
    expect(quantityText(gramsOf("12.345", "t"), "t")).toBe("12.345")
    expect(quantityText(gramsOf("60", "t"), "t")).toBe("60")
  })

  test("working-capital need: the annex formula with the turnover kept exact", () => {
    const need = workingCapitalNeed({
      salesFen: fen("120000000"),
      marginBp: 1200,
      growthBp: 1000,
      inventoryDays: 60,
      receivableDays: 75,
      payableDays: 45,
      prepaidDays: 10,
      advanceDays: 8,
      ownFundsFen: fen("8000000"),
      existingLoansFen: fen("10000000"),
      otherFundingFen: fen("2000000"),
    })
    expect(need).toMatchObject({ cycleDays: 92, workingCapitalFen: fen("29685333.33"), gapFen: fen("9685333.33") })
    expect(loanAmountFen({ lendableFen: fen("50000000"), gapFen: need.gapFen })).toBe(fen("9680000"))
  })

  test("a cycle that is not positive needs no loan", () => {
    const none = workingCapitalNeed({
      salesFen: fen("1"),
      marginBp: 0,
      growthBp: 0,
      inventoryDays: 15,
      receivableDays: 5,
      payableDays: 45,
      prepaidDays: 5,
      advanceDays: 0,
      ownFundsFen: 0n,
      existingLoansFen: 0n,
      otherFundingFen: 0n,
    })
    expect(none).toMatchObject({ cycleDays: -20, gapFen: 0n, warning: "W-NEG-CYCLE" })
  })

  test("authority rises by one level and stops at the top", () => {
    expect([raised("branch_approver", true), raised("province", true), raised("branch_approver", false)]).toEqual([
      "branch_committee",
      "province",
      "branch_approver",
    ])
    expect([guaranteeOf(10_000), guaranteeOf(5500)]).toEqual(["weak_collateral", "full_mortgage"])
  })

  test("whole months never pass the end", () => expect(wholeMonths("2026-03-15", "2027-01-31")).toBe(10))
})
