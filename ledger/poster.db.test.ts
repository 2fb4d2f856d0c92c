// Gathering and concurrency with real connections. 1 sums stay zero and bounds hold under any interleaving · 2 what was
// acknowledged is there, once · 3 a refused or broken member costs only itself · 4 order of submission is kept ·
// 5 the same work sent twice at once moves once · 6 a full queue says so · 7 a lost connection is invisible.
import pg from "pg"
import { beforeAll, describe, expect, test } from "vitest"
import { testSchema } from "../tests/support/cluster.ts"
import { useDatabase } from "../tests/support/database.ts"
import * as ledger from "./index.ts"
import { codes, open, prepareBook, queryable, seeded } from "./testing.ts"
import type { AccountId, Posting, Queryable } from "./types.ts"

const d = useDatabase()
let q: Queryable
let cash: AccountId
let wallets: AccountId[]
const actor = "t"

const move = ledger.posting("test/move", { code: 41, zh: "转账", en: "Move" }, (p: Move) => [
  ledger.leg(p.from, p.to, p.amount),
  ledger.leg(p.to, p.then ?? p.from, p.then ? p.amount : 0n),
])
interface Move {
  from: ledger.AccountRef
  to: ledger.AccountRef
  then?: ledger.AccountRef
  amount: bigint
}

function paper(params: Move): Posting {
  return move.build(params, { id: ledger.newId() })
}

function poster(options?: ledger.PosterOptions): ledger.Poster {
  return ledger.openPoster(async () => await d.connect("test poster"), options)
}

async function balancesOf(accounts: readonly ledger.AccountRef[]): Promise<bigint[]> {
  return (await ledger.balances(q, accounts)).map((one) => one.balance)
}

beforeAll(async () => {
  q = queryable(d.pool)
  await prepareBook(q)
  await ledger.registerTemplates(q, [move, { ...move, code: codes.plain, legCodes: {} }])
  cash = await open(q, "cash", { side: "debit" })
  wallets = []
  for (let index = 0; index < 8; index += 1) wallets.push(await open(q, `wallet:${index}`, { min: 0n, max: 5_000n }))
})

describe("promises 1 and 2: 64 connections at once", () => {
  test("nothing is lost, doubled or overdrawn", { timeout: 120_000 }, async () => {
    const clients = await Promise.all(Array.from({ length: 64 }, () => d.connect("test crowd")))
    const sent: { posting: Posting; isPosted: boolean }[] = []
    await Promise.all(
      clients.map(async (client, index) => {
        const random = seeded(index)
        const own = queryable(client)
        for (let round = 0; round < 12; round += 1) {
          const from = random.chance(0.3) ? cash : random.pick(wallets)
          const to = random.pick(wallets.filter((one) => one !== from))
          const posting = paper({ from, to, amount: BigInt(1 + random.below(1_500)) })
          const outcome = await ledger.postAll(own, [posting], { actor })
          sent.push({ posting, isPosted: outcome.ok })
          // Half of the clients ask again, as after a lost answer.
          if (index % 2 === 0) {
            const again = await ledger.postAll(own, [posting], { actor })
            if (outcome.ok) expect(again).toMatchObject({ ok: true, repeated: true })
            else if (again.ok) sent.push({ posting, isPosted: true })
          }
        }
      }),
    )
    await Promise.all(clients.map((client) => client.end()))
    const posted = new Set(sent.filter((one) => one.isPosted).map((one) => one.posting.id))
    const { rows } = await q.query({ text: "select id::text as id from ledger_transfer" })
    expect(new Set(rows.map((row) => row.id))).toEqual(posted)
    expect(posted.size).toBeGreaterThan(100)
    expect(posted.size).toBeLessThan(64 * 12)
    expect((await ledger.prove(q)).failures).toEqual([])
  })
})

describe("the poster", () => {
  test("promises 3 and 4: members apart, in order", async () => {
    const it = poster()
    const fresh = await open(q, "fresh", { min: 0n })
    const works: ledger.Work[] = []
    // Each taking needs the giving just before it.
    for (let round = 0; round < 200; round += 1) {
      works.push(paper({ from: "cash", to: "fresh", amount: 10n }), paper({ from: fresh, to: "wallet:0", amount: 10n }))
    }
    works.splice(
      100,
      0,
      paper({ from: fresh, to: "cash", amount: 1n }),
      paper({ from: "nobody", to: "cash", amount: 1n }),
    )
    await ledger.changeBounds(q, "wallet:0", { min: 0n, max: null })
    const outcomes = await it.submitMany(works, actor)
    const failures = outcomes.flatMap((one, index) =>
      one.ok ? [] : [[index, one.failure.code, one.failure.facts.account]],
    )
    expect(failures).toEqual([
      [100, "insufficient", "fresh"],
      [101, "account_not_found", "nobody"],
    ])
    expect(await balancesOf(["fresh"])).toEqual([0n])
    expect(it.stats().batches).toBeLessThan(20)
    await it.close()
  })

  test("a bug in one member is thrown to that member only", async () => {
    const it = poster()
    const bad = { ...paper({ from: "cash", to: "wallet:1", amount: 1n }), id: "not-a-uuid" }
    const works = [
      paper({ from: "cash", to: "wallet:0", amount: 1n }),
      bad,
      paper({ from: "cash", to: "wallet:0", amount: 2n }),
    ]
    const settled = await Promise.allSettled(works.map((work) => it.submit(work, actor)))
    expect(settled.map((one) => one.status)).toEqual(["fulfilled", "rejected", "fulfilled"])
    await it.close()
  })

  test("promise 5: twice at once, and plain transfers", async () => {
    const it = poster()
    const before = await balancesOf(["wallet:0"])
    const posting = paper({ from: "cash", to: "wallet:0", amount: 7n })
    const transfer = { id: ledger.newId(), debit: cash, credit: wallets[0]!, amount: 5n, code: codes.plain }
    const works = [posting, transfer, posting, transfer, { ...transfer, amount: 6n }]
    const outcomes = await it.submitMany(works, actor)
    expect(outcomes.map((one) => (one.ok ? one.repeated : one.failure.code))).toEqual([
      ...[false, false, true, true, "exists_with_different"],
    ])
    expect(await balancesOf(["wallet:0"])).toEqual([before[0]! + 12n])
    await it.close()
  })

  test("two legs stand or fall together beside others", async () => {
    const it = poster()
    const before = await balancesOf(["wallet:2", "wallet:3"])
    const good = paper({ from: cash, to: "wallet:0", then: "wallet:2", amount: 1n })
    const bad = paper({ from: cash, to: "wallet:0", then: "wallet:3", amount: 1_000_000n })
    const [first, second] = await it.submitMany([good, bad], actor)
    expect(first!.ok).toBe(true)
    expect(second).toMatchObject({
      ok: false,
      failure: { code: "over_upper_bound", leg: 1, facts: { account: "wallet:3" } },
    })
    expect(await balancesOf(["wallet:2", "wallet:3"])).toEqual([before[0]! + 1n, before[1]])
    await it.close()
  })

  test("holds go through it too", async () => {
    const it = poster()
    const hold: Posting = { id: ledger.newId(), template: 41, legs: [ledger.holdLeg("wallet:0", "cash", 3n)] }
    const settle = (): Posting => ({ id: ledger.newId(), template: 41, legs: [ledger.settleLeg(hold.id, 2n)] })
    expect(await it.submit(hold, actor)).toMatchObject({ ok: true })
    expect(await it.submit(settle(), actor)).toMatchObject({ ok: true })
    expect(await it.submit(settle(), actor)).toMatchObject({ failure: { code: "hold_already_settled" } })
    await it.close()
  })

  test("promise 6: a full queue refuses at once", async () => {
    const it = poster({ queueMax: 5 })
    const works = Array.from({ length: 8 }, () => paper({ from: "cash", to: "wallet:0", amount: 1n }))
    const outcomes = await it.submitMany(works, actor)
    const shown = outcomes.map((one) => (one.ok ? "ok" : one.failure.code))
    expect(shown).toEqual([...Array(5).fill("ok"), ...Array(3).fill("overloaded")])
    await it.close()
    expect(() => it.submit(works[0]!, actor)).toThrow("closed")
  })

  test("promise 7: connections shot down under load", { timeout: 60_000 }, async () => {
    const it = poster({ batchLegsMax: 50 })
    const [before] = await balancesOf(["wallet:0"])
    const admin = new pg.Client({ connectionString: d.adminUrl, options: `-c search_path=${testSchema}` })
    await admin.connect()
    const shoot = () =>
      admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'test poster'`)
    const shooting = setInterval(() => void shoot(), 60)
    const works = Array.from({ length: 3_000 }, () => paper({ from: "cash", to: "wallet:0", amount: 1n }))
    const outcomes: ledger.PostOutcome[] = []
    for (let at = 0; at < works.length; at += 250) {
      outcomes.push(...(await it.submitMany(works.slice(at, at + 250), actor)))
    }
    clearInterval(shooting)
    await admin.end()
    expect(outcomes.every((one) => one.ok)).toBe(true)
    expect(it.stats().reconnects).toBeGreaterThan(0)
    expect(await balancesOf(["wallet:0"])).toEqual([before! + 3_000n])
    await it.close()
    expect((await ledger.prove(q)).failures).toEqual([])
  })
})
