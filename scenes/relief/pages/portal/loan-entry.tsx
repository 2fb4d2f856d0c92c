// On the firm's own loan: help is one press away, or the request it made already.
import { Action } from "#ui/action"
import { useEndpoint } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { useGo } from "#ui/link"
import { Panel } from "#ui/page"
import { portalReliefLoans } from "../../contract.ts"
import { reliefPaths as paths } from "../paths.ts"
import "../relief.css"

const useText = dictionary({
  title: ["还款有困难？", "Is paying hard?"],
  ask: ["申请纾困", "Ask for help"],
  see: ["查看申请进度", "See your request"],
  words: [
    "可以申请续贷、展期或推迟还款。到期前提出，办法最多。",
    "Ask for a renewal, a later date or moved instalments; before maturity most is possible.",
  ],
})

export function LoanEntry({ loanNo }: { loanNo: string }) {
  const t = useText()
  const go = useGo()
  const query = useEndpoint(portalReliefLoans)
  const loan = query.data?.items.find((one) => one.loanNo === loanNo)
  if (!loan) return null
  const { caseId } = loan
  return (
    <Panel title={t("title")}>
      <div className="rl-help">
        <span className="hs-muted">{t("words")}</span>
        {caseId ? (
          <Action label={t("see")} run={() => go(paths.portalCase(caseId))} />
        ) : (
          <Action label={t("ask")} run={() => go(paths.portalAsk(loanNo))} />
        )}
      </div>
    </Panel>
  )
}
