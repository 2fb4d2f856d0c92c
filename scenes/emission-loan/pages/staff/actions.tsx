// What can be done with the case now. Buttons come from the server's answer with its reasons; those of another step are
// not shown. The first possible one is the next step and stands out.
import { Action } from "#ui/action"
import { dictionary, useSay } from "#ui/i18n"
import { useGo } from "#ui/link"
import { kernelPaths } from "#ui/paths"
import { actions, type CaseAction } from "../../states.ts"
import { emissionPaths as paths } from "../paths.ts"
import type { CaseDetail } from "./case.tsx"
import { actionForms } from "./action-forms.tsx"

const useText = dictionary({
  apply: ["填写申请", "Fill in the application"],
  approve: ["查看审批", "See the approval"],
})

export type Offered = CaseDetail["actions"][number]

export interface ActionFormProps {
  found: CaseDetail
  offered: Offered
  label: string
  kind: "primary" | "default"
  disabledReason: string | null
}

export function CaseActions({ found }: { found: CaseDetail }) {
  const fits = (one: Offered) => one.enabled || (actions[one.action].from as readonly string[]).includes(found.state)
  const shown = found.actions.filter(fits)
  const next = shown.find((one) => one.enabled && one.action !== "withdraw")?.action
  return (
    <>
      {shown.map((one) => (
        <One key={one.action} found={found} offered={one} isNext={one.action === next} />
      ))}
    </>
  )
}

function One({ found, offered, isNext }: { found: CaseDetail; offered: Offered; isNext: boolean }) {
  const t = useText()
  const say = useSay()
  const go = useGo()
  const kind = isNext ? ("primary" as const) : ("default" as const)
  const disabledReason = offered.enabled ? null : say(offered.reason)
  if (offered.action === "apply") {
    return (
      <Action label={t("apply")} kind={kind} disabledReason={disabledReason} run={() => go(paths.wizard(found.id))} />
    )
  }
  if (offered.action === "approve") {
    if (!found.approvalId) return null
    const approvalId = found.approvalId
    return <Action label={t("approve")} kind={kind} run={() => go(kernelPaths.approval(approvalId))} />
  }
  const Form = actionForms[offered.action as Exclude<CaseAction, "apply" | "approve">]
  return Form ? (
    <Form found={found} offered={offered} label={say(offered)} kind={kind} disabledReason={disabledReason} />
  ) : null
}
