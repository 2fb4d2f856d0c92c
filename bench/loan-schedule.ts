// Claim: exact schedules cost little. Equal-instalment schedules a second for 12, 60 and 360 instalments, with the parts
// that explain every interest figure, beside the plain way: a loop in floating point that keeps nothing but rounded
// numbers. The plain way is counted to show the price of exactness; it is off by fen, which the bench counts too.
import { loanTerms, rateFromPercent, schedule, type LoanTerms } from "#products/loan"
import { describeRun, loadNote, median, round } from "./support.ts"
import type { Bench, BenchOptions, BenchResult } from "./types.ts"

export const bench: Bench = { name: "loan-schedule", title: "Schedules a second, exact and in floating point", run }

const lengths = [12, 60, 360] as const
/** A schedule of 360 rows stays below this. */
const longScheduleMsMax = 2

function run(options: BenchOptions): Promise<BenchResult> {
  const machineNote = loadNote()
  const figures: Record<string, number> = {}
  for (const instalments of lengths) {
    const terms = termsOf(instalments)
    const rounds = options.quick ? 3 : 15
    const exact = perSecond(() => schedule(terms), rounds)
    const plain = perSecond(() => plainSchedule(1_000_000, 0.049, instalments), rounds)
    figures[`exact, ${instalments} instalments, schedules a second`] = round(exact)
    figures[`floating point, ${instalments} instalments, schedules a second`] = round(plain)
    figures[`exact, ${instalments} instalments, ms a schedule`] = round(1_000 / exact, 3)
    figures[`floating point, ${instalments} instalments, rows off by a fen or more`] = rowsOff(terms, instalments)
    options.log(`${instalments} instalments: exact ${round(exact)}, floating point ${round(plain)} schedules/s`)
  }
  const longMs = figures["exact, 360 instalments, ms a schedule"]!
  return Promise.resolve({
    ...describeRun(bench.name),
    figures,
    ratios: { "360 instalments, ms": { value: longMs, gate: longScheduleMsMax, isCeiling: true } },
    notes: [
      machineNote,
      "One million at 4.90%, 等额本息, single thread, medians of rounds of at least 50 ms.",
      "The floating-point loop has no dates, no parts and no rules; it is a lower bound, not a peer.",
    ],
  })
}

const termsOf = (instalments: number): LoanTerms =>
  loanTerms({
    principalFen: 100_000_000n,
    annualRate: rateFromPercent("4.90"),
    method: "equal_instalment",
    dayCount: "monthly",
    instalments,
    startOn: "2025-01-01",
  })

const roundMsMin = 50

function perSecond(work: () => unknown, rounds: number): number {
  work()
  const rates = Array.from({ length: rounds }, () => {
    const start = performance.now()
    let done = 0
    let elapsedMs = 0
    while (elapsedMs < roundMsMin) {
      work()
      done += 1
      elapsedMs = performance.now() - start
    }
    return (done * 1_000) / elapsedMs
  })
  return median(rates)
}

interface PlainRow {
  principal: number
  interest: number
  balance: number
}

/** What a spreadsheet does. */
function plainSchedule(amount: number, annualRate: number, instalments: number): PlainRow[] {
  const rate = annualRate / 12
  const instalment = (amount * rate) / (1 - (1 + rate) ** -instalments)
  const rows: PlainRow[] = []
  let balance = amount
  for (let n = 1; n <= instalments; n += 1) {
    const interest = balance * rate
    const principal = instalment - interest
    balance -= principal
    rows.push({ principal: cents(principal), interest: cents(interest), balance: cents(balance) })
  }
  return rows
}

const cents = (value: number): number => Math.round(value * 100) / 100

function rowsOff(terms: LoanTerms, instalments: number): number {
  const plain = plainSchedule(1_000_000, 0.049, instalments)
  const fen = (value: number): bigint => BigInt(Math.round(value * 100))
  return schedule(terms).filter((row, index) => {
    const other = plain[index]!
    return fen(other.interest) !== row.interestFen || fen(other.principal) !== row.principalFen
  }).length
}
