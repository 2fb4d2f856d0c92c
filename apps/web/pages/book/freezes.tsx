// Legal freezes of an account in their order; a later one waits for what the earlier ones leave (轮候).
import { dictionary } from "#ui/i18n"
import { Quantity } from "#ui/money"
import { Panel } from "#ui/page"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"

const useText = dictionary({
  title: ["冻结", "Freezes"],
  place: ["顺位", "Place"],
  authority: ["执行机关", "Authority"],
  document: ["文书号", "Document"],
  amount: ["冻结数", "Amount"],
  covered: ["已冻结到", "Covered"],
  all: ["全部", "All"],
  from: ["起", "From"],
  until: ["止", "Until"],
  state: ["状态", "State"],
})

interface Freeze {
  id: string
  place: number
  amount: string | null
  covered: string
  state: string
  documentNumber: string
  authority: string
  fromOn: string
  untilOn: string | null
}

export function Freezes({ freezes, unit }: { freezes: Freeze[]; unit: string }) {
  const t = useText()
  if (freezes.length === 0) return null
  return (
    <Panel title={t("title")} flush>
      <Grid
        label={t("title")}
        rows={freezes}
        rowKey={(r) => r.id}
        dense
        columns={[
          { key: "place", title: t("place"), render: (r) => r.place },
          { key: "authority", title: t("authority"), render: (r) => r.authority, phone: "title" },
          { key: "document", title: t("document"), render: (r) => r.documentNumber },
          {
            key: "amount",
            title: t("amount"),
            align: "right",
            render: (r) => (r.amount === null ? t("all") : <Quantity value={r.amount} unit={unit} />),
          },
          {
            key: "covered",
            title: t("covered"),
            align: "right",
            render: (r) => <Quantity value={r.covered} unit={unit} />,
          },
          { key: "from", title: t("from"), render: (r) => r.fromOn, nowrap: true },
          { key: "until", title: t("until"), render: (r) => r.untilOn ?? "—", nowrap: true },
          { key: "state", title: t("state"), phone: "tag", render: (r) => <StateTag tone="warn">{r.state}</StateTag> },
        ]}
      />
    </Panel>
  )
}
