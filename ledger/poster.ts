// Gathering: single postings from many requests become one batch without a timer. While a batch is under way the next
// ones wait together; when it returns, all that wait go as the next batch. An idle ledger answers at once, a busy one
// batches by itself. Promises: order of submission is kept within a book; a refused member costs only itself; after a
// lost connection the batch is repeated, which is harmless because ids are kept for ever; a full queue says so.
import { postBatch, transferLeg, type ResolvedLeg } from "./batch.ts"
import { addFacts, answerOfLegs, failedLeg } from "./failure.ts"
import { find, legRefs, nothingFound, placeLeg, type Found } from "./resolve.ts"
import type { PostFailure, Posting, PostOutcome, Queryable, Transfer } from "./types.ts"

export interface PosterConnection extends Queryable {
  end(): Promise<void>
}

export interface PosterOptions {
  /** Legs in one call to the database. */
  batchLegsMax?: number
  /** Works waiting; one more is refused as overloaded. */
  queueMax?: number
  /** How long a lost connection is tried again before the waiting are told that it is unknown whether they posted. */
  retryForMs?: number
}

export type Work = Posting | Transfer

export interface PosterStats {
  waiting: number
  batches: number
  legs: number
  reconnects: number
}

export interface Poster {
  /** Posts one posting (of one book) or one transfer; a refusal is an outcome, a broken database an error. */
  submit(work: Work, actor: string): Promise<PostOutcome>
  submitMany(works: readonly Work[], actor: string): Promise<PostOutcome[]>
  stats(): PosterStats
  /** Posts what waits, then ends the connections. */
  close(): Promise<void>
}

/** The database could not be reached: whether the work was posted is unknown. Ask again with the same id. */
export class LedgerUnreachable extends Error {
  override name = "LedgerUnreachable"
}

interface Item {
  work: Work
  actor: string
  legs: ResolvedLeg[]
  answer(outcome: PostOutcome): void
  fail(error: unknown): void
}

const cacheMax = 500_000
const retryDelayMaxMs = 2_000

export function openPoster(connect: () => Promise<PosterConnection>, options: PosterOptions = {}): Poster {
  return new GatheringPoster(connect, { batchLegsMax: 4_000, queueMax: 20_000, retryForMs: 30_000, ...options })
}

class GatheringPoster implements Poster {
  #options: Required<PosterOptions>
  #lanes = new Map<number, Lane>()
  #lookup: Line
  #found: Found = nothingFound()
  #unresolved: Item[] = []
  #resolving: Promise<void> | undefined
  #waiting = 0
  #isClosed = false
  #stats = { batches: 0, legs: 0, reconnects: 0 }
  #connect: () => Promise<PosterConnection>

  constructor(connect: () => Promise<PosterConnection>, options: Required<PosterOptions>) {
    this.#connect = connect
    this.#options = options
    this.#lookup = this.#line()
  }

  submit(work: Work, actor: string): Promise<PostOutcome> {
    if (this.#isClosed) throw new Error("The poster is closed")
    if (this.#waiting >= this.#options.queueMax) return Promise.resolve(refused("overloaded", {}))
    this.#waiting += 1
    return new Promise<PostOutcome>((answer, fail) => {
      const item: Item = { work, actor, legs: [], answer, fail }
      // Whoever needs no look-up still waits behind those who do: order of submission is a promise.
      if (this.#resolving || !this.#place(item)) this.#resolveLater(item)
    }).finally(() => {
      this.#waiting -= 1
    })
  }

  submitMany(works: readonly Work[], actor: string): Promise<PostOutcome[]> {
    return Promise.all(works.map((work) => this.submit(work, actor)))
  }

  stats(): PosterStats {
    return { ...this.#stats, waiting: this.#waiting }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#resolving
    await Promise.all([...this.#lanes.values()].map((lane) => lane.close()))
    await this.#lookup.end()
  }

  #line(): Line {
    return new Line(this.#connect, this.#options.retryForMs, () => {
      this.#stats.reconnects += 1
    })
  }

  #resolveLater(item: Item): void {
    this.#unresolved.push(item)
    this.#resolving ??= this.#resolveAll().finally(() => {
      this.#resolving = undefined
    })
  }

  async #resolveAll(): Promise<void> {
    while (this.#unresolved.length > 0) {
      const items = this.#unresolved
      this.#unresolved = []
      try {
        if (this.#found.accounts.size > cacheMax) this.#found.accounts.clear()
        const legs = items.flatMap((item) => ("legs" in item.work ? item.work.legs : []))
        const ids = items.flatMap((item) => ("legs" in item.work ? [] : [item.work.debit, item.work.credit]))
        const refs = [...legs.flatMap(legRefs), ...ids]
        await this.#lookup.run((q) =>
          find(
            q,
            this.#found,
            refs,
            legs.flatMap((one) => one.holdId ?? []),
          ),
        )
        for (const item of items) if (!this.#place(item)) item.answer(notFound(this.#found, item.work))
        this.#found.holds.clear()
      } catch (error) {
        for (const item of items) item.fail(error)
      }
    }
  }

  /** Puts an item into the lane of its book; false while an account is not found. */
  #place(item: Item): boolean {
    const books = new Set<number>()
    const legs: ResolvedLeg[] = []
    if ("legs" in item.work) {
      const holdBooks = new Map<string, number>()
      for (const leg of item.work.legs.keys()) {
        const placed = placeLeg(this.#found, item.work, { posting: 0, leg }, item.actor, holdBooks)
        if (!placed.ok) return placed.failure.code === "book_mismatch" && this.#refuse(item, placed.failure)
        books.add(placed.book)
        legs.push(placed.leg)
      }
      if (legs.length === 0) {
        item.answer({ ok: true, seqs: [], repeated: false })
        return true
      }
    } else {
      const debit = this.#found.accounts.get(item.work.debit)
      if (!debit || !this.#found.accounts.has(item.work.credit)) return false
      books.add(debit.book)
      legs.push(transferLeg(item.work, 0, item.actor))
    }
    if (books.size > 1) return this.#refuse(item, { code: "book_mismatch", posting: 0, leg: 0, facts: {} })
    item.legs = legs
    this.#lane([...books][0]!).push(item)
    return true
  }

  #refuse(item: Item, failure: PostFailure): true {
    item.answer({ ok: false, failure })
    return true
  }

  #lane(book: number): Lane {
    const known = this.#lanes.get(book)
    if (known) return known
    const lane = new Lane(book, this.#line(), this.#options.batchLegsMax, this.#stats)
    this.#lanes.set(book, lane)
    return lane
  }
}

function refused(code: PostFailure["code"], facts: Record<string, string>): PostOutcome {
  return { ok: false, failure: { code, posting: 0, leg: 0, facts } }
}

function notFound(found: Found, work: Work): PostOutcome {
  if (!("legs" in work)) {
    const missing = found.accounts.has(work.debit) ? work.credit : work.debit
    return refused("account_not_found", { account: String(missing) })
  }
  for (const leg of work.legs.keys()) {
    const placed = placeLeg(found, work, { posting: 0, leg }, "", new Map())
    if (!placed.ok) return placed
  }
  throw new Error("Every leg was found and none could be placed")
}

/** One book's queue and its one connection: a second one would only wait for the book's row. */
class Lane {
  #queue: Item[] = []
  #running: Promise<void> | undefined
  #book: number
  #line: Line
  #legsMax: number
  #stats: { batches: number; legs: number }

  constructor(book: number, line: Line, legsMax: number, stats: { batches: number; legs: number }) {
    this.#book = book
    this.#line = line
    this.#legsMax = legsMax
    this.#stats = stats
  }

  push(item: Item): void {
    this.#queue.push(item)
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined
    })
  }

  async close(): Promise<void> {
    await this.#running
    await this.#line.end()
  }

  async #run(): Promise<void> {
    // What arrives in the same turn of the event loop goes together.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.#queue.length > 0) await this.#post(this.#take())
  }

  /** The longest run from the front within the cap in which no id stands twice. */
  #take(): Item[] {
    const ids = new Set<string>()
    let legs = 0
    let count = 0
    for (const item of this.#queue) {
      if (ids.has(item.work.id) || (count > 0 && legs + item.legs.length > this.#legsMax)) break
      ids.add(item.work.id)
      legs += item.legs.length
      count += 1
    }
    return this.#queue.splice(0, count)
  }

  async #post(items: Item[]): Promise<void> {
    const legs = items.flatMap((item) => item.legs)
    try {
      const answer = await this.#line.run((q) => postBatch(q, legs, { book: this.#book, isWhole: false }))
      this.#stats.batches += 1
      this.#stats.legs += legs.length
      let from = 0
      const outcomes = items.map((item) => {
        const outcome = answerOfLegs(legs, answer, from, from + item.legs.length)
        from += item.legs.length
        return outcome
      })
      const failed = items.flatMap((item, index) => {
        const outcome = outcomes[index]!
        return outcome.ok ? [] : [{ leg: failedLeg(item.legs, outcome.failure), failure: outcome.failure }]
      })
      if (failed.length > 0) await this.#line.run((q) => addFacts(q, failed))
      items.forEach((item, index) => item.answer(outcomes[index]!))
    } catch (error) {
      await this.#postApart(items, error)
    }
  }

  /** Something in the batch is a bug, not a refusal: halve it until the bug stands alone. */
  async #postApart(items: Item[], error: unknown): Promise<void> {
    if (items.length === 1 || error instanceof LedgerUnreachable) {
      for (const item of items) item.fail(error)
      return
    }
    const middle = Math.ceil(items.length / 2)
    await this.#post(items.slice(0, middle))
    await this.#post(items.slice(middle))
  }
}

/** A connection that comes back: work on it is repeated when it was lost on the way. */
class Line {
  #connection: Promise<PosterConnection> | undefined
  #connect: () => Promise<PosterConnection>
  #retryForMs: number
  #onLost: () => void

  constructor(connect: () => Promise<PosterConnection>, retryForMs: number, onLost: () => void) {
    this.#connect = connect
    this.#retryForMs = retryForMs
    this.#onLost = onLost
  }

  async run<T>(work: (q: Queryable) => Promise<T>): Promise<T> {
    const startedMs = performance.now()
    for (let delayMs = 20; ; delayMs = Math.min(delayMs * 2, retryDelayMaxMs)) {
      try {
        this.#connection ??= this.#connect()
        return await work(await this.#connection)
      } catch (error) {
        if (!isLost(error)) throw error
        this.#onLost()
        await this.#drop()
        if (performance.now() - startedMs > this.#retryForMs) {
          throw new LedgerUnreachable("The ledger's database cannot be reached", { cause: error })
        }
        await new Promise((resolve) => setTimeout(resolve, delayMs))
      }
    }
  }

  async end(): Promise<void> {
    await this.#drop()
  }

  async #drop(): Promise<void> {
    const connection = this.#connection
    this.#connection = undefined
    await connection?.then((one) => one.end()).catch(() => {})
  }
}

/**
 * Lost: the server went away or ended us, or asks to try again (deadlock). An error of the server in any other class,
 * or of our own code, would come again.
 */
function isLost(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError) return false
  if (!(error instanceof Error)) return false
  if (!("severity" in error)) return true
  const code = String((error as { code?: unknown }).code)
  return code.startsWith("08") || code.startsWith("57P") || code.startsWith("40") || code === "53300"
}
