// A customer's accounts on the ledger; each leads to its history line by line.
import { openDepositEndpoint } from "#contract/products/deposit"
import { api } from "#ui/api"
import { DialogAction, TextField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { Quantity } from "#ui/money"
import { Nothing, Panel } from "#ui/page"
import { useNotAllowed } from "#ui/session"
import { Grid } from "#ui/tables"
import { paths } from "../../paths.ts"
import type { Party } from "./customer.tsx"

const useText = dictionary({
  openAccount: ["开立存款账户", "Open a current account"],
  openIt: ["开立", "Open"],
  accountTitle: ["户名", "Account name"],
  openNote: [
    "单位活期存款，贷款放款和还款都经过它。",
    "A firm's current account; loans are paid into and repaid from it.",
  ],
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
    <Panel title={t("accounts")} extra={party.kind === "firm" ? <OpenAccount party={party} /> : undefined} flush>
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

function OpenAccount({ party }: { party: Party }) {
  const t = useText()
  const notAllowed = useNotAllowed()
  return (
    <DialogAction<{ title: string }, { accountNo: string }>
      name="open-account"
      label={t("openAccount")}
      size="small"
      disabledReason={notAllowed("deposit.open")}
      submitLabel={t("openIt")}
      initial={{ title: party.name }}
      submit={({ title }, idempotencyKey) =>
        api(openDepositEndpoint, { body: { partyId: party.id, outlet: party.outlet, title }, idempotencyKey })
      }
    >
      <p className="hs-muted">{t("openNote")}</p>
      <TextField name="title" label={t("accountTitle")} required max={80} />
    </DialogAction>
  )
}
