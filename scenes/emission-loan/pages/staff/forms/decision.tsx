// Valuation and review: the two judgements before approval.
import { api } from "#ui/api"
import { DialogAction, MoneyField, RateField, SelectField, TextField, WholeField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { reviewCase, valueCase } from "../../../contract.ts"
import { useSceneText } from "../../words.ts"
import type { ActionFormProps } from "../actions.tsx"

const useText = dictionary({
  appraiser: ["评估人或评估机构", "Appraiser"],
  confirm: ["确认估值", "Confirm the valuation"],
  valueNote: ["按今天的价格文件计算，有效期 12 个月。", "By today's price sheets; valid for twelve months."],
  amount: ["建议金额", "Amount proposed"],
  opinion: ["审查意见", "Opinion"],
  submit: ["提交意见", "Submit"],
  lendable: ["可贷 {n} 元", "lendable {n}"],
})

export function ValueForm({ found, label, kind, disabledReason }: ActionFormProps) {
  const t = useText()
  const s = useSceneText()
  return (
    <DialogAction<{ basis: "FULL" | "SURPLUS"; appraiser: string }, unknown>
      name="value"
      label={label}
      kind={kind}
      disabledReason={disabledReason}
      submitLabel={t("confirm")}
      initial={{ basis: "FULL" }}
      submit={(body, idempotencyKey) => api(valueCase, { params: { id: found.id }, body, idempotencyKey })}
    >
      <p className="hs-muted">{t("valueNote")}</p>
      <SelectField
        name="basis"
        label={s("basis")}
        required
        options={(["FULL", "SURPLUS"] as const).map((value) => ({ value, label: s(value) }))}
      />
      <TextField name="appraiser" label={t("appraiser")} required max={80} />
    </DialogAction>
  )
}

interface Review {
  amount: string
  termMonths: string
  ratePct: string
  opinion: string
}

export function ReviewForm({ found, label, kind, disabledReason }: ActionFormProps) {
  const t = useText()
  const s = useSceneText()
  return (
    <DialogAction<Review, unknown>
      name="review"
      label={label}
      kind={kind}
      disabledReason={disabledReason}
      submitLabel={t("submit")}
      initial={{
        amount: found.valuations[0]?.loanMax ?? found.askedAmount ?? undefined,
        termMonths: found.termMonths ? String(found.termMonths) : undefined,
        ratePct: found.ratePct ?? undefined,
      }}
      submit={({ termMonths, ...rest }, idempotencyKey) =>
        api(reviewCase, { params: { id: found.id }, body: { ...rest, termMonths: Number(termMonths) }, idempotencyKey })
      }
    >
      <MoneyField
        name="amount"
        label={t("amount")}
        required
        hint={found.lendable ? t("lendable", { n: found.lendable }) : undefined}
      />
      <div className="hs-fields">
        <WholeField name="termMonths" label={s("term")} required />
        <RateField name="ratePct" label={s("rate")} required />
      </div>
      <TextField name="opinion" label={t("opinion")} required rows={4} max={1000} />
    </DialogAction>
  )
}
