// A live example under a product: what the customer would pay, drawn as one types; what lies outside says so.
import { Alert, Form, Input, Select } from "antd"
import { useState } from "react"
import { dictionary, useSay } from "#ui/i18n"
import { Trend } from "#ui/charts"
import { fromFen, Money } from "#ui/money"
import { Columns, Figure, Figures, Panel } from "#ui/page"
import { useMe } from "#ui/session"
import { Grid } from "#ui/tables"
import { type Example, examplePlan, type LoanProduct, productFault, type ScheduleRow } from "../../contract.ts"
import { useLoanText } from "../words.ts"

const useText = dictionary({
  title: ["试算一笔", "Try one"],
  amount: ["金额（元）", "Amount, yuan"],
  term: ["期限（月）", "Term, months"],
  rate: ["年利率（%）", "Rate, % a year"],
  method: ["还款方式", "Repayment"],
  every: ["还款间隔（月）", "Interval, months"],
  interest: ["利息合计", "Interest in all"],
  first: ["首期应还", "First instalment"],
  last: ["末期应还", "Last instalment"],
  count: ["期数", "Instalments"],
  balance: ["剩余本金", "Principal left"],
  paid: ["累计利息", "Interest so far"],
  due: ["应还日", "Due"],
  n: ["期", "No."],
  principal: ["本金", "Principal"],
  interestHead: ["利息", "Interest"],
  total: ["合计", "Total"],
  wrong: ["请填写数字。", "Please give figures."],
})

interface Typed {
  amountYuan: string
  termMonths: string
  ratePct: string
  method: Example["method"]
  everyMonths: Example["everyMonths"]
}

export function ProductExample({ product }: { product: LoanProduct }) {
  const t = useText()
  const w = useLoanText()
  const say = useSay()
  const me = useMe()
  const [typed, setTyped] = useState<Typed>({
    amountYuan: String(Math.min(1_000_000, Number(product.amountMaxYuan))),
    termMonths: String(Math.min(12, product.termMonthsMax)),
    ratePct: product.ratePctMin,
    method: product.methods[0]!,
    everyMonths: product.everyMonths[0]!,
  })
  const set = (change: Partial<Typed>) => setTyped((before) => ({ ...before, ...change }))
  const asked = readExample(typed, me?.accountingDate ?? "2026-01-01")
  const fault = asked && productFault(product, { ...asked, amountFen: BigInt(asked.amountYuan) * 100n })
  const figure = (name: "amountYuan" | "termMonths" | "ratePct", label: string) => (
    <Form.Item label={label}>
      <Input
        aria-label={label}
        inputMode="decimal"
        value={typed[name]}
        style={{ width: 130, textAlign: "right" }}
        onChange={(event) => set({ [name]: event.target.value.replaceAll(",", "").trim() })}
      />
    </Form.Item>
  )
  return (
    <Panel title={t("title")}>
      <Form layout="inline" style={{ rowGap: 12, marginBottom: 16 }}>
        {figure("amountYuan", t("amount"))}
        {figure("termMonths", t("term"))}
        {figure("ratePct", t("rate"))}
        <Form.Item label={t("method")}>
          <Select
            aria-label={t("method")}
            value={typed.method}
            style={{ width: 150 }}
            options={product.methods.map((value) => ({ value, label: w(value) }))}
            onChange={(method) => set({ method })}
          />
        </Form.Item>
        <Form.Item label={t("every")}>
          <Select
            aria-label={t("every")}
            value={typed.everyMonths}
            style={{ width: 80 }}
            options={product.everyMonths.map((value) => ({ value, label: String(value) }))}
            onChange={(everyMonths) => set({ everyMonths })}
          />
        </Form.Item>
      </Form>
      {!asked ? <Alert type="warning" showIcon title={t("wrong")} /> : null}
      {fault ? <Alert type="warning" showIcon title={say(fault)} style={{ marginBottom: 12 }} /> : null}
      {asked ? <Plan rows={examplePlan(product, asked)} /> : null}
    </Panel>
  )
}

/** What is typed as an example, or undefined while it is no figure. */
function readExample(typed: Typed, startOn: string): Example | undefined {
  const termMonths = Number(typed.termMonths)
  const isWhole = /^\d{1,12}$/.test(typed.amountYuan) && /^\d{1,3}$/.test(typed.termMonths)
  if (!isWhole || typed.amountYuan === "0" || termMonths < 1 || termMonths > 360) return undefined
  if (!/^\d{1,2}(\.\d{1,6})?$/.test(typed.ratePct)) return undefined
  return { ...typed, termMonths, startOn }
}

function Plan({ rows }: { rows: ScheduleRow[] }) {
  const t = useText()
  let soFarFen = 0n
  const interest = rows.map((row) => fromFen((soFarFen += row.interestFen)))
  const money = (fen: bigint | undefined) => <Money value={fen === undefined ? null : fromFen(fen)} />
  return (
    <>
      <Figures>
        <Figure label={t("interest")} value={money(soFarFen)} />
        <Figure label={t("first")} value={money(rows[0]?.totalFen)} />
        <Figure label={t("last")} value={money(rows.at(-1)?.totalFen)} />
        <Figure label={t("count")} value={rows.length} />
      </Figures>
      <Columns wide="even">
        <Trend
          title={t("balance")}
          labelTitle={t("due")}
          labels={rows.map((row) => row.due)}
          height={280}
          series={[
            { name: t("balance"), values: rows.map((row) => fromFen(row.balanceFen)), kind: "area" },
            { name: t("paid"), values: interest, tone: "warn" },
          ]}
        />
        {/* What scrolls by itself must be reachable by key. */}
        <div
          role="region"
          aria-label={t("title")}
          tabIndex={0 /* oxlint-disable-line jsx-a11y/no-noninteractive-tabindex */}
          style={{ maxHeight: 360, overflow: "auto" }}
        >
          <Grid<ScheduleRow>
            label={t("title")}
            rows={rows}
            rowKey={(r) => String(r.n)}
            dense
            columns={[
              { key: "n", title: t("n"), render: (r) => r.n },
              { key: "due", title: t("due"), phone: "title", render: (r) => r.due, nowrap: true },
              { key: "principal", title: t("principal"), align: "right", render: (r) => money(r.principalFen) },
              { key: "interest", title: t("interestHead"), align: "right", render: (r) => money(r.interestFen) },
              { key: "total", title: t("total"), align: "right", render: (r) => money(r.totalFen) },
            ]}
          />
        </div>
      </Columns>
    </>
  )
}
