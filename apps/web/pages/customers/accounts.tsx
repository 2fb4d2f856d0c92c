// A customer's accounts: the current accounts at the counter first, then everything on the ledger that is theirs.
import { listDeposits } from "#contract/products/deposit"
import { useEndpoint } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { Money, Quantity } from "#ui/money"
import { Loaded, Nothing, Panel, Stack } from "#ui/page"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { useDepositText } from "../../../../products/deposit/pages/words.ts"
import { paths } from "../../paths.ts"
import { ApplyForAccount } from "./apply-account.tsx"
import type { Party } from "./customer.tsx"

const useText = dictionary({
  deposits: ["结算账户", "Current accounts"],
  ledger: ["账本上的全部账户", "All accounts on the ledger"],
  title: ["账户", "Account"],
  unit: ["单位", "Unit"],
  balance: ["余额", "Balance"],
  available: ["可用", "Available"],
  none: ["还没有结算账户；申请后由另一人复核开立。", "No current account yet; one is opened on application."],
  noLedger: ["还没有账户。办理存款或贷款时会自动开立。", "No accounts yet; deposits and loans open them."],
})

export function CustomerAccounts({ party }: { party: Party }) {
  const t = useText()
  return (
    <Stack>
      <Deposits party={party} />
      <Panel title={t("ledger")} flush>
        <Grid
          label={t("ledger")}
          rows={party.accounts}
          rowKey={(r) => r.key}
          href={(r) => paths.account(r.key)}
          columns={[
            { key: "title", title: t("title"), render: (r) => r.title, phone: "title" },
            { key: "unit", title: t("unit"), render: (r) => r.unit },
            { key: "balance", title: t("balance"), align: "right", render: (r) => <Quantity value={r.balance} /> },
            {
              key: "available",
              title: t("available"),
              align: "right",
              render: (r) => <Quantity value={r.available} />,
            },
          ]}
          empty={<Nothing text={t("noLedger")} />}
        />
      </Panel>
    </Stack>
  )
}

function Deposits({ party }: { party: Party }) {
  const t = useText()
  const w = useDepositText()
  const query = useEndpoint(listDeposits, { params: { partyId: party.id } })
  return (
    <Panel title={t("deposits")} extra={party.kind === "firm" ? <ApplyForAccount party={party} /> : undefined} flush>
      <Loaded query={query} rows={2}>
        {({ items }) => (
          <Grid
            label={t("deposits")}
            rows={items}
            rowKey={(r) => r.accountNo}
            href={(r) => paths.deposit.account(r.accountNo)}
            columns={[
              { key: "no", title: w("accountNo"), render: (r) => r.accountNo, phone: "title" },
              { key: "kind", title: w("kind"), render: (r) => w(r.kind) },
              { key: "openedOn", title: w("openedOn"), render: (r) => r.openedOn, nowrap: true },
              { key: "balance", title: w("balance"), align: "right", render: (r) => <Money value={r.balance} /> },
              { key: "available", title: w("available"), align: "right", render: (r) => <Money value={r.available} /> },
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
  )
}
