// One of the firm's accounts: balance, statement with receipts, interest.
import { useEndpoint } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { useParam } from "#ui/link"
import { Loaded, Page, Stack } from "#ui/page"
import { useMe } from "#ui/session"
import { getDeposit } from "../../contract.ts"
import { DepositHead } from "../head.tsx"
import { Settlements } from "../interest.tsx"
import { depositPaths as paths } from "../paths.ts"
import { Statement } from "../statement.tsx"

const useText = dictionary({ accounts: ["账户与对账单", "Accounts"] })

export function PortalAccountPage() {
  const t = useText()
  const accountNo = useParam("no")
  const me = useMe()
  const query = useEndpoint(getDeposit, { params: { accountNo } })
  return (
    <Loaded query={query} rows={8}>
      {(deposit) => (
        <Page title={deposit.accountNo} crumbs={[{ label: t("accounts"), href: paths.portalAccounts() }]}>
          <Stack>
            <DepositHead deposit={deposit} />
            <Statement accountNo={accountNo} today={me?.accountingDate ?? deposit.openedOn} />
            <Settlements settlements={deposit.settlements} />
          </Stack>
        </Page>
      )}
    </Loaded>
  )
}
