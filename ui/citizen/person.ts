// Who is signed in on the citizens' pages: asked once, kept for all of them.
import { useEffect, useSyncExternalStore } from "react"
import { citizenSignOut, getCitizenMe } from "#contract/kernel/access"
import { api, isProblem } from "#ui/api"

export interface CitizenPerson {
  name: string
  isDemo: boolean
}

// Only this device's memory of having signed in: a stranger's first page asks the server nothing it need not.
const storageKey = "huoshui.citizen"

function remembered(): boolean {
  try {
    return globalThis.localStorage?.getItem(storageKey) === "yes"
  } catch {
    return true
  }
}

function remember(isThere: boolean): void {
  try {
    if (isThere) localStorage.setItem(storageKey, "yes")
    else localStorage.removeItem(storageKey)
  } catch {
    // Without storage every page asks.
  }
}

/** Undefined while nobody has answered yet, null for a stranger. */
let person: CitizenPerson | null | undefined = remembered() ? undefined : null
const listeners = new Set<() => void>()

function tell(next: CitizenPerson | null): void {
  person = next
  remember(next !== null)
  for (const listener of listeners) listener()
}

/** Asks the server who is there; after signing in, or when a page is opened. */
export async function askPerson(): Promise<void> {
  try {
    const me = await api(getCitizenMe)
    tell({ name: me.name, isDemo: me.branch.demo })
  } catch (error) {
    // Without a line nobody knows; the page itself says what could not be loaded.
    if (!isProblem(error) || error.problem.status === 401) tell(null)
  }
}

export async function leave(): Promise<void> {
  await api(citizenSignOut)
  tell(null)
}

/** The server has said that the session is over. */
export const forgetPerson = (): void => tell(null)

export function usePerson(): CitizenPerson | null | undefined {
  const known = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => person,
  )
  useEffect(() => {
    if (person === undefined) void askPerson()
  }, [])
  return known
}
