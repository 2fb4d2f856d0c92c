// Which side a shared page stands on: its links stay on the bank's or on the merchant's own addresses.
import { isPortal } from "#ui/paths"
import { acquiringPaths } from "./paths.ts"

export const paths = () => (isPortal() ? acquiringPaths.own : acquiringPaths)

export const merchantHref = (merchantId: string): string =>
  isPortal() ? acquiringPaths.own.takings(merchantId) : acquiringPaths.merchant(merchantId)
