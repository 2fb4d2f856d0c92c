// What is asked for: amount, term, use, repayment, guarantee. The same fields at acceptance and when mended later.
import { DateField, CheckField, MoneyField, SelectField, TextField, WholeField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { guarantees, guaranteeTitles } from "../../rules.ts"
import { everyChoices, methods, projectTags, useSceneText } from "../words.ts"

const useText = dictionary({
  asked: ["申请金额", "Asked"],
  purposeHint: [
    "写明买什么、付给谁；流动资金不得用于固定资产、股权和理财",
    "What is bought from whom; never fixed assets, equity or securities",
  ],
  permit: ["经营许可到期日", "Permit valid to"],
  newClient: ["新建立信贷关系且信用状况一般（须受托支付）", "New client of average credit (entrusted payment only)"],
})

export interface RequestValues {
  amount: string
  termMonths: string
  purpose: string
  repaymentSource: string
  method: (typeof methods)[number]
  everyMonths: string
  guarantee: (typeof guarantees)[number]
  guarantor?: string
  isNewClient?: boolean
  projectTag?: (typeof projectTags)[number]
  permitValidTo?: string
}

export const requestBody = (v: RequestValues) => ({
  amount: v.amount,
  termMonths: Number(v.termMonths),
  purpose: v.purpose,
  repaymentSource: v.repaymentSource,
  method: v.method,
  everyMonths: everyChoices.find((one) => String(one) === v.everyMonths) ?? 1,
  guarantee: v.guarantee,
  guarantor: v.guarantor ?? "",
  isNewClient: v.isNewClient ?? false,
  projectTag: v.projectTag ?? null,
  permitValidTo: v.permitValidTo ?? null,
})

export function RequestFields() {
  const t = useText()
  const s = useSceneText()
  const say = useSay()
  return (
    <div className="hs-fields">
      <MoneyField name="amount" label={t("asked")} required />
      <WholeField name="termMonths" label={s("term")} required />
      <SelectField
        name="method"
        label={s("method")}
        required
        options={methods.map((value) => ({ value, label: s(value) }))}
      />
      <SelectField
        name="everyMonths"
        label={s("every")}
        required
        options={everyChoices.map((value) => ({ value: String(value), label: s("everyN", { n: value }) }))}
      />
      <SelectField
        name="guarantee"
        label={s("guarantee")}
        required
        options={guarantees.map((value) => ({ value, label: say(guaranteeTitles[value]) }))}
      />
      <TextField name="guarantor" label={s("guarantor")} max={80} />
      <SelectField
        name="projectTag"
        label={s("projectTag")}
        options={projectTags.map((value) => ({ value, label: s(value) }))}
      />
      <DateField name="permitValidTo" label={t("permit")} />
      <div className="hs-wide">
        <TextField name="purpose" label={s("purpose")} required rows={2} max={500} hint={t("purposeHint")} />
      </div>
      <div className="hs-wide">
        <TextField name="repaymentSource" label={s("source")} required rows={2} max={500} />
      </div>
      <div className="hs-wide">
        <CheckField name="isNewClient" label={t("newClient")}>
          {t("newClient")}
        </CheckField>
      </div>
    </div>
  )
}
