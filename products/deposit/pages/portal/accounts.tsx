// The firm's accounts: what each holds; open one for its statement.
import { useEndpoint } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { Money } from "#ui/money"
import { Loaded, Nothing, Page, Panel } from "#ui/page"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { ownDeposits } from "../../contract.ts"
import { depositPaths as paths } from "../paths.ts"
import { useDepositText } from "../words.ts"

const useText = dictionary({
  title: ["账户与对账单", "Accounts"],
  none: ["还没有账户，请到网点办理开户。", "No account yet; your outlet opens one."],
})

export function PortalAccountsPage() {
  const t = useText()
  const w = useDepositText()
  const query = useEndpoint(ownDeposits)
  return (
    <Page title={t("title")}>
      <Panel flush>
        <Loaded query={query}>
          {({ items }) => (
            <Grid
              label={t("title")}
              rows={items}
              rowKey={(r) => r.accountNo}
              href={(r) => paths.portalAccount(r.accountNo)}
              columns={[
                { key: "no", title: w("accountNo"), phone: "title", render: (r) => r.accountNo },
                { key: "kind", title: w("kind"), render: (r) => w(r.kind) },
                { key: "balance", title: w("balance"), align: "right", render: (r) => <Money value={r.balance} /> },
                {
                  key: "available",
                  title: w("available"),
                  align: "right",
                  render: (r) => <Money value={r.available} />,
                },
                {
                  key: "state",
                  title: "",
                  phone: "tag",
                  render: (r) => <StateTag tone={r.state === "open" ? "good" : "neutral"}>{w(r.state)}</StateTag>,
                },
              ]}
              empty={<Nothing text={t("none")} />}
            />
          )}
        </Loaded>
      </Panel>
    </Page>
  )
}
