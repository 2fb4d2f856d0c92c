// What the menu holds. Items name the permission they need; what a person may not open is not shown.
import type { ReactNode } from "react"
import type { Both } from "#ui/i18n"

export interface MenuEntry {
  href: string
  label: Both
  /** Shown when the person holds any of these; everybody when left out. */
  permissions?: readonly string[]
  icon?: ReactNode
}

export interface MenuGroup {
  key: string
  label: Both
  entries: readonly MenuEntry[]
}

export function allowed(entry: MenuEntry, held: ReadonlySet<string>): boolean {
  return !entry.permissions || entry.permissions.some((code) => held.has(code))
}

export function visibleGroups(groups: readonly MenuGroup[], held: ReadonlySet<string>): MenuGroup[] {
  return groups
    .map((group) => ({ ...group, entries: group.entries.filter((entry) => allowed(entry, held)) }))
    .filter((group) => group.entries.length > 0)
}

/** The entry whose address is the longest beginning of the current one. */
export function activeHref(groups: readonly MenuGroup[], pathname: string): string | undefined {
  const fits = (href: string) => href === pathname || (href !== "/" && pathname.startsWith(`${href}/`))
  return groups
    .flatMap((group) => group.entries.map((entry) => entry.href))
    .filter(fits)
    .toSorted((a, b) => b.length - a.length)[0]
}
