// Which side a shared page stands on: its links stay on the bank's or on the merchant's own addresses.
import { acquiringPaths } from "./paths.ts"

export const isPortal = (): boolean => globalThis.location.pathname.startsWith("/portal")

export const paths = () => (isPortal() ? acquiringPaths.own : acquiringPaths)

export const merchantHref = (merchantId: string): string =>
  isPortal() ? acquiringPaths.own.takings(merchantId) : acquiringPaths.merchant(merchantId)
