// 补记还款: money that came earlier is booked with its own value date; everything since is computed again from that day.
import { bookLateRepayment } from "#contract/products/loan"
import { api } from "#ui/api"
import { DateField, DialogAction, MoneyField, SelectField, TextField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { useGo } from "#ui/link"
import { kernelPaths } from "#ui/paths"
import { useNotAllowed } from "#ui/session"

const useText = dictionary({
  label: ["补记还款", "Book a late repayment"],
  note: [
    "钱早已到账、当时没有记的还款：按起息日补记，此后的结息、罚息从那天起重算，原有记录保留；由另一人审批后生效。",
    "For money that came earlier and was not booked: interest and penalty since its value date are computed again, the old lines stay. Another person signs.",
  ],
  valueOn: ["起息日", "Value date"],
  amount: ["还款金额", "Amount"],
  choice: ["超出应还的部分", "What goes beyond the debts due"],
  keep_term: ["期限不变，减少月供", "Keep the term, lower instalments"],
  keep_instalment: ["月供不变，缩短期限", "Keep the instalment, shorter term"],
  reason: ["原因", "Reason"],
})

interface Values {
  valueOn: string
  amount: string
  choice: "keep_term" | "keep_instalment"
  reason: string
}

export function LateRepayment({ loanNo }: { loanNo: string }) {
  const t = useText()
  const go = useGo()
  const notAllowed = useNotAllowed()
  return (
    <DialogAction<Values, { approvalId: string }>
      name="late-repayment"
      label={t("label")}
      size="small"
      disabledReason={notAllowed("loan.reverse")}
      submitLabel={t("label")}
      initial={{ choice: "keep_term" }}
      submit={(body, idempotencyKey) => api(bookLateRepayment, { params: { loanNo }, body, idempotencyKey })}
      done={({ approvalId }) => go(kernelPaths.approval(approvalId))}
    >
      <p className="hs-muted">{t("note")}</p>
      <DateField name="valueOn" label={t("valueOn")} required />
      <MoneyField name="amount" label={t("amount")} required />
      <SelectField
        name="choice"
        label={t("choice")}
        required
        options={(["keep_term", "keep_instalment"] as const).map((value) => ({ value, label: t(value) }))}
      />
      <TextField name="reason" label={t("reason")} rows={2} required max={300} />
    </DialogAction>
  )
}
