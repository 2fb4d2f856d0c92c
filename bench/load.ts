// Postings as the product makes them: a named template with code, paper (reference, memo, actor) and accounting date,
// gathered and sent in batches of a stated size over one connection.
import type { Database } from "#kernel/db"
import {
  leg,
  newId,
  openPoster,
  posting,
  registerTemplates,
  type AccountId,
  type Posting,
  type Poster,
  type Work,
  type PostOutcome,
  type Transfer,
} from "#ledger"
import { asQueryable, openMany, perSecond, prepareBook } from "./support.ts"

interface Payment {
  from: AccountId
  to: AccountId
  amountFen: bigint
}

export const payment = posting("bench/payment", { code: 1, zh: "还款", en: "Repayment" }, (p: Payment) => [
  leg(p.from, p.to, p.amountFen),
])

export type Spread = "spread" | "hot"

/** Two different accounts at random; in the hot case the first one pays every time. */
function pick(ids: readonly AccountId[], kind: Spread): { from: AccountId; to: AccountId } {
  const place = kind === "hot" ? 0 : Math.floor(Math.random() * ids.length)
  const away = 1 + Math.floor(Math.random() * (ids.length - 1))
  return { from: ids[place]!, to: ids[(place + away) % ids.length]! }
}

export const makePosting = (ids: readonly AccountId[], kind: Spread, number: number): Posting =>
  payment.build({ ...pick(ids, kind), amountFen: 5n }, { id: newId(), reference: `HT2026-${number}`, memo: "按期还款" })

function makeTransfer(ids: readonly AccountId[], kind: Spread): Transfer {
  const { from, to } = pick(ids, kind)
  return { id: newId(), debit: from, credit: to, amount: 5n, code: 1 }
}

export interface Load {
  ids: AccountId[]
  poster: Poster
  /** Postings a second in batches of this size, the next batch being made while one is under way. */
  rate(kind: Spread, batch: number, forMs: number): Promise<number>
  /** The same for plain transfers: accounts, amount and code, without a paper row. */
  bareRate(kind: Spread, batch: number, forMs: number): Promise<number>
  /** Posts this many and answers the rate. */
  fill(count: number, batch: number): Promise<number>
  close(): Promise<void>
}

export async function openLoad(database: Database, accounts: number, batchLegsMax = 1_000): Promise<Load> {
  const q = asQueryable(database.pool)
  await prepareBook(q)
  await registerTemplates(q, [payment])
  const ids = await openMany(q, "bench", accounts)
  await database.pool.query("analyze")
  const poster = openPoster(() => database.connect("bench poster"), { batchLegsMax, queueMax: 100_000 })
  let number = 0
  const group = async (kind: Spread, batch: number, isBare = false) => {
    const make = (): Work => (isBare ? makeTransfer(ids, kind) : makePosting(ids, kind, (number += 1)))
    const works = Array.from({ length: batch }, make)
    assertPosted(await poster.submitMany(works, "bench"))
    return batch
  }
  // Two groups take turns: while one is in the database the other is being made.
  const pair = async (run: () => Promise<number>) => {
    const [first, second] = await Promise.all([run(), run()])
    return first + second
  }
  return {
    ids,
    poster,
    rate: (kind, batch, forMs) => pair(() => perSecond(forMs, () => group(kind, batch))),
    bareRate: (kind, batch, forMs) => pair(() => perSecond(forMs, () => group(kind, batch, true))),
    fill: async (count, batch) => {
      const startMs = performance.now()
      let left = count
      const run = async () => {
        while (left > 0) {
          const size = Math.min(batch, left)
          left -= size
          await group("spread", size)
        }
      }
      await Promise.all([run(), run()])
      return count / ((performance.now() - startMs) / 1_000)
    },
    close: () => poster.close(),
  }
}

export function assertPosted(outcomes: readonly PostOutcome[]): void {
  const refused = outcomes.find((one) => !one.ok)
  if (refused && !refused.ok) throw new Error(`The bench was refused: ${refused.failure.code}`)
}
