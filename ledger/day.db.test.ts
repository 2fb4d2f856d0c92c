// Days and history against a plain list kept beside: three accounting days with random postings, then every balance,
// line, trial balance and block must say the same as the list. 1 any past day and moment can be asked · 2 opening plus
// turnover is closing, debits equal credits · 3 steps of the day end may be repeated · 4 a sealed day cannot change.
import { PassThrough, Readable } from "node:stream"
import { beforeAll, describe, expect, test } from "vitest"
import { useDatabase } from "../tests/support/database.ts"
import * as ledger from "./index.ts"
import { open, prepareBook, queryable, seeded } from "./testing.ts"
import type { Queryable } from "./types.ts"

const d = useDatabase()
const actor = "staff:1"
const dates = ["2026-01-05", "2026-01-06", "2026-01-08"]
const accounts = ["cash", "vault", "alice", "bob", "income"]
const move = ledger.posting(
  "test/move",
  { code: 21, zh: "转账", en: "Move" },
  (p: { from: string; to: string; amount: bigint }) => [ledger.leg(p.from, p.to, p.amount)],
)
const random = seeded(77)

interface Noted {
  seq: bigint
  date: string
  at: Date
  from: string
  to: string
  amount: bigint
}

let q: Queryable
const noted: Noted[] = []

async function postDay(date: string, day: number): Promise<void> {
  for (let index = 0; index < 40; index += 1) {
    const from = random.pick(accounts)
    const to = random.pick(accounts.filter((one) => one !== from))
    const amount = BigInt(1 + random.below(500))
    const at = new Date(Date.UTC(2026, 0, 5 + day, 1, 0, index))
    const built = move.build({ from, to, amount }, { id: ledger.newId(at.getTime()), reference: `D${day}-${index}` })
    const outcome = await ledger.postAll(q, [built], { actor, at })
    if (!outcome.ok) throw new Error(outcome.failure.code)
    noted.push({ seq: outcome.seqs[0]!, date, at, from, to, amount })
  }
}

/** Balance on the normal side from the list. */
function expected(account: string, keep: (one: Noted) => boolean): bigint {
  const sign = account === "cash" || account === "vault" ? 1n : -1n
  return noted.filter(keep).reduce((all, one) => {
    if (one.from === account) return all + sign * one.amount
    return one.to === account ? all - sign * one.amount : all
  }, 0n)
}

async function trialSums(date: string, outlet?: string) {
  const rows = await ledger.trialBalance(q, { book: 1, date, outlet })
  const sum = (pick: (row: (typeof rows)[number]) => bigint) => rows.reduce((all, row) => all + pick(row), 0n)
  return { rows, sum }
}

beforeAll(async () => {
  q = queryable(d.pool)
  await prepareBook(q)
  await ledger.registerTemplates(q, [move])
  await open(q, "cash", { side: "debit", subject: "1001", outlet: "001" })
  await open(q, "vault", { side: "debit", subject: "1001", outlet: "002" })
  for (const key of ["alice", "bob"]) await open(q, key, { subject: "2011", outlet: "002" })
  await open(q, "income", { subject: "6021", outlet: "001" })
  await postDay(dates[0]!, 0)
  expect(await ledger.turnDay(q, 1, { nextDate: dates[1]! })).toBe(1)
  await postDay(dates[1]!, 1)
  // Sealing the first day late, and twice, is as good as at once.
  const block = await ledger.closeDay(q, 1, { nextDate: dates[2]! })
  expect(block).toMatchObject({ number: 2, date: dates[1], transfers: 40n })
  expect(await ledger.closeDay(q, 1, { nextDate: dates[2]! })).toEqual(block)
  expect(await ledger.sealBlocks(q, 1)).toBe(0)
  await postDay(dates[2]!, 3)
})

describe("promise 1: history", () => {
  test.each(accounts)("%s at the end of every date", async (account) => {
    for (const date of ["2026-01-04", ...dates, "2026-01-07", "2026-02-01"]) {
      const { balance } = await ledger.balanceAsOf(q, account, { date })
      expect(balance, date).toBe(expected(account, (one) => one.date <= date))
    }
  })

  test.each(accounts)("%s at moments and after numbers", async (account) => {
    for (const one of noted.filter((_, index) => index % 7 === 0)) {
      const atSeq = await ledger.balanceAsOf(q, account, { seq: one.seq })
      expect(atSeq.balance).toBe(expected(account, (other) => other.seq <= one.seq))
      const atMoment = await ledger.balanceAsOf(q, account, { moment: one.at })
      expect(atMoment.balance).toBe(expected(account, (other) => other.at <= one.at))
    }
    const before = await ledger.balanceAsOf(q, account, { moment: new Date(0) })
    expect(before).toMatchObject({ balance: 0n, seq: 0n })
  })

  test.each(accounts)("%s line by line, page by page", async (account) => {
    const own = noted.filter((one) => one.from === account || one.to === account).toReversed()
    let beforeSeq: bigint | undefined
    const read: bigint[] = []
    for (;;) {
      const page = await ledger.lines(q, account, { beforeSeq, limit: 7 })
      for (const line of page) {
        const note = own[read.length]!
        expect(line).toMatchObject({
          ...{ seq: note.seq, amount: note.amount, accountingDate: note.date, actor, kind: "post", codeZh: "转账" },
          ...{ entry: note.from === account ? "debit" : "credit" },
          counterKey: note.from === account ? note.to : note.from,
          balanceAfter: expected(account, (one) => one.seq <= note.seq),
        })
        read.push(line.seq)
      }
      if (page.length < 7) break
      beforeSeq = page.at(-1)!.seq
    }
    expect(read).toEqual(own.map((one) => one.seq))
  })
})

describe("promise 2: general ledger", () => {
  test.each([...dates, "2026-01-04", "2026-01-07", "2026-02-01"])("trial balance of %s", async (date) => {
    const { rows, sum } = await trialSums(date)
    expect(sum((row) => row.closingDebit)).toBe(sum((row) => row.closingCredit))
    expect(sum((row) => row.openingDebit)).toBe(sum((row) => row.openingCredit))
    expect(sum((row) => row.debitTurnover)).toBe(
      noted.filter((one) => one.date === date).reduce((all, one) => all + one.amount, 0n),
    )
    expect(sum((row) => row.debitTurnover)).toBe(sum((row) => row.creditTurnover))
    for (const row of rows) {
      const net = row.openingDebit - row.openingCredit + row.debitTurnover - row.creditTurnover
      expect(net).toBe(row.closingDebit - row.closingCredit)
    }
    const cash = rows.find((row) => row.subject === "1001")
    const upTo = (account: string) => expected(account, (one) => one.date <= date)
    expect(cash?.closingDebit ?? 0n).toBe(upTo("cash") + upTo("vault"))
  })

  test("by outlet, and as a table of balances", async () => {
    const { rows } = await trialSums(dates[1]!, "002")
    expect(rows.map((row) => row.subject)).toEqual(["1001", "2011"])
    const table = await ledger.subjectBalances(q, { book: 1, date: dates[1]! })
    expect(table.find((row) => row.subject === "1001" && row.outlet === "002")?.debit).toBe(
      expected("vault", (one) => one.date <= dates[1]!),
    )
  })
})

describe("promise 4: corrections and proofs over days", () => {
  test("a wipe needs the original's day, a reversal does not", async () => {
    const old = await q.query({ text: "select posting_id::text as id from ledger_transfer where seq = 3 and book = 1" })
    const spec = { id: ledger.newId(), reason: "错账", actor }
    const wipe = await ledger.reverse(q, old.rows[0].id, { ...spec, kind: "wipe" })
    expect(wipe).toMatchObject({ failure: { code: "wipe_needs_open_day" } })
    const reversal = await ledger.reverse(q, old.rows[0].id, { ...spec, kind: "reverse" })
    expect(reversal.ok).toBe(true)
  })

  test("the live proof and the export agree; an edited export is found out", async () => {
    const proof = await ledger.prove(q)
    expect(proof).toMatchObject({ ok: true, blocks: 2, transfers: 121 })
    const client = await d.connect()
    const pipe = new PassThrough()
    const collected = pipe.toArray() as Promise<Buffer[]>
    await ledger.exportBook(queryable(client), pipe)
    pipe.end()
    await client.end()
    const text = Buffer.concat(await collected).toString("utf8")
    const check = (changed: string) => ledger.proveExport(Readable.from([changed]))
    expect(await check(text)).toMatchObject({ ok: true, transfers: 121, blocks: 2 })
    const failuresOf = async (changed: string) => new Set((await check(changed)).failures.map((one) => one.check))
    expect(await failuresOf(text.replace("D0-7", "D0-8"))).toEqual(new Set(["block chain"]))
    const lines = text.split("\n")
    const at = lines.findIndex((line) => line.startsWith('["t","5|'))
    expect(await failuresOf(lines.toSpliced(at, 1).join("\n"))).toContain("numbers without gaps")
    expect(await failuresOf(lines.slice(0, -3).join("\n"))).toContain("format")
    expect(await failuresOf("")).toContain("format")
  })
})
