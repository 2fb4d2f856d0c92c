import { expect, test } from "vitest"
import { evaluate, faultsOf } from "./engine.ts"
import type { DecisionTable } from "#kernel/scene"

const table: DecisionTable = {
  hitPolicy: "first",
  inputs: [
    { field: "exposureYuan", zh: "敞口", en: "exposure" },
    { field: "guarantee", zh: "担保", en: "guarantee" },
  ],
  outputs: [{ field: "authority", zh: "审批层级", en: "authority" }],
  rows: [
    ["<= 5000000", "", '"subbranch-head"'],
    ["(5000000..20000000]", '"mortgage"', '"approver"'],
    ["> 20000000", "", '"committee"'],
  ],
}

test("the first matching row answers and explains itself", async () => {
  expect(await evaluate(table, { exposureYuan: 5_000_000, guarantee: "weak" })).toEqual({
    output: { authority: "subbranch-head" },
    row: 1,
    reasons: [{ zh: "敞口 <= 5000000", en: "exposure <= 5000000" }],
  })
  expect((await evaluate(table, { exposureYuan: 18_000_000, guarantee: "mortgage" })).row).toBe(2)
  expect((await evaluate(table, { exposureYuan: 18_000_000, guarantee: "weak" })).row).toBeNull()
})

test("samples catch a broken cell that the engine would pass over", async () => {
  const broken = { ...table, rows: [["<= ", "", '"subbranch-head"'], ...table.rows.slice(1)] }
  const samples = [{ input: { exposureYuan: 1, guarantee: "" }, output: { authority: "subbranch-head" } }]
  expect(await faultsOf({ table, samples })).toEqual([])
  expect((await faultsOf({ table: broken, samples })).length).toBeGreaterThan(0)
  expect((await faultsOf({ table: { ...table, rows: [["1"]] }, samples }))[0]).toContain("1 cells instead of 3")
})
