// How collecting stands: the rate, the ages of what is open, where the money comes from, who let off late fees.
import { Bars, Trend } from "#ui/charts"
import { useEndpoint } from "#ui/api"
import { dictionary, useSay } from "#ui/i18n"
import { Money, percentOf } from "#ui/money"
import { Columns, Figure, Figures, Loaded, Nothing, Panel, Stack } from "#ui/page"
import { Grid } from "#ui/tables"
import type { z } from "zod"
import { channelTitles, type Channel } from "../../../products/acquiring/model.ts"
import { SettlementCalendar } from "../../../products/acquiring/pages/calendar.tsx"
import { type dashboard, getDashboard } from "../contract.ts"
import { ageTitles } from "../rules/ageing.ts"
import { useCollectionText } from "./words.ts"

const useText = dictionary({
  rate: ["收缴率", "Collected"],
  published: ["已发布（元）", "Published (CNY)"],
  paid: ["已缴本金（元）", "Principal paid (CNY)"],
  late: ["已收违约金（元）", "Late fees paid (CNY)"],
  ahead: ["预存款（元）", "Paid ahead (CNY)"],
  ageing: ["未缴账龄（本金，元）", "Age of what is open (principal, CNY)"],
  age: ["账龄", "Age"],
  days: ["近 30 天缴费（元）", "Payments of 30 days (CNY)"],
  byItem: ["按项目", "By item"],
  byGroup: ["按班级/楼栋", "By group"],
  count: ["张数", "Bills"],
  channels: ["渠道与费用", "Channels and their cost"],
  payments: ["笔数", "Payments"],
  fee: ["手续费", "Fee"],
  waived: ["免违约金", "Late fees let off"],
  noWaived: ["没有免过违约金。", "None was let off."],
  refunds: ["退款原因", "Refunds by reason"],
  noRefunds: ["没有退款。", "Nothing went back."],
  none: [
    "还没有发布账单。先建收费项目，再导入账单并复核发布。",
    "Nothing published yet: items first, then a file of bills, then its review.",
  ],
  reminded: ["提醒后 7 天内缴费", "Paid within 7 days of a reminder"],
  remindedNote: ["共提醒 {n} 次", "{n} reminders"],
})

export function Overview({ orgId }: { orgId: string }) {
  const t = useText()
  const w = useCollectionText()
  const say = useSay()
  const query = useEndpoint(getDashboard, { params: { id: orgId } })
  return (
    <Loaded query={query} rows={10}>
      {(all) =>
        all.byItem.length === 0 ? (
          <Panel>
            <Nothing text={t("none")} />
          </Panel>
        ) : (
          <Stack>
            <Figures>
              <Figure label={t("rate")} value={percentOf(all.rateBp)} tone={all.rateBp < 8_000 ? "warn" : "good"} />
              <Figure label={t("published")} value={<Money value={all.published} />} />
              <Figure label={t("paid")} value={<Money value={all.paid} />} />
              <Figure label={t("late")} value={<Money value={all.lateFees} />} />
              <Figure label={t("ahead")} value={<Money value={all.aheadTotal} />} />
              <Figure
                label={t("reminded")}
                value={all.reminders.paidWithinWeek}
                note={t("remindedNote", { n: all.reminders.sent })}
              />
            </Figures>
            <Columns wide="even">
              <Panel title={t("ageing")}>
                <Bars
                  title={t("ageing")}
                  labelTitle={t("age")}
                  valueTitle={w("principal")}
                  items={all.ageing.map((one) => ({ label: say(ageTitles[one.band]), value: one.principal }))}
                />
              </Panel>
              <Panel title={t("days")}>
                <Trend
                  title={t("days")}
                  labelTitle={w("day")}
                  labels={all.days.map((one) => one.day.slice(5))}
                  series={[{ name: w("amount"), values: all.days.map((one) => one.amount), kind: "area" }]}
                />
              </Panel>
            </Columns>
            <Columns wide="even">
              <Rates title={t("byItem")} rows={all.byItem.map((one) => ({ ...one, label: one.name }))} />
              <Rates title={t("byGroup")} rows={all.byGroup.map((one) => ({ ...one, label: one.group }))} />
            </Columns>
            <Columns wide="even">
              <Panel title={t("channels")} flush>
                <Grid
                  label={t("channels")}
                  rows={all.channels}
                  rowKey={(r) => r.channel}
                  dense
                  columns={[
                    { key: "channel", title: w("channel"), render: (r) => say(channelTitles[r.channel as Channel]) },
                    { key: "payments", title: t("payments"), render: (r) => r.payments, align: "right" },
                    {
                      key: "amount",
                      title: w("amountYuan"),
                      render: (r) => <Money value={r.amount} />,
                      align: "right",
                    },
                    { key: "fee", title: t("fee"), render: (r) => <Money value={r.fee} />, align: "right" },
                  ]}
                />
              </Panel>
              <Panel title={t("waived")} flush>
                <Grid
                  label={t("waived")}
                  rows={all.waived}
                  rowKey={(r) => r.by}
                  dense
                  empty={<Nothing text={t("noWaived")} />}
                  columns={[
                    { key: "by", title: w("by"), render: (r) => r.by },
                    { key: "bills", title: t("count"), render: (r) => r.bills, align: "right" },
                    {
                      key: "amount",
                      title: w("amountYuan"),
                      render: (r) => <Money value={r.amount} />,
                      align: "right",
                    },
                  ]}
                />
              </Panel>
            </Columns>
            <Columns wide="even">
              <SettlementCalendar upcoming={all.upcoming} settled={all.settled} today={all.days.at(-1)!.day} />
              <Refunds all={all} />
            </Columns>
          </Stack>
        )
      }
    </Loaded>
  )
}

type Board = z.output<typeof dashboard>

function Refunds({ all }: { all: Board }) {
  const t = useText()
  const w = useCollectionText()
  return (
    <Panel title={t("refunds")} flush>
      <Grid
        label={t("refunds")}
        rows={all.refunds}
        rowKey={(r) => r.reason}
        dense
        empty={<Nothing text={t("noRefunds")} />}
        columns={[
          { key: "reason", title: w("reason"), phone: "title", render: (r) => r.reason },
          { key: "count", title: t("payments"), render: (r) => r.refunds, align: "right" },
          { key: "amount", title: w("amountYuan"), render: (r) => <Money value={r.amount} />, align: "right" },
        ]}
      />
    </Panel>
  )
}

interface RateRow {
  label: string
  published: string
  paid: string
  bills: number
}

function Rates({ title, rows }: { title: string; rows: readonly RateRow[] }) {
  const t = useText()
  const rate = (row: RateRow) => (Number(row.published) > 0 ? (Number(row.paid) / Number(row.published)) * 100 : 0)
  return (
    <Panel title={title} flush>
      <Grid
        label={title}
        rows={rows}
        rowKey={(r) => r.label}
        dense
        columns={[
          { key: "label", title, render: (r) => r.label },
          { key: "bills", title: t("count"), render: (r) => r.bills, align: "right" },
          { key: "published", title: t("published"), render: (r) => <Money value={r.published} />, align: "right" },
          { key: "rate", title: t("rate"), render: (r) => `${rate(r).toFixed(1)}%`, align: "right" },
        ]}
      />
    </Panel>
  )
}
