// Goal: changes of a running loan with interest, beyond the zero-rate public cases: payoff, re-age, re-amortise,
// charge-off, moved due dates, and the sentences that refuse what does not fit.
import { describe, expect, test } from "vitest"
import { fenFromYuan as fen, rateFromPercent as percent } from "../fraction.ts"
import { planAfterPrepayment } from "../prepay.ts"
import { loanTerms } from "../terms.ts"
import { paidOnPlan } from "../what-if.ts"
import type { LoanEvent } from "./events.ts"
import { eventFault } from "./fault.ts"
import { book, service, type Serviced } from "./service.ts"
import { chineseServicing } from "./terms.ts"
import { delinquency, owedBy, rowsOf, totalsOf } from "./view.ts"

const terms = loanTerms({
  principalFen: fen("120000"),
  annualRate: percent("4.35"),
  method: "equal_instalment",
  dayCount: "monthly",
  instalments: 12,
  startOn: "2025-01-01",
})
const drawn = service(chineseServicing(terms), [])
const paidOnce = paidOnPlan(drawn, "2025-02-01")
const after = (loan: Serviced, ...events: LoanEvent[]): Serviced => events.reduce(book, loan)

test("payoff in the middle of a month: principal and interest up to the day", () => {
  const loan = after(paidOnce, { type: "payOff", on: "2025-02-16", interest: "till_date" })
  // 110,197.81 × 4.35% × 15 / 360
  expect(loan.state.transactions.at(-1)).toMatchObject({
    amountFen: fen("110397.54"),
    allocated: { principalFen: fen("110197.81"), interestFen: fen("199.73") },
    balanceFen: 0n,
  })
  expect(rowsOf(loan.state).every((row) => row.outstandingFen === 0n)).toBe(true)
})

test("re-age: principal on new instalments, unpaid interest with the first of them", () => {
  const change = {
    type: "reAge" as const,
    on: "2025-04-10",
    firstDueOn: "2025-05-10",
    every: 1,
    unit: "month" as const,
  }
  const loan = after(paidOnce, { ...change, instalments: 24 })
  const rows = rowsOf(loan.state)
  expect(rows.filter((row) => row.due > "2025-04-10")).toHaveLength(24)
  expect(totalsOf(rows).principalFen).toBe(fen("120000"))
  // Interest of the rows of 1 March and 1 April, unpaid.
  expect(loan.state.transactions.at(-1)!.allocated).toMatchObject({
    principalFen: fen("110197.81"),
    interestFen: fen("399.47") + fen("363.81"),
  })
  expect(delinquency(loan.state, "2025-04-11", { graceDays: 0, ranges: [] })).toMatchObject({ since: null, days: 0 })
})

test("re-amortise: past-due principal moves, its interest stays due", () => {
  const loan = after(paidOnce, { type: "reAmortize", on: "2025-03-10" })
  const [, march, april] = rowsOf(loan.state)
  expect([march!.principalFen, march!.outstandingFen]).toEqual([0n, fen("399.47")])
  expect(april!.totalFen).toBeGreaterThan(fen("10237.19"))
  expect(totalsOf(rowsOf(loan.state)).principalFen).toBe(fen("120000"))
})

test("after a charge-off no more income is recognised; a recovery still meets the debt", () => {
  const close = (on: string): LoanEvent => ({ type: "closeOfBusiness", on })
  const loan = after(paidOnce, close("2025-03-05"), { type: "chargeOff", on: "2025-03-06" }, close("2025-03-20"))
  expect(loan.state.accruals.at(-1)!.on).toBe("2025-03-04")
  const recovered = after(loan, { type: "repay", on: "2025-05-01", amountFen: fen("1000") })
  expect(recovered.state.transactions.at(-1)!.allocated).toMatchObject({ interestFen: fen("1000") })
})

test("延期: a moved due date counts the added days, the later instalments follow", () => {
  const loan = after(paidOnce, {
    type: "reschedule",
    on: "2025-02-20",
    fromDue: "2025-03-01",
    change: "due_date",
    newDueOn: "2025-04-15",
  })
  const [, moved, next] = rowsOf(loan.state)
  // 110,197.81 × 4.35% × 73 / 360
  expect(moved).toMatchObject({ due: "2025-04-15", days: 73, interestFen: fen("972.04") })
  expect(next!.due).toBe("2025-05-15")
})

test("what is owed on a day, in all and of it due", () => {
  const { all, due } = owedBy(paidOnce.state, "2025-03-01")
  expect([all.principalFen, due.interestFen]).toEqual([fen("110197.81"), fen("399.47")])
})

test("等额本金 after a prepayment keeps its principal", () => {
  const rows = planAfterPrepayment(
    { ...terms, method: "equal_principal" },
    {
      balanceFen: fen("65000"),
      on: "2025-04-01",
      dueDates: [
        "2025-05-01",
        "2025-06-01",
        "2025-07-01",
        "2025-08-01",
        "2025-09-01",
        "2025-10-01",
        "2025-11-01",
        "2025-12-01",
      ],
      instalmentFen: fen("10000"),
      principalFen: fen("10000"),
      choice: "keep_instalment",
    },
  )
  expect(rows.map((row) => row.principalFen)).toEqual([...Array.from({ length: 6 }, () => fen("10000")), fen("5000")])
})

describe("events that do not fit are refused with field and sentence", () => {
  const paidOff = after(paidOnce, { type: "payOff", on: "2025-02-16", interest: "till_date" })
  const due = { type: "reschedule" as const, on: "2025-02-20", change: "due_date" as const }
  test.each<[string, Serviced, LoanEvent, string]>([
    ["before the pay-out", drawn, { type: "repay", on: "2024-12-31", amountFen: 1n }, "date"],
    ["no amount", drawn, { type: "repay", on: "2025-02-01", amountFen: 0n }, "amount"],
    ["no such transaction", drawn, { type: "undo", on: "2025-02-01", originalOn: "2025-02-01", nth: 1 }, "nth"],
    ["no such instalment", drawn, { ...due, fromDue: "2025-03-02", newDueOn: "2025-03-20" }, "fromInstalmentDue"],
    ["before the instalment before", drawn, { ...due, fromDue: "2025-03-01", newDueOn: "2025-01-20" }, "newDueDate"],
    ["nothing owed", paidOff, { ...due, fromDue: "2025-03-01", newDueOn: "2025-03-20" }, "date"],
    ["drawn too late", drawn, { type: "disburse", on: "2026-01-01", amountFen: 1n }, "date"],
    [
      "an empty pause",
      drawn,
      { type: "pauseInterest", on: "2025-02-01", from: "2025-02-05", until: "2025-02-05" },
      "to",
    ],
  ])("%s", (_name, loan, event, field) => {
    const fault = eventFault(loan, event)
    expect(fault?.field).toBe(field)
    expect([fault!.zh.length > 4, fault!.en.length > 8]).toEqual([true, true])
  })

  test("undoing what a later event stands on asks to take that one back first", () => {
    const moved = after(drawn, { ...due, fromDue: "2025-03-01", newDueOn: "2025-03-20" })
    const again = after(moved, { ...due, on: "2025-02-25", fromDue: "2025-03-20", newDueOn: "2025-03-25" })
    const late: LoanEvent = { ...due, on: "2025-02-10", fromDue: "2025-03-01", newDueOn: "2025-03-05" }
    expect(eventFault(again, late)?.en).toContain("a later event would no longer fit")
  })
})
