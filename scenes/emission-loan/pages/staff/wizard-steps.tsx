// The steps of a new case, drawn above each of them.
import { dictionary } from "#ui/i18n"
import { Panel } from "#ui/page"
import { Pipeline } from "#ui/states"

const useText = dictionary({
  label: ["新建业务的步骤", "Steps of a new case"],
  firm: ["企业", "Firm"],
  rights: ["许可证与排污权", "Permit and rights"],
  collateral: ["押品", "Collateral"],
  need: ["资金需求", "Need"],
  submit: ["核对提交", "Check and apply"],
})

export const wizardSteps = ["firm", "rights", "collateral", "need", "submit"] as const

export function WizardSteps({ at }: { at: number }) {
  const t = useText()
  const steps = wizardSteps.map((key, i) => ({
    key,
    label: t(key),
    state: i < at ? ("done" as const) : i === at ? ("now" as const) : ("ahead" as const),
  }))
  return (
    <Panel>
      <Pipeline label={t("label")} steps={steps} />
    </Panel>
  )
}
