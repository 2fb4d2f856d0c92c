// What can be done with the case now. Buttons come from the server's answer with its reasons; what belongs to one thing of
// a tab (a condition, a draw, a warning) is done there.
import { Action } from "#ui/action"
import { useSay } from "#ui/i18n"
import { useGo } from "#ui/link"
import type { ComponentType } from "react"
import type { CaseAction } from "../../states.ts"
import { corporatePaths as paths } from "../paths.ts"
import type { CaseDetail } from "./case.tsx"
import { ChangeTermsForm, ReviewForm, ReturnForm, SubmitApprovalForm, SubmitDdForm } from "./forms/decision.tsx"
import { DrawForm } from "./forms/draw.tsx"
import { AvailableForm, EndLineForm, ReleaseForm, SecureForm, SignForm, WithdrawForm } from "./forms/closing.tsx"
import { HandOverForm, RepayForm, WarnForm, WriteOffForm } from "./forms/running.tsx"

export type Offered = CaseDetail["actions"][number]

export interface ActionFormProps {
  found: CaseDetail
  label: string
  kind: "primary" | "default"
  disabledReason: string | null
}

const forms: Partial<Record<CaseAction, ComponentType<ActionFormProps>>> = {
  submitDd: SubmitDdForm,
  review: ReviewForm,
  returnCase: ReturnForm,
  submitApproval: SubmitApprovalForm,
  changeTerms: ChangeTermsForm,
  sign: SignForm,
  secure: SecureForm,
  makeAvailable: AvailableForm,
  requestDraw: DrawForm,
  warn: WarnForm,
  repay: RepayForm,
  handOver: HandOverForm,
  writeOff: WriteOffForm,
  endLine: EndLineForm,
  release: ReleaseForm,
  withdraw: WithdrawForm,
}

/** Steps that are taken at their own thing on a tab; the button leads there. */
const tabs: Partial<Record<CaseAction, string>> = {
  meetCondition: "decision",
  checkDraw: "draws",
  useCheck: "draws",
}

const quiet = new Set<CaseAction>(["withdraw", "changeTerms", "warn", "returnCase"])

export function CaseActions({ found }: { found: CaseDetail }) {
  // A step of another post is that post's business; here it would only be in the way.
  const shown = found.actions.filter((one) => one.enabled || one.reason?.en !== "Not an act of your post")
  const next = shown.find((one) => one.enabled && !quiet.has(one.action))?.action
  return (
    <>
      {shown.map((one) => (
        <One key={one.action} found={found} offered={one} isNext={one.action === next} />
      ))}
    </>
  )
}

function One({ found, offered, isNext }: { found: CaseDetail; offered: Offered; isNext: boolean }) {
  const say = useSay()
  const go = useGo()
  const kind = isNext ? ("primary" as const) : ("default" as const)
  const disabledReason = offered.enabled ? null : say(offered.reason)
  const { action } = offered
  if (action === "startDd")
    return <Action label={say(offered)} kind={kind} disabledReason={null} run={() => go(paths.wizard(found.id))} />
  const tab = tabs[action]
  if (tab)
    return (
      <Action
        label={say(offered)}
        kind={kind}
        disabledReason={disabledReason}
        run={() => go(paths.case(found.id, tab))}
      />
    )
  const Form = forms[action]
  return Form ? <Form found={found} label={say(offered)} kind={kind} disabledReason={disabledReason} /> : null
}
