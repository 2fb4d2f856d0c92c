// When money reaches a merchant's account: this week and the next first, what has come below it on demand. Shared with the
// scenes whose organisation looks at it.
import { Button } from "antd"
import { useState } from "react"
import { dictionary } from "#ui/i18n"
import { Money } from "#ui/money"
import { Nothing, Panel } from "#ui/page"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { addDays } from "../../../kernel/calendar/date.ts"

const useText = dictionary({
  calendar: ["结算日历", "Settlement calendar"],
  none: ["没有结算。", "No settlement yet."],
  settleOn: ["结算日", "Settled on"],
  state: ["状态", "State"],
  orders: ["笔数", "Orders"],
  toCome: ["待结算", "To come"],
  settled: ["已到账", "Paid out"],
  held: ["已分账待付", "To be paid out"],
  gross: ["收款", "Taken"],
  back: ["退款", "Refunds"],
  fee: ["手续费", "Fee"],
  net: ["到账净额", "Net"],
  all: ["显示全部 {n} 天", "Show all {n} days"],
  fewer: ["只看近两周", "Two weeks only"],
})

export interface CalendarProps {
  upcoming: readonly { settleOn: string; orders: number; gross: string }[]
  settled: readonly {
    settlementNo: string
    settleOn: string
    orders: number
    gross: string
    refunds: string
    fee: string
    net: string
    isPaid: boolean
  }[]
}

/** Monday of the week of a day. */
const weekOf = (day: string): string => addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))

/** The last days that have come, and a fortnight from this week on. */
const shownSettled = 3

export function SettlementCalendar({ upcoming, settled, today }: CalendarProps & { today: string }) {
  const t = useText()
  const [isWhole, setWhole] = useState(false)
  const until = addDays(weekOf(today), 14)
  const toCome = upcoming.map((one) => ({
    ...{ key: one.settleOn, ...one, back: null, fee: null, net: null },
    tag: "toCome" as const,
  }))
  const come = settled.map(({ settlementNo, refunds, isPaid, ...one }) => ({
    ...{ key: settlementNo, ...one, back: refunds },
    tag: isPaid ? ("settled" as const) : ("held" as const),
  }))
  const all = [...toCome, ...come]
  const near = [...toCome.filter((one) => one.settleOn < until), ...come.slice(0, shownSettled)]
  const rows = isWhole ? all : near
  const money = (value: string | null) => (value === null ? "—" : <Money value={value} />)
  return (
    <Panel
      title={t("calendar")}
      flush
      extra={
        near.length < all.length ? (
          <Button size="small" onClick={() => setWhole(!isWhole)}>
            {isWhole ? t("fewer") : t("all", { n: all.length })}
          </Button>
        ) : undefined
      }
    >
      <Grid
        label={t("calendar")}
        rows={rows}
        rowKey={(r) => r.key}
        dense
        empty={<Nothing text={t("none")} />}
        columns={[
          { key: "on", title: t("settleOn"), phone: "title", render: (r) => r.settleOn, nowrap: true },
          {
            key: "state",
            title: t("state"),
            render: (r) => (
              <StateTag tone={r.tag === "settled" ? "good" : r.tag === "held" ? "warn" : "calm"}>{t(r.tag)}</StateTag>
            ),
          },
          { key: "orders", title: t("orders"), render: (r) => r.orders, align: "right" },
          { key: "gross", title: t("gross"), render: (r) => <Money value={r.gross} />, align: "right" },
          { key: "back", title: t("back"), render: (r) => money(r.back), align: "right" },
          { key: "fee", title: t("fee"), render: (r) => money(r.fee), align: "right" },
          { key: "net", title: t("net"), render: (r) => money(r.net), align: "right" },
        ]}
      />
    </Panel>
  )
}
