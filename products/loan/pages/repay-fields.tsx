// Repayment: an amount or everything; what goes beyond the debts due shortens the term or lowers the instalments.
import { Form } from "antd"
import { MoneyField, SelectField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { Money } from "#ui/money"

const useText = dictionary({
  how: ["还多少", "How much"],
  some: ["还一部分", "An amount"],
  all: ["全部结清", "Pay off"],
  amount: ["还款金额", "Amount"],
  beyond: ["超出应还的部分", "What goes beyond the debts due"],
  keep_term: ["期限不变，减少月供", "Keep the term, lower instalments"],
  keep_instalment: ["月供不变，缩短期限", "Keep the instalment, shorter term"],
  from: ["从还款账户扣款，余额 ", "Taken from the repayment account, balance "],
  owed: ["，现在结清需 ", "; pay-off today "],
})

export interface RepayValues {
  how: "some" | "all"
  amount?: string
  choice: "keep_term" | "keep_instalment"
}

export const repayInitial = { how: "some", choice: "keep_term" } as const

export const repayBody = (values: RepayValues) => ({
  amount: values.how === "all" ? ("payoff" as const) : (values.amount ?? ""),
  choice: values.choice,
})

export function RepayFields({ loan }: { loan: { depositBalance: string; owed: string } | null }) {
  const t = useText()
  const how = Form.useWatch<string | undefined>("how")
  return (
    <>
      {loan ? (
        <p className="hs-muted">
          {t("from")}
          <Money value={loan.depositBalance} unit />
          {t("owed")}
          <Money value={loan.owed} unit />
        </p>
      ) : null}
      <SelectField
        name="how"
        label={t("how")}
        required
        options={(["some", "all"] as const).map((value) => ({ value, label: t(value) }))}
      />
      {how === "all" ? null : (
        <>
          <MoneyField name="amount" label={t("amount")} required />
          <SelectField
            name="choice"
            label={t("beyond")}
            required
            options={(["keep_term", "keep_instalment"] as const).map((value) => ({ value, label: t(value) }))}
          />
        </>
      )}
    </>
  )
}
