// Whether the window is a phone's. One number for the whole house, the same as in page.css.
import { useSyncExternalStore } from "react"

const query = globalThis.matchMedia?.("(max-width: 767px)")

export function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      query?.addEventListener("change", listener)
      return () => query?.removeEventListener("change", listener)
    },
    () => query?.matches ?? false,
  )
}
