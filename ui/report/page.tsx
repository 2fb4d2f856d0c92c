// The page of a scene's reports: which one, for which outlet and whatever else the scene narrows by; on screen, on paper and
// as a file.
import { DatePicker, Select } from "antd"
import dayjs from "dayjs"
import type { Endpoint } from "#contract/kernel/http"
import { Action } from "#ui/action"
import { type CallInput, fetchFile, saveBlob, useEndpoint } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { useUrlValues } from "#ui/link"
import { type Crumb, Loaded, Page, Stack } from "#ui/page"
import { useOutlets } from "#ui/session"
import { toCsv } from "#ui/tables"
import { moment } from "#ui/timeline"
import { ReportBody, type ReportData, useReportColumns } from "./report.tsx"

const useText = dictionary({
  which: ["报表", "Report"],
  month: ["月份", "Month"],
  outlet: ["网点", "Outlet"],
  from: ["起", "From"],
  to: ["止", "To"],
  sheet: ["导出 Excel", "Excel"],
  csv: ["导出", "Export"],
  print: ["打印", "Print"],
  asOf: ["截至 {at}", "as of {at}"],
})

type Report = ReportData & { asOf: string }

export interface ReportPageProps<P extends { report: string }, Q> {
  title: string
  crumbs?: readonly Crumb[]
  endpoint: Endpoint<P, Q, undefined, Report>
  /** Answers with the workbook; without it the rows on screen are exported. */
  sheet?: Endpoint<P, Q, undefined, void>
  /** What the address names beside the report, such as whose it is. */
  params?: Omit<P, "report">
  names: readonly { value: P["report"]; label: string }[]
  /** Narrows by a month; this one when none is chosen. */
  hasMonth?: boolean
  /** False where the report belongs to one customer and outlets mean nothing. */
  hasOutlets?: boolean
  /** The report's own paper, where it has one; otherwise the page itself is printed. */
  print?: (asked: { report: P["report"]; month: string | undefined }) => unknown
  /** Narrows by the days from … to. */
  hasDays?: boolean
  /** One more choice, such as the product. */
  choice?: { name: string; label: string; options: readonly { value: string; label: string }[] }
}

export function ReportPage<P extends { report: string }, Q>(props: ReportPageProps<P, Q>) {
  const { endpoint, sheet, names, choice, print } = props
  const t = useText()
  const [values] = useUrlValues()
  const name = names.find((one) => one.value === values.report)?.value ?? names[0]!.value
  const chosen = choice?.options.find((one) => one.value === values[choice.name])?.value
  const query = {
    ...(props.hasOutlets === false ? {} : { outlet: values.outlet }),
    ...(props.hasMonth ? { month: values.month } : {}),
    ...(choice ? { [choice.name]: chosen } : {}),
    ...(props.hasDays ? { from: values.from, to: values.to } : {}),
  }
  const asked = { params: { ...props.params, report: name }, query } as unknown as CallInput<P, Q, undefined>
  const reading = useEndpoint(endpoint, asked)
  const columns = useReportColumns(reading.data)
  const save = async () => {
    if (sheet) {
      const { blob, name: file } = await fetchFile(sheet, asked)
      saveBlob(blob, file)
    } else if (reading.data) {
      saveBlob(new Blob([toCsv(columns, reading.data.rows)], { type: "text/csv" }), `${name}.csv`)
    }
  }
  return (
    <Page
      title={props.title}
      crumbs={props.crumbs ?? []}
      intro={reading.data ? t("asOf", { at: moment(reading.data.asOf) }) : undefined}
      actions={
        <>
          <Action label={t(sheet ? "sheet" : "csv")} run={save} />
          <Action
            label={t("print")}
            run={() => (print ? print({ report: name, month: values.month }) : globalThis.print())}
          />
        </>
      }
    >
      <Stack>
        <Filters {...props} name={name} chosen={chosen} />
        <Loaded query={reading} rows={8}>
          {(data) => <ReportBody data={data} />}
        </Loaded>
      </Stack>
    </Page>
  )
}

function Filters<P extends { report: string }, Q>({
  names,
  choice,
  hasDays,
  hasMonth,
  hasOutlets,
  name,
  chosen,
}: ReportPageProps<P, Q> & { name: P["report"]; chosen: string | undefined }) {
  const t = useText()
  const [values, change] = useUrlValues()
  return (
    <div className="hs-filters hs-no-print">
      <Select
        aria-label={t("which")}
        value={name}
        style={{ width: 240 }}
        options={[...names]}
        onChange={(next: string) => change({ report: next })}
      />
      {choice ? (
        <Select
          aria-label={choice.label}
          allowClear
          placeholder={choice.label}
          value={chosen ?? null}
          style={{ width: 220 }}
          options={[...choice.options]}
          onChange={(next: string | null) => change({ [choice.name]: next ?? undefined })}
        />
      ) : null}
      {hasMonth ? (
        <DatePicker
          picker="month"
          aria-label={t("month")}
          placeholder={t("month")}
          value={values.month ? dayjs(`${values.month}-01`) : null}
          onChange={(next) => change({ month: next?.format("YYYY-MM") })}
        />
      ) : null}
      {hasDays
        ? (["from", "to"] as const).map((end) => (
            <DatePicker
              key={end}
              aria-label={t(end)}
              placeholder={t(end)}
              onChange={(next) => change({ [end]: next?.format("YYYY-MM-DD") })}
            />
          ))
        : null}
      {hasOutlets === false ? null : <OutletChoice />}
    </div>
  )
}

function OutletChoice() {
  const t = useText()
  const [values, change] = useUrlValues()
  const { options } = useOutlets()
  return (
    <Select
      aria-label={t("outlet")}
      allowClear
      placeholder={t("outlet")}
      value={values.outlet ?? null}
      options={options}
      style={{ width: 190 }}
      onChange={(next: string | null) => change({ outlet: next ?? undefined })}
    />
  )
}
