// The general ledger (总账) as a view of the accounts: nothing is kept twice. Subjects come from the accounts, the
// closing of a past day from the counters kept when it closed, the open day from the accounts as they stand.
import type { DateText, Queryable, TrialBalanceRow } from "./types.ts"

const statement = `with book as (select open_date from ledger_book where id = $1),
  closed as (select max(accounting_date) filter (where accounting_date <= $2::date) as upto,
                    max(accounting_date) filter (where accounting_date < $2::date) as before
               from ledger_block where book = $1),
  span as (select $2::date >= open_date as is_closing_live, $2::date > open_date as is_opening_live, closed.upto as closing,
                  case when closed.upto = $2::date or $2::date = open_date then closed.before else closed.upto end
                    as opening
             from book, closed),
  live as (select a.unit, d.subject, d.outlet, a.is_debit_normal, sum(a.debits_posted) as debits,
                  sum(a.credits_posted) as credits
             from ledger_account a join ledger_account_detail d on d.id = a.id
            where a.book = $1 and (select is_closing_live from span) and ($3::text is null or d.outlet = $3)
            group by 1, 2, 3, 4),
  kept as (select unit, subject, outlet, is_debit_normal, debits_posted as debits, credits_posted as credits,
                  accounting_date
             from ledger_day_subject where book = $1 and ($3::text is null or outlet = $3)),
  rows as (
    select true as is_closing, unit, subject, outlet, is_debit_normal, debits, credits from live
    union all
    select true, unit, subject, outlet, is_debit_normal, debits, credits from kept, span
     where not span.is_closing_live and kept.accounting_date = span.closing
    union all
    select false, unit, subject, outlet, is_debit_normal, debits, credits from live, span where span.is_opening_live
    union all
    select false, unit, subject, outlet, is_debit_normal, debits, credits from kept, span
     where not span.is_opening_live and kept.accounting_date = span.opening)
  select is_closing, unit, subject, outlet, is_debit_normal, debits::text, credits::text from rows
  order by unit, subject, outlet`

interface TotalRow {
  is_closing: boolean
  unit: number
  subject: string
  outlet: string
  is_debit_normal: boolean
  debits: string
  credits: string
}

export interface TrialBalanceQuery {
  book: number
  date: DateText
  /** Absent = all outlets together. */
  outlet?: string
}

async function totals(q: Queryable, query: TrialBalanceQuery): Promise<TotalRow[]> {
  const { rows } = await q.query({ text: statement, values: [query.book, query.date, query.outlet ?? null] })
  return rows
}

/** The daily trial balance (日计表): per unit and subject opening, turnover of the day, closing. */
export async function trialBalance(q: Queryable, query: TrialBalanceQuery): Promise<TrialBalanceRow[]> {
  const found = new Map<string, TrialBalanceRow>()
  for (const row of await totals(q, query)) {
    const key = `${row.unit}|${row.subject}`
    const total = found.get(key) ?? emptyRow(row.unit, row.subject)
    found.set(key, total)
    const debits = BigInt(row.debits)
    const credits = BigInt(row.credits)
    const sign = row.is_closing ? 1n : -1n
    total.debitTurnover += sign * debits
    total.creditTurnover += sign * credits
    if (row.is_debit_normal) total[row.is_closing ? "closingDebit" : "openingDebit"] += debits - credits
    else total[row.is_closing ? "closingCredit" : "openingCredit"] += credits - debits
  }
  return [...found.values()]
}

function emptyRow(unit: number, subject: string): TrialBalanceRow {
  return {
    unit,
    subject,
    openingDebit: 0n,
    openingCredit: 0n,
    debitTurnover: 0n,
    creditTurnover: 0n,
    closingDebit: 0n,
    closingCredit: 0n,
  }
}

export interface SubjectBalance {
  unit: number
  subject: string
  outlet: string
  debit: bigint
  credit: bigint
}

/** The table of balances (余额表) at the end of a date: per unit, subject and outlet. */
export async function subjectBalances(q: Queryable, query: TrialBalanceQuery): Promise<SubjectBalance[]> {
  const found = new Map<string, SubjectBalance>()
  for (const row of await totals(q, query)) {
    if (!row.is_closing) continue
    const key = `${row.unit}|${row.subject}|${row.outlet}`
    const balance = found.get(key) ?? {
      unit: row.unit,
      subject: row.subject,
      outlet: row.outlet,
      debit: 0n,
      credit: 0n,
    }
    found.set(key, balance)
    if (row.is_debit_normal) balance.debit += BigInt(row.debits) - BigInt(row.credits)
    else balance.credit += BigInt(row.credits) - BigInt(row.debits)
  }
  return [...found.values()]
}
