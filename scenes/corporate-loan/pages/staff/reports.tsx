// Reports: one endpoint with columns, rows and how to draw them; for the screen, the printer and a workbook.
import { Select } from "antd"
import { Action } from "#ui/action"
import { fetchFile, saveBlob, useEndpoint } from "#ui/api"
import { dictionary, useSay } from "#ui/i18n"
import { useUrlValues } from "#ui/link"
import { Loaded, Page, Stack } from "#ui/page"
import { ReportBody } from "#ui/report"
import { useOutlets } from "#ui/session"
import { moment } from "#ui/timeline"
import { report, reportNames, reportSheet } from "../../contract.ts"
import { loanProducts, productTitles } from "../../rules.ts"
import { useSceneText } from "../words.ts"

const useText = dictionary({
  which: ["报表", "Report"],
  export: ["导出 Excel", "Excel"],
  print: ["打印", "Print"],
  asOf: ["截至 {at}", "as of {at}"],
  pipeline: ["按步骤与停留时间", "Pipeline by stage and age"],
  turnaround: ["审批时效", "Approval turnaround"],
  conditions: ["未落实条件", "Conditions outstanding"],
  "draw-equity": ["提款与资本金", "Draws against equity"],
  "entrusted-share": ["受托支付占比", "Entrusted share"],
  "use-checks": ["用途检查未完成", "Checks of use outstanding"],
  "maturity-ladder": ["到期阶梯", "Maturity ladder"],
  warnings: ["预警", "Warnings"],
  classes: ["五级分类", "Risk classes"],
  collateral: ["押品覆盖与重估", "Collateral cover"],
  concentration: ["集中度", "Concentration"],
  penalty: ["罚息与复利", "Penalty interest"],
  recovery: ["保全与核销后追偿", "Recovery"],
  green: ["绿色与三改一扩贷款", "Green and upgrade loans"],
})

export function ReportsPage() {
  const t = useText()
  const s = useSceneText()
  const say = useSay()
  const [values, change] = useUrlValues()
  const { options } = useOutlets()
  const name = reportNames.find((one) => one === values.report) ?? "pipeline"
  const asked = { outlet: values.outlet, product: loanProducts.find((one) => one === values.product) }
  const query = useEndpoint(report, { params: { report: name }, query: asked })
  const save = async () => {
    const { blob, name: file } = await fetchFile(reportSheet, { params: { report: name }, query: asked })
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
            aria-label={s("product")}
            allowClear
            placeholder={s("product")}
            value={values.product ?? null}
            style={{ width: 220 }}
            options={loanProducts.map((value) => ({ value, label: say(productTitles[value]) }))}
            onChange={(next: string | null) => change({ product: next ?? undefined })}
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
