import { expect, test } from "vitest"
import { matchPath } from "./route.ts"

test.each([
  ["/m/bills", "/m/bills", {}],
  ["/m/bills/:billNo", "/m/bills/ZD%2F1", { billNo: "ZD/1" }],
  ["/m/child/:id/card", "/m/child/7/card", { id: "7" }],
  ["/m/bills/:billNo", "/m/bills", null],
  ["/m/child/:id/card", "/m/child/7/leave", null],
])("%s meets %s", (pattern, path, params) => {
  expect(matchPath(pattern, path)).toEqual(params)
})
