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

const accountPage = 5_000
const accounts = `select a.id::text as id, d.key, a.book, a.unit, case when a.is_debit_normal then 'debit' else 'credit'
    end as side, d.subject, d.outlet, a.is_closed as closed, a.min_balance::text as min, a.max_balance::text as max,
    a.frozen::text as frozen, a.debits_pending::text as "debitsPending", a.debits_posted::text as "debitsPosted",
    a.credits_pending::text as "creditsPending", a.credits_posted::text as "creditsPosted", a.last_seq::text as "lastSeq"
  from ledger_account a join ledger_account_detail d on d.id = a.id where a.id > $1::bigint order by a.id limit ${accountPage}`

/**
 * Writes the whole book. Takes a connection of its own, outside a transaction: it reads at one moment (repeatable read)
 * while others go on posting.
 */
export async function exportBook(q: Queryable, writable: Writable): Promise<{ lines: number }> {
  let lines = 0
  const write = async (value: unknown) => {
    lines += 1
    if (!writable.write(`${JSON.stringify(value)}\n`)) await once(writable, "drain")
  }
  await q.query({ text: "begin isolation level repeatable read read only" })
  try {
    await write(["ledger-export", exportVersion])
    for (const part of parts) {
      const { rows } = await q.query({ text: part.text })
      for (const row of rows) await write([part.name, row])
    }
    await writeAccounts(q, write)
    await writeBooks(q, write)
    await write(["end", lines + 1])
  } finally {
    await q.query({ text: "rollback" })
  }
  return { lines }
}

type Write = (value: unknown) => Promise<void>

async function writeAccounts(q: Queryable, write: Write): Promise<void> {
  let after = "0"
  for (;;) {
    const { rows } = await q.query({ text: accounts, values: [after] })
    if (rows.length === 0) return
    for (const row of rows) await write(["account", row])
    after = rows.at(-1)!.id
  }
}

/** Per book its transfers in order, each day's block right after the last transfer of the day. */
async function writeBooks(q: Queryable, write: Write): Promise<void> {
  const books = await q.query({
    text: `select id, seq::text as seq, open_date::text as "openDate", title_zh, title_en from ledger_book order by id`,
  })
  for (const book of books.rows) {
    await write(["book", book])
    let after = 0n
    for (const block of await blocks(q, book.id)) {
      after = await writeTransfers(q, write, { book: book.id, after, last: block.lastSeq })
      const { number, date, firstSeq, lastSeq, sums, previousHash, hash } = block
      const range = { firstSeq: firstSeq.toString(), lastSeq: lastSeq.toString() }
      await write(["block", { book: book.id, number, date, ...range, sums, previousHash, hash }])
    }
    await writeTransfers(q, write, { book: book.id, after, last: BigInt(book.seq) })
  }
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
