// The language of the pages: Chinese unless the person chose English. Kept on this device; every page redraws at once.
import { useSyncExternalStore } from "react"

export type Lang = "zh" | "en"

const storageKey = "huoshui.lang"
const listeners = new Set<() => void>()
let current: Lang = read()

function read(): Lang {
  try {
    return globalThis.localStorage?.getItem(storageKey) === "en" ? "en" : "zh"
  } catch {
    return "zh"
  }
}

export function lang(): Lang {
  return current
}

export function setLang(next: Lang): void {
  current = next
  try {
    globalThis.localStorage?.setItem(storageKey, next)
  } catch {
    // A browser that forbids storage still switches for this visit.
  }
  applyLang()
  for (const listener of listeners) listener()
}

/** Tells screen readers and fonts which language the document is in. */
export function applyLang(): void {
  if (globalThis.document) document.documentElement.lang = current === "zh" ? "zh-CN" : "en"
}

export function useLang(): Lang {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => current,
  )
}
