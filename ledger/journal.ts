// The journal (流水): transfers of a book, newest first, page by page, narrowed to a day, outlets or one document.
import { lineOf, lineSql, type PostingLine } from "./find.ts"
import { legId } from "./id.ts"
import type { DateText, Queryable } from "./types.ts"

export interface JournalQuery {
  book: number
  outlets: readonly string[] | null
  date?: DateText
  /** All postings of one business document, e.g. a loan number. */
  reference?: string
  /** seq of the last line of the page before. */
  beforeSeq?: bigint
  limit: number
}

export interface JournalLine extends PostingLine {
  postingId: string | null
  accountingDate: DateText
  postedAt: Date
  reference: string | null
  memo: string | null
  actor: string | null
  /** This line takes another back. */
  isReversal: boolean
}

const documentPostings = 1_000

export async function journal(q: Queryable, query: JournalQuery): Promise<JournalLine[]> {
  const ids = query.reference === undefined ? null : await transfersOf(q, query.reference)
  const [first, last] = await seqRange(q, query.book, query.date)
  const { rows } = await q.query({
    text: `select x.*, p.reference, p.memo, p.actor, p.reversal_of is not null as is_reversal from (${lineSql}
        where t.book = $1 and t.seq < $2 and t.seq >= $3 and t.seq <= $4
          and ($5::date is null or t.accounting_date = $5)
          and ($6::uuid[] is null or t.id = any($6))
          and ($7::text[] is null or dd.outlet = any($7) or cd.outlet = any($7))
        order by t.seq desc limit $8) x left join ledger_posting p on p.id = x.posting_id order by x.seq desc`,
    values: [
      query.book,
      query.beforeSeq ?? last + 1n,
      first,
      last,
      query.date ?? null,
      ids,
      query.outlets,
      query.limit,
    ],
  })
  return rows.map((row) => ({
    ...lineOf(row),
    postingId: row.posting_id,
    accountingDate: row.accounting_date,
    postedAt: row.posted_at,
    reference: row.reference,
    memo: row.memo,
    actor: row.actor,
    isReversal: row.is_reversal ?? false,
  }))
}

/** Days are sealed in order, so a day is a stretch of the book; the open day runs to its end. */
async function seqRange(q: Queryable, book: number, date?: DateText): Promise<[first: bigint, last: bigint]> {
  const { rows } = await q.query({
    text: `select b.seq, k.first_seq, k.last_seq,
        (select max(last_seq) from ledger_block where book = $1 and accounting_date < $2::date) as before
      from ledger_book b left join ledger_block k on k.book = b.id and k.accounting_date = $2::date where b.id = $1`,
    values: [book, date ?? null],
  })
  const row = rows[0]
  if (!row) return [1n, 0n]
  if (date === undefined) return [1n, BigInt(row.seq)]
  return row.first_seq === null
    ? [BigInt(row.before ?? 0) + 1n, BigInt(row.seq)]
    : [BigInt(row.first_seq), BigInt(row.last_seq)]
}

/** The legs' ids follow from the postings', so no index on the posting is needed. */
async function transfersOf(q: Queryable, reference: string): Promise<string[]> {
  const { rows } = await q.query({
    text: "select id, legs from ledger_posting where reference = $1 order by id desc limit $2",
    values: [reference, documentPostings],
  })
  return rows.flatMap((row) => Array.from({ length: row.legs }, (_, at) => legId(row.id, at)))
}
