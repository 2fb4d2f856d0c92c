// The form behind each action of a case, by name. Margin calls open by themselves from events and prices: no form.
import type { ComponentType } from "react"
import type { CaseAction } from "../../states.ts"
import type { ActionFormProps } from "./actions.tsx"
import { CheckEnvironmentForm } from "./forms/environment.tsx"
import { CloseDisposalForm, CureForm, DefaultForm, DisposeForm, FirstCheckForm } from "./forms/after.tsx"
import { ContractForm, RegisterForm, ReleaseForm, SubmitForm, WithdrawForm } from "./forms/closing.tsx"
import { ReviewForm, ValueForm } from "./forms/decision.tsx"
import { DisburseForm } from "./forms/disburse.tsx"
import { RepayForm } from "./forms/repay.tsx"

export const actionForms: Partial<Record<CaseAction, ComponentType<ActionFormProps>>> = {
  checkEnvironment: CheckEnvironmentForm,
  value: ValueForm,
  review: ReviewForm,
  submitApproval: SubmitForm,
  contract: ContractForm,
  register: RegisterForm,
  disburse: DisburseForm,
  firstCheck: FirstCheckForm,
  cure: CureForm,
  declareDefault: DefaultForm,
  dispose: DisposeForm,
  closeDisposal: CloseDisposalForm,
  repay: RepayForm,
  release: ReleaseForm,
  withdraw: WithdrawForm,
}
