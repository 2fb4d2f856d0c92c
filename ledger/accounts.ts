// Opening and keeping of units, books and accounts. Everything here may be called again with the same content.
import { bigints, booleans, smallints, texts } from "./encode.ts"
import { resultCode } from "./refusals.ts"
import type { AccountId, AccountRef, AccountSpec, BookSpec, KeepingOutcome, Queryable, UnitSpec } from "./types.ts"

export async function defineUnits(q: Queryable, units: readonly UnitSpec[]): Promise<void> {
  await q.query({
    text: "select ledger_define_units($1::smallint[], $2::text[], $3::smallint[], $4::text[], $5::text[])",
    values: [
      smallints(units.map((one) => one.id)),
      texts(units.map((one) => one.code)),
      smallints(units.map((one) => one.scale)),
      texts(units.map((one) => one.titleZh)),
      texts(units.map((one) => one.titleEn)),
    ],
  })
}

/** Makes the books that are missing; the open date of a book that exists is left alone. */
export async function defineBooks(q: Queryable, books: readonly BookSpec[]): Promise<void> {
  await q.query({
    text: "select ledger_define_books($1::smallint[], $2::text[], $3::text[], $4::date[])",
    values: [
      smallints(books.map((one) => one.id)),
      texts(books.map((one) => one.titleZh)),
      texts(books.map((one) => one.titleEn)),
      books.map((one) => one.openDate),
    ],
  })
}

/**
 * Opens accounts and answers their ids in the order asked. A key that exists with the same book, unit, side, subject
 * and outlet answers its id (bounds and title are left as they are); with others it is a bug of the caller.
 */
export async function openAccounts(q: Queryable, specs: readonly AccountSpec[]): Promise<AccountId[]> {
  if (specs.length === 0) return []
  const { rows } = await q.query({
    text: `select place, id::text as id, is_same from ledger_open_accounts($1::text[], $2::smallint[], $3::smallint[],
      $4::boolean[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::bigint[]) order by place`,
    values: [
      texts(specs.map((one) => one.key)),
      smallints(specs.map((one) => one.book)),
      smallints(specs.map((one) => one.unit)),
      booleans(specs.map((one) => one.side === "debit")),
      texts(specs.map((one) => one.subject)),
      texts(specs.map((one) => one.outlet)),
      texts(specs.map((one) => one.title ?? "")),
      bigints(specs.map((one) => one.min ?? null)),
      bigints(specs.map((one) => one.max ?? null)),
    ],
  })
  return rows.map((row, index) => {
    if (!row.is_same) throw new Error(`Account ${specs[index]!.key} exists with another specification`)
    return BigInt(row.id) as AccountId
  })
}

/** Ids of the keys that exist; a key without account is simply absent. */
export async function accountIds(q: Queryable, keys: readonly string[]): Promise<Map<string, AccountId>> {
  const { rows } = await q.query({
    name: "ledger_account_ids",
    text: "select key, id::text as id from ledger_account_detail where key = any($1::text[])",
    values: [texts(keys)],
  })
  return new Map(rows.map((row) => [row.key as string, BigInt(row.id) as AccountId]))
}

/** The id of one account, by key or id; null when there is none. */
export async function accountId(q: Queryable, account: AccountRef): Promise<AccountId | null> {
  if (typeof account === "bigint") return account
  return (await accountIds(q, [account])).get(account) ?? null
}

/** The answer of a keeping function, as an outcome. */
export function keepingOutcome(number: number, facts: Record<string, string>): KeepingOutcome {
  const code = resultCode(number)
  if (code === "ok" || code === "exists") return { ok: true, repeated: code === "exists" }
  return { ok: false, failure: { code, facts } }
}

/** New bounds, refused when the present balance is outside of them. */
export async function changeBounds(
  q: Queryable,
  account: AccountRef,
  bounds: { min: bigint | null; max: bigint | null },
): Promise<KeepingOutcome> {
  const id = await accountId(q, account)
  const facts = { account: String(account) }
  if (id === null) return keepingOutcome(13, facts)
  const { rows } = await q.query({
    text: "select ledger_change_bounds($1::bigint, $2::bigint, $3::bigint) as code",
    values: [id.toString(), bounds.min?.toString() ?? null, bounds.max?.toString() ?? null],
  })
  return keepingOutcome(rows[0].code, facts)
}

/** Closes an account for ever; only at zero, without holds and freezes. */
export async function closeAccount(q: Queryable, account: AccountRef, at?: Date): Promise<KeepingOutcome> {
  const id = await accountId(q, account)
  const facts = { account: String(account) }
  if (id === null) return keepingOutcome(13, facts)
  const { rows } = await q.query({
    text: "select ledger_close_account($1::bigint, $2::timestamptz) as code",
    values: [id.toString(), at ?? null],
  })
  return keepingOutcome(rows[0].code, facts)
}
