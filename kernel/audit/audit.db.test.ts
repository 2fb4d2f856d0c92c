import pg from "pg"
import { expect, test } from "vitest"
import { verifyAudit } from "#kernel/audit"
import { flow } from "#kernel/flow"
import { ok } from "#kernel/refusal"
import { useBranch } from "../../tests/support/branch.ts"

const b = useBranch()

const note = flow(
  { name: "test.note", permission: null },
  async (ctx, input: { n: number; password?: string; contact?: { phone: string } }) => {
    ctx.note({ object: "thing", objectId: String(input.n), after: input })
    return ok()
  },
)

test("secrets and personal numbers never enter the trail", async () => {
  await note(b.as("clerk"), { n: 0, password: "canary-password", contact: { phone: "13800001234" } })
  const row = await b.database.db
    .selectFrom("audit_entry")
    .select("after")
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirstOrThrow()
  expect(row.after).toEqual({ n: 0, password: "***", contact: { phone: "***1234" } })
})

test("entries of concurrent flows form one chain", async () => {
  await Promise.all(Array.from({ length: 40 }, (_, n) => note(b.as("clerk"), { n })))
  expect(await verifyAudit(b.database.db)).toMatchObject({ ok: true })
})

test("the verifier is not misled by entries written while it reads", async () => {
  let writing = true
  const writer = (async () => {
    for (let n = 0; writing; n++) await note(b.as("clerk"), { n })
  })()
  for (let n = 0; n < 25; n++) expect(await verifyAudit(b.database.db)).toMatchObject({ ok: true })
  writing = false
  await writer
})

test("the application's role can neither change nor remove an entry", async () => {
  const app = new pg.Client({ connectionString: b.testDatabase.appUrl, options: "-c search_path=branch_test" })
  await app.connect()
  for (const statement of [
    "update audit_entry set actor_name = 'x'",
    "delete from audit_entry",
    "truncate audit_entry",
    "delete from audit_head",
  ]) {
    await expect(app.query(statement)).rejects.toThrow(/permission denied/)
  }
  await app.end()
})

test.each([
  ["altered", "update audit_entry set actor_name = 'somebody' where seq = 5", 5n],
  ["missing", "delete from audit_entry where seq = 9", 9n],
])("an entry %s behind the application's back is named by its number", async (reason, statement, seq) => {
  const admin = new pg.Client({ connectionString: b.testDatabase.adminUrl, options: "-c search_path=branch_test" })
  await admin.connect()
  await admin.query("begin; alter table audit_entry disable trigger all")
  await admin.query(statement)
  await admin.query("commit")
  await admin.end()
  const proof = await verifyAudit(b.database.db)
  expect(proof.ok).toBe(false)
  expect(proof.broken!.seq).toBeLessThanOrEqual(seq)
  if (reason === "altered") expect(proof.broken).toEqual({ seq, reason })
})
