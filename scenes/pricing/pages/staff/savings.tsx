// What all firms saved: month by month, item by item, who saved most, how many accounts took a package up.
import { DatePicker, Select } from "antd"
import dayjs from "dayjs"
import { useEndpoint } from "#ui/api"
import { Bars, Trend } from "#ui/charts"
import { dictionary, useSay } from "#ui/i18n"
import { To, useUrlValues } from "#ui/link"
import { Money } from "#ui/money"
import { Columns, Figure, Figures, Loaded, Nothing, Page, Panel, Stack } from "#ui/page"
import { kernelPaths } from "#ui/paths"
import { useOutlets } from "#ui/session"
import { Grid } from "#ui/tables"
import { savings } from "../../contract.ts"
import { pricingPaths as paths } from "../paths.ts"
import { usePricingText } from "../words.ts"

const useText = dictionary({
  intro: [
    "{from} 至 {to}。节省＝标准价－实付；套餐按标准价计入所含服务，套餐价格本身从节省中扣除。",
    "{from} to {to}. Saved is the standard price less what was paid; a package's own price lowers it.",
  ],
  from: ["起", "From"],
  to: ["止", "To"],
  firms: ["受惠企业", "Firms"],
  refunded: ["退还多收", "Given back"],
  takeUp: ["套餐账户", "Accounts with a package"],
  of: ["共 {n} 户", "of {n}"],
  offered: ["待接受", "Offered"],
  byMonth: ["按月", "By month"],
  byItem: ["按项目", "By item"],
  month: ["月份", "Month"],
  times: ["次数", "Charges"],
  top: ["节省最多的企业", "Firms that saved most"],
  none: ["这段时间没有收费记录。", "No charges in this time."],
})

export function SavingsPage() {
  const t = useText()
  const w = usePricingText()
  const say = useSay()
  const [values, change] = useUrlValues()
  const { options } = useOutlets()
  const asked = { from: values.from, to: values.to, outlet: values.outlet }
  const query = useEndpoint(savings, { query: asked }, { keepPrevious: true })
  const day = (name: "from" | "to") => (
    <DatePicker
      aria-label={t(name)}
      placeholder={t(name)}
      value={values[name] ? dayjs(values[name]) : null}
      onChange={(next) => change({ [name]: next?.format("YYYY-MM-DD") })}
    />
  )
  return (
    <Page
      title={w("savings")}
      intro={query.data ? t("intro", { from: query.data.from, to: query.data.to }) : undefined}
      actions={
        <>
          {day("from")}
          {day("to")}
          <Select
            aria-label={w("outlet")}
            allowClear
            placeholder={w("outlet")}
            value={values.outlet ?? null}
            options={options}
            style={{ width: 160 }}
            onChange={(next: string | null) => change({ outlet: next ?? undefined })}
          />
        </>
      }
    >
      <Loaded query={query} rows={10}>
        {(data) => (
          <Stack>
            <Figures>
              <Figure label={w("saved")} value={<Money value={data.saved} unit />} tone="good" />
              <Figure label={w("gross")} value={<Money value={data.gross} />} />
              <Figure label={w("net")} value={<Money value={data.net} />} />
              <Figure label={t("firms")} value={data.firms} />
              <Figure
                label={t("takeUp")}
                value={data.takeUp.running}
                note={t("of", { n: data.takeUp.accounts })}
                href={paths.subscriptions("running")}
              />
              <Figure label={t("offered")} value={data.takeUp.offered} href={paths.subscriptions("offered")} />
              <Figure label={t("refunded")} value={<Money value={data.refunded} />} href={paths.charges()} />
            </Figures>
            {data.months.length === 0 ? (
              <Panel>
                <Nothing text={t("none")} />
              </Panel>
            ) : (
              <Columns wide="even">
                <Panel title={t("byMonth")}>
                  <Trend
                    title={t("byMonth")}
                    labelTitle={t("month")}
                    labels={data.months.map((one) => one.month)}
                    series={[
                      { name: w("gross"), values: data.months.map((one) => one.gross), tone: "calm" },
                      { name: w("saved"), values: data.months.map((one) => one.saved), kind: "area", tone: "good" },
                    ]}
                  />
                </Panel>
                <Panel title={t("byItem")}>
                  <Bars
                    title={t("byItem")}
                    labelTitle={w("item")}
                    valueTitle={w("saved")}
                    horizontal
                    items={data.items
                      .filter((one) => one.saved !== "0.00")
                      .map((one) => ({ label: say(one), value: one.saved, tone: "good" as const }))}
                  />
                </Panel>
              </Columns>
            )}
            <Panel title={t("byItem")} flush>
              <Grid
                label={t("byItem")}
                rows={data.items}
                rowKey={(r) => r.code}
                columns={[
                  { key: "item", title: w("item"), phone: "title", render: (r) => say(r) },
                  { key: "times", title: t("times"), align: "right", render: (r) => r.charges },
                  { key: "gross", title: w("gross"), align: "right", render: (r) => <Money value={r.gross} /> },
                  { key: "net", title: w("net"), align: "right", render: (r) => <Money value={r.net} /> },
                  { key: "saved", title: w("saved"), align: "right", render: (r) => <Money value={r.saved} strong /> },
                ]}
                empty={<Nothing text={t("none")} />}
              />
            </Panel>
            <Panel title={t("top")} flush>
              <Grid
                label={t("top")}
                rows={data.top}
                rowKey={(r) => r.partyId}
                columns={[
                  {
                    key: "firm",
                    title: w("firm"),
                    phone: "title",
                    render: (r) => <To href={kernelPaths.customer(r.partyId)}>{r.name}</To>,
                  },
                  { key: "saved", title: w("saved"), align: "right", render: (r) => <Money value={r.saved} /> },
                ]}
                empty={<Nothing text={t("none")} />}
              />
            </Panel>
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}
