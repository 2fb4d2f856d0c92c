// The door as callers use it: templates in, outcomes with facts out. Each story states what it shows.
import { beforeAll, describe, expect, test } from "vitest"
import { useDatabase } from "../tests/support/database.ts"
import * as ledger from "./index.ts"
import { open, prepareBook, queryable, spec } from "./testing.ts"
import type { Queryable } from "./types.ts"

const d = useDatabase()
let q: Queryable
const actor = "staff:1001"

const pay = ledger.posting(
  "test/pay",
  { code: 11, zh: "支付", en: "Payment", legCodes: { 12: { zh: "手续费", en: "Fee" } } },
  (p: { from: string; to: string; amount: bigint; fee?: bigint }) => [
    ledger.leg(p.from, p.to, p.amount),
    ledger.leg(p.from, "fees", p.fee ?? 0n, { code: 12 }),
  ],
)
const grant = ledger.posting(
  "test/grant",
  { code: 13, zh: "授信", en: "Grant", approval: true },
  (p: { amount: bigint }) => [ledger.leg("cash", "alice", p.amount)],
)
const mixed = ledger.posting(
  "test/mixed",
  { code: 14, zh: "登记", en: "Registration" },
  (p: { amount: bigint; count: bigint }) => [
    ledger.leg("memo:given", "memo:taken", p.count),
    ledger.leg("cash", "alice", p.amount),
  ],
)
const reserve = ledger.posting(
  "test/reserve",
  { code: 15, zh: "预占", en: "Hold" },
  (p: { amount: bigint; until?: Date }) => [ledger.holdLeg("alice", "bob", p.amount, { expiresAt: p.until })],
)
const templates = [pay, grant, mixed, reserve]

async function fund(amount: bigint): Promise<void> {
  const outcome = await ledger.postAll(q, [pay.build({ from: "cash", to: "alice", amount }, { id: ledger.newId() })], {
    actor,
  })
  expect(outcome.ok).toBe(true)
}

async function balance(key: string): Promise<bigint> {
  return (await ledger.balances(q, [key]))[0]!.balance
}

beforeAll(async () => {
  q = queryable(d.pool)
  await prepareBook(q)
  await ledger.registerTemplates(q, templates)
  await open(q, "cash", { side: "debit", subject: "1001" })
  await open(q, "alice", { min: 0n })
  await open(q, "bob", { min: 0n, max: 1_000_000n })
  await open(q, "fees", { subject: "6021" })
  await open(q, "memo:given", { book: 2, unit: 2, side: "debit", subject: "9001" })
  await open(q, "memo:taken", { book: 2, unit: 2, subject: "9002", max: 5n })
})

describe("accounts", () => {
  test("opening again answers the same id, another specification is a bug", async () => {
    const first = await ledger.openAccounts(q, [spec("twice"), spec("other"), spec("twice")])
    expect(first[0]).toBe(first[2])
    expect(await ledger.openAccounts(q, [spec("twice")])).toEqual([first[0]])
    await expect(ledger.openAccounts(q, [spec("twice", { subject: "9999" })])).rejects.toThrow("another specification")
    expect(await ledger.accountIds(q, ["twice", "nobody"])).toEqual(new Map([["twice", first[0]]]))
  })

  test("bounds follow the business, never below what is there; closing needs zero", async () => {
    await open(q, "limit", { min: 0n, max: 10n })
    const fill = pay.build({ from: "cash", to: "limit", amount: 10n }, { id: ledger.newId() })
    expect((await ledger.postAll(q, [fill], { actor })).ok).toBe(true)
    const narrow = await ledger.changeBounds(q, "limit", { min: 0n, max: 9n })
    expect(narrow).toMatchObject({ ok: false, failure: { code: "bounds_broken" } })
    expect(await ledger.changeBounds(q, "limit", { min: 0n, max: 20n })).toMatchObject({ ok: true })
    expect(await ledger.closeAccount(q, "limit")).toMatchObject({ ok: false, failure: { code: "not_zero" } })
    const empty = pay.build({ from: "limit", to: "bob", amount: 10n }, { id: ledger.newId() })
    expect((await ledger.postAll(q, [empty], { actor })).ok).toBe(true)
    expect(await ledger.closeAccount(q, "limit")).toMatchObject({ ok: true })
    const late = pay.build({ from: "cash", to: "limit", amount: 1n }, { id: ledger.newId() })
    expect(await ledger.postAll(q, [late], { actor })).toMatchObject({
      ok: false,
      failure: { code: "account_closed", facts: { account: "limit" } },
    })
  })
})

describe("postings", () => {
  test("a repeat moves nothing; other content under the same id is refused", async () => {
    await fund(1_000n)
    const one = pay.build(
      { from: "alice", to: "bob", amount: 300n, fee: 2n },
      { id: ledger.newId(), reference: "HT-1" },
    )
    const first = await ledger.postAll(q, [one], { actor })
    expect(first).toMatchObject({ ok: true, repeated: false })
    expect(first.ok && first.seqs[1]! - first.seqs[0]!).toBe(1n)
    const before = await balance("alice")
    expect(await ledger.postAll(q, [one], { actor })).toMatchObject({ ok: true, repeated: true })
    expect(await balance("alice")).toBe(before)
    for (const other of [
      { ...one, reference: "HT-2" },
      { ...one, legs: one.legs.slice(0, 1) },
      { ...one, legs: [one.legs[0]!, { ...one.legs[1]!, amount: 3n }] },
    ]) {
      expect(await ledger.postAll(q, [other], { actor })).toMatchObject({ failure: { code: "exists_with_different" } })
    }
    expect(await balance("alice")).toBe(before)
  })

  test("one refused leg takes all postings of the call with it, and says which and why", async () => {
    const before = await ledger.balances(q, ["alice", "bob", "fees"])
    const good = pay.build({ from: "cash", to: "bob", amount: 1n }, { id: ledger.newId() })
    const bad = pay.build({ from: "alice", to: "bob", amount: 1n, fee: 10_000_000n }, { id: ledger.newId() })
    const outcome = await ledger.postAll(q, [good, bad], { actor })
    expect(outcome).toMatchObject({ ok: false, failure: { code: "insufficient", posting: 1, leg: 1 } })
    expect(!outcome.ok && outcome.failure.facts).toMatchObject({ account: "alice", amount: "10000000", min: "0" })
    expect(await ledger.balances(q, ["alice", "bob", "fees"])).toEqual(before)
    const missing = pay.build({ from: "nobody", to: "bob", amount: 1n }, { id: ledger.newId() })
    expect(await ledger.postAll(q, [missing], { actor })).toMatchObject({
      failure: { code: "account_not_found", facts: { account: "nobody" } },
    })
  })

  test("the database itself asks for the approval", async () => {
    const bare = grant.build({ amount: 5n }, { id: ledger.newId() })
    expect(await ledger.postAll(q, [bare], { actor })).toMatchObject({ failure: { code: "approval_required" } })
    const approved = grant.build({ amount: 5n }, { id: ledger.newId(), approvalId: "ap-1" })
    expect((await ledger.postAll(q, [approved], { actor })).ok).toBe(true)
    const both = [approved, grant.build({ amount: 6n }, { id: ledger.newId() })]
    expect(await ledger.postAll(q, both, { actor })).toMatchObject({
      failure: { code: "approval_required", posting: 1 },
    })
  })

  test("only the open accounting date takes postings", async () => {
    const make = () => [pay.build({ from: "cash", to: "alice", amount: 1n }, { id: ledger.newId() })]
    const on = (accountingDate: string) => ledger.postAll(q, make(), { actor, accountingDate })
    expect(await on("2026-01-04")).toMatchObject({ failure: { code: "accounting_day_closed" } })
    expect(await on("2026-01-06")).toMatchObject({ failure: { code: "accounting_day_not_open" } })
    expect((await on("2026-01-05")).ok).toBe(true)
  })

  test("a posting over two books stands or falls as one", async () => {
    const client = await d.pool.connect()
    try {
      const t = queryable(client)
      const once = mixed.build({ amount: 70n, count: 4n }, { id: ledger.newId() })
      await client.query("begin")
      expect(await ledger.postAll(t, [once], { actor })).toMatchObject({ ok: true, repeated: false })
      expect(await ledger.postAll(t, [once], { actor })).toMatchObject({ ok: true, repeated: true })
      const before = await ledger.balances(t, ["alice", "memo:taken"])
      const tooMany = mixed.build({ amount: 70n, count: 4n }, { id: ledger.newId() })
      expect(await ledger.postAll(t, [tooMany], { actor })).toMatchObject({
        failure: { code: "over_upper_bound", facts: { account: "memo:taken", max: "5" } },
      })
      expect(await ledger.balances(t, ["alice", "memo:taken"])).toEqual(before)
      await client.query("commit")
    } finally {
      client.release()
    }
  })
})

describe("holds", () => {
  const until = (minutes: number) => new Date(Date.now() + minutes * 60_000)

  test("hold, settle a part, the rest is free; it ends once", async () => {
    await fund(500n)
    const [before] = await ledger.balances(q, ["alice"])
    const id = ledger.newId()
    const held = await ledger.postAll(q, [reserve.build({ amount: 200n, until: until(5) }, { id })], { actor })
    expect(held.ok).toBe(true)
    const [during] = await ledger.balances(q, ["alice"])
    expect(during).toMatchObject({ balance: before!.balance, available: before!.available! - 200n })
    const end = { holdId: id, code: 15, actor }
    const settled = await ledger.settleHold(q, { ...end, id: ledger.newId(), amount: 150n })
    expect(settled.ok).toBe(true)
    const [after] = await ledger.balances(q, ["alice"])
    expect(after).toMatchObject({ balance: before!.balance - 150n, available: before!.available! - 150n })
    expect(await ledger.releaseHold(q, { ...end, id: ledger.newId() })).toMatchObject({
      failure: { code: "hold_already_settled" },
    })
  })

  test("a hold past its time is not settled and is released by expiry, once", async () => {
    const id = ledger.newId()
    const spec = { id, debit: "alice", credit: "bob", amount: 10n, code: 15, expiresAt: until(-1), actor }
    expect((await ledger.hold(q, spec)).ok).toBe(true)
    const settle = await ledger.settleHold(q, { id: ledger.newId(), holdId: id, code: 15, amount: "all", actor })
    expect(settle).toMatchObject({ failure: { code: "hold_expired" } })
    const [before] = await ledger.balances(q, ["alice"])
    const both = await Promise.all([ledger.expireHolds(q, new Date()), ledger.expireHolds(q, new Date())])
    expect(both.toSorted()).toEqual([0, 1])
    const [after] = await ledger.balances(q, ["alice"])
    expect(after!.available).toBe(before!.available! + 10n)
    const [line] = await ledger.lines(q, "alice", { limit: 1 })
    expect(line).toMatchObject({ kind: "expire", amount: 10n, balanceAfter: after!.balance })
  })
})

describe("corrections", () => {
  test("a wipe is the opposite of the original, stays beside it and happens once", async () => {
    await fund(100n)
    const before = await ledger.balances(q, ["alice", "bob", "fees"])
    const id = ledger.newId()
    await ledger.postAll(q, [pay.build({ from: "alice", to: "bob", amount: 50n, fee: 1n }, { id })], { actor })
    const wipe = { id: ledger.newId(), kind: "wipe" as const, reason: "错账", actor }
    expect(await ledger.reverse(q, id, wipe)).toMatchObject({ ok: true, repeated: false })
    expect(await ledger.reverse(q, id, wipe)).toMatchObject({ ok: true, repeated: true })
    expect(await ledger.reverse(q, id, { ...wipe, id: ledger.newId() })).toMatchObject({
      failure: { code: "already_reversed" },
    })
    const after = await ledger.balances(q, ["alice", "bob", "fees"])
    expect(after.map((one) => one.balance)).toEqual(before.map((one) => one.balance))
    expect((await ledger.lines(q, "alice", { limit: 1 }))[0]).toMatchObject({ reversal: "wipe", memo: "错账" })
    expect(await ledger.reverse(q, wipe.id, { ...wipe, id: ledger.newId() })).toMatchObject({
      failure: { code: "not_reversible" },
    })
    expect(await ledger.reverse(q, ledger.newId(), { ...wipe, id: ledger.newId() })).toMatchObject({
      failure: { code: "posting_not_found" },
    })
  })
})

describe("legal freezes", () => {
  const place = (amount: bigint | null, documentNumber: string) => ({
    ...{ id: ledger.newId(), account: "frozen", amount, documentNumber, authority: "人民法院" },
    ...{ fromOn: "2026-01-05", untilOn: "2026-07-04", actor },
  })

  test("queue in order of arrival, move up when lifted, bind debits only", async () => {
    await open(q, "frozen", { min: 0n })
    const give = (amount: bigint) =>
      ledger.postAll(q, [pay.build({ from: "cash", to: "frozen", amount }, { id: ledger.newId() })], { actor })
    const take = (amount: bigint) =>
      ledger.postAll(q, [pay.build({ from: "frozen", to: "bob", amount }, { id: ledger.newId() })], { actor })
    await give(100n)
    const first = place(80n, "(2026) 1")
    const second = place(50n, "(2026) 2")
    expect(await ledger.placeFreeze(q, first)).toEqual({ ok: true, repeated: false })
    expect(await ledger.placeFreeze(q, first)).toEqual({ ok: true, repeated: true })
    expect((await take(20n)).ok).toBe(true)
    expect(await ledger.placeFreeze(q, second)).toMatchObject({ ok: true })
    const queue = await ledger.freezesOf(q, "frozen")
    expect(queue.map((one) => [one.place, one.covered, one.state])).toEqual([
      [1, 80n, "inForce"],
      [2, 0n, "waiting"],
    ])
    expect(await take(1n)).toMatchObject({ failure: { code: "frozen", facts: { account: "frozen" } } })
    expect((await give(30n)).ok).toBe(true)
    expect((await ledger.freezesOf(q, "frozen"))[1]).toMatchObject({ covered: 30n, state: "partly" })
    expect(await ledger.liftFreeze(q, first.id, { reason: "扣划", actor, amount: 60n })).toMatchObject({ ok: true })
    const moved = (await ledger.freezesOf(q, "frozen")).filter((one) => one.state !== "lifted")
    expect(moved.map((one) => [one.place, one.amount, one.covered])).toEqual([
      [1, 20n, 20n],
      [2, 50n, 50n],
    ])
    expect((await take(40n)).ok).toBe(true)
    expect(await take(1n)).toMatchObject({ failure: { code: "frozen" } })
    expect(await ledger.liftFreeze(q, first.id, { reason: "again", actor })).toMatchObject({
      failure: { code: "freeze_already_lifted" },
    })
  })

  test("everything may be frozen, and the term ends a freeze", async () => {
    await open(q, "all", { min: 0n })
    await ledger.postAll(q, [pay.build({ from: "cash", to: "all", amount: 10n }, { id: ledger.newId() })], { actor })
    const whole = { ...place(null, "(2026) 3"), account: "all" }
    await ledger.placeFreeze(q, whole)
    expect((await ledger.balances(q, ["all"]))[0]).toMatchObject({ frozen: "all", available: 0n })
    expect(await ledger.closeAccount(q, "all")).toMatchObject({ ok: false })
    await ledger.extendFreeze(q, whole.id, { untilOn: "2026-12-31", documentNumber: "(2026) 4" })
    await ledger.expireFreezes(q, "2026-12-31")
    expect((await ledger.balances(q, ["all"]))[0]!.frozen).toBe("all")
    await ledger.expireFreezes(q, "2027-01-01")
    expect((await ledger.balances(q, ["all"]))[0]).toMatchObject({ frozen: 0n, available: 10n })
  })
})

test("after all stories the book proves", async () => {
  expect((await ledger.prove(q)).failures).toEqual([])
})
