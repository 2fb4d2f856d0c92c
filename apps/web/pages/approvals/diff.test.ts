// Promise: every field of either side appears once; nothing is marked as changed that is equal.
import { expect, test } from "vitest"
import { diffRows } from "./diff.ts"

test("changed, new and gone", () => {
  expect(diffRows({ a: 1, b: { c: "x" }, d: [1, 2] }, { a: 1, b: { c: "y" }, e: true })).toEqual([
    { path: "a", before: "1", after: "1", change: "same" },
    { path: "b.c", before: "x", after: "y", change: "changed" },
    { path: "e", before: null, after: "true", change: "new" },
    { path: "d", before: "1、2", after: null, change: "gone" },
  ])
})

test("without a before nothing is marked", () => {
  expect(diffRows(null, { a: 1 }).map((row) => row.change)).toEqual(["same"])
})
