// Promises: nobody sees an entry without its permission; the deepest fitting entry is marked; empty groups vanish.
import { expect, test } from "vitest"
import { activeHref, type MenuGroup, visibleGroups } from "./menu.ts"

const label = { zh: "", en: "" }
const groups: MenuGroup[] = [
  {
    key: "a",
    label,
    entries: [
      { href: "/", label },
      { href: "/loans", label },
      { href: "/loans/new", label },
    ],
  },
  { key: "b", label, entries: [{ href: "/staff", label, permissions: ["staff.read"] }] },
]

test("permissions", () => {
  expect(visibleGroups(groups, new Set()).map((group) => group.key)).toEqual(["a"])
  expect(visibleGroups(groups, new Set(["staff.read"])).map((group) => group.key)).toEqual(["a", "b"])
})

test("the deepest entry", () => {
  expect(activeHref(groups, "/loans/new")).toBe("/loans/new")
  expect(activeHref(groups, "/loans/7")).toBe("/loans")
  expect(activeHref(groups, "/")).toBe("/")
  expect(activeHref(groups, "/other")).toBeUndefined()
})
