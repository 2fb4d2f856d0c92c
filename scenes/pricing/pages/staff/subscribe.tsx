// A package at the counter: the account, the package, the number of the agreement the firm signed.
import type { z } from "zod"
import { api } from "#ui/api"
import { DialogAction, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useNotAllowed } from "#ui/session"
import { type packageView, subscribeEndpoint } from "../../contract.ts"
import { usePricingText } from "../words.ts"

const useText = dictionary({
  label: ["办理套餐", "Start a package"],
  note: [
    "客户签署协议后办理，当日生效；套餐价格从账户扣收，余额不足的留待日终。",
    "After the firm signed; it starts today. Its price is taken from the account, or at a later day end.",
  ],
  option: ["{name}（{price} 元，{n} 个月）", "{name} ({price}, {n} months)"],
})

interface Values {
  accountNo: string
  packageCode: string
  paperNo: string
}

export function Subscribe({
  packages,
  accountNo,
}: {
  packages: readonly z.output<typeof packageView>[]
  accountNo?: string
}) {
  const t = useText()
  const w = usePricingText()
  const say = useSay()
  const notAllowed = useNotAllowed()
  return (
    <DialogAction<Values, unknown>
      name="subscribe"
      label={t("label")}
      kind="primary"
      disabledReason={notAllowed("pricing.subscribe")}
      submitLabel={t("label")}
      initial={{ packageCode: "ONE_YUAN", ...(accountNo ? { accountNo } : {}) }}
      submit={(body, idempotencyKey) => api(subscribeEndpoint, { body, idempotencyKey })}
    >
      <p className="hs-muted">{t("note")}</p>
      <TextField name="accountNo" label={w("accountNo")} required max={20} />
      <SelectField
        name="packageCode"
        label={w("package")}
        required
        options={packages.map((one) => ({
          value: one.code,
          label: t("option", { name: say(one), price: one.price, n: one.termMonths }),
        }))}
      />
      <TextField name="paperNo" label={w("paperNo")} required max={60} />
    </DialogAction>
  )
}
