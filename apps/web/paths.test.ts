// Promise: addresses stay as they are. Whoever changes one changes this list too and thinks of old bookmarks.
import { expect, test } from "vitest"
import { paths } from "./paths.ts"

type Builder = (part?: string) => string

function addresses(builders: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(builders).map(([name, build]) => [
      name,
      typeof build === "function" ? (build as Builder)(build.length > 0 ? "X 1" : undefined) : addresses(build as never),
    ]),
  )
}

test("the addresses of all pages", () => {
  expect(addresses(paths)).toMatchInlineSnapshot()
})
