// Reports of relief, by outlet; a workbook of each.
import { dictionary } from "#ui/i18n"
import { ReportPage } from "#ui/report"
import { report, reportNames, reportSheet } from "../../contract.ts"
import { useReliefText } from "../words.ts"

const useText = dictionary({
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
  return (
    <ReportPage
      title={s("reports")}
      endpoint={report}
      sheet={reportSheet}
      names={reportNames.map((value) => ({ value, label: t(value) }))}
    />
  )
}
