// Finds the accounts and books that legs name. A key never changes its account and an account never its book, so
// whoever posts much may keep what was found (the poster does); a flow asks afresh.
import { bigints, texts, uuids } from "./encode.ts"
import { resolvedLeg, type ResolvedLeg } from "./batch.ts"
import type { AccountRef, Leg, PostFailure, Posting, Queryable } from "./types.ts"

export interface FoundAccount {
  id: bigint
  book: number
}

/** Accounts by key and by id; books of holds by id. */
export interface Found {
  accounts: Map<AccountRef | bigint, FoundAccount>
  holds: Map<string, number>
}

export function nothingFound(): Found {
  return { accounts: new Map(), holds: new Map() }
}

export function legRefs(leg: Leg): AccountRef[] {
  return [leg.debit, leg.credit].filter((ref) => ref !== undefined)
}

const accountStatement = `select d.key, a.id::text as id, a.book from ledger_account_detail d
    join ledger_account a on a.id = d.id where d.key = any($1::text[])
  union all select null, a.id::text, a.book from ledger_account a where a.id = any($2::bigint[])`

/** Looks up what is not found yet. */
export async function find(
  q: Queryable,
  found: Found,
  refs: Iterable<AccountRef>,
  holds: Iterable<string>,
): Promise<void> {
  const missing = [...new Set(refs)].filter((ref) => !found.accounts.has(ref))
  if (missing.length > 0) {
    const keys = missing.filter((ref) => typeof ref === "string")
    const ids = missing.filter((ref) => typeof ref === "bigint")
    const { rows } = await q.query({
      name: "ledger_find_accounts",
      text: accountStatement,
      values: [texts(keys), bigints(ids)],
    })
    for (const row of rows) found.accounts.set(row.key ?? BigInt(row.id), { id: BigInt(row.id), book: row.book })
  }
  const unknown = [...new Set(holds)].filter((id) => !found.holds.has(id))
  if (unknown.length === 0) return
  const { rows } = await q.query({
    name: "ledger_find_holds",
    text: "select id::text as id, book from ledger_hold where id = any($1::uuid[])",
    values: [uuids(unknown)],
  })
  for (const row of rows) found.holds.set(row.id, row.book)
}

export type LegPlace = { ok: true; book: number; leg: ResolvedLeg } | { ok: false; failure: PostFailure }

/** One leg with its accounts and its book. A settlement or release has its book from the hold, here or stored. */
export function placeLeg(
  found: Found,
  posting: Posting,
  places: { posting: number; leg: number },
  actor: string,
  holdBooks: Map<string, number>,
): LegPlace {
  const one = posting.legs[places.leg]!
  const fail = (code: PostFailure["code"], facts: Record<string, string>): LegPlace => ({
    ok: false,
    failure: { code, ...places, facts },
  })
  if (one.kind === "settle" || one.kind === "release") {
    const book = found.holds.get(one.holdId!) ?? holdBooks.get(one.holdId!)
    if (book === undefined) return fail("hold_not_found", { hold: one.holdId! })
    return { ok: true, book, leg: resolvedLeg(posting, places, { debit: 0n, credit: 0n }, actor) }
  }
  const debit = found.accounts.get(one.debit!)
  if (!debit) return fail("account_not_found", { account: String(one.debit) })
  const credit = found.accounts.get(one.credit!)
  if (!credit) return fail("account_not_found", { account: String(one.credit) })
  if (debit.book !== credit.book) {
    return fail("book_mismatch", { account: String(one.credit), other: String(one.debit) })
  }
  const placed = resolvedLeg(posting, places, { debit: debit.id, credit: credit.id }, actor)
  if (one.kind === "hold") holdBooks.set(placed.id, debit.book)
  return { ok: true, book: debit.book, leg: placed }
}
