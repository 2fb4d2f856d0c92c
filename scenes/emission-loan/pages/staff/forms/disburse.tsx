// Pay-out: the amount and, for entrusted payment, to whom. A second person at the disbursement desk decides.
import { Button, Form } from "antd"
import { api } from "#ui/api"
import { DialogAction, MoneyField, TextField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { useGo } from "#ui/link"
import { kernelPaths } from "#ui/paths"
import { useMay } from "#ui/session"
import { disburseCase } from "../../../contract.ts"
import { useSceneText } from "../../words.ts"
import type { ActionFormProps } from "../actions.tsx"

const useText = dictionary({
  note: ["提交后由放款中心另一人复核，通过才入账。", "Another person at the desk checks it before anything is booked."],
  payees: ["收款人（受托支付）", "Payees (entrusted payment)"],
  add: ["加一个收款人", "Add a payee"],
  remove: ["删除", "Remove"],
  name: ["户名", "Name"],
  bank: ["开户行", "Bank"],
  account: ["账号", "Account"],
})

interface Values {
  amount: string
  payments?: { name: string; bank: string; account: string; amount: string; purpose?: string }[]
}

export function DisburseForm({ found, label, kind, disabledReason }: ActionFormProps) {
  const t = useText()
  const s = useSceneText()
  const go = useGo()
  const may = useMay()
  return (
    <DialogAction<Values, { approvalId: string }>
      name="disburse"
      label={label}
      kind={kind}
      width={760}
      disabledReason={disabledReason}
      submitLabel={label}
      initial={{ amount: found.approvedAmount ?? undefined }}
      submit={({ amount, payments = [] }, idempotencyKey) =>
        api(disburseCase, {
          params: { id: found.id },
          body: { amount, payments: payments.map((one) => ({ ...one, purpose: one.purpose ?? "" })) },
          idempotencyKey,
        })
      }
      done={({ approvalId }) => (may("approval.read") ? go(kernelPaths.approval(approvalId)) : undefined)}
    >
      <p className="hs-muted">{t("note")}</p>
      <MoneyField name="amount" label={s("amount")} required />
      <h3 style={{ fontSize: 14, margin: "0 0 8px" }}>{t("payees")}</h3>
      <Form.List name="payments">
        {(fields, { add, remove }) => (
          <div className="em-rows">
            {fields.map((field) => (
              <div key={field.key} className="em-row">
                <TextField name={[field.name, "name"]} label={t("name")} required max={80} />
                <TextField name={[field.name, "bank"]} label={t("bank")} required max={80} />
                <TextField name={[field.name, "account"]} label={t("account")} required max={34} />
                <MoneyField name={[field.name, "amount"]} label={s("amount")} required />
                <Button onClick={() => remove(field.name)}>{t("remove")}</Button>
              </div>
            ))}
            <Button onClick={() => add({})}>{t("add")}</Button>
          </div>
        )}
      </Form.List>
    </DialogAction>
  )
}
