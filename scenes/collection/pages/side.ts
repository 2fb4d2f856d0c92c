// Which side a shared page stands on: its links stay on the bank's or on the organisation's own addresses.
import { isPortal } from "#ui/paths"
import { collectionPaths as paths } from "./paths.ts"

export const billHref = (billNo: string): string => (isPortal() ? paths.own.bill(billNo) : paths.bill(billNo))
export const batchHref = (batchId: string): string => (isPortal() ? paths.own.batch(batchId) : paths.batch(batchId))
export const orgHref = (orgId: string, tab?: string): string =>
  isPortal() ? paths.own.org(tab) : paths.org(orgId, tab)
