// Goal: the worked examples of rates, classes, losses and relief, each with its number (CN: lending conventions,
// C: relief sheet). Method: tables of cases on pure functions; money in yuan.
import { describe, expect, test } from "vitest"
import { interestForDays } from "./accrual.ts"
import { annualCost } from "./apr.ts"
import { lowestClass, riskClassZh, type RiskClass } from "./classify.ts"
import { addDays, addMonths } from "./dates.ts"
import { debtorView, upgradeOn } from "./debtor.ts"
import { eclStage, expectedLossFen, incomeFen, provisionOf, vatInside } from "./ecl.ts"
import { extensionAllowed, extensionMonthsMax } from "./extension.ts"
import { fenFromYuan as fen, rateFromPercent as percent, toDecimal, fraction } from "./fraction.ts"
import { lprRates } from "./lpr.ts"
import { bridgeCostFen, classUnderObservation, deferralInterest, observationOf, tenorAfterExtension } from "./relief.ts"
import { schedule } from "./schedule.ts"
import { loanTerms } from "./terms.ts"

describe("LPR", () => {
  const table = [
    { publishedOn: "2024-12-20", oneYear: percent("3.10"), overFiveYears: percent("3.60") },
    { publishedOn: "2025-05-20", oneYear: percent("3.00"), overFiveYears: percent("3.50") },
  ]
  const housing = { tenor: "5Y" as const, spreadBp: -30, startOn: "2025-01-01", maturesOn: "2045-01-01" }

  test("CN-06: yearly repricing of a housing loan on 1 January", () => {
    const priced = lprRates({ ...housing, cycleMonths: 12, firstRepricingOn: "2026-01-01" }, table)!
    expect(priced.rates).toHaveLength(1)
    const rows = schedule({
      ...loanTerms({
        principalFen: fen("1000000"),
        annualRate: priced.annualRate,
        method: "equal_instalment",
        dayCount: "monthly",
        instalments: 240,
        startOn: "2025-01-01",
      }),
      rates: priced.rates,
    })
    expect(rows[0]!.totalFen).toBe(fen("5697.35"))
    expect(rows[11]!.balanceFen).toBe(fen("964091.93"))
    expect(rows.slice(0, 12).reduce((sum, row) => sum + row.interestFen, 0n)).toBe(fen("32460.13"))
    expect(rows[12]!.totalFen).toBe(fen("5648.86"))
    expect(rows).toHaveLength(240)
    expect([rows[11]!.parts[0]!.why, rows[12]!.parts[0]!.why]).toEqual(["contract", "repriced"])
  })

  test("a fixed rate never reprices; without a published LPR there is no rate", () => {
    expect(lprRates(housing, table)!.rates).toEqual([])
    expect(lprRates(housing, [])).toBeNull()
  })

  test("CN-06b: a bullet repriced inside the month counts each stretch", () => {
    const [row] = schedule({
      ...loanTerms({
        principalFen: fen("1000000"),
        annualRate: percent("3.45"),
        method: "bullet",
        dayCount: "actual/360",
        startOn: "2025-03-01",
        maturesOn: "2025-04-01",
      }),
      rates: [{ from: addDays("2025-03-01", 12), annualRate: percent("3.35") }],
    })
    expect(row!.interestFen).toBe(fen("2918.06"))
    expect(row!.parts.map((part) => [part.days, part.why])).toEqual([
      [12, "contract"],
      [19, "repriced"],
    ])
  })
})

describe("五级分类, the debtor's view", () => {
  test("CN-10b: 12% of the debts here bad makes all bad; 8% leaves the others", () => {
    const twelve = debtorView({
      here: [
        { owedFen: fen("8800000"), riskClass: "pass" },
        { owedFen: fen("1200000"), riskClass: "substandard" },
      ],
    })
    expect(twelve).toMatchObject({ classes: ["substandard", "substandard"], because: ["bad_here"] })
    const eight = debtorView({
      here: [
        { owedFen: fen("9200000"), riskClass: "pass" },
        { owedFen: fen("800000"), riskClass: "substandard" },
      ],
    })
    expect(eight).toMatchObject({ classes: ["pass", "substandard"], because: [] })
  })

  test("C5: 10.83% triggers, exactly 10.00% does not, 21.43% over 90 days at all banks does", () => {
    const here = (badYuan: string, restYuan: string) => [
      { owedFen: fen(badYuan), riskClass: "doubtful" as const },
      { owedFen: fen(restYuan), riskClass: "special_mention" as const },
    ]
    expect(debtorView({ here: here("1300000", "10700000") }).classes).toEqual(["doubtful", "substandard"])
    expect(debtorView({ here: here("1200000", "10800000") }).classes).toEqual(["doubtful", "special_mention"])
    const elsewhere = { owedFen: fen("42000000"), overLongDaysFen: fen("9000000") }
    const clean = [{ owedFen: fen("5000000"), riskClass: "pass" as const }]
    expect(debtorView({ here: clean, allBanks: elsewhere })).toMatchObject({
      classes: ["substandard"],
      because: ["long_overdue_at_all_banks"],
    })
    expect(debtorView({ here: clean, allBanks: elsewhere, isRetail: true }).classes).toEqual(["pass"])
  })

  test("C4: 8, 90, 91, 271 and 361 days", () => {
    expect([8, 90, 91, 271, 361].map((days) => riskClassZh[lowestClass(days)])).toEqual([
      "关注",
      "关注",
      "次级",
      "可疑",
      "损失",
    ])
  })

  test("a bad loan comes up after two periods or six months, the longer", () => {
    expect(upgradeOn("2026-01-31", 1)).toBe("2026-07-31")
    expect(upgradeOn("2026-01-31", 6)).toBe("2027-01-31")
  })
})

describe("CN-13: expected credit loss", () => {
  const given = {
    pd12: percent("1.2"),
    pdLife: percent("6"),
    lgd: percent("45"),
    impairedLoss: percent("55"),
  }
  test.each([
    [1, "5400", "4000"],
    [2, "27000", "4000"],
    [3, "550000", "1800"],
  ] as const)("stage %i", (stage, loss, income) => {
    const lossFen = expectedLossFen(fen("1000000"), stage, given)
    expect(lossFen).toBe(fen(loss))
    const month = { annualRate: percent("4.8"), share: fraction(1, 12) }
    expect(incomeFen(fen("1000000"), lossFen, stage, month)).toBe(fen(income))
  })

  test("stages by days and judgement", () => {
    const stages = [0, 30, 31, 90, 91].map((overdueDays) => eclStage({ overdueDays }))
    expect(stages).toEqual([1, 1, 2, 2, 3])
    expect([eclStage({ overdueDays: 0, hasRisen: true }), eclStage({ overdueDays: 0, isImpaired: true })]).toEqual([
      2, 3,
    ])
  })

  test("6% inside 4,000.00 is 226.42", () => expect(vatInside(fen("4000"), percent("6"))).toBe(fen("226.42")))
})

describe("CN-14: annual cost by IRR", () => {
  const monthly = (first: bigint, count: number, instalmentFen: bigint) => [
    { at: 0, fen: first },
    ...Array.from({ length: count }, (_, k) => ({ at: k + 1, fen: -instalmentFen })),
  ]
  const shown = (rate: { num: bigint; den: bigint }) => toDecimal({ num: rate.num * 100n, den: rate.den }, 2)

  test("10,000 in 12 instalments of 888.49 with a fee of 200 up front", () => {
    const cost = annualCost(monthly(fen("9800"), 12, fen("888.49")), 12)!
    expect([shown(cost.simple), shown(cost.compounded)]).toEqual(["15.85", "17.06"])
  })
  test("12,000 at 0.6% a month flat", () => {
    expect(shown(annualCost(monthly(fen("12000"), 12, fen("1072")), 12)!.simple)).toBe("13.03")
  })
  test("no rate where less comes back than was lent", () => {
    expect(annualCost(monthly(fen("12000"), 12, fen("900")), 12)).toBeNull()
  })
})

test("CN-16: coverage 162.50% passes, allowance over loans 2.17% fails", () => {
  const found = provisionOf({ allowanceFen: fen("52000000"), badFen: fen("32000000"), loansFen: fen("2400000000") })
  const shown = [found.coverage!, found.ratio!].map((one) => toDecimal({ num: one.num * 100n, den: one.den }, 2))
  expect(shown).toEqual(["162.50", "2.17"])
  expect([found.isCoverageMet, found.isRatioMet, found.shortFen]).toEqual([true, false, fen("8000000")])
})

describe("relief", () => {
  test("CN-11: ceiling of extensions in total", () => {
    expect([12, 24, 60, 84].map((months) => extensionMonthsMax(months))).toEqual([12, 12, 30, 36])
  })

  test.each([
    [12, "2027-05-31"],
    [36, "2027-11-30"],
    [96, "2029-05-31"],
  ])("C1: a loan of %i months due 2026-05-31 may be extended to %s", (termMonths, last) => {
    const asked = { termMonths, firstMaturesOn: "2026-05-31" }
    expect(extensionAllowed({ ...asked, newMaturesOn: last })).toMatchObject({ isAllowed: true, lastLawfulOn: last })
    expect(extensionAllowed({ ...asked, newMaturesOn: addDays(last, 1) }).isAllowed).toBe(false)
  })

  test("C2: four years extended by 18 months is priced above five years", () => {
    expect(tenorAfterExtension(48, 18)).toEqual({ tenor: "5Y", isNew: true })
    expect(tenorAfterExtension(48, 12)).toEqual({ tenor: "1Y", isNew: false })
  })

  test.each([
    ["2026-04-20", 1, [], "2027-04-20"],
    ["2026-06-20", 3, [], "2027-06-20"],
    ["2026-09-10", 6, [], "2027-09-10"],
    ["2027-03-10", 12, [], "2029-03-10"],
    ["2026-04-20", 1, ["2026-08-20"], "2027-08-20"],
  ])("C3: observation from %s every %i months, missed %j, ends %s", (firstDueOn, everyMonths, missedOn, endsOn) => {
    expect(observationOf({ firstDueOn, everyMonths, missedOn }).endsOn).toBe(endsOn)
  })

  test("R10: at least special mention while watched", () => {
    const watched = observationOf({ firstDueOn: "2026-04-20", everyMonths: 1 })
    const on = (day: string, current: RiskClass) => classUnderObservation(current, day, watched)
    expect([on("2027-04-19", "pass"), on("2027-04-20", "pass"), on("2026-05-01", "doubtful")]).toEqual([
      "special_mention",
      "pass",
      "doubtful",
    ])
  })

  test("C6 and C7: bridge money saved, interest of a deferral", () => {
    expect(bridgeCostFen(fen("3000000"), 15, percent("15"))).toBe(fen("18750"))
    expect(bridgeCostFen(fen("3000000"), 15, percent("18"))).toBe(fen("22500"))
    expect(deferralInterest(fen("1200000"), percent("4.2"), "2026-07-03", "2026-12-31")).toBe(fen("25340.00"))
  })

  test("corporate §9: instalments and penalty interest", () => {
    expect(interestForDays(fen("64000000"), 91, percent("3.9"))).toBe(fen("630933.33"))
    expect(interestForDays(fen("30000000"), 181, percent("3.8"))).toBe(fen("573166.67"))
    expect(interestForDays(fen("2000000"), 35, percent("6.525"))).toBe(fen("12687.50"))
    expect(addMonths("2026-05-31", 18)).toBe("2027-11-30")
  })
})
