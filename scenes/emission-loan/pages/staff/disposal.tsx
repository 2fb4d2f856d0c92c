// What a sale would bring to whom: costs, prior claims, interest, principal, and what is left or lacking.
import { useState } from "react"
import { api } from "#ui/api"
import { FormShell, MoneyField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { Money } from "#ui/money"
import { Pairs, Panel } from "#ui/page"
import { simulateDisposal } from "../../contract.ts"

const useText = dictionary({
  title: ["处置分配试算", "Disposal simulator"],
  proceeds: ["处置收入", "Proceeds"],
  costs: ["处置费用", "Costs"],
  run: ["试算", "Reckon"],
  prior: ["在先债权", "Prior claims"],
  interest: ["利息", "Interest"],
  principal: ["本金", "Principal"],
  surplus: ["退还企业", "Back to the owner"],
  shortfall: ["仍有缺口", "Still lacking"],
})

interface Split {
  costs: string
  priorClaims: string
  interest: string
  principal: string
  surplus: string
  shortfall: string
}

export function DisposalSimulator({ caseId }: { caseId: string }) {
  const t = useText()
  const [split, setSplit] = useState<Split | null>(null)
  return (
    <Panel title={t("title")}>
      <FormShell<{ proceeds: string; costs?: string }, Split>
        name="simulate-disposal"
        guard={false}
        submitLabel={t("run")}
        submit={({ proceeds, costs }) =>
          api(simulateDisposal, { params: { id: caseId }, query: { proceeds, costs: costs || "0" } })
        }
        done={setSplit}
      >
        <MoneyField name="proceeds" label={t("proceeds")} required />
        <MoneyField name="costs" label={t("costs")} />
      </FormShell>
      {split ? (
        <Pairs
          items={[
            { label: t("costs"), value: <Money value={split.costs} unit /> },
            { label: t("prior"), value: <Money value={split.priorClaims} unit /> },
            { label: t("interest"), value: <Money value={split.interest} unit /> },
            { label: t("principal"), value: <Money value={split.principal} unit /> },
            { label: t("surplus"), value: <Money value={split.surplus} unit strong /> },
            { label: t("shortfall"), value: <Money value={split.shortfall} unit strong /> },
          ]}
        />
      ) : null}
    </Panel>
  )
}
