// The whole of one order, event by event, with what is in custody after each; at the end the ledger's own figure.
import { useEndpoint } from "#ui/api"
import { dictionary, useSay } from "#ui/i18n"
import { Money } from "#ui/money"
import { Loaded, Nothing, Panel } from "#ui/page"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { moment } from "#ui/timeline"
import { getReplay } from "../../contract.ts"
import { replayTitles } from "../../model.ts"
import { useTrainingText } from "../words.ts"

const useText = dictionary({
  title: ["全程回放", "Replay"],
  note: [
    "按合同、签到、确认、批次与退费单据逐笔重算，不读总账余额；最后与总账相比。",
    "Worked out from the papers alone, event by event, and held against the ledger at the end.",
  ],
  at: ["时间", "When"],
  kind: ["类别", "Kind"],
  what: ["事项", "What"],
  who: ["经办", "By"],
  reference: ["单据", "Paper"],
  change: ["存管变动", "Change"],
  balance: ["变动后存管", "In custody after"],
  good: ["回放 {replayed} = 总账 {ledger}，相符", "Replay {replayed} = ledger {ledger}"],
  bad: ["回放 {replayed} ≠ 总账 {ledger}，请立即核查", "Replay {replayed} is not the ledger's {ledger}"],
})

export function Replay({ id }: { id: string }) {
  const t = useText()
  const w = useTrainingText()
  const say = useSay()
  const query = useEndpoint(getReplay, { params: { id } })
  return (
    <Loaded query={query} rows={6}>
      {(r) => (
        <Panel
          title={t("title")}
          note={t("note")}
          flush
          extra={
            <StateTag tone={r.agrees ? "good" : "bad"}>
              {t(r.agrees ? "good" : "bad", { replayed: r.replayed, ledger: r.ledger })}
            </StateTag>
          }
        >
          <Grid
            label={t("title")}
            rows={r.events.map((event, at) => ({ ...event, key: String(at) }))}
            rowKey={(e) => e.key}
            dense
            columns={[
              { key: "at", title: t("at"), render: (e) => moment(e.at), nowrap: true },
              { key: "kind", title: t("kind"), phone: "tag", render: (e) => say(replayTitles[e.kind]), nowrap: true },
              { key: "what", title: t("what"), phone: "title", render: (e) => say(e) },
              { key: "who", title: t("who"), render: (e) => e.who ?? "—" },
              { key: "reference", title: t("reference"), render: (e) => e.reference ?? "—", nowrap: true },
              {
                key: "change",
                title: t("change"),
                align: "right",
                render: (e) => (e.change === null ? "" : <Money value={e.change} signed />),
              },
              { key: "balance", title: t("balance"), align: "right", render: (e) => <Money value={e.balance} /> },
            ]}
            empty={<Nothing text={w("none")} />}
          />
        </Panel>
      )}
    </Loaded>
  )
}
