// An organisation from all sides: the same tabs for the bank and for the organisation itself.
import { Tabs } from "antd"
import { dictionary } from "#ui/i18n"
import { useUrlValues } from "#ui/link"
import { BatchesTab } from "./batches.tsx"
import { BillsTab } from "./bills.tsx"
import { ItemsTab } from "./items.tsx"
import { Overview } from "./overview.tsx"
import { PayersTab } from "./payers.tsx"
import { PaymentsTab, RefundsTab } from "./payments.tsx"
import { useCollectionText } from "./words.ts"

const useText = dictionary({ overview: ["收缴情况", "How it stands"] })

export function OrgTabs({ orgId }: { orgId: string }) {
  const t = useText()
  const w = useCollectionText()
  const [{ tab }, change] = useUrlValues()
  return (
    <Tabs
      activeKey={tab ?? "overview"}
      onChange={(next) => change({ tab: next === "overview" ? undefined : next })}
      destroyOnHidden
      items={[
        { key: "overview", label: t("overview"), children: <Overview orgId={orgId} /> },
        { key: "bills", label: w("bills"), children: <BillsTab orgId={orgId} /> },
        { key: "payments", label: w("payments"), children: <PaymentsTab orgId={orgId} /> },
        { key: "payers", label: w("payers"), children: <PayersTab orgId={orgId} /> },
        { key: "batches", label: w("batches"), children: <BatchesTab orgId={orgId} /> },
        { key: "items", label: w("items"), children: <ItemsTab orgId={orgId} /> },
        { key: "refunds", label: w("refunds"), children: <RefundsTab orgId={orgId} /> },
      ]}
    />
  )
}
