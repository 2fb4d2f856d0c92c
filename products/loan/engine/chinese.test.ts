// Goal: the published Chinese worked examples to the fen. Each test carries the example's number; values in yuan.
import { describe, expect, test } from "vitest"
import {
  balanceDays,
  dueSoFar,
  interestByMonths,
  interestForDays,
  interestOnBalanceDays,
  penaltyRate,
} from "./accrual.ts"
import { allocatePayment, noDebt } from "./allocation.ts"
import { lowestClass, riskClassZh } from "./classify.ts"
import { equalInstalmentInterest, equalPrincipalInterest } from "./closed-form.ts"
import { decimal, fenFromYuan, plus, rateFromPercent, round, times, toDecimal } from "./fraction.ts"
import { planAfterPrepayment } from "./prepay.ts"
import { schedule } from "./schedule.ts"
import { loanTerms, type ScheduleRow } from "./terms.ts"

const fen = fenFromYuan
const percent = rateFromPercent
const sumOf = (rows: ScheduleRow[], of: "interestFen" | "totalFen" | "principalFen"): bigint =>
  rows.reduce((sum, row) => sum + row[of], 0n)

const monthly = (method: "equal_instalment" | "equal_principal", yuan: string, rate: string, instalments: number) =>
  loanTerms({
    principalFen: fen(yuan),
    annualRate: percent(rate),
    method,
    dayCount: "monthly",
    instalments,
    startOn: "2025-01-01",
  })

describe("等额本息", () => {
  test("CN-01: one million at 4.90% over 360 months", () => {
    const rows = schedule(monthly("equal_instalment", "1000000", "4.90", 360))
    expect(rows[0]).toMatchObject({
      totalFen: fen("5307.27"),
      interestFen: fen("4083.33"),
      principalFen: fen("1223.94"),
    })
    expect(rows[1]).toMatchObject({ interestFen: fen("4078.34"), principalFen: fen("1228.93") })
    expect(rows[359]).toMatchObject({ totalFen: fen("5305.19"), balanceFen: 0n })
    expect(sumOf(rows, "totalFen")).toBe(fen("1910615.12"))
    expect(sumOf(rows, "principalFen")).toBe(fen("1000000"))
    const published = { principalFen: fen("1000000"), annualRate: percent("4.90"), months: 360 }
    expect(round(equalInstalmentInterest(published))).toBe(fen("910616.19"))
    expect(sumOf(rows, "interestFen")).toBe(fen("910615.12"))
  })

  test("CN-01b: 120,000 at 4.35% over 12 months", () => {
    const rows = schedule(monthly("equal_instalment", "120000", "4.35", 12))
    expect(rows.map((row) => toDecimal({ num: row.interestFen, den: 100n }, 2))).toEqual([
      "435.00",
      "399.47",
      "363.81",
      "328.01",
      "292.09",
      "256.04",
      "219.86",
      "183.55",
      "147.10",
      "110.53",
      "73.82",
      "36.98",
    ])
    expect(rows[0]!.totalFen).toBe(fen("10237.19"))
    expect(rows[11]!.totalFen).toBe(fen("10237.17"))
    expect(rows[5]!.balanceFen).toBe(fen("60651.28"))
    expect(sumOf(rows, "interestFen")).toBe(fen("2846.26"))
  })

  test("CN-17: a first period of 41 days counts actual days over 360", () => {
    const terms = loanTerms({
      principalFen: fen("120000"),
      annualRate: percent("4.35"),
      method: "equal_instalment",
      dayCount: "monthly",
      instalments: 12,
      startOn: "2025-03-10",
      firstDueOn: "2025-04-20",
    })
    const rows = schedule(terms)
    expect(rows[0]).toMatchObject({ days: 41, interestFen: fen("594.50"), totalFen: fen("10237.19") })
    expect(rows[1]!.due).toBe("2025-05-20")
    expect(sumOf(rows, "principalFen")).toBe(fen("120000"))
  })

  test("CN-12: prepaying 100,000 keeps the term or keeps the instalment", () => {
    const terms = monthly("equal_instalment", "300000", "4.35", 36)
    const rows = schedule(terms)
    expect(rows[0]!.totalFen).toBe(fen("8903.98"))
    expect(rows[11]!.balanceFen).toBe(fen("204309.39"))
    expect(sumOf(rows.slice(12), "interestFen")).toBe(fen("9386.16"))
    const payment = {
      balanceFen: fen("104309.39"),
      on: rows[11]!.due,
      dueDates: rows.slice(12).map((row) => row.due),
      instalmentFen: fen("8903.98"),
    }
    const sameTerm = planAfterPrepayment(terms, { ...payment, choice: "keep_term" })
    expect(sameTerm).toHaveLength(24)
    expect([sameTerm[0]!.totalFen, sameTerm[23]!.totalFen]).toEqual([fen("4545.89"), fen("4546.00")])
    expect(sumOf(sameTerm, "interestFen")).toBe(fen("4792.08"))
    const sameInstalment = planAfterPrepayment(terms, { ...payment, choice: "keep_instalment" })
    expect(sameInstalment).toHaveLength(12)
    expect(sameInstalment[11]!.totalFen).toBe(fen("8838.42"))
    expect(sumOf(sameInstalment, "interestFen")).toBe(fen("2472.81"))
  })
})

describe("等额本金", () => {
  test("CN-02: one million at 4.90% over 360 months", () => {
    const rows = schedule(monthly("equal_principal", "1000000", "4.90", 360))
    expect(rows[0]!.totalFen).toBe(fen("6861.11"))
    expect(rows[1]!.totalFen).toBe(fen("6849.77"))
    expect(rows[359]).toMatchObject({ principalFen: fen("2776.98"), interestFen: fen("11.34") })
    expect(sumOf(rows, "interestFen")).toBe(fen("737041.08"))
    const published = { principalFen: fen("1000000"), annualRate: percent("4.90"), months: 360 }
    expect(round(equalPrincipalInterest(published))).toBe(fen("737041.67"))
  })

  test("CN-02b: published first instalments and steps", () => {
    const small = schedule(monthly("equal_principal", "630000", "4.90", 360))
    expect(small[0]!.totalFen).toBe(fen("4322.50"))
    expect(small[0]!.totalFen - small[1]!.totalFen).toBe(fen("7.15"))
    const large = schedule(monthly("equal_principal", "1000000", "5.90", 360))
    // Published figures are rounded once (7,694.44); the ledger row adds two rounded parts.
    const exact = plus({ num: fen("1000000"), den: 360n }, times({ num: fen("1000000"), den: 12n }, percent("5.90")))
    expect(round(exact)).toBe(fen("7694.44"))
    expect(large[0]).toMatchObject({ principalFen: fen("2777.78"), interestFen: fen("4916.67") })
    expect(large[0]!.totalFen - large[1]!.totalFen).toBe(fen("13.66"))
    const inAll = (yuan: string, rate: string) =>
      round(equalPrincipalInterest({ principalFen: fen(yuan), annualRate: percent(rate), months: 360 }))
    expect([inAll("630000", "4.90"), inAll("1000000", "5.90")]).toEqual([fen("464336.25"), fen("887458.33")])
  })
})

test("CN-03 先息后本: settlement on the 20th, actual days over 360", () => {
  const rows = schedule(
    loanTerms({
      principalFen: fen("500000"),
      annualRate: percent("3.45"),
      method: "interest_only",
      dayCount: "actual/360",
      startOn: "2025-03-10",
      maturesOn: "2026-03-10",
      settlementDay: 20,
    }),
  )
  expect(rows[0]).toMatchObject({ due: "2025-03-21", days: 11, interestFen: fen("527.08"), principalFen: 0n })
  expect(rows[1]).toMatchObject({ days: 31, interestFen: fen("1485.42") })
  expect(rows[2]).toMatchObject({ days: 30, interestFen: fen("1437.50") })
  expect(rows.at(-1)).toMatchObject({
    due: "2026-03-10",
    days: 17,
    interestFen: fen("814.58"),
    principalFen: fen("500000"),
  })
  expect(sumOf(rows, "interestFen")).toBe(fen("17489.60"))
  expect(interestForDays(fen("500000"), 365, percent("3.45"))).toBe(fen("17489.58"))
})

test("先息后本 by quarter settles in March, June, September and December", () => {
  const rows = schedule(
    loanTerms({
      principalFen: fen("500000"),
      annualRate: percent("3.45"),
      method: "interest_only",
      dayCount: "actual/360",
      startOn: "2025-03-10",
      maturesOn: "2026-03-10",
      settlementDay: 20,
      settlementEvery: 3,
    }),
  )
  expect(rows.map((row) => row.due)).toEqual(["2025-03-21", "2025-06-21", "2025-09-21", "2025-12-21", "2026-03-10"])
})

describe("CN-04 一次还本付息", () => {
  const bullet = (maturesOn: string, dayCount: "monthly" | "actual/360") =>
    schedule(
      loanTerms({
        principalFen: fen("300000"),
        annualRate: percent("4.35"),
        method: "bullet",
        dayCount,
        startOn: "2025-01-15",
        maturesOn,
      }),
    )[0]!

  test.each([
    ["2025-07-15", "6525.00", "6561.25", 181],
    ["2025-08-03", "7213.75", "7250.00", 200],
  ])("to %s", (maturesOn, single, byDays, days) => {
    expect(bullet(maturesOn, "monthly").interestFen).toBe(fen(single))
    expect(interestByMonths(fen("300000"), percent("4.35"), "2025-01-15", maturesOn)).toBe(fen(single))
    expect(bullet(maturesOn, "actual/360")).toMatchObject({ days, interestFen: fen(byDays) })
  })
})

test("CN-05 随借随还 by balance-days", () => {
  const changes = [
    { on: "2025-06-01", changeFen: fen("200000") },
    { on: "2025-06-11", changeFen: fen("-80000") },
    { on: "2025-06-16", changeFen: fen("50000") },
  ]
  const sum = balanceDays(changes, "2025-06-21")
  expect(sum).toBe(fen("3450000"))
  expect(interestOnBalanceDays(sum, percent("3.65"))).toBe(fen("349.79"))
})

test("CN-05b deposit control: 10,000 at 0.36% for 90 days", () => {
  expect(interestForDays(fen("10000"), 90, percent("0.36"))).toBe(fen("9.00"))
})

describe("罚息 and 复利", () => {
  const terms = { contractRate: percent("4.8"), overdueUplift: percent("50"), misuseUplift: percent("100") }

  test("CN-07: 37 days overdue", () => {
    const rate = penaltyRate(terms, { overdue: true, misused: false })
    expect(interestForDays(fen("100000"), 37, rate)).toBe(fen("740.00"))
    expect(interestForDays(fen("1200"), 37, rate)).toBe(fen("8.88"))
  })

  test("CN-08: misused and overdue at once takes the heavier only", () => {
    const rate = penaltyRate(terms, { overdue: true, misused: true })
    expect(interestForDays(fen("100000"), 37, rate)).toBe(fen("986.67"))
  })

  test("daily assessment of the difference adds up to one calculation", () => {
    const rate = penaltyRate(terms, { overdue: true, misused: false })
    let assessedFen = 0n
    for (let day = 1; day <= 37; day += 1) assessedFen += dueSoFar(fen("1200") * BigInt(day), rate, assessedFen)
    expect(assessedFen).toBe(fen("8.88"))
  })
})

test("CN-09: allocation, and the switch to principal first after 90 days", () => {
  const debt = {
    ...noDebt(),
    fees: fen("500"),
    compound: fen("8.88"),
    penalty: fen("740.00"),
    overdueInterest: fen("1200"),
    overduePrincipal: fen("100000"),
  }
  expect(allocatePayment(fen("30000"), debt, 37).paid.overduePrincipal).toBe(fen("27551.12"))
  expect(allocatePayment(fen("30000"), debt, 91).paid.overduePrincipal).toBe(fen("29500.00"))
  expect(allocatePayment(fen("200000"), debt, 37).restFen).toBe(fen("97551.12"))
})

test("CN-10: lowest class by overdue days", () => {
  const found = [0, 5, 8, 90, 91, 270, 271, 360, 361].map((days) => riskClassZh[lowestClass(days, days === 5)])
  expect(found).toEqual(["正常", "正常", "关注", "关注", "次级", "次级", "可疑", "可疑", "损失"])
})

test("CN-15: unrounded daily accrual", () => {
  expect(interestForDays(fen("1000000"), 31, percent("4.8"))).toBe(fen("4133.33"))
  expect(interestForDays(fen("1000"), 30, percent("3.45"))).toBe(fen("2.88"))
  // What rounding every day would give instead.
  expect(interestForDays(fen("1000000"), 1, percent("4.8")) * 31n).toBe(fen("4133.23"))
  expect(interestForDays(fen("1000"), 1, percent("3.45")) * 30n).toBe(fen("3.00"))
})

test("the parts of a row explain its interest", () => {
  const [row] = schedule(monthly("equal_principal", "120000", "4.35", 12))
  expect(row!.parts).toEqual([
    {
      from: "2025-01-01",
      to: "2025-02-01",
      days: 31,
      balanceFen: fen("120000"),
      share: { num: 1n, den: 12n },
      annualRate: percent("4.35"),
      why: "contract",
    },
  ])
})

test("a holiday moves the payment day and leaves the interest days alone unless the product says so", () => {
  const move = (date: string): string => (date === "2025-05-01" ? "2025-05-06" : date)
  const terms = monthly("equal_principal", "120000", "4.35", 12)
  const moved = schedule({ ...terms, holiday: { move, interestFollows: false } })
  expect([moved[3]!.due, moved[3]!.days, moved[4]!.days]).toEqual(["2025-05-06", 30, 31])
  const followed = schedule({ ...terms, dayCount: "actual/360", holiday: { move, interestFollows: true } })
  expect([followed[3]!.due, followed[3]!.days, followed[4]!.days]).toEqual(["2025-05-06", 35, 26])
})

test("an irregular plan pays the principal it names and the rest at the end", () => {
  const rows = schedule({
    ...monthly("equal_principal", "100000", "4.80", 3),
    principalPlanFen: [fen("20000"), fen("30000")],
  })
  expect(rows.map((row) => row.principalFen)).toEqual([fen("20000"), fen("30000"), fen("50000")])
})

test("decimals are exact or refused", () => {
  expect(decimal("4.35")).toEqual({ num: 435n, den: 100n })
  expect(() => decimal("4,35")).toThrow("not a decimal")
  expect(() => fen("1.005")).toThrow("finer than a fen")
})
