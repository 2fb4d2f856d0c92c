// What the answers of single legs mean for their posting, and the facts a sentence about it needs.
import type { BatchAnswer, ResolvedLeg } from "./batch.ts"
import { bigints } from "./encode.ts"
import type { ResultCode } from "./refusals.ts"
import type { PostFailure, PostOutcome, Queryable } from "./types.ts"

/** The outcome of the legs [from, to) of a batch. */
export function answerOfLegs(legs: readonly ResolvedLeg[], answer: BatchAnswer, from: number, to: number): PostOutcome {
  if (!answer.codes) return { ok: true, seqs: answer.seqs.slice(from, to), repeated: false }
  const codes = answer.codes.slice(from, to)
  // The leg that failed by itself says more than those that fell with it.
  const cause = codes.findIndex((code) => code !== "ok" && code !== "exists" && code !== "linked_failed")
  const index = cause >= 0 ? cause : codes.indexOf("linked_failed")
  if (index >= 0) {
    const { posting, leg } = legs[from + index]!
    return { ok: false, failure: { code: codes[index] as Exclude<ResultCode, "ok">, posting, leg, facts: {} } }
  }
  return { ok: true, seqs: answer.seqs.slice(from, to), repeated: codes.every((code) => code === "exists") }
}

const statement = `select d.key, a.id::text as id, a.is_closed, a.is_debit_normal, a.min_balance::text as min,
    a.max_balance::text as max, a.frozen::text as frozen, ledger_debit_room(a)::text as debit_room,
    ledger_credit_room(a)::text as credit_room
  from ledger_account a join ledger_account_detail d on d.id = a.id where a.id = any($1::bigint[])`

interface AccountFacts {
  key: string
  id: string
  is_closed: boolean
  is_debit_normal: boolean
  min: string | null
  max: string | null
  frozen: string
  debit_room: string | null
  credit_room: string | null
}

/** Adds to each failure which account stood in the way and what it had, read after the refusal in one question. */
export async function addFacts(
  q: Queryable,
  failed: readonly { leg: ResolvedLeg; failure: PostFailure }[],
): Promise<void> {
  if (failed.length === 0) return
  const ids = failed.flatMap(({ leg }) => [leg.debit, leg.credit])
  const { rows } = await q.query({ name: "ledger_facts", text: statement, values: [bigints(ids)] })
  const accounts = new Map<bigint, AccountFacts>(rows.map((row) => [BigInt(row.id), row]))
  for (const { leg, failure } of failed) {
    Object.assign(failure.facts, factsOf(leg, failure.code, accounts.get(leg.debit), accounts.get(leg.credit)))
  }
}

/** The leg that a failure names. */
export function failedLeg(legs: readonly ResolvedLeg[], failure: PostFailure): ResolvedLeg {
  return legs.find((one) => one.posting === failure.posting && one.leg === failure.leg)!
}

function factsOf(
  leg: ResolvedLeg,
  code: ResultCode,
  debit?: AccountFacts,
  credit?: AccountFacts,
): Record<string, string> {
  const facts: Record<string, string> = { amount: leg.amount.toString(), transfer: leg.id }
  if (leg.pending) facts.hold = leg.pending
  const isDebit = isDebitAtFault(code, leg.amount, debit)
  const culprit = isDebit ? debit : credit
  if (!culprit) return facts
  facts.account = culprit.key
  const room = isDebit ? culprit.debit_room : culprit.credit_room
  if (room !== null) facts.room = room
  if (culprit.min !== null) facts.min = culprit.min
  if (culprit.max !== null) facts.max = culprit.max
  if (culprit.frozen !== "0") facts.frozen = culprit.frozen
  return facts
}

/** Debiting takes from a credit account (too little there) and gives to a debit account (above its bound). */
function isDebitAtFault(code: ResultCode, amount: bigint, debit?: AccountFacts): boolean {
  if (!debit) return true
  const lacksRoom = debit.debit_room !== null && BigInt(debit.debit_room) < amount
  if (code === "account_closed") return debit.is_closed
  if (code === "over_upper_bound") return debit.is_debit_normal && lacksRoom
  if (code === "insufficient" || code === "frozen") return !debit.is_debit_normal && lacksRoom
  return true
}
