// Light, dark or as the system says. Kept on this device; written to <html data-theme> so that plain CSS follows too.
import { useSyncExternalStore } from "react"

export type ThemeMode = "light" | "dark" | "system"
export type Shade = "light" | "dark"

const storageKey = "huoshui.theme"
const listeners = new Set<() => void>()
let mode: ThemeMode = read()

function read(): ThemeMode {
  try {
    const kept = globalThis.localStorage?.getItem(storageKey)
    return kept === "light" || kept === "dark" ? kept : "system"
  } catch {
    return "system"
  }
}

function systemShade(): Shade {
  return globalThis.matchMedia?.("(prefers-color-scheme: dark)").matches ? "dark" : "light"
}

export function shade(): Shade {
  return mode === "system" ? systemShade() : mode
}

export function applyTheme(): void {
  if (globalThis.document) document.documentElement.dataset.theme = shade()
}

export function setThemeMode(next: ThemeMode): void {
  mode = next
  try {
    globalThis.localStorage?.setItem(storageKey, next)
  } catch {
    // Without storage the choice lasts for this visit.
  }
  announce()
}

function announce(): void {
  applyTheme()
  for (const listener of listeners) listener()
}

globalThis.matchMedia?.("(prefers-color-scheme: dark)").addEventListener("change", announce)

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useThemeMode(): ThemeMode {
  return useSyncExternalStore(subscribe, () => mode)
}

export function useShade(): Shade {
  return useSyncExternalStore(subscribe, shade)
}

const stillness = globalThis.matchMedia?.("(prefers-reduced-motion: reduce)")

/** Whether things may slide and grow; false for people whose system asks for stillness. */
export function useMotion(): boolean {
  return useSyncExternalStore(
    (told) => {
      stillness?.addEventListener("change", told)
      return () => stillness?.removeEventListener("change", told)
    },
    () => !stillness?.matches,
  )
}
