// The organisation's bills, found by payer or number; each opens with why it owes what it owes.
import { useEndpoint } from "#ui/api"
import { useSay } from "#ui/i18n"
import { dictionary } from "#ui/i18n"
import { Money } from "#ui/money"
import { StateTag } from "#ui/states"
import { List } from "#ui/tables"
import { listBills } from "../bills/contract.ts"
import { listItems } from "../items/contract.ts"
import { billStates, billTitles } from "../states.ts"
import { billHref } from "./side.ts"
import { billTone, useCollectionText } from "./words.ts"

const useText = dictionary({
  search: ["户号、户名或账单号", "Number, name or bill"],
  overdue: ["逾期", "Overdue"],
  only: ["只看逾期", "Overdue only"],
})

export function BillsTab({ orgId }: { orgId: string }) {
  const t = useText()
  const w = useCollectionText()
  const say = useSay()
  const items = useEndpoint(listItems, { params: { id: orgId } }).data?.items ?? []
  return (
    <List
      name="collection-bills"
      label={w("bills")}
      endpoint={listBills}
      params={{ id: orgId }}
      filters={[
        { kind: "text", name: "text", label: t("search"), width: 220 },
        {
          kind: "select",
          name: "state",
          label: w("state"),
          options: billStates.map((value) => ({ value, label: say(billTitles[value]) })),
        },
        {
          kind: "select",
          name: "itemId",
          label: w("item"),
          options: items.map((one) => ({ value: one.id, label: one.name })),
        },
        { kind: "select", name: "overdue", label: t("overdue"), options: [{ value: "yes", label: t("only") }] },
      ]}
      rowKey={(r) => r.billNo}
      href={(r) => billHref(r.billNo)}
      columns={[
        { key: "billNo", title: w("bill"), render: (r) => r.billNo, text: (r) => r.billNo },
        { key: "payer", title: w("payer"), render: (r) => r.payerName, text: (r) => r.payerName },
        { key: "key", title: w("payerKey"), render: (r) => r.payerKey, text: (r) => r.payerKey },
        { key: "group", title: w("group"), render: (r) => r.group, text: (r) => r.group },
        { key: "item", title: w("item"), render: (r) => r.item, text: (r) => r.item },
        { key: "period", title: w("period"), render: (r) => r.period, text: (r) => r.period },
        { key: "dueOn", title: w("dueOn"), render: (r) => r.dueOn, text: (r) => r.dueOn },
        {
          key: "principal",
          title: w("principal"),
          render: (r) => <Money value={r.principal} />,
          text: (r) => r.principal,
          align: "right",
        },
        {
          key: "owed",
          title: w("owed"),
          render: (r) => <Money value={r.owed} strong />,
          text: (r) => r.owed,
          align: "right",
        },
        {
          key: "state",
          title: w("state"),
          render: (r) => <StateTag tone={billTone[r.state]}>{say(billTitles[r.state])}</StateTag>,
          text: (r) => billTitles[r.state].zh,
        },
      ]}
    />
  )
}
