// From contract to drawing, and the end: sign, register, open for drawing, end what is undrawn, release, withdraw.
import { api } from "#ui/api"
import { ConfirmAction, DialogAction, ReasonAction, TextField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { endLine, makeAvailable, releaseCase, secureCase, signCase, withdrawCase } from "../../../contract.ts"
import { useSceneText } from "../../words.ts"
import type { ActionFormProps } from "../actions.tsx"

const useText = dictionary({
  signAsk: ["按批复金额预占额度，期限自今天起算。", "Reserves the line; the term starts today."],
  guaranteeContract: ["保证合同编号", "Guarantee contract no."],
  secureAsk: [
    "向登记机构发出抵押登记申请；全部登记完成后担保落实。",
    "Sends every filing; done when all are registered.",
  ],
  availableAsk: ["确认押品登记和账户，开通提款。", "Registrations and account are in order: open for drawing."],
  releaseAsk: ["向登记机构发出解除申请；收到回执后业务办结。", "Sends the releases; the case ends with the receipts."],
})

export function SignForm({ found, label, kind, disabledReason }: ActionFormProps) {
  const t = useText()
  const needsGuarantee = found.guarantee === "guarantor"
  return (
    <DialogAction<{ guaranteeContractNo?: string }, unknown>
      name="sign"
      label={label}
      kind={kind}
      disabledReason={disabledReason}
      submitLabel={label}
      submit={({ guaranteeContractNo }, idempotencyKey) =>
        api(signCase, {
          params: { id: found.id },
          body: { guaranteeContractNo: guaranteeContractNo ?? "" },
          idempotencyKey,
        })
      }
    >
      <p className="hs-muted">{t("signAsk")}</p>
      {needsGuarantee || found.guarantor ? (
        <TextField name="guaranteeContractNo" label={t("guaranteeContract")} required={needsGuarantee} max={60} />
      ) : null}
    </DialogAction>
  )
}

export function SecureForm({ found, label, kind, disabledReason }: ActionFormProps) {
  const t = useText()
  return (
    <ConfirmAction
      name="secure"
      label={label}
      kind={kind}
      disabledReason={disabledReason}
      submit={(idempotencyKey) => api(secureCase, { params: { id: found.id }, body: {}, idempotencyKey })}
    >
      {t("secureAsk")}
    </ConfirmAction>
  )
}

export function AvailableForm({ found, label, kind, disabledReason }: ActionFormProps) {
  const t = useText()
  return (
    <ConfirmAction
      name="available"
      label={label}
      kind={kind}
      disabledReason={disabledReason}
      submit={(idempotencyKey) => api(makeAvailable, { params: { id: found.id }, body: {}, idempotencyKey })}
    >
      {t("availableAsk")}
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

export function EndLineForm({ found, label, disabledReason }: ActionFormProps) {
  const s = useSceneText()
  return (
    <ReasonAction
      name="end-line"
      label={label}
      danger
      disabledReason={disabledReason}
      reasonLabel={s("reason")}
      max={1000}
      submit={(reason, idempotencyKey) => api(endLine, { params: { id: found.id }, body: { reason }, idempotencyKey })}
    />
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
