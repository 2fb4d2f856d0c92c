// Step: the working-capital need, reckoned while typing by the same rule the server uses.
import { toFen, fromFen, Money } from "#ui/money"
import { MoneyField, RateField, WholeField } from "#ui/forms"
import { Form } from "antd"
import { dictionary } from "#ui/i18n"
import { Pairs, Panel } from "#ui/page"
import { workingCapitalNeed } from "../../rules.ts"

const useText = dictionary({
  title: ["流动资金需求测算", "Working-capital need"],
  note: ["可以先不填；填了才能按需求核定金额。", "May be left out; then the need does not limit the amount."],
  sales: ["上年销售收入", "Sales last year"],
  margin: ["销售利润率", "Sales margin"],
  growth: ["预计销售增长率", "Expected growth"],
  inventory: ["存货周转天数", "Inventory days"],
  receivable: ["应收账款周转天数", "Receivable days"],
  payable: ["应付账款周转天数", "Payable days"],
  prepaid: ["预付账款周转天数", "Prepaid days"],
  advance: ["预收账款周转天数", "Advance days"],
  own: ["自有资金", "Own funds"],
  existing: ["现有流动资金贷款", "Existing loans"],
  other: ["其他渠道资金", "Other funding"],
  cycle: ["营运资金周转天数", "Cash cycle in days"],
  capital: ["营运资金量", "Working capital"],
  gap: ["新增贷款需求", "Gap to finance"],
  formula: [
    "营运资金量 = 销售收入 ×（1 − 利润率）×（1 + 增长率）× 周转天数 ÷ 360",
    "Working capital = sales × (1 − margin) × (1 + growth) × cycle ÷ 360",
  ],
  warning: ["周转天数不为正，请按订单测算。", "The cycle is not positive; size the loan on orders."],
})

export interface NeedValues {
  sales?: string
  marginPct?: string
  growthPct?: string
  inventoryDays?: string
  receivableDays?: string
  payableDays?: string
  prepaidDays?: string
  advanceDays?: string
  ownFunds?: string
  existingLoans?: string
  otherFunding?: string
}

export const emptyNeed: NeedValues = {}

/** The body of the application's need, or null when the sales are not known. */
export function needBody(v: NeedValues) {
  if (!v.sales) return null
  const days = (text?: string) => Number(text || "0")
  return {
    sales: v.sales,
    marginPct: v.marginPct || "0",
    growthPct: v.growthPct || "0",
    inventoryDays: days(v.inventoryDays),
    receivableDays: days(v.receivableDays),
    payableDays: days(v.payableDays),
    prepaidDays: days(v.prepaidDays),
    advanceDays: days(v.advanceDays),
    ownFunds: v.ownFunds || "0",
    existingLoans: v.existingLoans || "0",
    otherFunding: v.otherFunding || "0",
  }
}

/** "12.5" per cent → 1250 basis points; what cannot be read yet counts as nothing. */
const basisPoints = (text: string) => Number(toFen(text) ?? 0n)

export function reckonNeed(v: NeedValues) {
  const body = needBody(v)
  if (!body) return null
  const fen = (text: string) => toFen(text) ?? 0n
  return workingCapitalNeed({
    salesFen: fen(body.sales),
    marginBp: basisPoints(body.marginPct),
    growthBp: basisPoints(body.growthPct),
    inventoryDays: body.inventoryDays,
    receivableDays: body.receivableDays,
    payableDays: body.payableDays,
    prepaidDays: body.prepaidDays,
    advanceDays: body.advanceDays,
    ownFundsFen: fen(body.ownFunds),
    existingLoansFen: fen(body.existingLoans),
    otherFundingFen: fen(body.otherFunding),
  })
}

export function NeedStep({ need, change }: { need: NeedValues; change: (next: NeedValues) => void }) {
  const t = useText()
  const result = reckonNeed(need)
  return (
    <Panel title={t("title")} note={t("note")}>
      <Form
        name="need"
        layout="vertical"
        initialValues={need}
        onValuesChange={(_, values: NeedValues) => change(values)}
        className="hs-form"
      >
        <div className="hs-fields">
          <MoneyField name="sales" label={t("sales")} />
          <RateField name="marginPct" label={t("margin")} />
          <RateField name="growthPct" label={t("growth")} />
          <WholeField name="inventoryDays" label={t("inventory")} />
          <WholeField name="receivableDays" label={t("receivable")} />
          <WholeField name="payableDays" label={t("payable")} />
          <WholeField name="prepaidDays" label={t("prepaid")} />
          <WholeField name="advanceDays" label={t("advance")} />
          <MoneyField name="ownFunds" label={t("own")} />
          <MoneyField name="existingLoans" label={t("existing")} />
          <MoneyField name="otherFunding" label={t("other")} />
        </div>
      </Form>
      {result ? (
        <div className="em-next" aria-live="polite">
          <p className="hs-muted" style={{ margin: "0 0 8px" }}>
            {result.warning ? t("warning") : t("formula")}
          </p>
          <Pairs
            columns={3}
            items={[
              { label: t("cycle"), value: result.cycleDays },
              { label: t("capital"), value: <Money value={fromFen(result.workingCapitalFen)} unit /> },
              { label: t("gap"), value: <Money value={fromFen(result.gapFen)} unit strong /> },
            ]}
          />
        </div>
      ) : null}
    </Panel>
  )
}
