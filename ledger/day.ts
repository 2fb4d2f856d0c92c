// The accounting day of a book. Closing is two steps that may each be repeated after a stop: turnDay notes the day and
// opens the next date in a moment; sealBlocks then reads the day through and chains its SM3, while posting goes on.
import { firstPreviousHash, hashOfRange } from "./block.ts"
import type { DateText, DayBlock, Queryable } from "./types.ts"

export async function openDate(q: Queryable, book: number): Promise<DateText> {
  const { rows } = await q.query({
    text: "select open_date::text as date from ledger_book where id = $1",
    values: [book],
  })
  if (!rows[0]) throw new Error(`Book ${book} does not exist`)
  return rows[0].date
}

export interface CloseOptions {
  nextDate: DateText
  at?: Date
}

/** Closes the open date and opens nextDate; answers the number of the day's block. A date passed before is looked up. */
export async function turnDay(q: Queryable, book: number, options: CloseOptions): Promise<number> {
  const { rows } = await q.query({
    text: "select ledger_close_day($1::smallint, $2::date, $3::timestamptz) as number",
    values: [book, options.nextDate, options.at ?? null],
  })
  return rows[0].number
}

/** Seals every closed block of the book that is not sealed yet, oldest first; answers how many it sealed. */
export async function sealBlocks(q: Queryable, book: number, at?: Date): Promise<number> {
  let sealed = 0
  for (const block of await blocks(q, book)) {
    if (block.hash !== null) continue
    const previous = await blockOf(q, book, block.number - 1)
    const previousHash = previous?.hash ?? firstPreviousHash
    const { hash, sums } = await hashOfRange(q, block, previousHash)
    const { rows } = await q.query({
      text: `select ledger_seal_block($1::smallint, $2::int, $3::text, $4::text, $5::text, $6::timestamptz) as done`,
      values: [book, block.number, previousHash, hash, sums, at ?? null],
    })
    if (rows[0].done) sealed += 1
  }
  return sealed
}

/** Both steps. Outside a transaction each commits by itself and posting waits only for the first. */
export async function closeDay(q: Queryable, book: number, options: CloseOptions): Promise<DayBlock> {
  const number = await turnDay(q, book, options)
  await sealBlocks(q, book, options.at)
  const block = await blockOf(q, book, number)
  if (!block) throw new Error(`Book ${book} has no block before ${options.nextDate}`)
  return block
}

const blockStatement = `select book, number, accounting_date::text as date, first_seq::text as first_seq,
    last_seq::text as last_seq, hash, previous_hash, sums from ledger_block where book = $1`

async function blockOf(q: Queryable, book: number, number: number): Promise<DayBlock | undefined> {
  const { rows } = await q.query({ text: `${blockStatement} and number = $2`, values: [book, number] })
  return rows[0] && toBlock(rows[0])
}

/** All blocks of a book, oldest first. */
export async function blocks(q: Queryable, book: number): Promise<DayBlock[]> {
  const { rows } = await q.query({ text: `${blockStatement} order by number`, values: [book] })
  return rows.map(toBlock)
}

function toBlock(row: Record<string, string> & { book: unknown; number: unknown }): DayBlock {
  const firstSeq = BigInt(row.first_seq!)
  const lastSeq = BigInt(row.last_seq!)
  return {
    book: Number(row.book),
    number: Number(row.number),
    date: row.date!,
    firstSeq,
    lastSeq,
    transfers: lastSeq - firstSeq + 1n,
    hash: row.hash ?? null,
    previousHash: row.previous_hash ?? null,
    sums: row.sums ?? null,
  }
}
