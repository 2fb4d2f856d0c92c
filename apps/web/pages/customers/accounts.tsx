// A customer's accounts on the ledger; each leads to its history line by line.
import { dictionary } from "#ui/i18n"
import { Quantity } from "#ui/money"
import { Nothing, Panel } from "#ui/page"
import { Grid } from "#ui/tables"
import { paths } from "../../paths.ts"
import type { Party } from "./customer.tsx"

const useText = dictionary({
  accounts: ["账户", "Accounts"],
  title: ["账户", "Account"],
  unit: ["单位", "Unit"],
  balance: ["余额", "Balance"],
  available: ["可用", "Available"],
  none: ["还没有账户。办理存款或贷款时会自动开立。", "No accounts yet; deposits and loans open them."],
})

export function CustomerAccounts({ party }: { party: Party }) {
  const t = useText()
  return (
    <Panel title={t("accounts")} flush>
      <Grid
        label={t("accounts")}
        rows={party.accounts}
        rowKey={(r) => r.key}
        href={(r) => paths.account(r.key)}
        columns={[
          { key: "title", title: t("title"), render: (r) => r.title, phone: "title" },
          { key: "unit", title: t("unit"), render: (r) => r.unit },
          { key: "balance", title: t("balance"), align: "right", render: (r) => <Quantity value={r.balance} /> },
          { key: "available", title: t("available"), align: "right", render: (r) => <Quantity value={r.available} /> },
        ]}
        empty={<Nothing text={t("none")} />}
      />
    </Panel>
  )
}
