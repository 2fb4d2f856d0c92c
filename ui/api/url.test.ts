// Promise: params are escaped, empty filters leave no trace, a missing param is a bug and thrown.
import { expect, test } from "vitest"
import { urlOf } from "./url.ts"

test("params are filled and escaped, empty query values left out", () => {
  const path = { path: "/customers/:id/facts" }
  expect(urlOf(path, { id: "a/b" }, { q: "水", after: undefined, kind: "" })).toBe(
    "/api/v1/customers/a%2Fb/facts?q=%E6%B0%B4",
  )
})

test("lists repeat their name", () => {
  expect(urlOf({ path: "/cases" }, {}, { state: ["LEAD", "APPLIED"] })).toBe("/api/v1/cases?state=LEAD&state=APPLIED")
})

test("a missing param is thrown", () => {
  expect(() => urlOf({ path: "/customers/:id" })).toThrow('"id"')
})
