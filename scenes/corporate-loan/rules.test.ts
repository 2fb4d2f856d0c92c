// Goal: the twelve worked examples of the company-loan suite and its bad input, figure by figure, each with its number.
// Method: tables of cases on pure functions; amounts in yuan in the tables, fen in the code.
import { describe, expect, test } from "vitest"
import { packageLendableFen } from "#contract/products/collateral"
import {
  addMonths,
  daysBetween,
  fenFromYuan as fen,
  interestForDays,
  penaltyRate,
  rateFromPercent,
  toDecimal,
} from "#contract/products/loan"
import { calendarOf } from "#kernel/calendar"
import {
  authorities,
  checkDraw,
  checkDuties,
  checkInstalments,
  checkPair,
  checkPayees,
  checkPurpose,
  checkShares,
  checkStatement,
  checkTerm,
  coverOf,
  coverText,
  cycleOf,
  daysFromAverages,
  daysOf,
  debtMaxFen,
  drawableFen,
  entrustDeadlines,
  equityRequiredFen,
  matrixQuestion,
  measuresOf,
  mustEntrust,
  needOf,
  raised,
  sensitivity,
  stressedCover,
  typedDays,
  type NeedInputs,
  type Payment,
  type Statement,
} from "./rules.ts"

const calendar = calendarOf([])
const codeOf = (outcome: { ok: boolean; refusal?: { code: string } }) =>
  outcome.ok ? null : outcome.refusal!.code.split("/")[1]
const days = (inventory: string, receivable: string, payable: string, prepaid: string, advance: string) =>
  typedDays({ inventory, receivable, payable, prepaid, advance })

const example1: NeedInputs = {
  method: "formula",
  salesFen: fen("120000000"),
  margin: "0.12",
  growth: "0.10",
  days: days("60", "75", "45", "10", "8"),
  seasonDays: 360,
  ownFundsFen: fen("8000000"),
  existingLoansFen: fen("10000000"),
  otherFundingFen: fen("2000000"),
}

describe("need of working capital", () => {
  test("example 1: 92 days kept as 360/92, gap down to ten-thousands", () => {
    const need = needOf(example1)
    expect(need.cycleDays).toBe("92.00")
    expect(need.workingCapitalFen).toBe(fen("29685333.33"))
    expect(need.workingCapitalFen).not.toBe(fen("29708439.90"))
    expect(need.gapFen).toBe(fen("9685333.33"))
    expect(need.loanFen).toBe(fen("9680000"))
    expect(need.steps.map((step) => step.value)).toEqual(["92.00", "3.9130", "29685333.33", "9685333.33", "9680000.00"])
  })

  test("example 2: days from averages of opening and closing", () => {
    const twice = (text: string) => fen(text) * 2n
    const found = daysFromAverages({
      salesFen: fen("120000000"),
      costFen: fen("90000000"),
      sumsFen: {
        receivable: twice("25000000"),
        inventory: twice("15000000"),
        payable: twice("11250000"),
        prepaid: twice("2500000"),
        advance: twice("2666667"),
      },
    })
    const shown = Object.fromEntries(Object.entries(found).map(([name, value]) => [name, toDecimal(value, 2)]))
    expect(shown).toEqual({
      inventory: "60.00",
      receivable: "75.00",
      payable: "45.00",
      prepaid: "10.00",
      advance: "8.00",
    })
    expect(toDecimal(cycleOf(found), 2)).toBe("92.00")
  })

  test("example 3: a negative cycle has no need", () => {
    const need = needOf({ ...example1, days: days("15", "5", "45", "5", "0") })
    expect(need).toMatchObject({ cycleDays: "-20.00", loanFen: 0n, gapFen: 0n, warning: "W-NEG-CYCLE" })
  })

  test("example 4: a season of 240 days", () => {
    const season: NeedInputs = {
      ...example1,
      method: "season",
      salesFen: fen("36000000"),
      margin: "0.15",
      growth: "0",
      days: days("50", "0", "0", "0", "0"),
      seasonDays: 240,
      ownFundsFen: 0n,
      existingLoansFen: 0n,
      otherFundingFen: 0n,
    }
    expect(needOf(season).workingCapitalFen).toBe(fen("6375000"))
    expect(needOf({ ...season, seasonDays: 360 }).workingCapitalFen).toBe(fen("4250000"))
  })

  test("an order is sized on its cost", () => {
    const order = needOf({
      ...example1,
      method: "order",
      salesFen: fen("5000000"),
      ownFundsFen: fen("1000000"),
      existingLoansFen: 0n,
      otherFundingFen: 0n,
    })
    expect(order.loanFen).toBe(fen("3400000"))
  })

  test("sensitivity moves with the cycle and with growth", () => {
    const rows = sensitivity(example1).map((row) => row.workingCapitalFen)
    expect(rows[0]!).toBeLessThan(rows[1]!)
    expect(rows[2]!).toBeLessThan(rows[3]!)
    expect(rows[0]!).toBe(fen("26458666.67"))
  })
})

const pay = (payee: string, amount: string): Payment => ({
  payee,
  account: "6200000001",
  amountFen: fen(amount),
  contractRef: "",
})
const entrust = (payments: Payment[], more: { isNewAndAverage?: boolean; earlierToday?: Payment[] } = {}) =>
  mustEntrust({
    product: "working_capital",
    payments,
    earlierToday: more.earlierToday ?? [],
    lines: { projectFen: fen("10000000"), workingCapitalFen: fen("10000000") },
    isNewAndAverage: more.isNewAndAverage ?? false,
  })

describe("payment control", () => {
  test("example 5: the line and the split below it", () => {
    expect(entrust([pay("甲", "10000000.00")])).toBeNull()
    expect(entrust([pay("甲", "10000000.01")])?.code).toBe("LINE")
    expect(entrust([pay("甲", "6000000"), pay("甲", "6000000")])?.code).toBe("SPLIT")
    expect(entrust([pay("甲", "6000000")], { earlierToday: [pay("甲", "6000000")] })?.code).toBe("SPLIT")
    expect(entrust([pay("甲", "6000000"), pay("乙", "6000000")])).toBeNull()
    expect(entrust([pay("甲", "1")], { isNewAndAverage: true })?.code).toBe("NEW-CLIENT")
  })

  test("example 6: five working days, ten at most", () => {
    expect(entrustDeadlines(calendar, "2026-03-02")).toEqual({ by: "2026-03-09", latest: "2026-03-16" })
  })

  test("an affiliate needs the paper of the trade", () => {
    expect(codeOf(checkPayees([pay("子公司", "1")], ["子公司"]))).toBe("E-PAYEE")
    expect(codeOf(checkPayees([{ ...pay("子公司", "1"), contractRef: "HT-1" }], ["子公司"]))).toBeNull()
  })

  test.each([
    ["working_capital", "支付原料款", null],
    ["working_capital", "购买股票理财", "E-PURPOSE"],
    ["working_capital", "购置厂房", "E-PURPOSE"],
    ["medium_working_capital", "向股东分红", "E-PURPOSE"],
    ["project", "购置厂房", null],
  ] as const)("R7: %s for %s → %s", (product, purpose, code) => {
    expect(codeOf(checkPurpose(product, purpose))).toBe(code)
  })
})

describe("project", () => {
  test("example 7: equity, debt and the cumulative draw", () => {
    const total = fen("80000000")
    expect(equityRequiredFen(total, 2000)).toBe(fen("16000000"))
    expect(debtMaxFen(total, 2000)).toBe(fen("64000000"))
    const at = {
      loanFen: fen("64000000"),
      equityRequiredFen: fen("16000000"),
      equityPaidFen: fen("8000000"),
      progressBp: 5500,
    }
    expect(drawableFen(at)).toBe(fen("32000000"))
    expect(codeOf(checkDraw(at, fen("30000000"), fen("2000000")))).toBeNull()
    const over = checkDraw(at, fen("30000000"), fen("2000000.01"))
    expect(codeOf(over)).toBe("E-EQUITY")
    expect(!over.ok && over.refusal.facts["permitted"]).toBe("2000000.00")
  })

  test("example 9: equal principal, first interest, cover", () => {
    expect(fen("64000000") / 20n).toBe(fen("3200000"))
    expect(interestForDays(fen("64000000"), 91, rateFromPercent("3.9"))).toBe(fen("630933.33"))
    expect(coverText(coverOf(fen("14200000"), fen("10500000")))).toBe("1.35")
    expect(coverText(stressedCover(fen("14200000"), fen("10500000"), "0.2"))).toBe("1.08")
  })
})

test("example 8: the package by caps less what ranks before us", () => {
  const leg = (name: "housing" | "plant" | "equipment", value: string, prior = "0") => ({
    class: name,
    valueFen: fen(value),
    priorClaimsFen: fen(prior),
  })
  const rest = [leg("plant", "9000000"), leg("equipment", "5000000")]
  expect(packageLendableFen([leg("housing", "12000000"), ...rest])).toBe(fen("15800000"))
  expect(packageLendableFen([leg("housing", "12000000", "5000000"), ...rest])).toBe(fen("10800000"))
})

test("example 10: medium and long, half-yearly", () => {
  expect(fen("30000000") / 10n).toBe(fen("3000000"))
  expect(interestForDays(fen("30000000"), 181, rateFromPercent("3.8"))).toBe(fen("573166.67"))
  expect(codeOf(checkInstalments("medium_working_capital", "equal_principal", 6))).toBeNull()
  expect(codeOf(checkInstalments("medium_working_capital", "equal_principal", 12))).toBe("E-INSTALMENT")
  expect(codeOf(checkInstalments("medium_working_capital", "interest_only", 3))).toBe("E-INSTALMENT")
})

test("example 11: penalty on overdue and on misused principal", () => {
  const terms = (rate: string) => ({
    contractRate: rateFromPercent(rate),
    overdueUplift: rateFromPercent("50"),
    misuseUplift: rateFromPercent("100"),
  })
  const overdue = penaltyRate(terms("4.35"), { overdue: true, misused: false })
  expect(interestForDays(fen("2000000"), 35, overdue)).toBe(fen("12687.50"))
  const misused = penaltyRate(terms("4.35"), { overdue: false, misused: true })
  expect(interestForDays(fen("1500000"), 20, misused)).toBe(fen("7250.00"))
})

test("example 12: the question to the matrix, and the level up", () => {
  const asked = matrixQuestion({
    exposureFen: fen("18000000"),
    guarantee: "full_mortgage",
    projectFen: 0n,
    termMonths: 12,
  })
  expect(asked).toEqual({ exposureWan: 1800, guarantee: "full_mortgage", projectWan: 0, termMonths: 12 })
  expect(raised("city_approver", { facts: [], emissionShareBp: 5000 })).toBe("city_approver")
  expect(raised("city_approver", { facts: [], emissionShareBp: 5500 })).toBe("city_committee")
  expect(raised("city_approver", { facts: ["restructured", "policyException"], emissionShareBp: 0 })).toBe(
    "city_committee",
  )
  expect(raised("head_office", { facts: ["restructured"], emissionShareBp: 0 })).toBe(authorities.at(-1))
  expect(
    matrixQuestion({ exposureFen: fen("5000000.01"), guarantee: "low_risk", projectFen: 0n, termMonths: 6 })[
      "exposureWan"
    ],
  ).toBe(501)
})

const statement = (more: Partial<Statement> = {}): Statement => ({
  period: "2025",
  salesFen: fen("120000000"),
  costFen: fen("90000000"),
  profitFen: fen("14400000"),
  assetsFen: fen("100000000"),
  liabilitiesFen: fen("55000000"),
  equityFen: fen("45000000"),
  cashFen: fen("6000000"),
  balancesFen: {
    inventory: fen("15000000"),
    receivable: fen("25000000"),
    payable: fen("11250000"),
    prepaid: fen("2500000"),
    advance: fen("2666667"),
  },
  note: "",
  ...more,
})

describe("bad input", () => {
  test("statements that do not hold", () => {
    expect(codeOf(checkStatement(statement()))).toBeNull()
    expect(codeOf(checkStatement(statement({ equityFen: fen("45000001") })))).toBe("E-FS")
    expect(codeOf(checkStatement(statement({ costFen: fen("130000000") })))).toBe("E-FS")
    expect(codeOf(checkStatement(statement({ costFen: fen("130000000"), note: "清理库存" })))).toBeNull()
    expect(toDecimal(cycleOf(daysOf(statement(), statement())), 2)).toBe("92.00")
  })

  test.each([
    ["0.12", null],
    ["-1", null],
    ["1", null],
    ["12", "E-PCT"],
    ["-1.0001", "E-PCT"],
  ])("a margin of %s → %s", (margin, code) => expect(codeOf(checkShares({ margin, growth: "0" }))).toBe(code))

  test.each([
    ["working_capital", 36, false, null],
    ["working_capital", 37, false, "E-TERM"],
    ["working_capital", 60, true, null],
    ["working_capital", 61, true, "E-TERM"],
    ["medium_working_capital", 12, false, "E-TERM"],
    ["medium_working_capital", 60, false, null],
    ["project", 120, false, null],
    ["project", 121, false, "E-TERM"],
  ] as const)("%s for %i months (slow cycle %s) → %s", (product, months, cycleIsSlow, code) =>
    expect(codeOf(checkTerm(product, months, { cycleIsSlow }))).toBe(code),
  )

  test("duties stay apart and visits take two", () => {
    const parts = [{ zh: "客户经理", en: "account manager", ids: ["a", null] }]
    expect(codeOf(checkDuties({ id: "a", name: "甲" }, "审批", parts))).toBe("E-DUTY")
    expect(codeOf(checkDuties({ id: "b", name: "乙" }, "审批", parts))).toBeNull()
    expect(codeOf(checkPair("a", "a"))).toBe("E-PAIR")
  })
})

test("R1: measures by the day of the contract", () => {
  expect(measuresOf("project", "2024-06-30").isNew).toBe(false)
  expect(measuresOf("project", "2024-07-01").zh).toContain("2024年第1号")
  expect(measuresOf("medium_working_capital", "2026-01-01").zh).toContain("2024年第2号")
})

test("dates used above are what they seem", () => {
  expect(daysBetween("2026-01-01", addMonths("2026-01-01", 3))).toBe(90)
})
