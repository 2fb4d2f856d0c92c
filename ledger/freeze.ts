// Legal freezes (冻结) placed by courts and other authorities: queued by their order of arrival (轮候), kept apart from
// payment holds. What each covers follows from the balance and the order, so lifting an earlier one moves the later
// ones up by itself, and money that comes in is caught. Leaves to others: who may order a freeze, and for how long.
import { accountId, keepingOutcome } from "./accounts.ts"
import { newId } from "./id.ts"
import type { AccountRef, DateText, Freeze, FreezeSpec, KeepingOutcome, Queryable } from "./types.ts"

export async function placeFreeze(q: Queryable, spec: FreezeSpec): Promise<KeepingOutcome> {
  if (spec.amount !== null && spec.amount <= 0n) return keepingOutcome(10, {})
  const facts = { account: String(spec.account), document: spec.documentNumber }
  const account = await accountId(q, spec.account)
  if (account === null) return keepingOutcome(13, facts)
  const { rows } = await q.query({
    text: `select ledger_place_freeze($1::uuid, $2::bigint, $3::bigint, $4::text, $5::text, $6::date, $7::date,
      $8::text, $9::timestamptz) as code`,
    values: [
      spec.id,
      account.toString(),
      spec.amount?.toString() ?? null,
      spec.documentNumber,
      spec.authority,
      spec.fromOn,
      spec.untilOn,
      spec.actor,
      spec.at ?? null,
    ],
  })
  return keepingOutcome(rows[0].code, facts)
}

export interface LiftSpec {
  reason: string
  actor: string
  /** Absent = all of it. A part is lifted for a deduction (扣划); the rest keeps its place. */
  amount?: bigint
  at?: Date
}

export async function liftFreeze(q: Queryable, id: string, spec: LiftSpec): Promise<KeepingOutcome> {
  const { rows } = await q.query({
    text: "select ledger_lift_freeze($1::uuid, $2::bigint, $3::uuid, $4::text, $5::text, $6::timestamptz) as code",
    values: [id, spec.amount?.toString() ?? null, newId(), spec.reason, spec.actor, spec.at ?? null],
  })
  return keepingOutcome(rows[0].code, { freeze: id })
}

/** A new last day under a new document (续冻). */
export async function extendFreeze(
  q: Queryable,
  id: string,
  spec: { untilOn: DateText | null; documentNumber: string },
): Promise<KeepingOutcome> {
  const { rows } = await q.query({
    text: "select ledger_extend_freeze($1::uuid, $2::date, $3::text) as code",
    values: [id, spec.untilOn, spec.documentNumber],
  })
  return keepingOutcome(rows[0].code, { freeze: id })
}

/** Lifts the freezes whose last day is before the given date. Until this runs they still bind: the safe side. */
export async function expireFreezes(q: Queryable, onDate: DateText): Promise<number> {
  const { rows } = await q.query({
    text: "select id::text as id from ledger_freeze where lifted_at is null and until_on < $1::date order by id",
    values: [onDate],
  })
  let lifted = 0
  for (const row of rows) {
    const outcome = await liftFreeze(q, row.id, { reason: "到期自动解除", actor: "system:ledger" })
    if (outcome.ok) lifted += 1
  }
  return lifted
}

/** All freezes of an account by their place in the queue, lifted ones too, with what each covers now. */
export async function freezesOf(q: Queryable, account: AccountRef): Promise<Freeze[]> {
  const id = await accountId(q, account)
  const { rows } = await q.query({
    text: `select f.*, f.id::text as id, f.place::int as place, f.amount::text as amount, f.from_on::text as from_on,
        f.until_on::text as until_on,
        greatest(case when a.is_debit_normal then a.debits_posted - a.credits_posted - a.credits_pending
          else a.credits_posted - a.debits_posted - a.debits_pending end - coalesce(a.min_balance, 0), 0)::text as there
      from ledger_freeze f join ledger_account a on a.id = f.account_id
      where f.account_id = $1::bigint order by f.place, f.id`,
    values: [id?.toString() ?? null],
  })
  let left = BigInt(rows[0]?.there ?? 0)
  let isAllTaken = false
  return rows.map((row) => {
    const amount = row.amount === null ? null : BigInt(row.amount)
    const isLifted = row.lifted_at !== null
    const covered = isLifted ? 0n : amount === null || amount > left ? left : amount
    const isCovered = !isAllTaken && (amount === null || covered === amount)
    left -= covered
    if (!isLifted && amount === null) isAllTaken = true
    return {
      id: row.id,
      place: row.place,
      amount,
      covered,
      state: isLifted ? "lifted" : isCovered ? "inForce" : covered > 0n ? "partly" : "waiting",
      documentNumber: row.document_number,
      authority: row.authority,
      fromOn: row.from_on,
      untilOn: row.until_on,
      placedBy: row.placed_by,
      placedAt: row.placed_at,
      liftedBy: row.lifted_by,
      liftedAt: row.lifted_at,
      liftReason: row.lift_reason,
    } satisfies Freeze
  })
}
