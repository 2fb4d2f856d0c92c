// A report as the server answers it: columns, rows and how to draw them. One look for every scene, on screen and on paper.
import { Bars, Trend } from "#ui/charts"
import { dictionary, useSay } from "#ui/i18n"
import { Money, Quantity } from "#ui/money"
import { Nothing, Panel } from "#ui/page"
import { type Column, Grid } from "#ui/tables"

export type ReportRow = Record<string, string | number | null>

export interface ReportData {
  title: { zh: string; en: string }
  columns: readonly { key: string; zh: string; en: string; kind: string }[]
  rows: readonly ReportRow[]
  chart: { kind: string; x: string; series: readonly string[] }
  /** What the figures mean, where they do not say it themselves. */
  note?: { zh: string; en: string } | null
}

const useText = dictionary({ none: ["这段时间没有数据。", "No data in this time."] })

const text = (value: ReportRow[string] | undefined) => (value === null || value === undefined ? "" : String(value))

export function useReportColumns(data: ReportData | undefined): Column<ReportRow>[] {
  const say = useSay()
  return (data?.columns ?? []).map((column, at) => {
    const figure = column.kind !== "text" && column.kind !== "date"
    return {
      key: column.key,
      title: say(column),
      align: figure ? ("right" as const) : ("left" as const),
      nowrap: column.kind === "date",
      ...(at === 0 ? { phone: "title" as const } : {}),
      text: (row: ReportRow) => text(row[column.key]),
      render: (row: ReportRow) => cellOf(column.kind, text(row[column.key])),
    }
  })
}

function cellOf(kind: string, value: string) {
  if (value === "") return "—"
  if (kind === "amount") return <Money value={value} />
  if (kind === "quantity") return <Quantity value={value} />
  return kind === "percent" ? `${value}%` : value
}

export function ReportBody({ data }: { data: ReportData }) {
  const t = useText()
  const say = useSay()
  const columns = useReportColumns(data)
  const isDrawn = data.chart.kind !== "none" && data.rows.length > 0
  return (
    <>
      {isDrawn ? (
        <Panel title={say(data.title)}>
          <ReportChart data={data} />
        </Panel>
      ) : null}
      <Panel title={isDrawn ? undefined : say(data.title)} note={data.note ? say(data.note) : undefined} flush>
        <Grid
          label={say(data.title)}
          rows={data.rows}
          rowKey={(row) => JSON.stringify(row)}
          columns={columns}
          empty={<Nothing text={t("none")} />}
        />
      </Panel>
    </>
  )
}

const tones = ["primary", "bad", "calm", "good"] as const

function ReportChart({ data }: { data: ReportData }) {
  const say = useSay()
  const { chart, rows, columns } = data
  const titleOf = (key: string) => say(columns.find((column) => column.key === key)) || key
  const label = (row: ReportRow) => String(row[chart.x] ?? "—")
  const first = chart.series[0] ?? ""
  if (chart.kind === "line") {
    return (
      <Trend
        title={say(data.title)}
        labelTitle={titleOf(chart.x)}
        labels={rows.map(label)}
        series={chart.series.map((key, i) => ({
          name: titleOf(key),
          values: rows.map((row) => (row[key] === null || row[key] === undefined ? null : String(row[key]))),
          tone: tones[i % tones.length],
        }))}
      />
    )
  }
  return (
    <Bars
      title={say(data.title)}
      labelTitle={titleOf(chart.x)}
      valueTitle={titleOf(first)}
      horizontal={rows.length > 8}
      items={rows.map((row) => ({ label: label(row), value: String(row[first] ?? "0") }))}
    />
  )
}
