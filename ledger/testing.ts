// What the ledger's own tests share: a small branch of units, books and codes, and a seeded stream of numbers.
import type pg from "pg"
import { defineBooks, defineUnits, registerTemplates } from "./index.ts"
import type { AccountId, AccountSpec, Queryable } from "./types.ts"
import { openAccounts } from "./accounts.ts"

export const firstDate = "2026-01-05"
export const codes = { plain: 1, approved: 2, retired: 3 } as const

/** pg's own client or pool as the ledger sees it. */
export function queryable(source: pg.Pool | pg.Client | pg.PoolClient): Queryable {
  return { query: (statement) => source.query(statement) }
}

export async function prepareBook(q: Queryable): Promise<void> {
  await defineUnits(q, [
    { id: 1, code: "CNY", scale: 2, titleZh: "人民币", titleEn: "Renminbi" },
    { id: 2, code: "HOUR", scale: 0, titleZh: "课时", titleEn: "Lesson hour" },
  ])
  await defineBooks(q, [
    { id: 1, titleZh: "表内", titleEn: "On balance", openDate: firstDate },
    { id: 2, titleZh: "表外", titleEn: "Memo", openDate: firstDate },
  ])
  const head = (code: number, name: string, approval: boolean) => ({
    ...{ code, name: `test/${name}`, zh: name, en: name, approval },
    legCodes: {},
  })
  await registerTemplates(q, [head(1, "plain", false), head(2, "approved", true), head(3, "retired", false)])
  await registerTemplates(q, [head(1, "plain", false), head(2, "approved", true)])
}

export function spec(key: string, more: Partial<AccountSpec> = {}): AccountSpec {
  return { key, book: 1, unit: 1, side: "credit", subject: "2011", outlet: "001", ...more }
}

export async function open(q: Queryable, key: string, more: Partial<AccountSpec> = {}): Promise<AccountId> {
  return (await openAccounts(q, [spec(key, more)]))[0]!
}

export interface Random {
  seed: number
  /** 0 … below − 1. */
  below(below: number): number
  chance(share: number): boolean
  pick<T>(from: readonly T[]): T
}

/** A small generator, so that a failing run can be repeated by the seed it prints. */
export function seeded(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return { seed, below, chance: (share) => next() < share, pick: (from) => from[below(from.length)]! }
}
