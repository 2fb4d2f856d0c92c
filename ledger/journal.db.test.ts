// Goal: the journal shows what was posted, newest first, whole pages without gaps, a closed day alone, one document alone.
import { beforeAll, expect, test } from "vitest"
import { useDatabase } from "../tests/support/database.ts"
import * as ledger from "./index.ts"
import { open, prepareBook, queryable } from "./testing.ts"
import type { Queryable } from "./types.ts"

const d = useDatabase()
let q: Queryable
const pay = ledger.posting(
  "journal/pay",
  { code: 21, zh: "支付", en: "Payment", legCodes: { 22: { zh: "手续费", en: "Fee" } } },
  (p: { to: string; amount: bigint }) => [
    ledger.leg("cash", p.to, p.amount),
    ledger.leg("cash", "fees", 1n, { code: 22 }),
  ],
)
let firstDay = ""

async function paid(to: string, amount: bigint, reference: string): Promise<void> {
  const one = pay.build({ to, amount }, { id: ledger.newId(), reference, memo: "摘要" })
  const outcome = await ledger.postAll(q, [one], { actor: "staff:1" })
  if (!outcome.ok) throw new Error(outcome.failure.code)
}

const ask = (rest: Partial<ledger.JournalQuery>) => ledger.journal(q, { book: 1, outlets: null, limit: 100, ...rest })

beforeAll(async () => {
  q = queryable(d.pool)
  await prepareBook(q)
  await ledger.registerTemplates(q, [pay])
  await open(q, "cash", { side: "debit", subject: "1001", outlet: "XX" })
  await open(q, "alice", { outlet: "XX" })
  await open(q, "fees", { subject: "6021", outlet: "XX" })
  firstDay = await ledger.openDate(q, 1)
  for (let n = 1n; n <= 5n; n += 1n) await paid("alice", n * 100n, `DOC-${n}`)
  await ledger.closeDay(q, 1, { nextDate: "2099-01-01" })
  await paid("alice", 900n, "DOC-9")
})

test("pages follow each other without gap or repetition, newest first", async () => {
  const all = await ask({})
  expect(all.map((line) => line.amount)).toEqual([1n, 900n, 1n, 500n, 1n, 400n, 1n, 300n, 1n, 200n, 1n, 100n])
  const seen = []
  let beforeSeq: bigint | undefined
  for (;;) {
    const page = await ask({ limit: 5, ...(beforeSeq === undefined ? {} : { beforeSeq }) })
    if (page.length === 0) break
    seen.push(...page)
    beforeSeq = page.at(-1)!.seq
  }
  expect(seen).toEqual(all)
  expect(all[1]).toMatchObject({
    debitKey: "cash",
    creditKey: "alice",
    codeZh: "支付",
    reference: "DOC-9",
    memo: "摘要",
  })
})

test("a closed day and the open one stand apart", async () => {
  expect(await ask({ date: firstDay })).toHaveLength(10)
  expect((await ask({ date: "2099-01-01" })).map((line) => line.amount)).toEqual([1n, 900n])
  expect(await ask({ date: "2000-01-01" })).toEqual([])
})

test("balance days sum the closes of every day, also of days without movement", async () => {
  const [alice] = (await ledger.balances(q, ["alice"])).map((one) => one.id)
  const days = async (from: string, to: string) => (await ledger.balanceDays(q, [alice!], { from, to })).get(alice!)
  const before = "2000-01-01"
  // 1,500 stood at the close of the first day and on all days after it.
  expect(await days(firstDay, firstDay)).toBe(1_500n)
  expect(await days(before, before)).toBe(0n)
  const later = new Date(`${firstDay}T00:00:00Z`)
  later.setUTCDate(later.getUTCDate() + 9)
  expect(await days(firstDay, later.toISOString().slice(0, 10))).toBe(15_000n)
  expect(await days(before, firstDay)).toBe(1_500n)
})

test("one document, and only outlets one may see", async () => {
  expect((await ask({ reference: "DOC-3" })).map((line) => line.amount)).toEqual([1n, 300n])
  expect(await ask({ reference: "DOC-none" })).toEqual([])
  expect(await ask({ outlets: ["SS"] })).toEqual([])
  expect(await ask({ outlets: ["XX"] })).toHaveLength(12)
})
