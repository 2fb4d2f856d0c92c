// Promises of a flow: 1 a refusal leaves nothing behind; 2 a key answers once and means one thing; 3 a dry run moves
// nothing; 4 one audit entry at least, in the same transaction; 5 a denied try is recorded.
import { expect, test } from "vitest"
import { verifyAudit } from "#kernel/audit"
import { flow, type FlowCtx } from "#kernel/flow"
import { defineRefusals, ok } from "#kernel/refusal"
import { useBranch } from "../../tests/support/branch.ts"

const b = useBranch()
const refuse = defineRefusals("test", { "E-NO": { zh: "不行 {why}", en: "no {why}" } })

const rename = flow(
  { name: "test.rename", permission: "party.write" },
  async (ctx: FlowCtx, input: { name: string; fail?: boolean; crash?: boolean }) => {
    await ctx.db.updateTable("outlet").set({ name_en: input.name }).where("code", "=", "XX").execute()
    ctx.emit({ type: "test.renamed", subject: "XX", data: { name: input.name } })
    if (input.fail) return refuse["E-NO"]({ why: "test" }, "name")
    if (input.crash) throw new Error("broken")
    return ok({ name: input.name })
  },
)

const nameNow = async () =>
  (await b.database.db.selectFrom("outlet").select("name_en").where("code", "=", "XX").executeTakeFirstOrThrow())
    .name_en
const count = async (table: "event" | "audit_entry") =>
  Number(
    (
      await b.database.db
        .selectFrom(table)
        .select((e) => e.fn.countAll<bigint>().as("n"))
        .executeTakeFirstOrThrow()
    ).n,
  )

test("promise 1: a refusal and a bug leave nothing behind", async () => {
  const before = { name: await nameNow(), events: await count("event"), audit: await count("audit_entry") }
  expect(await rename(b.as("clerk"), { name: "A", fail: true })).toMatchObject({
    ok: false,
    refusal: { code: "test/E-NO", field: "name", zh: "不行 test" },
  })
  await expect(rename(b.as("clerk"), { name: "A", crash: true })).rejects.toThrow("broken")
  expect({ name: await nameNow(), events: await count("event"), audit: await count("audit_entry") }).toEqual(before)
})

test("promise 2: the same key and content answers the same, once; other content is refused", async () => {
  const key = "k-1"
  const events = await count("event")
  const answers = await Promise.all(Array.from({ length: 8 }, () => rename(b.as("clerk", { key }), { name: "B" })))
  expect(answers.every((a) => a.ok && (a.value as { name: string }).name === "B")).toBe(true)
  expect(await count("event")).toBe(events + 1)
  expect(await rename(b.as("clerk", { key }), { name: "C" })).toMatchObject({
    ok: false,
    refusal: { code: "flow/E-KEY-REUSED" },
  })
  expect(await nameNow()).toBe("B")
  // Another person's key of the same text is another key.
  expect(await rename(b.as("manager", { key }), { name: "D" })).toMatchObject({ ok: true })
})

test("promise 3: a dry run shows the answer and moves nothing", async () => {
  const before = await nameNow()
  expect(await rename(b.as("clerk", { dryRun: true, key: "k-2" }), { name: "dry" })).toMatchObject({
    ok: true,
    value: { name: "dry" },
  })
  expect(await nameNow()).toBe(before)
  expect(await rename(b.as("clerk", { key: "k-2" }), { name: "wet" })).toMatchObject({ ok: true })
})

test("promises 4 and 5: done and denied are both in the trail, and the chain holds", async () => {
  const before = await count("audit_entry")
  await rename(b.as("clerk"), { name: "E" })
  expect(await count("audit_entry")).toBe(before + 1)
  expect(await rename(b.as("risk"), { name: "F" })).toMatchObject({ ok: false, refusal: { status: 403 } })
  const last = await b.database.db
    .selectFrom("audit_entry")
    .selectAll()
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirstOrThrow()
  expect(last).toMatchObject({ result: "denied", action: "test.rename", actor_id: "risk@HQ" })
  expect(await verifyAudit(b.database.db)).toMatchObject({ ok: true })
})
