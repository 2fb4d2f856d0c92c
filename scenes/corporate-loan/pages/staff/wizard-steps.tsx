// The steps of an application, drawn above each of them.
import { dictionary } from "#ui/i18n"
import { Panel } from "#ui/page"
import { Pipeline } from "#ui/states"

const useText = dictionary({
  label: ["受理的步骤", "Steps of an application"],
  request: ["企业与申请", "Firm and request"],
  statements: ["财务报表", "Statements"],
  size: ["需求或项目", "Need or project"],
  start: ["核对，开始尽调", "Check and start"],
})

export const wizardSteps = ["request", "statements", "size", "start"] as const

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
