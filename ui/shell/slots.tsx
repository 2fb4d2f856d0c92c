// Places on a product's pages that scenes may fill: the product knows no scene, the app hands the blocks down.
import { createContext, type ReactNode, useContext } from "react"
import type { Area, Block } from "./area.ts"
import { Blocks } from "./blocks.tsx"

const Areas = createContext<readonly Area[]>([])

export function SlotsOf({ areas, children }: { areas: readonly Area[]; children: ReactNode }) {
  return <Areas.Provider value={areas}>{children}</Areas.Provider>
}

/** What scenes put on a firm's own loan in the portal. */
export function PortalLoanSlot({ loanNo }: { loanNo: string }) {
  const areas = useContext(Areas)
  const blocks = areas.flatMap((area): Block<{ loanNo: string }>[] => (area.portalLoan ? [area.portalLoan] : []))
  return <Blocks blocks={blocks} props={{ loanNo }} />
}
