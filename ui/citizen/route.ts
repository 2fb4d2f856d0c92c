// Addresses of the citizens' pages: a match of paths and a push, small enough to need no router.
import { useSyncExternalStore } from "react"

const changed = "huoshui-path"

/** Goes to another of these pages without loading the document again. */
export function goTo(path: string, replace = false): void {
  if (replace) globalThis.history.replaceState(null, "", path)
  else globalThis.history.pushState(null, "", path)
  globalThis.dispatchEvent(new Event(changed))
  globalThis.scrollTo(0, 0)
}

function subscribe(listener: () => void) {
  globalThis.addEventListener(changed, listener)
  globalThis.addEventListener("popstate", listener)
  return () => {
    globalThis.removeEventListener(changed, listener)
    globalThis.removeEventListener("popstate", listener)
  }
}

/** Path and search of the page in view. */
export function useAddress(): { path: string; search: URLSearchParams } {
  const text = useSyncExternalStore(subscribe, () => globalThis.location.pathname + globalThis.location.search)
  const [path, search] = text.split("?")
  return { path: path!, search: new URLSearchParams(search ?? "") }
}

/** The values behind ":names" when the path fits the pattern, e.g. "/m/bills/:billNo". */
export function matchPath(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split("/")
  const given = path.split("/")
  if (wanted.length !== given.length) return null
  const params: Record<string, string> = {}
  for (const [at, part] of wanted.entries()) {
    if (part.startsWith(":")) params[part.slice(1)] = decodeURIComponent(given[at]!)
    else if (part !== given[at]) return null
  }
  return params
}
