// Goal: a large file is checked by a job with progress, as whoever brought it; what it finds is what a small file's check
// would find; nobody else sees it; a file that cannot be read says so.
import { expect, test } from "vitest"
import { runJob } from "#kernel/job"
import { expectOk } from "#kernel/refusal"
import { applyImport, batchResult, readSheet, receiveFile } from "#kernel/excel"
import { addPortalUser } from "#kernel/access"
import { useBank } from "../../tests/support/bank.ts"
import { collectionTools, fileOf } from "./testing.ts"

const b = useBank("2026-03-02")
const { org, db } = collectionTools(b)

/** A real portal user, as the job looks the person up again. */
async function cashier() {
  const asked = { partyId: org.partyId, name: "演经办", phone: "13900009001", roles: ["org-cashier"] }
  const { id } = expectOk(await addPortalUser(b.as("manager", "XX"), asked))
  const ctx = b.branch.as("org-cashier", { partyId: org.partyId, person: id })
  return { ...ctx, actor: { ...ctx.actor, id } }
}

const lines = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    key: `L-${at}`,
    name: `演户${at}`,
    itemCode: at % 100 === 7 ? "没有" : "XZF",
    period: "2026-春",
    amount: "300.00",
    dueOn: "2026-04-30",
  }))

test("8,000 rows: waiting, progress, the faults, the file of faults, then the good rows", async () => {
  const ctx = await cashier()
  const content = await fileOf(lines(8_000))
  const kept = expectOk(await receiveFile(ctx, { kind: "collection.bills", fileName: "大.xlsx", content }))
  expect(kept).toMatchObject({ isWaiting: true, rows: 0 })
  expect(expectOk(await batchResult(ctx, kept.batchId)).state).toBe("checking")
  const another = b.branch.as("org-cashier", { partyId: org.partyId, person: "another" })
  expect((await batchResult(another, kept.batchId)).ok).toBe(false)
  expect((await applyImport(ctx, { batchId: kept.batchId, goodOnly: true })).ok).toBe(false)
  const job = await db().selectFrom("job").select("id").where("kind", "=", "import.check").executeTakeFirstOrThrow()
  await runJob(b.system(), job.id)
  const found = expectOk(await batchResult(ctx, kept.batchId))
  expect(found).toMatchObject({ state: "checked", rows: 8_000, faulty: 80, failure: null })
  expect(found.progress).toMatchObject({ done: 16_000, total: 16_000 })
  expect(found.faults[0]).toMatchObject({ row: 9, column: "itemCode" })
  const batch = await db()
    .selectFrom("import_batch")
    .select("returned_file")
    .where("id", "=", kept.batchId)
    .executeTakeFirstOrThrow()
  const back = await readSheet(batch.returned_file, [
    { key: "line", title: "原文件行号" },
    { key: "why", title: "错误说明" },
  ])
  expect(back.rows).toHaveLength(80)
  expect(back.rows[0]!.cells).toMatchObject({ line: "9", why: expect.stringContaining("没有这个收费项目") })
  expect(expectOk(await applyImport(ctx, { batchId: kept.batchId, goodOnly: true })).written).toBe(7_920)
  const again = await receiveFile(ctx, { kind: "collection.bills", fileName: "大.xlsx", content })
  expect(again).toMatchObject({ ok: false, refusal: { code: "import/E-APPLIED" } })
})

test("a large file that is no workbook fails with its sentence", async () => {
  const ctx = b.system()
  const content = Buffer.alloc(200_000, 7)
  const kept = expectOk(await receiveFile(ctx, { kind: "collection.bills", fileName: "坏.xlsx", content }))
  const job = await db()
    .selectFrom("job")
    .select("id")
    .where("state", "=", "waiting")
    .where("kind", "=", "import.check")
    .executeTakeFirstOrThrow()
  await runJob(b.system(), job.id)
  const found = expectOk(await batchResult(ctx, kept.batchId))
  expect(found).toMatchObject({ state: "failed", failure: { zh: expect.stringContaining("打不开这个文件") } })
})
