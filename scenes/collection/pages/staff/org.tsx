// One organisation as the bank sees it.
import { useEndpoint } from "#ui/api"
import { useParam } from "#ui/link"
import { Loaded, Page } from "#ui/page"
import { getDashboard } from "../../contract.ts"
import { OrgTabs } from "../org-tabs.tsx"
import { collectionPaths as paths } from "../paths.ts"
import { useCollectionText } from "../words.ts"

export function OrgPage() {
  const id = useParam("id")
  const w = useCollectionText()
  const query = useEndpoint(getDashboard, { params: { id } })
  return (
    <Loaded query={query}>
      {({ org }) => (
        <Page title={org.name} crumbs={[{ label: w("orgs"), href: paths.orgs() }]}>
          <OrgTabs orgId={id} />
        </Page>
      )}
    </Loaded>
  )
}
