// Filters live in the address, so that a list can be bookmarked, sent to a colleague and walked back to.
import { useRouter, useRouterState } from "@tanstack/react-router"

export type UrlValues = Record<string, string>

export function parseSearch(search: string): UrlValues {
  return Object.fromEntries(new URLSearchParams(search))
}

export function stringifySearch(values: Record<string, unknown>): string {
  const pairs = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== null && value !== "") pairs.set(name, String(value))
  }
  const text = pairs.toString()
  return text === "" ? "" : `?${text}`
}

export function useUrlValues(): [UrlValues, (change: Record<string, string | undefined>) => void] {
  const router = useRouter()
  const location = useRouterState({ select: (state) => state.location })
  const values = parseSearch(location.searchStr)
  const change = (next: Record<string, string | undefined>) => {
    router.history.replace(`${location.pathname}${stringifySearch({ ...values, ...next })}`)
  }
  return [values, change]
}
