// Packages and waivers in force: what they hold, what they cost, whom they are for, by which document; and new ones.
import { useEndpoint } from "#ui/api"
import { dictionary, useSay } from "#ui/i18n"
import { grouped, Money } from "#ui/money"
import { Loaded, Nothing, Page, Panel, Stack } from "#ui/page"
import { Grid } from "#ui/tables"
import { priceList } from "../../contract.ts"
import { sizeTitles } from "../../model.ts"
import { CertaintyTag } from "../parts.tsx"
import { usePricingText } from "../words.ts"
import { ProposePackage, ProposeWaiver } from "./propose-others.tsx"

const useText = dictionary({
  packages: ["套餐", "Packages"],
  waivers: ["减免", "Waivers"],
  note: [
    "套餐到期没有客户的选择就停用，不收费；多项减免只取最优惠的一项，不叠加。",
    "Without the firm's word a package ends in silence and costs nothing; of several waivers the largest counts.",
  ],
  holds: ["包含", "Holds"],
  term: ["期限", "Term"],
  standard: ["按标准价", "At standard prices"],
  whom: ["对象", "For"],
  newOnly: ["开户 {n} 天内", "opened within {n} days"],
  once: ["每单位一次", "once a firm"],
  anyone: ["所有企业", "every firm"],
  off: ["减免 {n}%", "{n}% off"],
  upTo: ["单笔不超过 {n} 元", "up to {n} each"],
  items: ["适用项目", "Items"],
})

export function PackagesPage() {
  const t = useText()
  const w = usePricingText()
  const say = useSay()
  const query = useEndpoint(priceList, { query: {} })
  return (
    <Loaded query={query} rows={8}>
      {({ items, packages, waivers }) => {
        const nameOf = (code: string) => say(items.find((one) => one.code === code)) || code
        return (
          <Page
            title={w("packages")}
            intro={t("note")}
            actions={
              <>
                <ProposeWaiver items={items} />
                <ProposePackage items={items} packages={packages} />
              </>
            }
          >
            <Stack>
              <Panel title={t("packages")} flush>
                <Grid
                  label={t("packages")}
                  rows={packages}
                  rowKey={(r) => r.id}
                  columns={[
                    { key: "name", title: w("package"), phone: "title", width: 150, render: (r) => say(r) },
                    {
                      key: "price",
                      title: w("price"),
                      align: "right",
                      render: (r) => <Money value={r.price} strong />,
                    },
                    {
                      key: "standard",
                      title: t("standard"),
                      align: "right",
                      render: (r) => <Money value={r.standard} />,
                    },
                    { key: "term", title: t("term"), render: (r) => w("months", { n: r.termMonths }), nowrap: true },
                    { key: "holds", title: t("holds"), width: 240, render: (r) => r.itemCodes.map(nameOf).join("、") },
                    {
                      key: "whom",
                      title: t("whom"),
                      width: 150,
                      render: (r) =>
                        [
                          r.newWithinDays ? t("newOnly", { n: r.newWithinDays }) : t("anyone"),
                          r.oncePerUscc ? t("once") : "",
                        ]
                          .filter(Boolean)
                          .join("，"),
                    },
                    { key: "doc", title: w("doc"), width: 190, render: (r) => r.docNo },
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
              <Panel title={t("waivers")} flush>
                <Grid
                  label={t("waivers")}
                  rows={waivers}
                  rowKey={(r) => r.id}
                  columns={[
                    { key: "name", title: t("waivers"), phone: "title", width: 160, render: (r) => say(r) },
                    { key: "off", title: w("price"), render: (r) => t("off", { n: r.shareBp / 100 }), nowrap: true },
                    { key: "items", title: t("items"), width: 180, render: (r) => r.itemCodes.map(nameOf).join("、") },
                    {
                      key: "whom",
                      title: t("whom"),
                      width: 150,
                      render: (r) =>
                        [
                          r.sizes.length === 0 ? t("anyone") : r.sizes.map((one) => say(sizeTitles[one])).join("、"),
                          r.baseMax ? t("upTo", { n: grouped(r.baseMax) }) : "",
                        ]
                          .filter(Boolean)
                          .join("，"),
                    },
                    { key: "from", title: w("from"), render: (r) => r.from, nowrap: true },
                    { key: "to", title: w("to"), render: (r) => r.to ?? "—", nowrap: true },
                    { key: "doc", title: w("doc"), width: 190, render: (r) => r.docNo },
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
            </Stack>
          </Page>
        )
      }}
    </Loaded>
  )
}
