// Promises of the servicing machine, tried on random loans and events (the seed is printed when one breaks):
// 1 principal of the plan sums to what was drawn; 2 nothing is negative; 3 a transaction's parts and rest sum to its
// amount; 4 booking late and replaying gives what a fresh computation of the ordered events gives; 5 undoing the last
// event is as if it had never happened; 6 a plan's rows and the money paid agree with what is owed; 7 interest counted
// by stretches is what a count night by night gives, with draws, new rates and pauses.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { addDays, addMonths } from "../dates.ts"
import { fraction, plus, round } from "../fraction.ts"
import { loanTerms, type DayCount, type Method, type ScheduleRow } from "../terms.ts"
import type { LoanEvent } from "./events.ts"
import { byInstalment, chineseOrder, dueFirst } from "./order.ts"
import { eventFault } from "./fault.ts"
import { book, opened, service, type Serviced } from "./service.ts"
import { principalOwed, sumOf, type ServicingTerms } from "./state.ts"
import { rowsOf, totalsOf } from "./view.ts"

const startOn = "2025-01-31"
const dayCounts = ["monthly", "30/360", "actual/360", "actual/365", "actual/actual"] as const satisfies DayCount[]
const methods = ["equal_instalment", "equal_principal", "interest_only", "flat"] as const satisfies Method[]
const orders = [
  byInstalment,
  chineseOrder,
  { ...byInstalment, future: "last" as const },
  { ...byInstalment, future: "equal_parts" as const },
  dueFirst(["penalty", "fee", "interest", "principal"], ["principal", "penalty", "fee", "interest"]),
]

const someTerms: fc.Arbitrary<ServicingTerms> = fc
  .record({
    principalFen: fc.bigInt({ min: 100_000n, max: 500_000_000n }),
    rateBp: fc.integer({ min: 0, max: 2_400 }),
    method: fc.constantFrom(...methods),
    dayCount: fc.constantFrom(...dayCounts),
    instalments: fc.integer({ min: 1, max: 18 }),
    gracePrincipal: fc.integer({ min: 0, max: 2 }),
    multipleFen: fc.constantFrom(1n, 100n),
    order: fc.constantFrom(...orders),
    onPrepayment: fc.constantFrom("reduce_instalment", "reduce_count", "shorten_last", null),
  })
  .map(({ rateBp, order, onPrepayment, gracePrincipal, ...given }) => ({
    ...loanTerms({ ...given, startOn, annualRate: fraction(rateBp, 10_000) }),
    gracePrincipal: Math.min(gracePrincipal, given.instalments - 1),
    order,
    accrual: "daily" as const,
    ...(onPrepayment && given.method !== "flat" ? { recalculation: { onPrepayment } } : {}),
  }))

const on = fc.integer({ min: 1, max: 300 }).map((days) => addDays(startOn, days))
const amountFen = fc.bigInt({ min: 1n, max: 60_000_000n })
const someEvent: fc.Arbitrary<LoanEvent> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ type: fc.constant("repay" as const), on, amountFen }) },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("prepay" as const),
      on,
      amountFen,
      choice: fc.constantFrom("keep_term" as const, "keep_instalment" as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({
        type: fc.constantFrom("addFee" as const, "addPenalty" as const),
        on,
        amountFen: fc.bigInt({ min: 1n, max: 50_000n }),
      })
      .map((one) => ({ ...one, dueOn: one.on })),
  },
  {
    weight: 1,
    arbitrary: fc.record({ on, rateBp: fc.integer({ min: 0, max: 2_400 }) }).map((one) => ({
      type: "changeRate" as const,
      on: one.on,
      from: one.on,
      annualRate: fraction(one.rateBp, 10_000),
    })),
  },
  {
    weight: 1,
    arbitrary: fc.record({ on, days: fc.integer({ min: 1, max: 40 }) }).map((one) => ({
      type: "pauseInterest" as const,
      on: one.on,
      from: one.on,
      until: addDays(one.on, one.days),
    })),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("closeOfBusiness" as const), on }) },
)
/** Events that may not fit the loan as it stands: those that do not are refused and change nothing. */
const change: fc.Arbitrary<LoanEvent> = fc.oneof(
  fc.record({ type: fc.constant("disburse" as const), on, amountFen }),
  fc.record({
    type: fc.constant("payOff" as const),
    on,
    interest: fc.constantFrom("till_date" as const, "till_due" as const),
  }),
  fc.record({ type: fc.constantFrom("reAmortize" as const, "chargeOff" as const), on }),
  fc.record({ on, days: fc.integer({ min: 1, max: 60 }), instalments: fc.integer({ min: 1, max: 8 }) }).map((one) => ({
    type: "reAge" as const,
    on: one.on,
    firstDueOn: addDays(one.on, one.days),
    every: 1,
    unit: "month" as const,
    instalments: one.instalments,
  })),
  fc.record({ on, row: fc.integer({ min: 1, max: 6 }), days: fc.integer({ min: 1, max: 20 }) }).map((one) => {
    const fromDue = addMonths(startOn, one.row)
    const newDueOn = addDays(fromDue, one.days)
    return { type: "reschedule" as const, on: one.on, fromDue, change: "due_date" as const, newDueOn }
  }),
  fc.record({ on, row: fc.integer({ min: 1, max: 6 }), more: fc.integer({ min: 1, max: 3 }) }).map((one) => ({
    type: "reschedule" as const,
    on: one.on,
    fromDue: addMonths(startOn, one.row),
    change: "extra_instalments" as const,
    extraInstalments: one.more,
  })),
)
const anyEvents = fc.array(fc.oneof({ weight: 2, arbitrary: someEvent }, { weight: 1, arbitrary: change }), {
  maxLength: 10,
})

/** Books what fits. */
const bookedWhatFits = (terms: ServicingTerms, events: readonly LoanEvent[]): Serviced =>
  events.reduce((loan, event) => (eventFault(loan, event) === null ? book(loan, event) : loan), service(terms, []))

const someEvents = fc.array(someEvent, { maxLength: 12 })

const drawnFen = (loan: Serviced): bigint => loan.state.draws.reduce((sum, draw) => sum + draw.amountFen, 0n)

const movesMoney = new Set(["repayment", "prepayment", "payOff", "downPayment"])

function checkLoan(loan: Serviced): void {
  const rows = rowsOf(loan.state)
  const totals = totalsOf(rows)
  expect(totals.principalFen, "promise 1").toBe(drawnFen(loan))
  for (const row of rows) {
    const least = [row.principalFen, row.interestFen, row.balanceFen, row.paidFen, row.outstandingFen]
    expect(
      least.every((one) => one >= 0n),
      `promise 2, row ${row.n}`,
    ).toBe(true)
  }
  for (const line of loan.state.transactions) {
    if (line.type === "disbursement") continue
    expect(sumOf(line.allocated) + line.restFen, "promise 3").toBe(line.amountFen)
  }
  const paid = loan.state.transactions.filter((line) => movesMoney.has(line.type))
  const paidFen = paid.reduce((sum, line) => sum + line.allocated.principalFen, 0n)
  expect(principalOwed(loan.state), "promise 6").toBe(drawnFen(loan) - paidFen)
  expect(totals.outstandingFen, "promise 6").toBe(totals.totalFen - totals.paidFen)
}

const ordered = (events: readonly LoanEvent[]): LoanEvent[] =>
  events.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))

const plain = (loan: Serviced) => ({
  rows: rowsOf(loan.state),
  lines: loan.state.transactions.map(({ serial: _serial, ...line }) => line),
  accruals: loan.state.accruals,
})

/** The slow way: every night on its own, by the rate of that night and what was owed in it. */
function nightByNight(loan: Serviced, row: ScheduleRow): bigint {
  const { state } = loan
  let sum = fraction(0n)
  for (let night = row.from; night < row.due; night = addDays(night, 1)) {
    const drawn = state.draws.filter((one) => one.on <= night).reduce((all, one) => all + one.amountFen, 0n)
    const repaid = state.instalments.filter((one) => one.row.due <= night)
    const owedFen = repaid.reduce((left, one) => left - one.row.principalFen, drawn)
    const isPaused = state.terms.pauses?.some((one) => one.from <= night && night < one.until) ?? false
    const step = state.terms.rates?.filter((one) => one.from <= night).at(-1)
    const rate = step ? step.annualRate : state.terms.annualRate
    if (!isPaused) sum = plus(sum, { num: owedFen * rate.num, den: rate.den * 360n })
  }
  return round(sum)
}

describe("any loan, any events", () => {
  test("promises 1, 2, 3 and 6", () => {
    fc.assert(
      fc.property(someTerms, someEvents, (terms, events) => checkLoan(service(terms, events))),
      { numRuns: 300 },
    )
  })

  test("promises 1, 2, 3 and 6 with changes of the plan", () => {
    const property = fc.property(someTerms, anyEvents, (terms, events) => {
      checkLoan(bookedWhatFits(terms, events))
    })
    fc.assert(property, { numRuns: 300 })
  })

  test("promise 4: late booking equals a fresh computation", () => {
    const property = fc.property(someTerms, someEvents, (terms, events) => {
      expect(plain(service(terms, events))).toEqual(plain(service(terms, ordered(events))))
    })
    fc.assert(property, { numRuns: 200 })
  })

  test("promise 5: undoing the last payment is as if it had never come", () => {
    const property = fc.property(someTerms, someEvents, amountFen, (terms, events, paidFen) => {
      const before = service(terms, ordered(events))
      const day = addDays(startOn, 301)
      const undone = book(book(before, { type: "repay", on: day, amountFen: paidFen }), {
        type: "undo",
        on: day,
        originalOn: day,
        nth: 1,
      })
      expect(undone.state).toEqual(before.state)
      expect(undone.reversed.at(-1)).toMatchObject({ why: "undone", amountFen: paidFen })
    })
    fc.assert(property, { numRuns: 100 })
  })

  test("promise 7: stretches are nights added up", () => {
    const nights = someEvents.map((events) =>
      ordered(events.filter((one) => one.type === "changeRate" || one.type === "pauseInterest")),
    )
    const property = fc.property(someTerms, nights, on, amountFen, (given, events, drawnOn, moreFen) => {
      const { recalculation: _none, ...rest } = given
      const terms: ServicingTerms = { ...rest, method: "equal_principal", dayCount: "actual/360" }
      const draw: LoanEvent = { type: "disburse", on: drawnOn, amountFen: moreFen }
      const plainLoan = service(terms, ordered(events))
      const loan = eventFault(plainLoan, draw) === null ? book(plainLoan, draw) : plainLoan
      for (const { row } of loan.state.instalments) expect(row.interestFen).toBe(nightByNight(loan, row))
    })
    fc.assert(property, { numRuns: 150 })
  })

  test("an empty loan owes nothing", () => {
    expect(principalOwed(opened(fc.sample(someTerms, { numRuns: 1, seed: 1 })[0]!).state)).toBe(0n)
  })
})
