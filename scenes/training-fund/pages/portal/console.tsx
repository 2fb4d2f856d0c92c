// The authority's console: the city by level, what is unearned, refunds by age, the institutions to look at first.
import { useEndpoint } from "#ui/api"
import { Trend } from "#ui/charts"
import { dictionary, useSay } from "#ui/i18n"
import { useGo } from "#ui/link"
import { Money } from "#ui/money"
import { Columns, Figure, Figures, Loaded, Nothing, Page, Pairs, Panel, Stack } from "#ui/page"
import { useOutlets } from "#ui/session"
import { Grid } from "#ui/tables"
import { consoleEndpoint } from "../../contract.ts"
import { levelTitles, type Level } from "../../model.ts"
import { trainingPaths as paths } from "../paths.ts"
import { useInstitutionColumns } from "../staff/institutions.tsx"
import { useTrainingText } from "../words.ts"
import "./console.css"

const useText = dictionary({
  map: ["全市分布", "The city"],
  mapText: ["{place} {n} 家机构，{level}，未消课 {amount} 元", "{place} {n} institutions, {level}, {amount} unearned"],
  refunds: ["退费时效", "Refund ageing"],
  overdue: ["逾期", "Overdue"],
  d5: ["5 天内", "Up to 5 days"],
  d15: ["6–15 天", "6 to 15 days"],
  more: ["15 天以上", "Over 15 days"],
  risks: ["重点关注", "Look at first"],
  flow: ["近 30 天资金", "Money in 30 days"],
  in: ["缴入", "Received"],
  out: ["划拨", "Released"],
  back: ["退费", "Returned"],
  complaints: ["未结投诉", "Open complaints"],
  none: ["还没有机构。", "No institutions yet."],
})

/** Where the outlets' districts lie, roughly, on a square of 100. */
const places: Record<string, { x: number; y: number }> = {
  XX: { x: 20, y: 40 },
  SS: { x: 34, y: 24 },
  XTX: { x: 54, y: 62 },
  YH: { x: 60, y: 36 },
  YT: { x: 80, y: 42 },
  BS: { x: 68, y: 80 },
}

export function ConsolePage() {
  const t = useText()
  const w = useTrainingText()
  const go = useGo()
  const columns = useInstitutionColumns().filter((one) =>
    ["name", "level", "state", "unearned", "alerts"].includes(one.key),
  )
  const query = useEndpoint(consoleEndpoint, {}, { refreshMs: 30_000 })
  return (
    <Page title={w("console")}>
      <Loaded query={query} rows={12}>
        {(c) => (
          <Stack>
            <Figures>
              <Figure label={w("institutions")} value={c.institutions} href={paths.institutions()} />
              <Figure label={w("unearned")} value={<Money value={c.unearned} wan />} />
              <Figure label={w("students")} value={c.students} />
              <Figure
                label={w("disputed")}
                value={c.disputes}
                href={`${paths.orders()}?disputed=yes`}
                tone={c.disputes > 0 ? "warn" : "good"}
              />
              <Figure
                label={t("complaints")}
                value={c.complaints}
                href={`${paths.complaints()}?state=unclosed`}
                tone={c.complaints > 0 ? "warn" : "good"}
              />
              <Figure
                label={`${w("refunds")} · ${t("overdue")}`}
                value={`${c.refunds.open} / ${c.refunds.overdue}`}
                href={paths.refunds()}
                tone={c.refunds.overdue > 0 ? "bad" : "good"}
              />
            </Figures>
            <Columns wide="even">
              <Panel title={t("map")}>
                <CityMap places={c.places} open={(outlet) => go(`${paths.institutions()}?outlet=${outlet}`)} />
              </Panel>
              <Panel title={t("refunds")}>
                <Pairs
                  columns={2}
                  items={[
                    { label: t("d5"), value: c.refunds.days0to5 },
                    { label: t("d15"), value: c.refunds.days6to15 },
                    { label: t("more"), value: c.refunds.over15 },
                    { label: t("overdue"), value: c.refunds.overdue },
                  ]}
                />
                <Trend
                  title={t("flow")}
                  labelTitle={w("on")}
                  height={180}
                  labels={c.month.map((one) => one.day.slice(5))}
                  series={[
                    { name: t("in"), values: c.month.map((one) => one.receipts) },
                    { name: t("out"), values: c.month.map((one) => one.releases), tone: "good" },
                    { name: t("back"), values: c.month.map((one) => one.refunds), tone: "warn" },
                  ]}
                />
              </Panel>
            </Columns>
            <Panel title={t("risks")} flush>
              <Grid
                label={t("risks")}
                rows={c.risks}
                rowKey={(r) => r.id}
                href={(r) => paths.institution(r.id)}
                columns={columns}
                empty={<Nothing text={t("none")} />}
              />
            </Panel>
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}

interface Place {
  outlet: string
  institutions: number
  level: Level
  unearned: string
  students: number
}

function CityMap({ places: list, open }: { places: readonly Place[]; open: (outlet: string) => void }) {
  const t = useText()
  const say = useSay()
  const { nameOf } = useOutlets()
  return (
    <svg viewBox="0 0 100 100" className="tf-map" role="group" aria-label={t("map")}>
      <path d="M8 38 L22 14 L48 8 L76 20 L94 40 L88 62 L80 92 L56 90 L40 72 L16 66 Z" className="tf-land" />
      {list.map((one) => {
        const at = places[one.outlet]
        if (!at) return null
        const label = t("mapText", {
          place: nameOf(one.outlet),
          n: one.institutions,
          level: say(levelTitles[one.level]),
          amount: one.unearned,
        })
        return (
          <a
            key={one.outlet}
            href={`${paths.institutions()}?outlet=${one.outlet}`}
            aria-label={label}
            onClick={(event) => {
              event.preventDefault()
              open(one.outlet)
            }}
          >
            <title>{label}</title>
            <circle
              cx={at.x}
              cy={at.y}
              r={one.institutions > 0 ? 6 : 3.4}
              data-level={one.institutions > 0 ? one.level : "NONE"}
            />
            <text x={at.x} y={at.y + 11} className="tf-name">
              {nameOf(one.outlet)}
            </text>
            <text x={at.x} y={at.y + 1.6} className="tf-count">
              {one.institutions > 0 ? one.institutions : ""}
            </text>
          </a>
        )
      })}
    </svg>
  )
}
