// The collection worklist: every step that is due and not done, the gravest arrears in sight.
import { dictionary } from "#ui/i18n"
import { Page } from "#ui/page"
import { List } from "#ui/tables"
import { listCollections } from "../../contract.ts"
import { useSceneText } from "../words.ts"
import { useCollectionColumns } from "./collection-acts.tsx"
import "../corporate.css"

const useText = dictionary({
  intro: [
    "T+3 电话，T+7、T+30、T+60 催收函，T+91 移交保全；催收函须有送达凭证。",
    "Call on day 3, letters on 7, 30 and 60, hand-over on 91; letters need proof of delivery.",
  ],
  status: ["状态", "State"],
  kind: ["类别", "Kind"],
  call: ["电话", "Call"],
  letter: ["催收函", "Letter"],
  hand_over: ["移交保全", "Hand-over"],
  none: ["没有催收事项。", "Nothing to collect."],
})

export function CollectionsPage() {
  const t = useText()
  const s = useSceneText()
  const columns = useCollectionColumns()
  return (
    <Page title={s("collections")} intro={t("intro")}>
      <List
        name="corporate-collections"
        label={s("collections")}
        endpoint={listCollections}
        filters={[
          {
            kind: "select",
            name: "open",
            label: t("status"),
            options: [
              { value: "true", label: s("open") },
              { value: "false", label: s("done") },
            ],
          },
          {
            kind: "select",
            name: "kind",
            label: t("kind"),
            options: (["call", "letter", "hand_over"] as const).map((value) => ({ value, label: t(value) })),
          },
        ]}
        columns={columns}
        rowKey={(r) => r.id}
        empty={{ text: t("none") }}
      />
    </Page>
  )
}
