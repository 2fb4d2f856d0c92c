import { expect, test } from "vitest"
import { readSheet, returnWithFaults, safeCell, writeSheet, type SheetColumn } from "./workbook.ts"

const columns: SheetColumn[] = [
  { key: "name", title: "名称", required: true },
  { key: "qty", title: "数量", required: true, numeric: true },
  { key: "on", title: "日期" },
]

test("what is written is read back, in whatever order the columns stand", async () => {
  const rows = [
    { name: "一", qty: "60.000", on: "2026-03-02" },
    { name: "=1+1", qty: "-5", on: "" },
  ]
  const content = await writeSheet("表", columns.toReversed(), rows)
  const read = await readSheet(content, columns)
  expect(read.missing).toEqual([])
  expect(read.rows).toEqual([
    { number: 2, cells: rows[0] },
    { number: 3, cells: rows[1] },
  ])
})

test("a missing column is named, an empty row passed over", async () => {
  const content = await writeSheet("表", columns.slice(1), [{ qty: "1" }, {}])
  expect((await readSheet(content, columns)).missing).toEqual(["名称"])
  expect((await readSheet(content, columns.slice(1))).rows).toHaveLength(1)
})

test("the returned file carries the reasons beside the rows", async () => {
  const content = await writeSheet("表", columns, [
    { name: "一", qty: "x" },
    { name: "二", qty: "1" },
  ])
  const returned = await returnWithFaults(content, columns, new Map([[2, [{ column: "qty", zh: "不是数字" }]]]))
  const read = await readSheet(returned, [...columns, { key: "fault", title: "错误说明" }])
  expect(read.rows.map((row) => row.cells["fault"])).toEqual(["数量：不是数字", ""])
})

test.each([
  ["=cmd()", "'=cmd()"],
  ["+1", "'+1"],
  ["@x", "'@x"],
  ["-12.5", "-12.5"],
  ["text", "text"],
])("%s is written as %s", (text, safe) => expect(safeCell(text)).toBe(safe))
