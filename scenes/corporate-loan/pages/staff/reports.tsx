// Reports of company loans, by product and outlet; a workbook of each.
import { dictionary, useSay } from "#ui/i18n"
import { ReportPage } from "#ui/report"
import { report, reportNames, reportSheet } from "../../contract.ts"
import { loanProducts, productTitles } from "../../rules.ts"
import { useSceneText } from "../words.ts"

const useText = dictionary({
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
  return (
    <ReportPage
      title={s("reports")}
      endpoint={report}
      sheet={reportSheet}
      names={reportNames.map((value) => ({ value, label: t(value) }))}
      choice={{
        name: "product",
        label: s("product"),
        options: loanProducts.map((value) => ({ value, label: say(productTitles[value]) })),
      }}
    />
  )
}
