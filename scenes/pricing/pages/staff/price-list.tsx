// The price list of a day: what each service costs, by which document, and whether it keeps the government's ceiling.
import { DatePicker } from "antd"
import dayjs from "dayjs"
import { printPaper } from "#contract/kernel/document"
import { Action } from "#ui/action"
import { useEndpoint } from "#ui/api"
import { dictionary, useSay } from "#ui/i18n"
import { useUrlValues } from "#ui/link"
import { Loaded, Nothing, Page, Panel, Stack } from "#ui/page"
import { openPaper } from "#ui/print"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { priceList } from "../../contract.ts"
import { categories, categoryTitles, natureTitles } from "../../model.ts"
import { CertaintyTag, Tariff } from "../parts.tsx"
import { pricingPaths as paths } from "../paths.ts"
import { usePricingText } from "../words.ts"
import { NewItem } from "./new-item.tsx"

const useText = dictionary({
  intro: [
    "{on} 有效的价格。客户不登录也能在便民页面看到同一张表。",
    "Prices in force on {on}. Customers read the same list on the public page, without signing in.",
  ],
  day: ["查看某日的价格", "Prices on a day"],
  next: ["{day} 起调整", "Changes on {day}"],
  ceiling: ["与指导价", "Against the ceiling"],
  keeps: ["不高于规定", "Keeps it"],
  breaks: ["{at} 元起超出", "Breaks it from {at}"],
  print: ["打印价目表", "Print the list"],
})

export function PriceListPage() {
  const t = useText()
  const w = usePricingText()
  const say = useSay()
  const [{ on }, change] = useUrlValues()
  const query = useEndpoint(priceList, { query: { on } }, { keepPrevious: true })
  const shown = query.data?.on
  return (
    <Page
      title={w("prices")}
      intro={shown ? t("intro", { on: shown }) : undefined}
      actions={
        <>
          <DatePicker
            aria-label={t("day")}
            placeholder={t("day")}
            style={{ width: 170 }}
            value={on ? dayjs(on) : null}
            onChange={(next) => change({ on: next?.format("YYYY-MM-DD") })}
          />
          <Action
            label={t("print")}
            run={() => openPaper(printPaper, { params: { kind: "pricing.price-list", objectId: shown ?? "today" } })}
          />
          <NewItem />
        </>
      }
    >
      <Loaded query={query} rows={10}>
        {({ items }) => (
          <Stack>
            {categories.map((category) => {
              const rows = items.filter((item) => item.category === category)
              return rows.length === 0 ? null : (
                <Panel key={category} title={say(categoryTitles[category])} flush>
                  <Grid
                    label={say(categoryTitles[category])}
                    rows={rows}
                    rowKey={(r) => r.code}
                    href={(r) => paths.item(r.code)}
                    columns={[
                      { key: "item", title: w("item"), phone: "title", width: 230, render: (r) => say(r) },
                      {
                        key: "price",
                        title: w("price"),
                        width: 290,
                        render: (r) => <Tariff terms={r.price?.terms ?? null} />,
                      },
                      { key: "unit", title: w("unit"), render: (r) => say({ zh: r.unitZh, en: r.unitEn }) },
                      { key: "nature", title: w("nature"), render: (r) => say(natureTitles[r.nature]) },
                      {
                        key: "ceiling",
                        title: t("ceiling"),
                        render: (r) =>
                          !r.ceiling ? (
                            "—"
                          ) : r.aboveCeilingAt ? (
                            <StateTag tone="bad">{t("breaks", { at: r.aboveCeilingAt })}</StateTag>
                          ) : (
                            <StateTag tone="good">{t("keeps")}</StateTag>
                          ),
                      },
                      {
                        key: "doc",
                        title: w("doc"),
                        width: 220,
                        render: (r) => (
                          <>
                            {r.price?.docNo ?? "—"}
                            {r.nextFrom ? <div className="hs-small">{t("next", { day: r.nextFrom })}</div> : null}
                          </>
                        ),
                      },
                      {
                        key: "certainty",
                        title: w("certainty"),
                        phone: "tag",
                        render: (r) => (r.price ? <CertaintyTag value={r.price.certainty} /> : null),
                      },
                    ]}
                    empty={<Nothing text={w("none")} />}
                  />
                </Panel>
              )
            })}
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}
