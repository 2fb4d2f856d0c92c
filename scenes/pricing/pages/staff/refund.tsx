// Asking for a refund: what went wrong and how much goes back. Another person signs.
import { api } from "#ui/api"
import { DialogAction, MoneyField, SelectField, TextField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { sumOf } from "#ui/money"
import { useMay } from "#ui/session"
import { refundEndpoint } from "../../contract.ts"
import type { ChargeRow } from "./charge-grid.tsx"

const useText = dictionary({
  label: ["申请退费", "Ask for a refund"],
  note: ["最多可退 {left} 元，另一人复核后入账。", "{left} at most; paid back by another person's signature."],
  kind: ["类别", "Kind"],
  overcharged: ["多收退还", "Charged too much"],
  not_due: ["服务未提供，全额退还", "No service rendered: all of it"],
  amount: ["退费金额", "Amount"],
  reason: ["原因", "Reason"],
  none: ["没有可退的金额", "Nothing is left to give back"],
})

interface Values {
  kind: "overcharged" | "not_due"
  amount: string
  reason: string
}

export function AskRefund({ charge }: { charge: ChargeRow }) {
  const t = useText()
  const may = useMay()
  const left = sumOf([charge.net, `-${charge.refunded}`])
  if (!may("pricing.refund")) return null
  return (
    <DialogAction<Values, unknown>
      name="ask-refund"
      label={t("label")}
      disabledReason={left === "0.00" ? t("none") : null}
      submitLabel={t("label")}
      initial={{ kind: "overcharged" }}
      submit={(body, idempotencyKey) => api(refundEndpoint, { params: { id: charge.id }, body, idempotencyKey })}
    >
      <p className="hs-muted">{t("note", { left })}</p>
      <SelectField
        name="kind"
        label={t("kind")}
        required
        options={(["overcharged", "not_due"] as const).map((value) => ({ value, label: t(value) }))}
      />
      <MoneyField name="amount" label={t("amount")} required />
      <TextField name="reason" label={t("reason")} required max={200} />
    </DialogAction>
  )
}
