// Price sheets: what a unit of each pollutant is worth by which document; a new bulletin revalues every open loan.
import { DatePicker, Switch } from "antd"
import { useState } from "react"
import { useEndpoint } from "#ui/api"
import { dictionary, useSay } from "#ui/i18n"
import { useUrlValues } from "#ui/link"
import { Money } from "#ui/money"
import { Loaded, Nothing, Page, Panel } from "#ui/page"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { listPrices } from "../../contract.ts"
import { pollutants } from "../../rules.ts"
import { useSceneText } from "../words.ts"
import { PublishPrices } from "./publish-prices.tsx"

const useText = dictionary({
  intro: [
    "估值只用这里的价格；没有价格的污染物不能估值，不会按零处理。",
    "Valuations use these prices only; without a price nothing is valued, never at zero.",
  ],
  on: ["查看某日的价格", "Prices on a day"],
  history: ["含历史", "With history"],
  pollutant: ["污染物", "Pollutant"],
  kind: ["价格种类", "Kind"],
  price: ["单价（元）", "Price (CNY)"],
  unit: ["单位", "Unit"],
  region: ["地区", "Region"],
  doc: ["文件", "Document"],
  certainty: ["依据程度", "Certainty"],
  from: ["生效", "From"],
  to: ["失效", "To"],
  fact: ["有文件", "From a document"],
  unverified: ["待核原文", "Text not re-read"],
  assumption: ["本行约定", "Own choice"],
  none: ["没有价格文件。", "No price sheets."],
})

const tones = { fact: "good", unverified: "warn", assumption: "calm" } as const

export function PricesPage() {
  const t = useText()
  const s = useSceneText()
  const say = useSay()
  const [{ on }, change] = useUrlValues()
  const [history, setHistory] = useState(false)
  const query = useEndpoint(listPrices, { query: { on, history: history || undefined } }, { keepPrevious: true })
  return (
    <Page title={s("prices")} intro={t("intro")} actions={<PublishPrices />}>
      <Panel
        flush
        title={t("on")}
        extra={
          <>
            <DatePicker aria-label={t("on")} onChange={(next) => change({ on: next?.format("YYYY-MM-DD") })} />
            <span style={{ display: "inline-flex", gap: 8, alignItems: "center" }}>
              <Switch size="small" checked={history} onChange={setHistory} aria-label={t("history")} /> {t("history")}
            </span>
          </>
        }
      >
        <Loaded query={query} rows={8}>
          {({ items }) => (
            <Grid
              label={s("prices")}
              rows={items}
              rowKey={(r) => r.id}
              columns={[
                {
                  key: "pollutant",
                  title: t("pollutant"),
                  phone: "title",
                  render: (r) => say(pollutants[r.pollutant]),
                },
                { key: "kind", title: t("kind"), render: (r) => s(r.kind) },
                { key: "price", title: t("price"), align: "right", render: (r) => <Money value={r.price} strong /> },
                { key: "unit", title: t("unit"), render: (r) => r.unit },
                { key: "region", title: t("region"), render: (r) => r.region },
                { key: "doc", title: t("doc"), render: (r) => r.docNo },
                {
                  key: "certainty",
                  title: t("certainty"),
                  phone: "tag",
                  render: (r) => <StateTag tone={tones[r.certainty]}>{t(r.certainty)}</StateTag>,
                },
                { key: "from", title: t("from"), render: (r) => r.from, nowrap: true },
                { key: "to", title: t("to"), render: (r) => r.to ?? "—", nowrap: true },
              ]}
              empty={<Nothing text={t("none")} />}
            />
          )}
        </Loaded>
      </Panel>
    </Page>
  )
}
