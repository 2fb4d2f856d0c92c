// Corrections. Nothing is taken out of the book: a wipe (抹账, while the accounting day is open) or a reversal (冲正)
// posts the opposite legs, names the original and can happen once. Bounds hold for it as for any posting: money that
// has gone on cannot be called back.
import { kindOf } from "./batch.ts"
import { legId } from "./id.ts"
import { postAll } from "./post.ts"
import { leg } from "./template.ts"
import type { AccountId, DateText, PostOptions, PostOutcome, Queryable, ReversalKind } from "./types.ts"

export interface ReverseSpec extends PostOptions {
  id: string
  kind: ReversalKind
  reason: string
  approvalId?: string
}

export async function reverse(q: Queryable, postingId: string, spec: ReverseSpec): Promise<PostOutcome> {
  const original = await load(q, postingId)
  const fail = (code: "posting_not_found" | "not_reversible" | "wipe_needs_open_day"): PostOutcome => ({
    ok: false,
    failure: { code, posting: 0, leg: 0, facts: { posting: postingId } },
  })
  if (!original) return fail("posting_not_found")
  if (original.isReversal || original.legs.some((one) => one.kind !== "post" && one.kind !== "settle")) {
    return fail("not_reversible")
  }
  // Backwards, so that what came last is undone first and no bound is crossed on the way that was not crossed before.
  const legs = original.legs.toReversed().map((one) => leg(one.credit, one.debit, one.amount, { code: one.code }))
  const posting = {
    id: spec.id,
    template: original.template,
    legs,
    reference: original.reference ?? undefined,
    memo: spec.reason,
    approvalId: spec.approvalId,
    reversalOf: postingId,
    reversalKind: spec.kind,
  }
  const accountingDate = spec.kind === "wipe" ? original.accountingDate : spec.accountingDate
  const outcome = await postAll(q, [posting], { ...spec, accountingDate })
  if (spec.kind === "wipe" && !outcome.ok && outcome.failure.code === "accounting_day_closed") {
    return fail("wipe_needs_open_day")
  }
  return outcome
}

interface Original {
  template: number
  reference: string | null
  isReversal: boolean
  accountingDate: DateText
  legs: { kind: ReturnType<typeof kindOf>; debit: AccountId; credit: AccountId; amount: bigint; code: number }[]
}

async function load(q: Queryable, postingId: string): Promise<Original | undefined> {
  const papers = await q.query({
    text: "select template, legs, reference, reversal_of is not null as is_reversal from ledger_posting where id = $1",
    values: [postingId],
  })
  const paper = papers.rows[0]
  if (!paper) return undefined
  const { rows } = await q.query({
    text: `select debit_id::text as debit, credit_id::text as credit, amount::text as amount, code, flags,
        accounting_date::text as date from ledger_transfer where id = any($1::uuid[]) order by id`,
    values: [Array.from({ length: paper.legs }, (_, index) => legId(postingId, index))],
  })
  return {
    template: paper.template,
    reference: paper.reference,
    isReversal: paper.is_reversal,
    accountingDate: rows[0].date,
    legs: rows.map((row) => ({
      kind: kindOf(row.flags),
      debit: BigInt(row.debit) as AccountId,
      credit: BigInt(row.credit) as AccountId,
      amount: BigInt(row.amount),
      code: row.code,
    })),
  }
}
