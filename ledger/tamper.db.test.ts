// Who may write the book. The application's role may not, whatever it tries; a superuser who switches the guards off
// can, and then the proof names what he touched.
import pg from "pg"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { testSchema } from "../tests/support/cluster.ts"
import { useDatabase } from "../tests/support/database.ts"
import { postBatch, resolvedLeg } from "./batch.ts"
import * as ledger from "./index.ts"
import { open, prepareBook, queryable } from "./testing.ts"
import type { Queryable } from "./types.ts"

const d = useDatabase()
let q: Queryable
let admin: pg.Client
const move = ledger.posting("test/move", { code: 31, zh: "转账", en: "Move" }, (p: { amount: bigint }) => [
  ledger.leg("cash", "alice", p.amount),
])

beforeAll(async () => {
  q = queryable(d.pool)
  await prepareBook(q)
  await ledger.registerTemplates(q, [move])
  await open(q, "cash", { side: "debit" })
  await open(q, "alice", { min: 0n, max: 1_000n })
  await open(q, "bob", { min: 0n })
  for (const amount of [10n, 20n, 30n]) {
    await ledger.postAll(q, [move.build({ amount }, { id: ledger.newId(), reference: `R${amount}` })], { actor: "a" })
  }
  await ledger.hold(q, { id: ledger.newId(), debit: "alice", credit: "bob", amount: 5n, code: 31, actor: "a" })
  await ledger.closeDay(q, 1, { nextDate: "2026-01-06" })
  admin = new pg.Client({ connectionString: d.adminUrl, options: `-c search_path=${testSchema}` })
  await admin.connect()
})
afterAll(() => admin.end())

describe("the application's role", () => {
  const forbidden = [
    "update ledger_transfer set amount = 1",
    "delete from ledger_transfer",
    "truncate ledger_transfer",
    "insert into ledger_transfer select * from ledger_transfer",
    "update ledger_posting set memo = 'x'",
    "delete from ledger_posting",
    "update ledger_account set debits_posted = 0",
    "update ledger_account set max_balance = null",
    "insert into ledger_account (id, book, unit, is_debit_normal) values (99, 1, 1, true)",
    "update ledger_book set open_date = '2020-01-01'",
    "update ledger_block set hash = ''",
    "delete from ledger_block",
    "update ledger_hold set status = 2",
    "update ledger_freeze set amount = 1",
    "update ledger_code set needs_approval = false",
    "update ledger_day_account set debits_posted = 0",
    "update ledger_unit set scale = 3",
    "alter table ledger_transfer disable trigger all",
    "drop table ledger_freeze",
    "select ledger_write(1::smallint, 0, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null)",
    "set role huoshui_owner",
  ]
  test.each(forbidden)("%s", async (statement) => {
    await expect(d.pool.query(statement)).rejects.toMatchObject({ code: "42501" })
  })

  test("cannot lead a function of the owner to a table of its own", async () => {
    const client = await d.connect()
    await client.query("create temp table ledger_account (like ledger_account including defaults)")
    const posting = move.build({ amount: 1n }, { id: ledger.newId() })
    const answer = await client.query("select count(*)::int as rows from ledger_account")
    expect(answer.rows[0].rows, "the session itself sees its own table").toBe(0)
    const before = await ledger.balances(q, ["alice"])
    const book = ledger.openPoster(async () => client)
    // Accounts are looked up by the session, so it finds nothing; called with true ids, the function still posts rightly.
    expect(await book.submit(posting, "a")).toMatchObject({ failure: { code: "account_not_found" } })
    const cash = (await ledger.accountIds(q, ["cash"])).get("cash")!
    await postBatch(
      queryable(client),
      [resolvedLeg(posting, { posting: 0, leg: 0 }, { debit: cash, credit: before[0]!.id }, "a")],
      {
        book: 1,
        isWhole: true,
      },
    )
    await book.close()
    expect((await ledger.balances(q, ["alice"]))[0]!.balance).toBe(before[0]!.balance + 1n)
  })
})

describe("even the superuser meets the guards", () => {
  test.each([
    ["update ledger_transfer set amount = amount + 1", "HS001"],
    ["delete from ledger_posting", "HS001"],
    ["truncate ledger_transfer", "HS001"],
    ["update ledger_block set hash = 'x'", "HS001"],
    ["delete from ledger_account", "HS001"],
    ["update ledger_account set credits_posted = 5000, max_balance = 1000 where max_balance = 1000", "23514"],
    ["insert into ledger_transfer select * from ledger_transfer", "23505"],
  ])("%s", async (statement, code) => {
    await expect(admin.query(statement)).rejects.toMatchObject({ code })
  })
})

describe("with the guards off, the proof names the fault", () => {
  /** Tampers inside a transaction, proves there, and takes it back. */
  async function tamper(statement: string): Promise<ledger.ProofFailure[]> {
    await admin.query("begin")
    try {
      await admin.query("set local session_replication_role = replica")
      await admin.query("alter table ledger_account drop constraint ledger_account_upper")
      await admin.query(statement)
      return (await ledger.prove(queryable(admin))).failures
    } finally {
      await admin.query("rollback")
    }
  }
  const checksOf = (failures: ledger.ProofFailure[]) => new Set(failures.map((one) => one.check))

  test("untouched it proves", async () => {
    expect(await tamper("select 1")).toEqual([])
  })

  test.each([
    ["update ledger_transfer set amount = 11 where seq = 1", ["counters follow from transfers", "block chain"]],
    ["update ledger_transfer set code = 2 where seq = 1", ["block chain"]],
    ["update ledger_posting set memo = 'other' where reference = 'R10'", ["block chain"]],
    ["delete from ledger_posting where reference = 'R10'", ["paper is complete", "block chain"]],
    ["delete from ledger_transfer where seq = 2", ["numbers without gaps", "history chains", "block chain"]],
    [
      "update ledger_account set credits_posted = credits_posted + 1 where id = 2",
      ["counters follow from transfers", "debits equal credits"],
    ],
    [
      "update ledger_account set credits_posted = credits_posted + 1 where id = 2; update ledger_account set debits_posted = debits_posted + 1 where id = 1",
      ["counters follow from transfers"],
    ],
    ["update ledger_account set max_balance = 3 where id = 2", ["bounds hold"]],
    ["update ledger_account set frozen = 7 where id = 2", ["freezes add up"]],
    ["update ledger_hold set status = 2", ["a hold ends once"]],
    ["update ledger_transfer set credit_prev = 0 where seq = 2", ["history chains", "block chain"]],
    ["update ledger_transfer set unit = 2 where seq = 2", ["one book and unit per transfer"]],
    [
      "update ledger_day_account set credits_posted = 1 where account_id = 2",
      ["closed days' counters", "closed days' subjects"],
    ],
    ["update ledger_day_subject set credits_posted = 1", ["closed days' subjects"]],
    ["update ledger_block set last_seq = 3", ["days follow each other", "block chain"]],
    ["update ledger_book set seq = 9 where id = 1", ["numbers without gaps"]],
  ])("%s", async (statement, expected) => {
    const found = checksOf(await tamper(statement))
    for (const check of expected) expect(found).toContain(check)
  })
})
