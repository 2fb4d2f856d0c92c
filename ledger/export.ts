// The book as text, for whoever must not trust this program: one JSON value a line, enough to re-derive every balance
// and every block. The format is described in README.md; proveExport() is one reader, any other language may be another.
import { once } from "node:events"
import type { Writable } from "node:stream"
import { transferTexts } from "./block.ts"
import { blocks } from "./day.ts"
import type { Queryable } from "./types.ts"

export const exportVersion = 1

interface Part {
  /** First word of the line. */
  name: string
  text: string
}

const parts: Part[] = [
  { name: "unit", text: "select id, code, scale, title_zh, title_en from ledger_unit order by id" },
  { name: "code", text: "select code, template, title_zh, title_en, needs_approval from ledger_code order by code" },
]

/**
 * Books and accounts in one statement, so that they belong to one moment; what was posted up to that moment never
 * changes and is read afterwards at leisure. Pages of ready lines keep a million accounts in bounds.
 */
const stated = `
  select 0 as page, json_agg(json_build_object('id', id, 'seq', seq::text, 'openDate', to_char(open_date, 'YYYY-MM-DD'),
    'titleZh', title_zh, 'titleEn', title_en) order by id)::text as text, 0 as lines from ledger_book
  union all
  select page, string_agg(line, E'\n' order by id), count(*)::int from (
    select a.id, (row_number() over (order by a.id) / 1000 + 1)::int as page,
           json_build_array('account', json_build_object('id', a.id::text, 'key', d.key, 'book', a.book, 'unit', a.unit,
             'side', case when a.is_debit_normal then 'debit' else 'credit' end, 'subject', d.subject,
             'outlet', d.outlet, 'title', d.title, 'closed', a.is_closed, 'min', a.min_balance::text,
             'max', a.max_balance::text, 'frozen', a.frozen::text, 'debitsPending', a.debits_pending::text,
             'debitsPosted', a.debits_posted::text, 'creditsPending', a.credits_pending::text,
             'creditsPosted', a.credits_posted::text, 'lastSeq', a.last_seq::text))::text as line
      from ledger_account a join ledger_account_detail d on d.id = a.id) x
  group by page order by page`

interface StatedBook {
  id: number
  seq: string
}

/** Writes the whole book as it stands at one moment, while others go on posting. */
export async function exportBook(q: Queryable, writable: Writable): Promise<{ lines: number }> {
  let lines = 0
  const writeText = async (text: string, count: number) => {
    lines += count
    if (!writable.write(`${text}\n`)) await once(writable, "drain")
  }
  const write: Write = (value) => writeText(JSON.stringify(value), 1)
  await write(["ledger-export", exportVersion])
  for (const part of parts) {
    const { rows } = await q.query({ text: part.text })
    for (const row of rows) await write([part.name, row])
  }
  const { rows } = await q.query({ text: stated })
  const [books, ...pages] = rows
  for (const page of pages) await writeText(page.text, page.lines)
  for (const book of JSON.parse(books.text ?? "[]") as StatedBook[]) await writeBook(q, write, book)
  await write(["end", lines + 1])
  return { lines }
}

type Write = (value: unknown) => Promise<void>

/** A book's transfers in order, each day's block right after the last transfer of the day. */
async function writeBook(q: Queryable, write: Write, book: StatedBook): Promise<void> {
  await write(["book", book])
  const last = BigInt(book.seq)
  let after = 0n
  for (const block of await blocks(q, book.id)) {
    // A day that closed after our moment may hold transfers we do not state.
    if (block.lastSeq > last) break
    after = await writeTransfers(q, write, { book: book.id, after, last: block.lastSeq })
    const { number, date, firstSeq, lastSeq, sums, previousHash, hash } = block
    const range = { firstSeq: firstSeq.toString(), lastSeq: lastSeq.toString() }
    await write(["block", { book: book.id, number, date, ...range, sums, previousHash, hash }])
  }
  await writeTransfers(q, write, { book: book.id, after, last })
}

async function writeTransfers(
  q: Queryable,
  write: Write,
  range: { book: number; after: bigint; last: bigint },
): Promise<bigint> {
  for await (const one of transferTexts(q, range.book, range.after, range.last)) {
    await write(one.posting === null ? ["t", one.text] : ["t", one.text, one.posting])
  }
  return range.last
}
