// Payment holds (预占): set aside, then settled in part or whole, released, or expired. A hold ends exactly once.
// A legal freeze (冻结) is another thing: see freeze.ts.
import { postBatch, type ResolvedLeg } from "./batch.ts"
import { newId } from "./id.ts"
import { postAll } from "./post.ts"
import { holdLeg, releaseLeg, settleLeg } from "./template.ts"
import type { AccountRef, BuildOptions, Leg, Posting, PostOptions, PostOutcome, Queryable } from "./types.ts"

export interface HoldSpec extends BuildOptions, PostOptions {
  debit: AccountRef
  credit: AccountRef
  amount: bigint
  /** Registered code of the event. */
  code: number
  expiresAt?: Date
}

export interface HoldEndSpec extends BuildOptions, PostOptions {
  holdId: string
  code: number
}

/** Sets an amount aside. The hold is named by the posting's id. */
export async function hold(q: Queryable, spec: HoldSpec): Promise<PostOutcome> {
  const { debit, credit, amount, expiresAt } = spec
  return await postAll(q, [paperOf(spec, holdLeg(debit, credit, amount, { expiresAt }))], spec)
}

/** Posts the hold or a part of it; the rest is free again. */
export async function settleHold(q: Queryable, spec: HoldEndSpec & { amount: bigint | "all" }): Promise<PostOutcome> {
  return await postAll(q, [paperOf(spec, settleLeg(spec.holdId, spec.amount))], spec)
}

export async function releaseHold(q: Queryable, spec: HoldEndSpec): Promise<PostOutcome> {
  return await postAll(q, [paperOf(spec, releaseLeg(spec.holdId))], spec)
}

function paperOf(spec: BuildOptions & { code: number }, leg: Leg): Posting {
  const { id, reference, memo, approvalId, meta, code } = spec
  return { id, reference, memo, approvalId, meta, template: code, legs: [leg] }
}

const batchMax = 1_000

/** Releases the holds whose time is over and answers how many. Safe to run twice at once: each ends once. */
export async function expireHolds(q: Queryable, now: Date): Promise<number> {
  let expired = 0
  for (;;) {
    const { rows } = await q.query({
      text: `select h.id::text as id, h.book, t.code from ledger_hold h join ledger_transfer t on t.id = h.id
        where h.status = 0 and h.expires_at <= $1::timestamptz
          and h.book = (select book from ledger_hold where status = 0 and expires_at <= $1::timestamptz
                        order by expires_at limit 1)
        order by h.expires_at limit ${batchMax}`,
      values: [now],
    })
    if (rows.length === 0) return expired
    const legs = rows.map((row, index) => expiryLeg(row.id, row.code, index))
    const answer = await postBatch(q, legs, { book: rows[0].book, at: now, isWhole: false })
    const done = answer.codes?.filter((code) => code === "ok").length ?? legs.length
    // Nothing accepted: others were faster, or the book's clock is behind; the next run sees what is left.
    if (done === 0) return expired
    expired += done
  }
}

function expiryLeg(holdId: string, code: number, index: number): ResolvedLeg {
  return {
    posting: index,
    leg: 0,
    id: newId(),
    debit: 0n,
    credit: 0n,
    amount: 0n,
    code,
    kind: "release",
    isExpiry: true,
    pending: holdId,
    expiresAt: null,
    paper: null,
    actor: "",
  }
}
