// What a scene hands to the web app: its pages, each loaded only when opened, its part of the menu, and what it shows
// on pages of the house (a customer's page, the start page).
import type { ComponentType } from "react"
import type { MenuGroup } from "./menu.ts"

export interface PageRoute {
  /** With $names for parameters, e.g. "/customers/$id". */
  path: string
  load: () => Promise<ComponentType>
}

/** A block on a page of the house, shown to people who hold the permission. */
export interface Block<P = object> {
  key: string
  permission: string | null
  load: () => Promise<ComponentType<P>>
}

export interface Area {
  menu?: MenuGroup
  pages: readonly PageRoute[]
  /** On a customer's page: what this scene has with the customer. */
  customer?: Block<{ partyId: string }>
  /** On the start page. */
  home?: Block
  /** On a firm's own loan in the portal. */
  portalLoan?: Block<{ loanNo: string }>
}
