// Changing a product: all its ranges in one form, the day it holds from and the document; another person agrees.
import { proposeRule } from "#contract/kernel/rule-data"
import { api } from "#ui/api"
import { CheckField, DateField, DialogAction, RateField, SelectField, TextField, WholeField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { useGo } from "#ui/link"
import { kernelPaths } from "#ui/paths"
import { useNotAllowed } from "#ui/session"
import { type LoanProduct, productMethods } from "../../contract.ts"
import { useLoanText } from "../words.ts"

const useText = dictionary({
  change: ["修改产品", "Change the product"],
  submit: ["提交审批", "Submit"],
  zh: ["名称", "Name"],
  en: ["英文名称", "English name"],
  methods: ["还款方式", "Repayment"],
  termMin: ["期限不短于（月）", "Shortest term, months"],
  termMax: ["期限不长于（月）", "Longest term, months"],
  amountMin: ["金额不低于（元）", "Least amount, yuan"],
  amountMax: ["金额不高于（元）", "Most, yuan"],
  rateMin: ["年利率不低于", "Lowest rate"],
  rateMax: ["年利率不高于", "Highest rate"],
  every: ["可选还款间隔（月）", "Intervals, months"],
  grace: ["最长本金宽限（期）", "Longest principal grace, instalments"],
  settlementDay: ["结息日（1–28）", "Settlement day (1–28)"],
  holiday: ["应还日遇休息日顺延", "Due dates move off rest days"],
  from: ["自哪天起", "Valid from"],
  source: ["依据文件", "Document"],
  sourceHint: ["文号或会议纪要编号", "Number of the document or minutes"],
  twoPeople: [
    "由另一人审批后，自生效日起签约按新范围核对；已签合同不受影响。",
    "Holds for contracts signed from that day, once another person agrees.",
  ],
})

interface Values extends Omit<
  LoanProduct,
  "termMonthsMin" | "termMonthsMax" | "everyMonths" | "gracePrincipalMax" | "settlementDay"
> {
  termMonthsMin: string
  termMonthsMax: string
  everyMonths: string[]
  gracePrincipalMax: string
  settlementDay: string
  from: string
  source: string
}

const valuesOf = (product: LoanProduct): Partial<Values> => ({
  ...product,
  termMonthsMin: String(product.termMonthsMin),
  termMonthsMax: String(product.termMonthsMax),
  everyMonths: product.everyMonths.map(String),
  gracePrincipalMax: String(product.gracePrincipalMax),
  settlementDay: String(product.settlementDay),
})

const productOf = ({ from: _from, source: _source, ...values }: Values): LoanProduct => ({
  ...values,
  termMonthsMin: Number(values.termMonthsMin),
  termMonthsMax: Number(values.termMonthsMax),
  everyMonths: values.everyMonths.map((one) => Number(one) as 1).toSorted((a, b) => a - b),
  gracePrincipalMax: Number(values.gracePrincipalMax),
  settlementDay: Number(values.settlementDay),
})

export function ChangeProduct({ products, code }: { products: Record<string, LoanProduct>; code: string }) {
  const t = useText()
  const go = useGo()
  const notAllowed = useNotAllowed()
  return (
    <DialogAction<Values, { approvalId: string }>
      name="change-product"
      label={t("change")}
      width={720}
      disabledReason={notAllowed("rule-data.propose")}
      submitLabel={t("submit")}
      initial={valuesOf(products[code]!)}
      submit={(values, idempotencyKey) =>
        api(proposeRule, {
          params: { key: "loan.products" },
          body: {
            from: values.from,
            source: values.source,
            certainty: "fact",
            value: { ...products, [code]: productOf(values) },
          },
          idempotencyKey,
        })
      }
      done={({ approvalId }) => go(kernelPaths.approval(approvalId))}
    >
      <Fields />
    </DialogAction>
  )
}

function Fields() {
  const t = useText()
  const w = useLoanText()
  return (
    <>
      <div className="hs-fields">
        <TextField name="zh" label={t("zh")} required max={40} />
        <TextField name="en" label={t("en")} required max={60} />
        <WholeField name="termMonthsMin" label={t("termMin")} required />
        <WholeField name="termMonthsMax" label={t("termMax")} required />
        <WholeField name="amountMinYuan" label={t("amountMin")} required />
        <WholeField name="amountMaxYuan" label={t("amountMax")} required />
        <RateField name="ratePctMin" label={t("rateMin")} required />
        <RateField name="ratePctMax" label={t("rateMax")} required />
        <SelectField
          name="methods"
          label={t("methods")}
          required
          many
          options={productMethods.map((value) => ({ value, label: w(value) }))}
        />
        <SelectField
          name="everyMonths"
          label={t("every")}
          required
          many
          options={["1", "3", "6", "12"].map((value) => ({ value, label: value }))}
        />
        <WholeField name="gracePrincipalMax" label={t("grace")} required />
        <WholeField name="settlementDay" label={t("settlementDay")} required />
      </div>
      <CheckField name="movesOnHoliday" label="">
        {t("holiday")}
      </CheckField>
      <div className="hs-fields">
        <DateField name="from" label={t("from")} required />
        <TextField name="source" label={t("source")} hint={t("sourceHint")} required max={200} />
      </div>
      <p className="hs-muted">{t("twoPeople")}</p>
    </>
  )
}
