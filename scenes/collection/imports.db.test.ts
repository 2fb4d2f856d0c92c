// Goal: files of bills: K12 of the sheet by number, each bad cell with its reason, and publication by another person only.
import { describe, expect, test } from "vitest"
import { applyImport, checkImport, undoImport } from "#kernel/excel"
import { expectOk } from "#kernel/refusal"
import { useBank } from "../../tests/support/bank.ts"
import { askPublish } from "./flows/publish.ts"
import { collectionTools, fileOf, type Line } from "./testing.ts"

const b = useBank("2026-03-02")
const { org, db, cashier, check, sign, publish } = collectionTools(b)

describe("files", () => {
  const lines = (count: number, bad: number): Line[] =>
    Array.from({ length: count }, (_, at) => ({
      key: `K12-${at}`,
      name: `演户${at}`,
      itemCode: at < bad ? "没有" : "XZF",
      period: "2026-春",
      amount: "300.00",
      dueOn: "2026-04-30",
    }))

  test("K12: 1,200 rows, 50 bad: none by the strict way, 1,150 by the other, the same file never again", async () => {
    const content = await fileOf(lines(1_200, 50))
    const upload = () => checkImport(cashier(), { kind: "collection.bills", fileName: "k12.xlsx", content })
    const checked = expectOk(await upload())
    expect(checked).toMatchObject({ rows: 1_200, faulty: 50 })
    const strict = await applyImport(cashier(), { batchId: checked.batchId, goodOnly: false })
    expect(strict).toMatchObject({ ok: false, refusal: { code: "import/E-FAULTY" } })
    const drafts = () =>
      db()
        .selectFrom("collection_bill")
        .select((e) => e.fn.countAll<bigint>().as("n"))
        .where("state", "=", "draft")
        .executeTakeFirstOrThrow()
    expect((await drafts()).n).toBe(0n)
    expect(expectOk(await applyImport(cashier(), { batchId: checked.batchId, goodOnly: true })).written).toBe(1_150)
    expect((await drafts()).n).toBe(1_150n)
    expect(await upload()).toMatchObject({ ok: false, refusal: { code: "import/E-APPLIED" } })
    expectOk(await undoImport(cashier(), { batchId: checked.batchId, reason: "试导入" }))
    expect((await drafts()).n).toBe(0n)
  })

  test.each<[Partial<Line>, string, string]>([
    [{ amount: "1,860.00" }, "amount", "AMOUNT_FORMAT"],
    [{ amount: "18.605" }, "amount", "AMOUNT_FORMAT"],
    [{ amount: "-5" }, "amount", "AMOUNT_FORMAT"],
    [{ dueOn: "2026/4/30" }, "dueOn", "DATE_FORMAT"],
    [{ dueOn: "2026-02-30" }, "dueOn", "DATE_FORMAT"],
    [{ name: "+演甲" }, "name", "FORMULA_CELL"],
    [{ phone: "1234" }, "phone", "11 位手机号"],
  ])("%j: the row comes back with its reason", async (wrong, column, reason) => {
    const good = { key: "F-1", name: "演甲", itemCode: "XZF", period: "2026-春", amount: "1.00", dueOn: "2026-04-30" }
    const checked = expectOk(await check([{ ...good, ...wrong }], `${column}.xlsx`))
    expect(checked.faults).toEqual([expect.objectContaining({ row: 2, column, zh: expect.stringContaining(reason) })])
  })

  test("the same bill twice, in the file or later, and another name behind a number", async () => {
    const line = { key: "R-1", name: "演重", itemCode: "XZF", period: "2026-春", amount: "9.00", dueOn: "2026-04-30" }
    const twice = expectOk(await check([line, line]))
    expect(twice.faults).toEqual([expect.objectContaining({ row: 3, zh: expect.stringContaining("ROW_DUP") })])
    await publish([line])
    const later = expectOk(await check([{ ...line, amount: "10.00" }]))
    expect(later.faults[0]!.zh).toContain("ROW_DUP")
    const named = expectOk(await check([{ ...line, name: "演别人", period: "2026-夏" }]))
    expect(named.faults[0]!.zh).toContain("演重")
  })

  test("whoever brought the file does not publish it, nor does another organisation", async () => {
    const line = { key: "P-1", name: "演批", itemCode: "XZF", period: "2026-春", amount: "9.00", dueOn: "2026-04-30" }
    const checked = expectOk(await check([line]))
    expect(await applyImport(cashier("other"), { batchId: checked.batchId, goodOnly: false })).toMatchObject({
      ok: false,
    })
    expectOk(await applyImport(cashier(), { batchId: checked.batchId, goodOnly: false }))
    const batch = await db()
      .selectFrom("collection_batch")
      .select("id")
      .where("state", "=", "draft")
      .executeTakeFirstOrThrow()
    const { approvalId } = expectOk(await askPublish(cashier(), { batchId: batch.id }))
    const self = b.branch.as(["org-cashier", "org-reviewer"], { partyId: org.partyId, person: "cashier" })
    expect(await sign(approvalId, self)).toMatchObject({ ok: false, refusal: { code: "approval/SAME_PERSON" } })
    const stranger = b.branch.as("org-reviewer", { partyId: "00000000-0000-4000-8000-000000000001", person: "s" })
    expect(await sign(approvalId, stranger)).toMatchObject({ ok: false, refusal: { code: "approval/E-NOT-FOUND" } })
    expect(await sign(approvalId, b.as("president"))).toMatchObject({ refusal: { code: "approval/E-NOT-FOUND" } })
    expectOk(await undoImport(cashier(), { batchId: checked.batchId, reason: "不发布了" }))
    expect((await sign(approvalId)).ok).toBe(false)
  })
})
