// After pay-out: use-of-funds check, cure of a margin call, default and disposal.
import { api } from "#ui/api"
import { DialogAction, MoneyField, ReasonAction, SelectField, TextField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { closeDisposal, cureByCollateral, declareDefault, firstCheck, startDisposal } from "../../../contract.ts"
import { useSceneText } from "../../words.ts"
import type { ActionFormProps } from "../actions.tsx"

const useText = dictionary({
  used: ["用款情况", "Use of the money"],
  as_agreed: ["按约定用途使用", "As agreed"],
  misused: ["挪用", "Misused"],
  evidence: ["检查情况与凭据", "What was seen"],
  cureAsk: [
    "核对还款和追加的押品；抵押率回到 80% 以内即了结。",
    "Checks repayments and added collateral; cured when the LTV is back under 80%.",
  ],
  way: ["处置方式", "Way"],
  buy_back: ["储备中心收储", "Buy-back by the reserve centre"],
  auction: ["公开拍卖", "Auction"],
  agreement: ["协议转让", "Sale by agreement"],
  plan: ["处置方案", "Plan"],
  proceeds: ["处置收入", "Proceeds"],
  costs: ["处置费用", "Costs"],
})

export function FirstCheckForm({ found, label, kind, disabledReason }: ActionFormProps) {
  const t = useText()
  return (
    <DialogAction<{ used: "as_agreed" | "misused"; note: string }, unknown>
      name="first-check"
      label={label}
      kind={kind}
      disabledReason={disabledReason}
      submitLabel={label}
      initial={{ used: "as_agreed" }}
      submit={(body, idempotencyKey) => api(firstCheck, { params: { id: found.id }, body, idempotencyKey })}
    >
      <SelectField
        name="used"
        label={t("used")}
        required
        options={(["as_agreed", "misused"] as const).map((value) => ({ value, label: t(value) }))}
      />
      <TextField name="note" label={t("evidence")} required rows={3} max={1000} />
    </DialogAction>
  )
}

export function CureForm({ found, label, kind, disabledReason }: ActionFormProps) {
  const t = useText()
  const s = useSceneText()
  return (
    <DialogAction<{ note?: string }, unknown>
      name="cure"
      label={label}
      kind={kind}
      disabledReason={disabledReason}
      submitLabel={label}
      submit={({ note }, idempotencyKey) =>
        api(cureByCollateral, { params: { id: found.id }, body: { note: note ?? "" }, idempotencyKey })
      }
    >
      <p>{t("cureAsk")}</p>
      <TextField name="note" label={s("note")} rows={2} max={1000} />
    </DialogAction>
  )
}

export function DefaultForm({ found, label, disabledReason }: ActionFormProps) {
  const s = useSceneText()
  return (
    <ReasonAction
      name="default"
      label={label}
      danger
      disabledReason={disabledReason}
      reasonLabel={s("reason")}
      max={1000}
      submit={(reason, idempotencyKey) =>
        api(declareDefault, { params: { id: found.id }, body: { reason }, idempotencyKey })
      }
    />
  )
}

export function DisposeForm({ found, label, kind, disabledReason }: ActionFormProps) {
  const t = useText()
  return (
    <DialogAction<{ way: "buy_back" | "auction" | "agreement"; plan: string }, unknown>
      name="dispose"
      label={label}
      kind={kind}
      disabledReason={disabledReason}
      submitLabel={label}
      initial={{ way: "buy_back" }}
      submit={(body, idempotencyKey) => api(startDisposal, { params: { id: found.id }, body, idempotencyKey })}
    >
      <SelectField
        name="way"
        label={t("way")}
        required
        options={(["buy_back", "auction", "agreement"] as const).map((value) => ({ value, label: t(value) }))}
      />
      <TextField name="plan" label={t("plan")} required rows={4} max={1000} />
    </DialogAction>
  )
}

export function CloseDisposalForm({ found, label, kind, disabledReason }: ActionFormProps) {
  const t = useText()
  const s = useSceneText()
  return (
    <DialogAction<{ proceeds: string; costs: string; note?: string }, unknown>
      name="close-disposal"
      label={label}
      kind={kind}
      disabledReason={disabledReason}
      submitLabel={label}
      submit={(values, idempotencyKey) =>
        api(closeDisposal, { params: { id: found.id }, body: { ...values, note: values.note ?? "" }, idempotencyKey })
      }
    >
      <MoneyField name="proceeds" label={t("proceeds")} required />
      <MoneyField name="costs" label={t("costs")} required />
      <TextField name="note" label={s("note")} rows={2} max={1000} />
    </DialogAction>
  )
}
