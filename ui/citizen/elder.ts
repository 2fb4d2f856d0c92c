// Elder mode (长辈版): larger type, stronger contrast, one thing below the other. Kept on this device.
import { useSyncExternalStore } from "react"

const storageKey = "huoshui.elder"
const listeners = new Set<() => void>()
let on = read()

function read(): boolean {
  try {
    return globalThis.localStorage?.getItem(storageKey) === "yes"
  } catch {
    return false
  }
}

export function applyElder(): void {
  document.documentElement.dataset.elder = on ? "yes" : "no"
}

export function setElder(next: boolean): void {
  on = next
  try {
    localStorage.setItem(storageKey, next ? "yes" : "no")
  } catch {
    // Without storage the choice lasts for this visit.
  }
  applyElder()
  for (const listener of listeners) listener()
}

export function useElder(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => on,
  )
}
