// Before and after, side by side: when it ends, what the next year asks, interest in all, the class, and the balance drawn.
import type { z } from "zod"
import { Trend } from "#ui/charts"
import { dictionary, useSay } from "#ui/i18n"
import { grouped, Money, Rate } from "#ui/money"
import { Columns, Figure, Figures, Panel, Stack } from "#ui/page"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import type { comparison } from "../model.ts"
import { classTone, useReliefText } from "./words.ts"

export type Comparison = z.output<typeof comparison>
export type PlanRow = Comparison["after"][number]

const useText = dictionary({
  title: ["前后对比", "Before and after"],
  ends: ["到期日", "Ends"],
  nextYear: ["今后 12 个月应还（元）", "Due in twelve months (CNY)"],
  interest: ["利息合计（元）", "Interest in all (CNY)"],
  rate: ["年利率", "Rate"],
  was: ["原 {n}", "was {n}"],
  more: ["比原来多 {n} 元", "{n} more"],
  less: ["比原来少 {n} 元", "{n} less"],
  saving: ["省下过桥成本（元）", "Bridge money saved (CNY)"],
  savingNote: ["按过桥参考成本", "at the usual cost"],
  watched: ["观察期", "Observation"],
  chart: ["剩余本金", "Principal left"],
  from: ["{n} 起", "from {n}"],
})

export function ComparisonPanel({ of }: { of: Comparison }) {
  const t = useText()
  const s = useReliefText()
  const say = useSay()
  const extra = Number(of.extraInterest)
  return (
    <Panel title={t("title")}>
      <Stack>
        <Figures>
          <Figure label={t("ends")} value={of.endsAfter} note={t("was", { n: of.endsBefore })} />
          <Figure
            label={t("nextYear")}
            value={<Money value={of.nextYearAfter} />}
            note={t("was", { n: grouped(of.nextYearBefore) })}
          />
          <Figure
            label={t("interest")}
            value={<Money value={of.interestAfter} />}
            note={t(extra < 0 ? "less" : "more", { n: grouped(of.extraInterest.replace("-", "")) })}
          />
          <Figure label={t("rate")} value={<Rate value={of.rateAfter} />} note={t("was", { n: `${of.rateBefore}%` })} />
          {of.bridgeSaving ? (
            <Figure label={t("saving")} value={<Money value={of.bridgeSaving} />} note={t("savingNote")} tone="good" />
          ) : null}
          {of.observation ? (
            <Figure label={t("watched")} value={of.observation.until} note={t("from", { n: of.observation.from })} />
          ) : null}
        </Figures>
        <p style={{ margin: 0 }}>
          <StateTag tone={classTone(of.classBefore)}>{s(of.classBefore)}</StateTag> →{" "}
          <StateTag tone={classTone(of.classAfter)}>{s(of.classAfter)}</StateTag>{" "}
          <span className="hs-muted">{say(of.classReason)}</span>
        </p>
        <Balances of={of} />
        <Columns wide="even">
          <Plan title={s("before")} rows={of.before} />
          <Plan title={s("after")} rows={of.after} />
        </Columns>
      </Stack>
    </Panel>
  )
}

/** What is left after each day on which anything is due, in either plan. */
function Balances({ of }: { of: Comparison }) {
  const t = useText()
  const s = useReliefText()
  const days = [...new Set([...of.before, ...of.after].map((row) => row.due))].toSorted()
  const line = (rows: readonly PlanRow[]) => {
    const ends = rows.at(-1)?.due ?? ""
    return days.map((day) => {
      const last = rows.filter((row) => row.due <= day).at(-1)
      if (!last) return rows[0] ? opening(rows[0]) : null
      return day > ends ? null : last.balance
    })
  }
  return (
    <Trend
      title={t("chart")}
      labelTitle={s("due")}
      labels={days}
      height={220}
      series={[
        { name: s("before"), values: line(of.before), kind: "step", tone: "warn" },
        { name: s("after"), values: line(of.after), kind: "step", tone: "primary" },
      ]}
    />
  )
}

/** Before its first day a plan holds what that day leaves and takes; for drawing only. */
const opening = (row: PlanRow): string => String(Number(row.balance) + Number(row.principal))

export function Plan({ title, rows }: { title: string; rows: readonly PlanRow[] }) {
  const s = useReliefText()
  // On a phone a plan is days and what each takes; twenty cards of four lines would be nobody's reading.
  const money = (key: "principal" | "interest" | "total") => ({
    key,
    title: s(key),
    align: "right" as const,
    phone: key === "total" ? ("tag" as const) : ("hide" as const),
    render: (row: PlanRow) => <Money value={row[key]} />,
  })
  return (
    <div>
      <h3 style={{ margin: "0 0 8px", fontSize: 14 }}>{title}</h3>
      <Grid
        dense
        label={title}
        rows={rows}
        rowKey={(row) => row.due}
        columns={[
          { key: "due", title: s("due"), render: (row) => row.due, nowrap: true, phone: "title" },
          money("principal"),
          money("interest"),
          money("total"),
        ]}
      />
    </div>
  )
}
