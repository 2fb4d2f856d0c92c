// Who pays: each with the own collection number for bank transfers.
import { dictionary } from "#ui/i18n"
import { Money } from "#ui/money"
import { List } from "#ui/tables"
import { listPayers } from "../bills/contract.ts"
import { groupCode } from "../rules/code.ts"
import { useCollectionText } from "./words.ts"

const useText = dictionary({
  search: ["户号、户名或收款户号", "Number, name or collection number"],
  phone: ["手机号", "Mobile"],
  open: ["待缴张数", "Open bills"],
  ahead: ["预存款（元）", "Paid ahead (CNY)"],
})

export function PayersTab({ orgId }: { orgId: string }) {
  const t = useText()
  const w = useCollectionText()
  return (
    <List
      name="collection-payers"
      label={w("payers")}
      endpoint={listPayers}
      params={{ id: orgId }}
      filters={[{ kind: "text", name: "text", label: t("search"), width: 240 }]}
      rowKey={(r) => r.id}
      columns={[
        { key: "key", title: w("payerKey"), render: (r) => r.key, text: (r) => r.key },
        { key: "name", title: w("payer"), render: (r) => r.name, text: (r) => r.name },
        { key: "group", title: w("group"), render: (r) => r.group, text: (r) => r.group },
        { key: "phone", title: t("phone"), render: (r) => r.phoneMasked ?? "—", text: (r) => r.phoneMasked ?? "" },
        { key: "code", title: w("code"), render: (r) => groupCode(r.code), text: (r) => r.code },
        { key: "open", title: t("open"), render: (r) => r.openBills, text: (r) => String(r.openBills), align: "right" },
        {
          key: "ahead",
          title: t("ahead"),
          render: (r) => <Money value={r.ahead} />,
          text: (r) => r.ahead,
          align: "right",
        },
      ]}
    />
  )
}
