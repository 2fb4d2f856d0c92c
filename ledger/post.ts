// Posting inside the caller's own transaction, all postings or none. The book's row stays locked until that
// transaction ends, so a flow posts last and commits soon.
import { postBatch, type ResolvedLeg } from "./batch.ts"
import { addFacts, answerOfLegs, failedLeg } from "./failure.ts"
import { find, legRefs, nothingFound, placeLeg, type Found } from "./resolve.ts"
import type { PostFailure, Posting, PostOptions, PostOutcome, Queryable } from "./types.ts"

/**
 * Posts all of the postings or nothing. A posting that stands in the book already moves nothing and counts as posted;
 * `repeated` says that all of them did. Legs of one posting may lie in several books (表内 and 表外); then q must be
 * inside a transaction.
 *
 *     const outcome = await postAll(q, [release.build(params, { id })], { actor: "staff:1001" })
 *     if (!outcome.ok) return outcome.failure
 */
export async function postAll(q: Queryable, postings: readonly Posting[], options: PostOptions): Promise<PostOutcome> {
  if (new Set(postings.map((one) => one.id)).size < postings.length) throw new Error("One posting twice in a call")
  const found = nothingFound()
  const legs = postings.flatMap((one) => one.legs)
  await find(
    q,
    found,
    legs.flatMap(legRefs),
    legs.flatMap((one) => one.holdId ?? []),
  )
  const sorted = sortByBook(found, postings, options.actor)
  if (!sorted.ok) return sorted
  if (sorted.books.size === 0) return { ok: true, seqs: [], repeated: false }
  if (sorted.books.size === 1) return await postBook(q, [...sorted.books][0]!, options, new Set())
  return await postBooks(q, sorted.books, options)
}

type Sorted = { ok: true; books: Map<number, ResolvedLeg[]> } | { ok: false; failure: PostFailure }

function sortByBook(found: Found, postings: readonly Posting[], actor: string): Sorted {
  const books = new Map<number, ResolvedLeg[]>()
  const holdBooks = new Map<string, number>()
  for (const [index, posting] of postings.entries()) {
    for (const leg of posting.legs.keys()) {
      const placed = placeLeg(found, posting, { posting: index, leg }, actor, holdBooks)
      if (!placed.ok) return placed
      const list = books.get(placed.book)
      if (list) list.push(placed.leg)
      else books.set(placed.book, [placed.leg])
    }
  }
  return { ok: true, books }
}

/** Books in the order of their numbers, so that two flows never wait for each other crosswise. */
async function postBooks(q: Queryable, books: Map<number, ResolvedLeg[]>, options: PostOptions): Promise<PostOutcome> {
  await q.query({ text: "savepoint ledger_books" })
  const written = new Set<string>()
  const seqs: { posting: number; leg: number; seq: bigint }[] = []
  let isRepeated = true
  for (const entry of [...books].toSorted(([a], [b]) => a - b)) {
    const outcome = await postBook(q, entry, options, written)
    if (!outcome.ok) {
      await q.query({ text: "rollback to savepoint ledger_books" })
      return outcome
    }
    isRepeated &&= outcome.repeated
    entry[1].forEach((one, index) => seqs.push({ posting: one.posting, leg: one.leg, seq: outcome.seqs[index]! }))
    for (const one of entry[1]) written.add(one.paper!.id)
  }
  await q.query({ text: "release savepoint ledger_books" })
  seqs.sort((a, b) => a.posting - b.posting || a.leg - b.leg)
  return { ok: true, seqs: seqs.map((one) => one.seq), repeated: isRepeated }
}

async function postBook(
  q: Queryable,
  [book, legs]: [number, ResolvedLeg[]],
  options: PostOptions,
  written: Set<string>,
): Promise<PostOutcome> {
  const { accountingDate, at } = options
  // Paper is written with the first book of its legs. Postings differ in that, so at most two calls are needed.
  const parts = [legs.filter((one) => !written.has(one.paper!.id)), legs.filter((one) => written.has(one.paper!.id))]
  const seqs = new Map<ResolvedLeg, bigint>()
  let isRepeated = true
  for (const [index, part] of parts.entries()) {
    if (part.length === 0) continue
    const answer = await postBatch(q, part, { book, accountingDate, at, isWhole: true, isPaperWritten: index === 1 })
    const outcome = answerOfLegs(part, answer, 0, part.length)
    if (!outcome.ok) {
      await addFacts(q, [{ leg: failedLeg(part, outcome.failure), failure: outcome.failure }])
      return outcome
    }
    isRepeated &&= outcome.repeated
    part.forEach((one, place) => seqs.set(one, outcome.seqs[place]!))
  }
  return { ok: true, seqs: legs.map((one) => seqs.get(one)!), repeated: isRepeated }
}
