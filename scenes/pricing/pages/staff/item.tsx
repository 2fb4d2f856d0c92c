// One fee item: its price now, a live example with every step, every price it had with its paper, and the way to a new one.
import { useEndpoint } from "#ui/api"
import { dictionary, useSay } from "#ui/i18n"
import { To, useParam } from "#ui/link"
import { grouped } from "#ui/money"
import { Columns, Loaded, Nothing, Page, Pairs, Panel, Stack } from "#ui/page"
import { kernelPaths } from "#ui/paths"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import type { z } from "zod"
import { itemHistory, type priceView } from "../../contract.ts"
import { natureTitles, sizeTitles } from "../../model.ts"
import { CertaintyTag, Tariff } from "../parts.tsx"
import { pricingPaths as paths } from "../paths.ts"
import { usePricingText } from "../words.ts"
import { Example } from "./example.tsx"
import { ProposePrice } from "./propose-price.tsx"

const useText = dictionary({
  current: ["现行价格", "Price now"],
  ceiling: ["政府规定", "Government's rule"],
  period: ["收取方式", "Charged"],
  once: ["按次，凭客户委托", "each time, on an order"],
  every: ["每 {n} 个月，凭同意或套餐", "every {n} months, by consent or package"],
  history: ["历次价格", "Prices so far"],
  ceilings: ["政府指导价与定价", "Government's prices"],
  waivers: ["适用的减免", "Waivers"],
  who: ["提出人", "Proposed by"],
  initial: ["首发值", "First value"],
  off: ["减免 {n}%", "{n}% off"],
  everyone: ["全部企业", "Every firm"],
  upTo: ["金额不超过 {n} 元", "amounts up to {n}"],
  pending: ["{name} 提出的 {from} 起新价格正待复核", "A price from {from}, proposed by {name}, waits for a signature"],
  noWaivers: ["没有减免。", "No waivers."],
  noRule: ["没有政府规定，由市场调节。", "None; a market price."],
})

type PriceRow = z.output<typeof priceView>

export function ItemPage() {
  const t = useText()
  const w = usePricingText()
  const say = useSay()
  const code = useParam("code")
  const query = useEndpoint(itemHistory, { params: { code } })
  return (
    <Loaded query={query} rows={10}>
      {({ item, prices, ceilings, waivers, pending }) => (
        <Page
          title={say(item)}
          crumbs={[{ label: w("prices"), href: paths.list() }]}
          tag={item.price ? <CertaintyTag value={item.price.certainty} /> : undefined}
          actions={<ProposePrice item={item} />}
          intro={
            pending ? (
              <To href={kernelPaths.approval(pending.approvalId)}>
                {t("pending", { name: pending.makerName, from: pending.from })}
              </To>
            ) : undefined
          }
        >
          <Stack>
            <Columns wide="even">
              <Panel title={t("current")}>
                <Pairs
                  columns={1}
                  items={[
                    { label: w("price"), value: <Tariff terms={item.price?.terms ?? null} /> },
                    { label: w("unit"), value: say({ zh: item.unitZh, en: item.unitEn }) },
                    { label: w("nature"), value: say(natureTitles[item.nature]) },
                    {
                      label: t("period"),
                      value: item.periodMonths === null ? t("once") : t("every", { n: item.periodMonths }),
                    },
                    { label: w("doc"), value: item.price ? `${item.price.docNo}（${item.price.from}）` : "—" },
                    {
                      label: t("ceiling"),
                      value: item.ceiling ? <Tariff terms={item.ceiling.terms} /> : t("noRule"),
                    },
                  ]}
                />
              </Panel>
              <Example item={item} />
            </Columns>
            <Panel title={t("waivers")} flush>
              <Grid
                label={t("waivers")}
                rows={waivers}
                rowKey={(r) => r.id}
                columns={[
                  { key: "name", title: w("item"), phone: "title", render: (r) => say(r) },
                  { key: "off", title: w("price"), render: (r) => t("off", { n: r.shareBp / 100 }) },
                  {
                    key: "who",
                    title: w("firm"),
                    render: (r) =>
                      [
                        r.sizes.length === 0 ? t("everyone") : r.sizes.map((one) => say(sizeTitles[one])).join("、"),
                        r.baseMax ? t("upTo", { n: grouped(r.baseMax) }) : "",
                      ]
                        .filter(Boolean)
                        .join("；"),
                  },
                  { key: "from", title: w("from"), render: (r) => `${r.from} — ${r.to ?? ""}`, nowrap: true },
                  { key: "doc", title: w("doc"), width: 240, render: (r) => r.docNo },
                  {
                    key: "certainty",
                    title: w("certainty"),
                    phone: "tag",
                    render: (r) => <CertaintyTag value={r.certainty} />,
                  },
                ]}
                empty={<Nothing text={t("noWaivers")} />}
              />
            </Panel>
            <Versions title={t("history")} rows={prices} />
            {ceilings.length > 0 ? <Versions title={t("ceilings")} rows={ceilings} /> : null}
          </Stack>
        </Page>
      )}
    </Loaded>
  )
}

function Versions({ title, rows }: { title: string; rows: PriceRow[] }) {
  const t = useText()
  const w = usePricingText()
  return (
    <Panel title={title} flush>
      <Grid<PriceRow>
        label={title}
        rows={rows}
        rowKey={(r) => r.id}
        columns={[
          { key: "from", title: w("from"), phone: "title", render: (r) => r.from, nowrap: true },
          { key: "price", title: w("price"), width: 320, render: (r) => <Tariff terms={r.terms} /> },
          { key: "doc", title: w("doc"), width: 240, render: (r) => r.docNo },
          {
            key: "who",
            title: t("who"),
            render: (r) => (r.proposedBy === "initial" ? <StateTag>{t("initial")}</StateTag> : r.proposedBy),
          },
          {
            key: "certainty",
            title: w("certainty"),
            phone: "tag",
            render: (r) => <CertaintyTag value={r.certainty} />,
          },
        ]}
        empty={<Nothing text={w("none")} />}
      />
    </Panel>
  )
}
