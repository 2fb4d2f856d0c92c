// Claim: a loan's whole life is recomputed at once, and a late event costs only the days after it. A seven-year loan
// with 2,500 day-ends and 30 events (payments, rate changes, pauses) is serviced; then one event is booked late, and the
// replay from its day is measured beside servicing everything again. Both must give the same loan.
import {
  addDays,
  book,
  chineseServicing,
  loanTerms,
  rateFromPercent,
  rowsOf,
  service,
  type LoanEvent,
  type Serviced,
  type ServicingTerms,
} from "#products/loan"
import { describeRun, loadNote, median, round } from "./support.ts"
import type { Bench, BenchOptions, BenchResult } from "./types.ts"

export const bench: Bench = { name: "loan-replay", title: "Replay of 2,500 accrual days with 30 events", run }

const startOn = "2019-01-10"
const daysOfLife = 2_500
const lateOn = addDays(startOn, 2_400)

function run(options: BenchOptions): Promise<BenchResult> {
  const machineNote = loadNote()
  const rounds = options.quick ? 3 : 15
  const figures: Record<string, number> = {}
  const ratios: BenchResult["ratios"] = {}
  for (const [name, terms] of Object.entries(products)) {
    const events = eventsOf()
    const late: LoanEvent = { type: "changeRate", on: lateOn, from: lateOn, annualRate: rateFromPercent("3.60") }
    const loan = service(terms, events)
    const wholeMs = medianMs(rounds, () => service(terms, events))
    const lateMs = medianMs(rounds, () => book(loan, late))
    const again = inOrder([...events, late])
    const freshMs = medianMs(rounds, () => service(terms, again))
    mustAgree(book(loan, late), service(terms, again))
    figures[`${name}, whole life, ms`] = round(wholeMs, 1)
    figures[`${name}, late event from its day, ms`] = round(lateMs, 2)
    figures[`${name}, late event by servicing all again, ms`] = round(freshMs, 1)
    figures[`${name}, states computed for the late event`] = book(loan, late).replayed
    ratios[`${name}, all again over from that day`] = { value: round(freshMs / lateMs, 1), gate: 5, aim: 20 }
    options.log(
      `${name}: whole ${round(wholeMs, 1)} ms, late event ${round(lateMs, 2)} ms, all again ${round(freshMs, 1)} ms`,
    )
  }
  return Promise.resolve({
    ...describeRun(bench.name),
    figures,
    ratios,
    notes: [machineNote, "Seven years, monthly 等额本息, single thread, medians; the late event comes on day 2,400."],
  })
}

const plain = loanTerms({
  principalFen: 100_000_000n,
  annualRate: rateFromPercent("4.35"),
  method: "equal_instalment",
  dayCount: "actual/360",
  instalments: 84,
  startOn,
})

const products: Record<string, ServicingTerms> = {
  "interest by the plan": chineseServicing(plain),
  "interest by payments": { ...chineseServicing(plain), recalculation: { onPrepayment: "reduce_instalment" } },
}

/** Twenty payments, six rate changes, four pauses, and a day-end every day. */
function eventsOf(): LoanEvent[] {
  const closes = Array.from({ length: daysOfLife }, (_, day): LoanEvent => ({
    type: "closeOfBusiness",
    on: addDays(startOn, day + 1),
  }))
  const payments = Array.from({ length: 20 }, (_, k): LoanEvent => ({
    type: "repay",
    on: addDays(startOn, 120 * (k + 1)),
    amountFen: 5_500_000n,
  }))
  const rates = Array.from({ length: 6 }, (_, k): LoanEvent => {
    const on = addDays(startOn, 365 * (k + 1))
    return { type: "changeRate", on, from: on, annualRate: rateFromPercent(`4.${30 - k}`) }
  })
  const pauses = Array.from({ length: 4 }, (_, k): LoanEvent => {
    const on = addDays(startOn, 500 * (k + 1))
    return { type: "pauseInterest", on, from: on, until: addDays(on, 10) }
  })
  return inOrder([...closes, ...payments, ...rates, ...pauses])
}

const inOrder = (events: readonly LoanEvent[]): LoanEvent[] =>
  events.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))

function medianMs(rounds: number, work: () => Serviced): number {
  work()
  return median(
    Array.from({ length: rounds }, () => {
      const start = performance.now()
      work()
      return performance.now() - start
    }),
  )
}

function mustAgree(a: Serviced, b: Serviced): void {
  const figuresOf = (loan: Serviced): string =>
    rowsOf(loan.state)
      .map((row) => [row.due, row.principalFen, row.interestFen, row.paidFen].join(" "))
      .join("\n")
  if (figuresOf(a) !== figuresOf(b)) throw new Error("replay and fresh servicing differ")
}
