// A day block: the SM3 of everything a book took in on one accounting date, chained to the block before. Whoever
// changes, drops or inserts a transfer or its paper later breaks this block and all that follow.
import { createHash, type Hash } from "node:crypto"
import { uuids } from "./encode.ts"
import type { Queryable } from "./types.ts"

export const firstPreviousHash = "0".repeat(64)

export interface BlockHead {
  book: number
  number: number
  date: string
  firstSeq: bigint
  lastSeq: bigint
}

/** Takes a block's content in the order of its seqs. */
export class BlockHash {
  #hash: Hash
  #sums = new Map<number, { count: bigint; amount: bigint }>()

  constructor(head: BlockHead, previousHash: string) {
    this.#hash = createHash("sm3")
    this.#line(previousHash)
    this.#line(`block|${head.book}|${head.number}|${head.date}|${head.firstSeq}|${head.lastSeq}`)
  }

  add(transferText: string, postingText: string | null, unit: number, amount: bigint): void {
    this.#line(transferText)
    if (postingText !== null) this.#line(postingText)
    const sum = this.#sums.get(unit)
    if (sum) {
      sum.count += 1n
      sum.amount += amount
    } else this.#sums.set(unit, { count: 1n, amount })
  }

  finish(): { hash: string; sums: string } {
    const sums = [...this.#sums]
      .toSorted(([a], [b]) => a - b)
      .map(([unit, sum]) => `${unit}:${sum.count}:${sum.amount}`)
      .join(",")
    this.#line(`sums|${sums}`)
    return { hash: this.#hash.digest("hex"), sums }
  }

  #line(text: string): void {
    this.#hash.update(text)
    this.#hash.update("\n")
  }
}

export interface TransferText {
  seq: bigint
  text: string
  posting: string | null
  unit: number
  amount: bigint
}

const pageRows = 4_000

/** The transfers of a book in (afterSeq, lastSeq], in order, each with its text and the text of its paper. */
export async function* transferTexts(
  q: Queryable,
  book: number,
  afterSeq: bigint,
  lastSeq: bigint,
): AsyncGenerator<TransferText> {
  let after = afterSeq
  while (after < lastSeq) {
    const { rows } = await q.query({
      text: `select t.seq::text as seq, t.unit, t.amount::text as amount, ledger_transfer_text(t) as text,
          case when t.id = t.posting_id then t.id::text end as paper
        from ledger_transfer t
        where t.book = ${Number(book)} and t.seq > ${after} and t.seq <= ${lastSeq} order by t.seq limit ${pageRows}`,
    })
    if (rows.length === 0) return
    const papers = await paperTexts(
      q,
      rows.map((row) => row.paper).filter((id) => id !== null),
    )
    for (const row of rows) {
      const posting = papers.get(row.paper) ?? null
      yield { seq: BigInt(row.seq), text: row.text, posting, unit: row.unit, amount: BigInt(row.amount) }
    }
    after = BigInt(rows.at(-1)!.seq)
  }
}

/** Asked apart from the transfers: joined, a page of a large book made the server hash every paper there is. */
async function paperTexts(q: Queryable, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await q.query({
    text: "select p.id::text as id, ledger_posting_text(p) as text from ledger_posting p where p.id = any($1::uuid[])",
    values: [uuids(ids)],
  })
  return new Map(rows.map((row) => [row.id, row.text]))
}

/** The hash of a stored range of transfers as it is now. */
export async function hashOfRange(
  q: Queryable,
  head: BlockHead,
  previousHash: string,
): Promise<{ hash: string; sums: string }> {
  const block = new BlockHash(head, previousHash)
  for await (const one of transferTexts(q, head.book, head.firstSeq - 1n, head.lastSeq)) {
    block.add(one.text, one.posting, one.unit, one.amount)
  }
  return block.finish()
}
