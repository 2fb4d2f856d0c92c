// What the scenes have with this customer; each scene draws its own block.
import { Stack } from "#ui/page"
import { Blocks } from "#ui/shell"
import { staffScenes } from "../../scenes.ts"
import type { Party } from "./customer.tsx"

const blocks = staffScenes.flatMap((area) => (area.customer ? [area.customer] : []))

export function CustomerContracts({ party }: { party: Party }) {
  return (
    <Stack>
      <Blocks blocks={blocks} props={{ partyId: party.id }} />
    </Stack>
  )
}
