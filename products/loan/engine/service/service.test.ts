// Goal: what the machine promises beyond the public cases. Chinese loans serviced by their conventions, replay from the
// day of an event only, reversed lines that stay visible, and what-if against the published prepayment example.
import { describe, expect, test } from "vitest"
import { explain } from "../explain.ts"
import { explainText } from "../explain-text.ts"
import { fenFromYuan as fen, rateFromPercent as percent } from "../fraction.ts"
import { schedule } from "../schedule.ts"
import { loanTerms, type ScheduleRow } from "../terms.ts"
import { earlyRepayment, paidOnPlan, rateChange } from "../what-if.ts"
import type { LoanEvent } from "./events.ts"
import { book, service } from "./service.ts"
import { chineseServicing, revolvingTerms } from "./terms.ts"
import { linesOf, owedBy, rowsOf } from "./view.ts"

const annuity = (yuan: string, rate: string, instalments: number) =>
  loanTerms({
    principalFen: fen(yuan),
    annualRate: percent(rate),
    method: "equal_instalment",
    dayCount: "monthly",
    instalments,
    startOn: "2025-01-01",
  })
const interest = (rows: readonly ScheduleRow[]): bigint => rows.reduce((sum, row) => sum + row.interestFen, 0n)

test("quote and booking are one path: a loan just drawn shows the schedule of its terms", () => {
  const terms = annuity("300000", "4.35", 36)
  const plain = schedule(terms).map(({ n, due, principalFen, interestFen, balanceFen }) => ({
    n,
    due,
    principalFen,
    interestFen,
    balanceFen,
  }))
  expect(rowsOf(service(chineseServicing(terms), []).state)).toMatchObject(plain)
})

test("CN-05 随借随还: draws and repayments any day, interest by balance-days on the settlement day", () => {
  const terms = revolvingTerms({
    annualRate: percent("3.65"),
    startOn: "2025-06-01",
    maturesOn: "2026-06-01",
    settlementDay: 20,
  })
  const events: LoanEvent[] = [
    { type: "disburse", on: "2025-06-01", amountFen: fen("200000") },
    { type: "repay", on: "2025-06-11", amountFen: fen("80000") },
    { type: "disburse", on: "2025-06-16", amountFen: fen("50000") },
    { type: "closeOfBusiness", on: "2025-06-21" },
  ]
  const [row] = rowsOf(service(terms, events).state)
  expect(row).toMatchObject({ due: "2025-06-21", interestFen: fen("349.79"), principalFen: 0n })
  expect(row!.parts.map((part) => [part.days, part.balanceFen])).toEqual([
    [10, fen("200000")],
    [5, fen("120000")],
    [5, fen("170000")],
  ])
})

describe("CN-12 as what-if", () => {
  const loan = service(chineseServicing(annuity("300000", "4.35", 36)), [])
  const asked = { on: "2026-01-01", amountFen: fen("100000") }

  test("keep the term", () => {
    const found = earlyRepayment(loan, { ...asked, choice: "keep_term" })
    const later = found.after.filter((row) => row.due > asked.on)
    expect([later.length, later[0]!.totalFen, later.at(-1)!.totalFen]).toEqual([24, fen("4545.89"), fen("4546.00")])
    expect([interest(later), found.savedFen]).toEqual([fen("4792.08"), fen("4594.08")])
    expect([found.nextBeforeFen, found.nextAfterFen, found.fewer]).toEqual([fen("8903.98"), fen("4545.89"), 0])
  })

  test("keep the instalment", () => {
    const found = earlyRepayment(loan, { ...asked, choice: "keep_instalment" })
    const later = found.after.filter((row) => row.due > asked.on)
    expect([later.length, later.at(-1)!.totalFen, interest(later)]).toEqual([12, fen("8838.42"), fen("2472.81")])
    expect([found.savedFen, found.fewer]).toEqual([fen("6913.35"), 12])
  })

  test("inside a month: interest up to the day is taken first and the row stands on its day", () => {
    const found = earlyRepayment(loan, { on: "2026-01-16", amountFen: fen("50000"), choice: "keep_term" })
    const row = found.after.find((one) => one.kind === "prepayment")!
    // 204,309.39 × 4.35% × 15 / 360
    expect(row).toMatchObject({ due: "2026-01-16", interestFen: fen("370.31"), principalFen: fen("49629.69") })
    expect(found.after.reduce((sum, one) => sum + one.principalFen, 0n)).toBe(fen("300000"))
  })
})

test("等额本金: keeping the instalment keeps its principal and shortens the term", () => {
  const terms = { ...annuity("120000", "4.80", 12), method: "equal_principal" as const }
  const asked = { on: "2025-04-01", amountFen: fen("25000"), choice: "keep_instalment" as const }
  const later = earlyRepayment(service(chineseServicing(terms), []), asked).after.filter((row) => row.due > asked.on)
  expect(later.map((row) => row.principalFen)).toEqual([...Array.from({ length: 6 }, () => fen("10000")), fen("5000")])
})

test("CN-09 in the machine: interest before principal, principal first after 90 days", () => {
  const terms = { ...annuity("120000", "4.80", 12), method: "equal_principal" as const }
  const paid = (on: string) => {
    const events: LoanEvent[] = [
      { type: "addFee", on: "2025-02-01", dueOn: "2025-02-01", amountFen: fen("500") },
      { type: "addPenalty", on: "2025-02-20", dueOn: "2025-02-20", amountFen: fen("20") },
      { type: "repay", on, amountFen: fen("5000") },
    ]
    return service(chineseServicing(terms), events).state.transactions.at(-1)!.allocated
  }
  expect(paid("2025-02-25")).toEqual({
    feesFen: fen("500"),
    penaltiesFen: fen("20"),
    interestFen: fen("480"),
    principalFen: fen("4000"),
  })
  expect(paid("2025-05-03")).toMatchObject({ feesFen: fen("500"), interestFen: 0n, principalFen: fen("4500") })
})

test("a pause does not change an instalment that is solved later", () => {
  const loan = service(chineseServicing(annuity("120000", "4.35", 12)), [
    { type: "pauseInterest", on: "2025-01-05", from: "2025-06-20", until: "2025-07-10" },
    { type: "changeRate", on: "2025-01-06", from: "2025-02-01", annualRate: percent("4.35") },
  ])
  expect(rowsOf(loan.state)[1]!.totalFen).toBe(fen("10237.19"))
})

test("extra instalments move off holidays as the product says", () => {
  const move = (date: string): string => (date === "2026-02-01" ? "2026-02-02" : date)
  const terms = { ...annuity("120000", "4.35", 12), holiday: { move, interestFollows: false } }
  const loan = service(chineseServicing(terms), [
    { type: "reschedule", on: "2025-03-05", fromDue: "2025-04-01", change: "extra_instalments", extraInstalments: 2 },
  ])
  expect(
    rowsOf(loan.state)
      .slice(-2)
      .map((row) => [row.due, row.days]),
  ).toEqual([
    ["2026-02-02", 31],
    ["2026-03-01", 28],
  ])
})

test("CN-06 as what-if: a rate change on a due day solves the rest again", () => {
  const loan = service(chineseServicing(annuity("1000000", "3.30", 240)), [])
  const found = rateChange(loan, { from: "2026-01-01", annualRate: percent("3.20") })
  expect([found.nextBeforeFen, found.nextAfterFen]).toEqual([fen("5697.35"), fen("5648.86")])
  expect(found.after[12]!.parts[0]).toMatchObject({ why: "repriced", annualRate: percent("3.20") })
})

describe("replay", () => {
  const loan = paidOnPlan(service(chineseServicing(annuity("120000", "4.35", 12)), []), "2025-06-01")

  test("only the days from the event on are computed again", () => {
    const before = loan.steps.slice(0, 4)
    const again = book(loan, { type: "changeRate", on: "2025-04-15", from: "2025-04-15", annualRate: percent("4.00") })
    expect(again.replayed).toBe(3)
    expect(again.steps.slice(0, 4).every((step, index) => step === before[index])).toBe(true)
  })

  test("lines that changed stay visible as reversed, in their place", () => {
    const again = book(loan, { type: "changeRate", on: "2025-04-15", from: "2025-04-15", annualRate: percent("4.00") })
    const lines = linesOf(again).filter((line) => line.on === "2025-05-01")
    expect(lines.map((line) => [line.reversed, line.amountFen])).toEqual([
      ["replayed", fen("10237.19")],
      [null, fen("10237.19")],
    ])
    expect(lines[1]!.allocated.interestFen).toBeLessThan(lines[0]!.allocated.interestFen)
  })

  test("undo: the line stays as undone, later payments meet the older debt", () => {
    const again = book(loan, { type: "undo", on: "2025-06-05", originalOn: "2025-03-01", nth: 1 })
    expect(linesOf(again).filter((line) => line.reversed === "undone")).toHaveLength(1)
    const due = owedBy(again.state, "2025-06-01").due
    expect(due.interestFen + due.principalFen).toBe(fen("10237.19"))
    expect(() => book(again, { type: "undo", on: "2025-06-05", originalOn: "2025-03-01", nth: 1 })).toThrow(
      "no transaction",
    )
  })
})

describe("explanations", () => {
  test("days × balance × rate, rounding, and where the residue went", () => {
    const terms = annuity("120000", "4.35", 12)
    const rows = schedule(terms)
    expect(explainText(explain(rows[0]!, terms))).toEqual({
      zh: [
        "2025-01-01 至 2025-01-31 共 31 天：本金 120,000.00 × 年利率 4.35% × 1/12 = 435.000000",
        "合计 435.000000，一次四舍五入到分：435.00",
      ],
      en: [
        "2025-01-01 to 2025-01-31, 31 days: 120,000.00 × 4.35% a year × 1/12 = 435.000000",
        "Sum 435.000000, rounded once (half up) to the fen: 435.00",
      ],
    })
    expect(explain(rows.at(-1)!, terms).residueFen).toBe(-2n)
    expect(explainText(explain(rows.at(-1)!, terms)).zh.at(-1)).toContain("尾差都在末期")
  })

  test("a pause and a new rate say so", () => {
    const terms = { ...annuity("120000", "4.35", 12), dayCount: "actual/360" as const }
    const loan = [
      { type: "pauseInterest", on: "2025-01-02", from: "2025-01-11", until: "2025-01-21" },
      { type: "changeRate", on: "2025-01-25", from: "2025-01-25", annualRate: percent("4.00") },
    ] satisfies LoanEvent[]
    const [row] = rowsOf(service(chineseServicing(terms), loan).state)
    const said = explain(row!, terms)
    expect(said.parts.map((part) => [part.days, part.why])).toEqual([
      [10, "contract"],
      [10, "paused"],
      [4, "contract"],
      [7, "repriced"],
    ])
    expect(said.joinedFen).toBe(0n)
    expect(said.interestFen).toBe(fen("296.33"))
  })
})
