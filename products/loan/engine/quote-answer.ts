// The answer to a quote in yuan and in the words of the public cases: rows, sums, and with events what was paid and
// every transaction. The same machine as everywhere; a quote without events is a loan drawn at once.
import { explain } from "./explain.ts"
import { explainText, percent, shareText } from "./explain-text.ts"
import { planCost } from "./apr.ts"
import { fenFromYuan, toDecimal, type Fraction } from "./fraction.ts"
import { eventsOf } from "./quote-events.ts"
import type { QuoteFault, QuoteInput } from "./quote-input.ts"
import { quoteDates, quoteNotes, servicingTermsOf } from "./quote.ts"
import { eventFault } from "./service/fault.ts"
import { book, opened, service, type Serviced } from "./service/service.ts"
import { linesOf, rowsOf, totalsOf, type ServicedRow } from "./service/view.ts"
import type { LoanTerms } from "./terms.ts"

export type QuoteRow = Record<string, unknown> & { n: number; due: string }

export interface QuoteAnswer {
  rows: QuoteRow[]
  totals?: Record<string, number>
  /** Annualised cost by internal rate of return, fees of the pay-out included, in per cent. */
  annualCost?: { simplePct: number; compoundedPct: number; by: "months" | "days" }
  transactions?: Record<string, unknown>[]
  notes?: string[]
}

export type Answered = { ok: true; value: QuoteAnswer } | { ok: false; fault: QuoteFault }

export function answerQuote({ params, events, datesOnly }: QuoteInput): Answered {
  if (datesOnly) return { ok: true, value: { rows: quoteDates(params).map((due, index) => ({ n: index + 1, due })) } }
  const terms = servicingTermsOf(params)
  const acts = events.some((one) => !one.type.startsWith("expect"))
  let loan = acts ? opened(terms) : service(terms, [])
  const till = params.recalculation?.preClosureInterest === "till_rest_date" ? "till_due" : "till_date"
  for (const [index, one] of events.entries()) {
    for (const event of eventsOf([one], till)) {
      const fault = eventFault(loan, event)
      if (fault) return { ok: false, fault: { ...fault, field: `events[${index}].${fault.field}` } }
      loan = book(loan, event)
    }
  }
  const rows = rowsOf(loan.state)
  const notes = quoteNotes(params)
  return {
    ok: true,
    value: {
      rows: rows.map((row) => rowInYuan(row, terms, acts)),
      totals: Object.fromEntries(
        Object.entries(totalsOf(rows)).map(([name, fen]) => [name.replace(/Fen$/, ""), yuan(fen as bigint)]),
      ),
      ...(acts ? {} : costOf(loan, rows, fenFromYuan(String(params.upfrontFee ?? 0)))),
      ...(acts ? { transactions: transactionsOf(loan) } : {}),
      ...(notes.length > 0 ? { notes } : {}),
    },
  }
}

/** Shown for a plan as signed; once a loan lives, its cost depends on what is still to come. */
function costOf(loan: Serviced, rows: readonly ServicedRow[], feesFen: bigint): Pick<QuoteAnswer, "annualCost"> {
  const cost = planCost({ draws: loan.state.draws, rows, feesFen })
  if (!cost) return {}
  const pct = (rate: Fraction): number => Number(toDecimal({ num: rate.num * 100n, den: rate.den }, 2))
  return { annualCost: { simplePct: pct(cost.simple), compoundedPct: pct(cost.compounded), by: cost.by } }
}

const yuan = (fen: bigint): number => Number(toDecimal({ num: fen, den: 100n }, 2))

function rowInYuan(row: ServicedRow, terms: LoanTerms, acts: boolean): QuoteRow {
  return {
    n: row.n,
    kind: row.kind,
    from: row.from,
    due: row.due,
    days: row.days,
    principal: yuan(row.principalFen),
    interest: yuan(row.interestFen),
    fees: yuan(row.feesFen),
    penalties: yuan(row.penaltiesFen),
    total: yuan(row.totalFen),
    balance: yuan(row.balanceFen),
    ...(acts
      ? {
          paid: yuan(row.paidFen),
          inAdvance: yuan(row.inAdvanceFen),
          late: yuan(row.lateFen),
          outstanding: yuan(row.outstandingFen),
          ...(row.paidOn ? { paidOn: row.paidOn } : {}),
        }
      : {}),
    parts: row.parts.map((part) => ({
      from: part.from,
      to: part.to,
      days: part.days,
      balance: yuan(part.balanceFen),
      annualRate: percent(part.annualRate),
      shareOfYear: shareText(part.share),
      why: part.why,
    })),
    explain: row.kind === "down_payment" ? { zh: [], en: [] } : explainText(explain(row, terms)),
  }
}

const transactionsOf = (loan: Serviced): Record<string, unknown>[] =>
  linesOf(loan).map((line) => ({
    date: line.on,
    type: line.type,
    amount: yuan(line.amountFen),
    principal: yuan(line.allocated.principalFen),
    interest: yuan(line.allocated.interestFen),
    fees: yuan(line.allocated.feesFen),
    penalties: yuan(line.allocated.penaltiesFen),
    balance: yuan(line.balanceFen),
    ...(line.restFen > 0n ? { rest: yuan(line.restFen) } : {}),
    ...(line.reversed ? { reversed: line.reversed } : {}),
  }))
