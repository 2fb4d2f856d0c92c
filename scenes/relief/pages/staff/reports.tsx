// Relief reports: one endpoint with columns, rows and how to draw them; for the screen, the printer and a workbook.
import { Select } from "antd"
import { Action } from "#ui/action"
import { fetchFile, saveBlob, useEndpoint } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { useUrlValues } from "#ui/link"
import { Loaded, Page, Stack } from "#ui/page"
import { ReportBody } from "#ui/report"
import { useOutlets } from "#ui/session"
import { moment } from "#ui/timeline"
import { report, reportNames, reportSheet } from "../../contract.ts"
import { useReliefText } from "../words.ts"

const useText = dictionary({
  which: ["报表", "Report"],
  export: ["导出 Excel", "Excel"],
  print: ["打印", "Print"],
  asOf: ["截至 {at}", "as of {at}"],
  contacts: ["提前联系率", "Early-contact rate"],
  tools: ["措施构成与余额", "Tool mix and balance"],
  classes: ["分类变化", "Classes before and after"],
  observation: ["观察期日历", "Observation calendar"],
  "failed-cures": ["观察期内违约", "Failed cures"],
  "medium-cut-off": ["中型企业续贷清单", "Medium firms and the cut-off"],
  exemptions: ["尽职免责登记簿", "Exemption register"],
  declined: ["未批准清单", "Declined"],
})

export function ReportsPage() {
  const t = useText()
  const s = useReliefText()
  const [values, change] = useUrlValues()
  const { options } = useOutlets()
  const name = reportNames.find((one) => one === values.report) ?? "contacts"
  const asked = { params: { report: name }, query: { outlet: values.outlet } }
  const query = useEndpoint(report, asked)
  const save = async () => {
    const { blob, name: file } = await fetchFile(reportSheet, asked)
    saveBlob(blob, file)
  }
  return (
    <Page
      title={s("reports")}
      intro={query.data ? t("asOf", { at: moment(query.data.asOf) }) : undefined}
      actions={
        <>
          <Action label={t("export")} run={save} />
          <Action label={t("print")} run={() => globalThis.print()} />
        </>
      }
    >
      <Stack>
        <div className="hs-filters hs-no-print">
          <Select
            aria-label={t("which")}
            value={name}
            style={{ width: 220 }}
            options={reportNames.map((value) => ({ value, label: t(value) }))}
            onChange={(next: string) => change({ report: next })}
          />
          <Select
            aria-label={s("outlet")}
            allowClear
            placeholder={s("outlet")}
            value={values.outlet ?? null}
            options={options}
            style={{ width: 180 }}
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
