// 资金需求测算: reckoned while typing by the same rule the server uses, each step with its own figures.
import { Form } from "antd"
import { useState } from "react"
import { toDecimal } from "#contract/products/loan"
import { Action } from "#ui/action"
import { api } from "#ui/api"
import { FormShell, MoneyField, SelectField, TextField, WholeField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { fromFen, groupAmounts, Money, toFen } from "#ui/money"
import { Columns, Pairs, Panel, Stack } from "#ui/page"
import { useNotAllowed } from "#ui/session"
import { Grid } from "#ui/tables"
import { saveNeed } from "../../contract.ts"
import {
  daysFromAverages,
  needMethods,
  needOf,
  sensitivity,
  turnovers,
  turnoverTitles,
  typedDays,
  type NeedInputs,
  type NeedMethod,
  type Turnover,
} from "../../rules.ts"
import { isOpenForEditing } from "../../states.ts"
import { useSceneText } from "../words.ts"
import type { CaseDetail } from "./case.tsx"

const useText = dictionary({
  title: ["资金需求测算", "Need of working capital"],
  note: [
    "按监管公式逐步计算；周转次数保留分数，不取整。",
    "Step by step by the regulation; the turnover count stays a fraction.",
  ],
  inputs: ["测算依据", "Inputs"],
  method: ["测算方法", "Method"],
  formula: ["公式法", "Formula"],
  season: ["季节性生产期", "Season"],
  order: ["按订单", "Order"],
  sales: ["上年销售收入", "Sales last year"],
  orderSum: ["订单金额", "Order"],
  margin: ["销售利润率（小数）", "Sales margin (decimal)"],
  growth: ["预计增长率（小数）", "Growth (decimal)"],
  shareHint: ["12% 填 0.12", "12% is 0.12"],
  seasonDays: ["生产期天数", "Days of the season"],
  days: ["{name}周转天数", "{name} days"],
  own: ["自有资金", "Own funds"],
  existing: ["现有流动资金贷款", "Existing loans"],
  other: ["其他渠道资金", "Other funding"],
  average: ["按报表均值填天数", "Days from the statements"],
  twoYears: ["需要连续两个年度的报表", "Takes the statements of two years"],
  cycle: ["周转天数", "Cycle"],
  capital: ["营运资金量", "Working capital"],
  loan: ["新增贷款需求", "New loan"],
  steps: ["测算过程", "Steps"],
  step: ["步骤", "Step"],
  result: ["结果", "Result"],
  sensitivity: ["敏感性", "Sensitivity"],
  case: ["情形", "If"],
  warning: [
    "周转天数不为正，按公式没有新增需求；请按订单测算或不予受理。",
    "The cycle is not positive: size it on an order or decline.",
  ],
  save: ["保存测算", "Keep"],
  closed: ["提交审查后不能再改", "Closed after the submission"],
  typing: ["填好收入和天数后显示测算过程。", "Fill in sales and days to see the steps."],
})

interface Values {
  method: NeedMethod
  sales?: string
  margin?: string
  growth?: string
  days?: Partial<Record<Turnover, string>>
  seasonDays?: string
  ownFunds?: string
  existingLoans?: string
  otherFunding?: string
}

const zeroDays = { inventory: "0", receivable: "0", payable: "0", prepaid: "0", advance: "0" }
const isShare = (text: string) => /^-?\d{1,3}(\.\d{1,6})?$/.test(text)
const isDays = (text: string) => /^\d{1,4}(\.\d{1,2})?$/.test(text)

/** The body as the server takes it, or null while something is not readable yet. */
export function needBody(v: Values) {
  const days = {
    ...zeroDays,
    ...Object.fromEntries(Object.entries(v.days ?? {}).map(([name, text]) => [name, text || "0"])),
  }
  const [margin, growth] = [v.margin || "0", v.growth || "0"]
  if (!v.sales || toFen(v.sales) === null || !isShare(margin) || !isShare(growth)) return null
  if (!Object.values(days).every(isDays)) return null
  return {
    method: v.method,
    sales: v.sales,
    margin,
    growth,
    days,
    fromStatements: false,
    seasonDays: v.method === "season" ? Number(v.seasonDays || "360") : 360,
    ownFunds: v.ownFunds || "0",
    existingLoans: v.existingLoans || "0",
    otherFunding: v.otherFunding || "0",
  }
}

export function inputsOf(body: NonNullable<ReturnType<typeof needBody>>): NeedInputs {
  const fen = (text: string) => toFen(text) ?? 0n
  return {
    method: body.method,
    salesFen: fen(body.sales),
    margin: body.margin,
    growth: body.growth,
    days: typedDays(body.days),
    seasonDays: body.seasonDays,
    ownFundsFen: fen(body.ownFunds),
    existingLoansFen: fen(body.existingLoans),
    otherFundingFen: fen(body.otherFunding),
  }
}

export function NeedPanel({ found }: { found: CaseDetail }) {
  const t = useText()
  const notAllowed = useNotAllowed()
  const kept: Values = found.need
    ? { ...found.need, seasonDays: String(found.need.seasonDays) }
    : { method: "formula", days: zeroDays }
  const [values, setValues] = useState<Values>(kept)
  const body = needBody(values)
  const blocked = isOpenForEditing(found.state) ? notAllowed("corporate-loan.apply") : t("closed")
  return (
    <Columns wide="even">
      <Panel title={t("inputs")} note={t("note")}>
        <FormShell<Values, unknown>
          name="need"
          initial={kept}
          submitLabel={t("save")}
          blocked={blocked}
          watch={setValues}
          submit={(v, idempotencyKey) =>
            api(saveNeed, { params: { id: found.id }, body: needBody(v) ?? ({ ...v } as never), idempotencyKey })
          }
        >
          <Inputs found={found} change={setValues} />
        </FormShell>
      </Panel>
      <Result inputs={body ? inputsOf(body) : null} />
    </Columns>
  )
}

/** Turnover days of the latest year, by the averages of two statements; null while there are not two of them. */
function averages(found: CaseDetail): Pick<Values, "sales" | "days"> | null {
  const [closing, opening] = found.statements.filter((one) => one.period.length === 4)
  if (!closing || !opening) return null
  const fen = (text: string) => toFen(text) ?? 0n
  const sums = turnovers.map((name) => [name, fen(opening.items.balances[name]) + fen(closing.items.balances[name])])
  const reckoned = daysFromAverages({
    salesFen: fen(closing.items.sales),
    costFen: fen(closing.items.cost),
    sumsFen: Object.fromEntries(sums) as Record<Turnover, bigint>,
  })
  const days = Object.fromEntries(turnovers.map((name) => [name, toDecimal(reckoned[name], 2)]))
  return { sales: closing.items.sales, days: days as Record<Turnover, string> }
}

function FromStatements({ found, change }: { found: CaseDetail; change: (next: Values) => void }) {
  const t = useText()
  const form = Form.useFormInstance<Values>()
  const taken = averages(found)
  const fill = () => {
    if (!taken) return
    form.setFieldsValue(taken as never)
    change({ ...form.getFieldsValue(), ...taken })
  }
  return <Action label={t("average")} size="small" disabledReason={taken ? null : t("twoYears")} run={fill} />
}

function Inputs({ found, change }: { found: CaseDetail; change: (next: Values) => void }) {
  const t = useText()
  const say = useSay()
  const method = Form.useWatch<NeedMethod | undefined>("method") ?? "formula"
  return (
    <div className="hs-fields">
      {method === "order" ? null : (
        <div className="hs-wide" style={{ marginBottom: 12 }}>
          <FromStatements found={found} change={change} />
        </div>
      )}
      <SelectField
        name="method"
        label={t("method")}
        required
        options={needMethods.map((value) => ({ value, label: t(value) }))}
      />
      <MoneyField name="sales" label={t(method === "order" ? "orderSum" : "sales")} required />
      <TextField name="margin" label={t("margin")} required max={10} hint={t("shareHint")} />
      {method === "order" ? null : <TextField name="growth" label={t("growth")} max={10} hint={t("shareHint")} />}
      {method === "season" ? <WholeField name="seasonDays" label={t("seasonDays")} required /> : null}
      {method === "order"
        ? null
        : turnovers.map((name) => (
            <TextField
              key={name}
              name={["days", name]}
              label={t("days", { name: say(turnoverTitles[name]) })}
              max={7}
            />
          ))}
      <MoneyField name="ownFunds" label={t("own")} />
      <MoneyField name="existingLoans" label={t("existing")} />
      <MoneyField name="otherFunding" label={t("other")} />
    </div>
  )
}

function Result({ inputs }: { inputs: NeedInputs | null }) {
  const t = useText()
  const s = useSceneText()
  const say = useSay()
  if (!inputs) return <Panel title={t("steps")}>{t("typing")}</Panel>
  const need = needOf(inputs)
  const rows = inputs.method === "order" || need.warning ? [] : sensitivity(inputs)
  return (
    <Stack>
      <Panel title={t("steps")} note={need.warning ? t("warning") : undefined}>
        <Pairs
          columns={3}
          items={[
            { label: t("cycle"), value: need.cycleDays },
            { label: t("capital"), value: <Money value={fromFen(need.workingCapitalFen)} unit /> },
            { label: t("loan"), value: <Money value={fromFen(need.loanFen)} unit strong /> },
          ]}
        />
        <table className="co-steps" aria-live="polite">
          <thead>
            <tr>
              <th scope="col">{t("step")}</th>
              <th scope="col">{t("result")}</th>
            </tr>
          </thead>
          <tbody>
            {need.steps.map((step) => (
              <tr key={step.zh}>
                <th scope="row">
                  {say(step)}
                  <div className="hs-number hs-muted hs-small">{groupAmounts(step.reckoning)}</div>
                </th>
                <td className="hs-number">{groupAmounts(step.value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
      {rows.length > 0 ? (
        <Panel title={t("sensitivity")} flush>
          <Grid
            label={t("sensitivity")}
            rows={rows}
            rowKey={(r) => r.zh}
            dense
            columns={[
              { key: "case", title: t("case"), phone: "title", render: (r) => say(r) },
              {
                key: "capital",
                title: s("amountHead", { name: t("capital") }),
                align: "right",
                render: (r) => <Money value={fromFen(r.workingCapitalFen)} />,
              },
              {
                key: "loan",
                title: s("amountHead", { name: t("loan") }),
                align: "right",
                render: (r) => <Money value={fromFen(r.loanFen)} />,
              },
            ]}
          />
        </Panel>
      ) : null}
    </Stack>
  )
}
