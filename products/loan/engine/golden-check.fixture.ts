// Compares one public case with the engine, checkpoint by checkpoint: every figure the case names, as a sentence where
// it differs. Used by the tests only.
import { fenFromYuan, toDecimal } from "./fraction.ts"
import { eventsOf, type QuoteEvent } from "./quote-events.ts"
import { quote, quoteDates, servicingTermsOf, termsOf, type DateParams, type QuoteParams } from "./quote.ts"
import { book, opened, type Serviced } from "./service/service.ts"
import type { Accrual } from "./service/state.ts"
import type { Draw } from "./terms.ts"
import { delinquency, linesOf, rowsOf, totalsOf, type Line, type ServicedRow } from "./service/view.ts"

type Figures = Record<string, unknown>

export interface GoldenEvent extends QuoteEvent {
  rows?: Figures[]
  totals?: Record<string, number>
  asOf?: string
  subset?: boolean
  range?: string
  delinquentDate?: string | null
}

export interface GoldenCase {
  id: string
  tier: number
  quoteOnly?: boolean
  params: QuoteParams & DateParams
  events: GoldenEvent[]
}

/** A statement of the case, and the loan as it stood when the statement was made. */
export interface Checkpoint {
  one: GoldenCase
  event: GoldenEvent
  loan: Serviced
}

/** Books the case's events one by one and stops at every statement. */
export function checkpointsOf(one: GoldenCase): Checkpoint[] {
  const till = one.params.recalculation?.preClosureInterest === "till_rest_date" ? "till_due" : "till_date"
  const isDates = one.events.some((event) => event.type === "expectDates")
  let loan = isDates ? null : opened(servicingTermsOf(one.params))
  return one.events.flatMap((event) => {
    if (event.type.startsWith("expect")) return [{ one, event, loan: loan! }]
    for (const step of eventsOf([event], till)) loan = book(loan!, step)
    return []
  })
}

/** Every difference, in words; empty where the case comes out. */
export const faultsOf = (one: GoldenCase): string[] =>
  checkpointsOf(one).flatMap((point, index) => faultsAt(point).map((fault) => `#${index} ${fault}`))

export function faultsAt({ one, event, loan }: Checkpoint): string[] {
  const faults: string[] = []
  const say = (what: string, wanted: unknown, found: unknown): void => {
    if (wanted !== found) faults.push(`${what}: wanted ${String(wanted)}, found ${String(found)}`)
  }
  if (event.type === "expectDates") checkDates(one, event, say)
  else check(one, loan, event, say)
  return faults
}

function checkDates(one: GoldenCase, event: GoldenEvent, say: Say): void {
  const due = quoteDates(one.params)
  say("rows", event.rows!.length, due.length)
  event.rows!.forEach((row, index) => checkFigures(`date ${index}`, row, { n: index + 1, due: due[index] }, say))
}

type Say = (what: string, wanted: unknown, found: unknown) => void

function check(one: GoldenCase, loan: Serviced, event: GoldenEvent, say: Say): void {
  const rows = one.quoteOnly ? quotedRows(one) : rowsOf(loan.state)
  if (event.type === "expectSchedule")
    checkRows(rows, one.quoteOnly ? quotedDraws(one) : loan.state.draws, event.rows!, say)
  else if (event.type === "expectTotals") checkFigures("totals", event.totals!, totalsOf(rows) as never, say)
  else if (event.type === "expectTransactions") checkLines(loan, event, say)
  else if (event.type === "expectAllMet") rows.forEach((row) => say(`row ${row.n} owed`, 0n, row.outstandingFen))
  else if (event.type === "expectDelinquency") checkDelinquency(loan, event, say)
  else say("event", "known", event.type)
}

function quotedRows(one: GoldenCase): ServicedRow[] {
  return quote(one.params).map((row) => ({
    ...row,
    feesFen: 0n,
    penaltiesFen: 0n,
    paidFen: 0n,
    inAdvanceFen: 0n,
    lateFen: 0n,
    outstandingFen: row.totalFen,
    paidOn: null,
  }))
}

const amounts = [
  "balance",
  "principal",
  "interest",
  "fees",
  "penalties",
  "total",
  "paid",
  "inAdvance",
  "late",
  "outstanding",
  "amount",
]

function checkFigures(what: string, wanted: Figures, found: Record<string, unknown>, say: Say): void {
  for (const [name, value] of Object.entries(wanted)) {
    if (amounts.includes(name))
      say(`${what} ${name}`, money(value as number), text(found[`${name}Fen`] as bigint | undefined))
    else say(`${what} ${name}`, value, found[name])
  }
}

const money = (yuan: number): string => text(fenFromYuan(String(yuan)))
const text = (fen: bigint | undefined): string =>
  fen === undefined ? "nothing" : toDecimal({ num: fen, den: 100n }, 2)

const quotedDraws = ({ params }: GoldenCase): Draw[] =>
  termsOf(params, [{ date: params.startDate, amount: params.amount }]).draws.slice()

function checkRows(rows: readonly ServicedRow[], made: readonly Draw[], wanted: Figures[], say: Say): void {
  const draws = wanted.filter((row) => row["disbursedOn"] !== undefined)
  if (draws.length > 0) say("draws", draws.length, made.length)
  draws.forEach((row, index) => {
    say(`draw ${index} on`, row["disbursedOn"], made[index]?.on)
    say(`draw ${index} amount`, money(row["amount"] as number), text(made[index]?.amountFen))
  })
  const instalments = wanted.filter((row) => row["n"] !== undefined)
  say("rows", instalments.length, rows.length)
  instalments.forEach((row, index) => {
    const mine = rows[index]
    if (mine) checkFigures(`row ${String(row["n"])}`, { paidOn: null, ...row }, { ...mine }, say)
  })
}

const typeNames: Record<Line["type"], string> = {
  disbursement: "disbursement",
  downPayment: "downPayment",
  repayment: "repayment",
  prepayment: "repayment",
  payOff: "repayment",
  reAge: "reAge",
  reAmortize: "reAmortize",
  chargeOff: "chargeOff",
}

/** Upstream shows no balance on lines that move no money. */
const movesMoney = new Set(["disbursement", "downPayment", "repayment"])

function checkLines(loan: Serviced, event: GoldenEvent, say: Say): void {
  const lines = linesOf(loan).map((line) => lineFigures(line))
  const accruals = loan.state.accruals.map(accrualFigures)
  const wanted = event.rows!.filter((row) => row["type"] !== "accrual")
  const wantedAccruals = event.rows!.filter((row) => row["type"] === "accrual")
  if (wantedAccruals.length > 0) checkList("accrual", wantedAccruals, accruals, say)
  if (!event.subset) return checkList("line", wanted, lines, say)
  const standing = lines.filter((line) => !line["reverted"])
  for (const row of wanted) {
    const mine = standing.filter((line) => line["date"] === row["date"] && line["type"] === row["type"])
    checkList(`line of ${String(row["date"])}`, [row], mine, say)
  }
}

function checkList(what: string, wanted: Figures[], found: Figures[], say: Say): void {
  say(`${what}s`, wanted.length, found.length)
  wanted.forEach((row, index) => checkFigures(`${what} ${index}`, { reverted: false, ...row }, found[index] ?? {}, say))
}

function lineFigures(line: Line): Figures {
  const type = typeNames[line.type]
  return {
    ...line.allocated,
    date: line.on,
    type,
    amountFen: line.amountFen,
    balanceFen: movesMoney.has(type) ? line.balanceFen : 0n,
    reverted: line.reversed !== null,
  }
}

function accrualFigures({ on, ...portions }: Accrual): Figures {
  const amountFen = portions.interestFen + portions.feesFen + portions.penaltiesFen
  return { ...portions, date: on, type: "accrual", amountFen, balanceFen: 0n, reverted: false }
}

/** The public product behind these cases: three days of grace, ranges from 1, 4, 31 … days. */
const publicRule = {
  graceDays: 3,
  ranges: [
    { fromDays: 1, name: "RANGE_1" },
    { fromDays: 4, name: "RANGE_3" },
    { fromDays: 31, name: "RANGE_30" },
    { fromDays: 61, name: "RANGE_60" },
  ],
}

function checkDelinquency(loan: Serviced, event: GoldenEvent, say: Say): void {
  const found = delinquency(loan.state, event.asOf!, publicRule)
  say("delinquent since", event.delinquentDate, found.since)
  say("delinquency range", event.range, found.range ?? "NO_DELINQUENCY")
}
