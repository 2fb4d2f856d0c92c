// Asking for a draw: amount, payment mode, payees; the gates are told by the server while the form is filled in.
import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { Button, Form } from "antd"
import { useState } from "react"
import { api } from "#ui/api"
import { CheckField, DateField, DialogAction, MoneyField, SelectField, TextField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { useGo } from "#ui/link"
import { toFen } from "#ui/money"
import { requestDraw, tryDraw } from "../../../contract.ts"
import { corporatePaths as paths } from "../../paths.ts"
import { useSceneText } from "../../words.ts"
import type { ActionFormProps } from "../actions.tsx"
import { GateList } from "../gates.tsx"

const useText = dictionary({
  note: [
    "放款中心审核、会计或风险复核后才入账。",
    "The desk looks at it and a second person signs before anything is booked.",
  ],
  mode: ["支付方式", "Payment mode"],
  payees: ["收款人", "Payees"],
  payeeNote: [
    "受托支付须与提款金额相等；自主支付也请列出主要收款人，同一收款人同日合并计算。",
    "Entrusted payments equal the draw; payments of a day to one payee are added up.",
  ],
  add: ["加一个收款人", "Add a payee"],
  remove: ["删除", "Remove"],
  name: ["户名", "Name"],
  bank: ["开户行", "Bank"],
  account: ["账号", "Account"],
  contract: ["合同或发票编号", "Contract or invoice"],
  bureau: ["征信复查日", "Bureau re-checked on"],
  need: ["用款需求仍然真实，未被其他融资替代", "The need still stands"],
  later: ["信用良好且用款急迫，事后补交支付资料", "Good record and urgent: papers follow"],
  gates: ["提款条件", "Gates"],
})

interface Values {
  amount: string
  mode: "self" | "entrusted"
  payees?: { name: string; bank: string; account: string; amount: string; contractRef?: string; purpose?: string }[]
  bureauCheckedOn: string
  needConfirmed?: boolean
  papersLater?: boolean
}

const payeesOf = (list: Values["payees"] = []) =>
  list.map((one) => ({ ...one, contractRef: one.contractRef ?? "", purpose: one.purpose ?? "" }))

const bodyOf = (v: Values) => ({
  amount: v.amount,
  mode: v.mode,
  payees: payeesOf(v.payees),
  bureauCheckedOn: v.bureauCheckedOn,
  needConfirmed: v.needConfirmed ?? false,
  papersLater: v.papersLater ?? false,
})

export function DrawForm({ found, label, kind, disabledReason }: ActionFormProps) {
  const t = useText()
  const go = useGo()
  const initial: Partial<Values> = { amount: found.drawableNow ?? undefined, mode: "entrusted", payees: [] }
  const [values, setValues] = useState<Partial<Values>>(initial)
  return (
    <DialogAction<Values, unknown>
      name="draw"
      label={label}
      kind={kind}
      width={860}
      disabledReason={disabledReason}
      submitLabel={label}
      initial={initial}
      watch={setValues}
      submit={(v, idempotencyKey) => api(requestDraw, { params: { id: found.id }, body: bodyOf(v), idempotencyKey })}
      done={() => go(paths.case(found.id, "draws"))}
    >
      <p className="hs-muted">{t("note")}</p>
      <Fields />
      <Payees />
      <Gates caseId={found.id} values={values} />
    </DialogAction>
  )
}

function Fields() {
  const t = useText()
  const s = useSceneText()
  return (
    <>
      <div className="hs-fields">
        <MoneyField name="amount" label={s("amount")} required />
        <SelectField
          name="mode"
          label={t("mode")}
          required
          options={(["entrusted", "self"] as const).map((value) => ({ value, label: s(value) }))}
        />
        <DateField name="bureauCheckedOn" label={t("bureau")} required />
      </div>
      <CheckField name="needConfirmed" label={t("need")} required>
        {t("need")}
      </CheckField>
      <CheckField name="papersLater" label={t("later")}>
        {t("later")}
      </CheckField>
    </>
  )
}

function Payees() {
  const t = useText()
  const s = useSceneText()
  return (
    <>
      <h3 style={{ fontSize: 14, margin: "0 0 4px" }}>{t("payees")}</h3>
      <p className="hs-muted hs-small">{t("payeeNote")}</p>
      <Form.List name="payees">
        {(fields, { add, remove }) => (
          <div className="co-rows">
            {fields.map((field) => (
              <div key={field.key} className="co-row">
                <TextField name={[field.name, "name"]} label={t("name")} required max={80} />
                <TextField name={[field.name, "bank"]} label={t("bank")} required max={80} />
                <TextField name={[field.name, "account"]} label={t("account")} required max={34} />
                <MoneyField name={[field.name, "amount"]} label={s("amount")} required />
                <TextField name={[field.name, "contractRef"]} label={t("contract")} max={60} />
                <Button onClick={() => remove(field.name)}>{t("remove")}</Button>
              </div>
            ))}
            <Button onClick={() => add({})}>{t("add")}</Button>
          </div>
        )}
      </Form.List>
    </>
  )
}

const isWhole = (one: { name?: string; bank?: string; account?: string; amount?: string }): boolean =>
  (one.name?.length ?? 0) > 1 &&
  (one.bank?.length ?? 0) > 1 &&
  (one.account?.length ?? 0) > 5 &&
  toFen(one.amount ?? "") !== null

/** Asked as soon as there is something to judge; half-typed payees wait. */
function Gates({ caseId, values }: { caseId: string; values: Partial<Values> }) {
  const t = useText()
  const isReady = Boolean(values.amount && toFen(values.amount) !== null && values.mode && values.bureauCheckedOn)
  const body = isReady
    ? bodyOf({ ...(values as Values), payees: (values.payees ?? []).filter((one) => one && isWhole(one)) })
    : null
  const query = useQuery({
    queryKey: ["corporate-loan/draw-gates", caseId, body],
    queryFn: () => api(tryDraw, { params: { id: caseId }, body: body! }),
    enabled: body !== null,
    placeholderData: keepPreviousData,
  })
  if (!query.data) return null
  return (
    <section aria-live="polite" style={{ margin: "16px 0" }}>
      <h3 style={{ fontSize: 14, margin: "0 0 8px" }}>{t("gates")}</h3>
      <GateList gates={query.data.gates} />
    </section>
  )
}
