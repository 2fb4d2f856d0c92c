// The organisation's own side.
import { useEndpoint } from "#ui/api"
import { Loaded, Page } from "#ui/page"
import { getOwnOrg } from "../../contract.ts"
import { OrgTabs } from "../org-tabs.tsx"
import { useCollectionText } from "../words.ts"

export function OwnOrgPage() {
  const w = useCollectionText()
  const query = useEndpoint(getOwnOrg)
  return (
    <Page title={w("collection")}>
      <Loaded query={query}>{(org) => <OrgTabs orgId={org.id} />}</Loaded>
    </Page>
  )
}
