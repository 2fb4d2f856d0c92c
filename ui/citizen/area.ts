// What a scene hands to the citizens' app: entries of the first page, and pages that are loaded only when opened.
import type { ComponentType } from "react"

interface Said {
  zh: string
  en: string
}

export type CitizenPageComponent = ComponentType<{ params: Record<string, string> }>

export interface CitizenPage {
  /** With :names for parameters, e.g. "/m/bills/:billNo". */
  path: string
  /** Anybody may open it; the others ask to sign in first and come back. */
  isOpen?: boolean
  load: () => Promise<CitizenPageComponent>
}

export interface CitizenArea {
  pages: readonly CitizenPage[]
  /** A card on the first page that leads to one of the pages. */
  entries?: readonly { path: string; label: Said; text: Said }[]
  /** For signed-in people, above the entries: what waits for them, e.g. a bill or a lesson to confirm. */
  home?: () => Promise<ComponentType>
}
