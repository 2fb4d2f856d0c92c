// The acceptance examples of maker-checker: same person, other account of one person, changed content, wrong post.
import pg from "pg"
import { expect, test } from "vitest"
import { decide } from "#kernel/approval"
import { findParameter } from "#kernel/rule-data"
import { expectOk } from "#kernel/refusal"
import { proposeValue } from "../rule-data/rule-data.ts"
import { useBranch } from "../../tests/support/branch.ts"

const b = useBranch()

async function propose(person = "maker") {
  const spec = [...b.house.parameters.values()][0]!
  const outcome = await proposeValue(b.as("risk", { person }), {
    key: spec.key,
    from: "2026-04-01",
    value: spec.values[0]!.value,
    source: "测试文号〔2026〕1号",
    certainty: "fact",
  })
  const { approvalId } = expectOk(outcome)
  const row = await b.database.db
    .selectFrom("approval")
    .selectAll()
    .where("id", "=", approvalId)
    .executeTakeFirstOrThrow()
  return { id: approvalId, seenHash: row.content_hash.toString("hex"), key: spec.key }
}

test("example 1: the maker cannot approve, nor can the maker's second account", async () => {
  const { id, seenHash } = await propose("zhang")
  const refused = await decide(b.as("risk", { person: "zhang" }), { id, decision: "approved", reason: "", seenHash })
  expect(refused).toMatchObject({ ok: false, refusal: { status: 409, code: "approval/SAME_PERSON" } })
  const other = b.as("president", { person: "zhang" })
  expect(await decide(other, { id, decision: "approved", reason: "", seenHash })).toMatchObject({
    ok: false,
    refusal: { code: "approval/SAME_PERSON" },
  })
  const denied = await b.database.db
    .selectFrom("audit_entry")
    .select("object_id")
    .where("result", "=", "denied")
    .where("object_id", "=", id)
    .execute()
  expect(denied).toHaveLength(2)
})

test("example 2: content edited in the database after submission is refused", async () => {
  const { id, seenHash } = await propose("maker2")
  const admin = new pg.Client({ connectionString: b.testDatabase.adminUrl })
  await admin.connect()
  await admin.query(
    `update branch_test.approval set content = jsonb_set(content, '{from}', '"2026-05-01"') where id = $1`,
    [id],
  )
  await admin.end()
  expect(await decide(b.as("president"), { id, decision: "approved", reason: "", seenHash })).toMatchObject({
    ok: false,
    refusal: { code: "approval/E-CONTENT-CHANGED" },
  })
})

test("another person with the post approves, and the value is in force from its date", async () => {
  const { id, seenHash, key: parameter } = await propose("maker3")
  expect(await decide(b.as("reviewer"), { id, decision: "approved", reason: "", seenHash })).toMatchObject({
    ok: false,
    refusal: { code: "approval/E-LEVEL" },
  })
  expect(await decide(b.as("president"), { id, decision: "approved", reason: "", seenHash })).toEqual({
    ok: true,
    value: { state: "approved" },
  })
  expect(await findParameter(b.as("risk"), parameter, "2026-04-01")).toMatchObject({ source: "测试文号〔2026〕1号" })
  expect(
    await decide(b.as("president", { person: "late" }), { id, decision: "approved", reason: "", seenHash }),
  ).toMatchObject({
    ok: false,
    refusal: { code: "approval/E-CLOSED" },
  })
})

test("a return needs a reason; a new submission voids the open one", async () => {
  const first = await propose("maker4")
  expect(await decide(b.as("president"), { ...first, decision: "returned", reason: " " })).toMatchObject({
    ok: false,
    refusal: { code: "approval/E-REASON" },
  })
  const second = await propose("maker4")
  expect(await decide(b.as("president"), { ...first, decision: "approved", reason: "" })).toMatchObject({
    ok: false,
    refusal: { code: "approval/E-CLOSED" },
  })
  expect(await decide(b.as("president"), { ...second, decision: "returned", reason: "请补充文号" })).toMatchObject({
    ok: true,
    value: { state: "returned" },
  })
})

test("two checkers at once: one signature", async () => {
  const request = await propose("maker5")
  const outcomes = await Promise.all(
    ["p1", "p2", "p3"].map((person) =>
      decide(b.as("president", { person }), { ...request, decision: "approved", reason: "" }),
    ),
  )
  expect(outcomes.filter((o) => o.ok)).toHaveLength(1)
})
