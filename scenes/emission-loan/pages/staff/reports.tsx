// Reports of loans against discharge rights, by day and outlet.
import { dictionary } from "#ui/i18n"
import { ReportPage } from "#ui/report"
import { report, reportNames } from "../../contract.ts"
import { useSceneText } from "../words.ts"

const useText = dictionary({
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
  return (
    <ReportPage
      title={s("reports")}
      endpoint={report}
      names={reportNames.map((value) => ({ value, label: t(value) }))}
      hasDays
    />
  )
}
