// The canteen's day (日结单), what looked odd, what was settled; and the float with the three-way check.
import { DatePicker, Segmented } from "antd"
import dayjs from "dayjs"
import type { z } from "zod"
import { printPaper } from "#contract/kernel/document"
import { Action } from "#ui/action"
import { useEndpoint } from "#ui/api"
import { Bars } from "#ui/charts"
import { dictionary } from "#ui/i18n"
import { useUrlValues } from "#ui/link"
import { Money } from "#ui/money"
import { Columns, Loaded, Nothing, Page, Pairs, Panel, Stack } from "#ui/page"
import { openPaper } from "#ui/print"
import { canteenDay, floatBoard } from "../../cards/contract.ts"
import { MoneyPanels, Settlements } from "../money-panels.tsx"
import { useCampusText } from "../words.ts"
import { Spends } from "./holder.tsx"

const useText = dictionary({
  title: ["食堂日结与资金", "Canteen and float"],
  day: ["日结单", "The day"],
  float: ["沉淀资金与核对", "Float and check"],
  date: ["日期", "Day"],
  gross: ["消费", "Sales"],
  reversed: ["冲正", "Taken back"],
  net: ["净额", "Net"],
  subsidy: ["其中补助", "By subsidy"],
  arrears: ["转欠款", "Into arrears"],
  lines: ["笔数", "Lines"],
  offline: ["脱机笔数", "Offline"],
  peak: ["最忙", "Busiest"],
  meals: ["分餐次", "By meal"],
  items: ["分菜品", "By dish"],
  odd: ["需要看一眼的消费", "Worth a look"],
  print: ["打印日结单", "Print"],
})

type Merchant = z.output<typeof canteenDay.response>["merchants"][number]

export function CanteenPage() {
  const t = useText()
  const [{ view, day }, change] = useUrlValues()
  const isFloat = view === "float"
  return (
    <Page title={t("title")}>
      <div className="hs-filters" style={{ marginBottom: 12 }}>
        <Segmented
          value={isFloat ? "float" : "day"}
          options={(["day", "float"] as const).map((value) => ({ value, label: t(value) }))}
          onChange={(next) => change({ view: String(next) })}
        />
        {isFloat ? null : (
          <DatePicker
            aria-label={t("date")}
            placeholder={t("date")}
            style={{ width: 160 }}
            value={day ? dayjs(day) : null}
            onChange={(next) => change({ day: next?.format("YYYY-MM-DD") })}
          />
        )}
      </div>
      {isFloat ? <Float /> : <Day day={day} />}
    </Page>
  )
}

function Float() {
  const query = useEndpoint(floatBoard)
  return <Loaded query={query}>{(money) => <MoneyPanels money={money} />}</Loaded>
}

function Day({ day }: { day: string | undefined }) {
  const t = useText()
  const w = useCampusText()
  const query = useEndpoint(canteenDay, { query: day ? { day } : {} })
  return (
    <Loaded query={query} rows={8}>
      {(shown) => (
        <Stack>
          {shown.merchants.length === 0 ? <Nothing text={w("none")} /> : null}
          {shown.merchants.map((one) => (
            <Sales key={one.id} merchant={one} day={shown.day} />
          ))}
          <Panel title={t("odd")} flush>
            <Spends rows={shown.odd} />
          </Panel>
          <Settlements rows={shown.settlements} />
        </Stack>
      )}
    </Loaded>
  )
}

function Sales({ merchant, day }: { merchant: Merchant; day: string }) {
  const t = useText()
  return (
    <Panel
      title={`${merchant.name} · ${day}`}
      extra={
        <Action
          label={t("print")}
          size="small"
          run={() =>
            openPaper(printPaper, { params: { kind: "campus.canteen-day", objectId: `${merchant.id}:${day}` } })
          }
        />
      }
    >
      <Pairs
        columns={4}
        items={[
          { label: t("gross"), value: <Money value={merchant.gross} unit /> },
          { label: t("reversed"), value: <Money value={merchant.reversed} unit /> },
          { label: t("net"), value: <Money value={merchant.net} unit strong /> },
          { label: t("subsidy"), value: <Money value={merchant.subsidy} unit /> },
          { label: t("arrears"), value: <Money value={merchant.arrears} unit /> },
          { label: t("lines"), value: merchant.lines },
          { label: t("offline"), value: merchant.offline },
          { label: t("peak"), value: merchant.peak },
        ]}
      />
      {merchant.lines > 0 ? (
        <Columns wide="even">
          <Bars
            title={t("meals")}
            labelTitle={t("meals")}
            valueTitle={t("net")}
            items={merchant.meals.map((one) => ({ label: one.meal, value: one.amount }))}
          />
          <Bars
            title={t("items")}
            labelTitle={t("items")}
            valueTitle={t("net")}
            items={merchant.items.map((one) => ({ label: one.item, value: one.amount }))}
            horizontal
          />
        </Columns>
      ) : null}
    </Panel>
  )
}
