// The page of a scene's reports: which one, for which outlet and whatever else the scene narrows by; on screen, on paper and
// as a file.
import { DatePicker, Select } from "antd"
import type { Endpoint } from "#contract/kernel/http"
import { Action } from "#ui/action"
import { type CallInput, fetchFile, saveBlob, useEndpoint } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { useUrlValues } from "#ui/link"
import { Loaded, Page, Stack } from "#ui/page"
import { useOutlets } from "#ui/session"
import { toCsv } from "#ui/tables"
import { moment } from "#ui/timeline"
import { ReportBody, type ReportData, useReportColumns } from "./report.tsx"

const useText = dictionary({
  which: ["报表", "Report"],
  outlet: ["网点", "Outlet"],
  from: ["起", "From"],
  to: ["止", "To"],
  sheet: ["导出 Excel", "Excel"],
  csv: ["导出", "Export"],
  print: ["打印", "Print"],
  asOf: ["截至 {at}", "as of {at}"],
})

type Report = ReportData & { asOf: string }

export interface ReportPageProps<N extends string, Q> {
  title: string
  endpoint: Endpoint<{ report: N }, Q, undefined, Report>
  /** Answers with the workbook; without it the rows on screen are exported. */
  sheet?: Endpoint<{ report: N }, Q, undefined, void>
  names: readonly { value: N; label: string }[]
  /** Narrows by the days from … to. */
  hasDays?: boolean
  /** One more choice, such as the product. */
  choice?: { name: string; label: string; options: readonly { value: string; label: string }[] }
}

export function ReportPage<N extends string, Q>(props: ReportPageProps<N, Q>) {
  const { endpoint, sheet, names, choice } = props
  const t = useText()
  const [values] = useUrlValues()
  const name = names.find((one) => one.value === values.report)?.value ?? names[0]!.value
  const chosen = choice?.options.find((one) => one.value === values[choice.name])?.value
  const query = {
    outlet: values.outlet,
    ...(choice ? { [choice.name]: chosen } : {}),
    ...(props.hasDays ? { from: values.from, to: values.to } : {}),
  }
  const asked = { params: { report: name }, query } as unknown as CallInput<{ report: N }, Q, undefined>
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
      intro={reading.data ? t("asOf", { at: moment(reading.data.asOf) }) : undefined}
      actions={
        <>
          <Action label={t(sheet ? "sheet" : "csv")} run={save} />
          <Action label={t("print")} run={() => globalThis.print()} />
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

function Filters<N extends string, Q>({
  names,
  choice,
  hasDays,
  name,
  chosen,
}: ReportPageProps<N, Q> & { name: N; chosen: string | undefined }) {
  const t = useText()
  const [values, change] = useUrlValues()
  const { options } = useOutlets()
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
      <Select
        aria-label={t("outlet")}
        allowClear
        placeholder={t("outlet")}
        value={values.outlet ?? null}
        options={options}
        style={{ width: 190 }}
        onChange={(next: string | null) => change({ outlet: next ?? undefined })}
      />
    </div>
  )
}
