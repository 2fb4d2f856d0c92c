// From approval to registration, and the end: submit, sign, file, release, withdraw.
import { api } from "#ui/api"
import { ConfirmAction, DateField, DialogAction, ReasonAction, SelectField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { useGo } from "#ui/link"
import { kernelPaths } from "#ui/paths"
import { useMay } from "#ui/session"
import { registerCase, releaseCase, signContract, submitApproval, withdrawCase } from "../../../contract.ts"
import { useSceneText } from "../../words.ts"
import type { ActionFormProps } from "../actions.tsx"

const useText = dictionary({
  submitAsk: [
    "按权限表确定审批层级，提交后不能再改。",
    "The authority table decides who signs; nothing can be changed afterwards.",
  ],
  start: ["起息日（不填为放款日）", "Start (pay-out day when empty)"],
  payment: ["支付方式", "Payment"],
  entrusted: ["受托支付", "Entrusted payment"],
  self: ["自主支付", "Own payment"],
  registerAsk: [
    "向储备交易中心发出冻结申请，并向登记机构发出抵押登记申请；全部登记完成后才能放款。",
    "Sends the freeze request and every mortgage filing; pay-out waits for all of them.",
  ],
  releaseAsk: [
    "向登记机构发出解除申请；收到回执后业务办结。",
    "Sends the releases; the case ends with the registries' receipts.",
  ],
})

export function SubmitForm({ found, label, kind, disabledReason }: ActionFormProps) {
  const t = useText()
  const go = useGo()
  const may = useMay()
  return (
    <ConfirmAction
      name="submit-approval"
      label={label}
      kind={kind}
      disabledReason={disabledReason}
      submit={(idempotencyKey) => api(submitApproval, { params: { id: found.id }, body: {}, idempotencyKey })}
      done={({ approvalId }) => (may("approval.read") ? go(kernelPaths.approval(approvalId)) : undefined)}
    >
      {t("submitAsk")}
    </ConfirmAction>
  )
}

interface Contract {
  startOn?: string
  paymentMode: "self" | "entrusted"
}

export function ContractForm({ found, label, kind, disabledReason }: ActionFormProps) {
  const t = useText()
  return (
    <DialogAction<Contract, unknown>
      name="contract"
      label={label}
      kind={kind}
      disabledReason={disabledReason}
      submitLabel={label}
      initial={{ paymentMode: "entrusted" }}
      submit={(body, idempotencyKey) => api(signContract, { params: { id: found.id }, body, idempotencyKey })}
    >
      <SelectField
        name="paymentMode"
        label={t("payment")}
        required
        options={(["entrusted", "self"] as const).map((value) => ({ value, label: t(value) }))}
      />
      <DateField name="startOn" label={t("start")} />
    </DialogAction>
  )
}

export function RegisterForm({ found, label, kind, disabledReason }: ActionFormProps) {
  const t = useText()
  return (
    <ConfirmAction
      name="register"
      label={label}
      kind={kind}
      disabledReason={disabledReason}
      submit={(idempotencyKey) => api(registerCase, { params: { id: found.id }, body: {}, idempotencyKey })}
    >
      {t("registerAsk")}
    </ConfirmAction>
  )
}

export function ReleaseForm({ found, label, kind, disabledReason }: ActionFormProps) {
  const t = useText()
  return (
    <ConfirmAction
      name="release"
      label={label}
      kind={kind}
      disabledReason={disabledReason}
      submit={(idempotencyKey) => api(releaseCase, { params: { id: found.id }, body: {}, idempotencyKey })}
    >
      {t("releaseAsk")}
    </ConfirmAction>
  )
}

export function WithdrawForm({ found, label, disabledReason }: ActionFormProps) {
  const s = useSceneText()
  return (
    <ReasonAction
      name="withdraw"
      label={label}
      danger
      disabledReason={disabledReason}
      reasonLabel={s("reason")}
      max={1000}
      submit={(reason, idempotencyKey) =>
        api(withdrawCase, { params: { id: found.id }, body: { reason }, idempotencyKey })
      }
    />
  )
}
