// Promise: an export opens in a spreadsheet with the right characters and never carries a live formula.
import { expect, test } from "vitest"
import { type Column, toCsv } from "./columns.ts"

const columns: Column<{ name: string; amount: string }>[] = [
  { key: "name", title: "名称", render: (r) => r.name, text: (r) => r.name },
  { key: "amount", title: "金额", render: (r) => r.amount, text: (r) => r.amount },
  { key: "act", title: "操作", render: () => null },
]

test("values are quoted and the mark is there", () => {
  expect(toCsv(columns, [{ name: '甲,"乙"', amount: "-12.00" }])).toBe('\uFEFF名称,金额\r\n"甲,""乙""",-12.00\r\n')
})

test("a formula is defused", () => {
  expect(toCsv(columns, [{ name: "=1+1", amount: "-1+cmd" }])).toContain("'=1+1,'-1+cmd")
})
