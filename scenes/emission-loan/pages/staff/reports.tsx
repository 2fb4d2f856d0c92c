// Reports: one endpoint each with columns, rows and how to draw them; for the screen, the printer and a spreadsheet.
import { DatePicker, Select } from "antd"
import type { z } from "zod"
import { Action } from "#ui/action"
import { saveBlob, useEndpoint } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { useUrlValues } from "#ui/link"
import { Loaded, Page, Stack } from "#ui/page"
import { ReportBody, useReportColumns } from "#ui/report"
import { useOutlets } from "#ui/session"
import { toCsv } from "#ui/tables"
import { moment } from "#ui/timeline"
import { report, reportNames } from "../../contract.ts"
import { useSceneText } from "../words.ts"

type Report = z.output<typeof report.response>
type Name = (typeof reportNames)[number]

const useText = dictionary({
  which: ["报表", "Report"],
  from: ["起", "From"],
  to: ["止", "To"],
  export: ["导出", "Export"],
  print: ["打印", "Print"],
  asOf: ["截至 {at}", "as of {at}"],
  "balance-by-mode": ["按担保方式的余额", "Balance by package"],
  "balance-by-pollutant": ["按污染物的余额", "Balance by pollutant"],
  "value-vs-outstanding": ["价值与余额曲线", "Value against outstanding"],
  expiry: ["到期日历", "Expiry calendar"],
  "margin-calls": ["补充担保", "Margin calls"],
  "events-by-severity": ["监测事件（按程度）", "Events by severity"],
  "project-tags": ["三改一扩与绿色贷款", "Upgrade and green loans"],
  turnaround: ["办理时效", "Turnaround"],
  "compensation-filing": ["风险补偿备案", "Compensation filing"],
  "package-integrity": ["双抵押完整性", "Package integrity"],
})

export function ReportsPage() {
  const t = useText()
  const s = useSceneText()
  const [values, change] = useUrlValues()
  const { options } = useOutlets()
  const name: Name = reportNames.find((one) => one === values.report) ?? "balance-by-mode"
  const query = useEndpoint(report, {
    params: { report: name },
    query: { from: values.from, to: values.to, outlet: values.outlet },
  })
  return (
    <Page
      title={s("reports")}
      intro={query.data ? t("asOf", { at: moment(query.data.asOf) }) : undefined}
      actions={<Tools name={name} data={query.data} />}
    >
      <Stack>
        <div className="hs-filters hs-no-print">
          <Select
            aria-label={t("which")}
            value={name}
            style={{ width: 240 }}
            options={reportNames.map((value) => ({ value, label: t(value) }))}
            onChange={(next: string) => change({ report: next })}
          />
          <DatePicker
            aria-label={t("from")}
            placeholder={t("from")}
            onChange={(next) => change({ from: next?.format("YYYY-MM-DD") })}
          />
          <DatePicker
            aria-label={t("to")}
            placeholder={t("to")}
            onChange={(next) => change({ to: next?.format("YYYY-MM-DD") })}
          />
          <Select
            aria-label={s("outlet")}
            allowClear
            placeholder={s("outlet")}
            value={values.outlet ?? null}
            options={options}
            style={{ width: 190 }}
            onChange={(next: string | null) => change({ outlet: next ?? undefined })}
          />
        </div>
        <Loaded query={query} rows={8}>
          {(data) => <ReportBody data={data} />}
        </Loaded>
      </Stack>
    </Page>
  )
}

function Tools({ name, data }: { name: Name; data: Report | undefined }) {
  const t = useText()
  const columns = useReportColumns(data)
  const save = () => {
    if (data) saveBlob(new Blob([toCsv(columns, data.rows)], { type: "text/csv" }), `${name}.csv`)
  }
  return (
    <>
      <Action label={t("export")} run={save} />
      <Action label={t("print")} run={() => globalThis.print()} />
    </>
  )
}
