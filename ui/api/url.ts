// Builds the address of an endpoint from its path, params and query. Pure.
import type { Endpoint } from "#contract/kernel/http"

export const apiRoot = "/api/v1"

type Path = Pick<Endpoint<never, never, never, never>, "path">

export function urlOf(endpoint: Path, params?: unknown, query?: unknown): string {
  const given = (params ?? {}) as Record<string, unknown>
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => {
    if (given[name] === undefined) throw new Error(`Path ${endpoint.path} needs "${name}"`)
    return encodeURIComponent(String(given[name]))
  })
  const search = searchOf((query ?? {}) as Record<string, unknown>)
  return `${apiRoot}${path}${search}`
}

function searchOf(query: Record<string, unknown>): string {
  const pairs = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === "") continue
    for (const one of Array.isArray(value) ? value : [value]) pairs.append(name, String(one))
  }
  const text = pairs.toString()
  return text === "" ? "" : `?${text}`
}
