// What would be: repay early, how much and when, or another rate. The two balances stand in one chart beside the new
// plan; nothing is booked.
import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { DatePicker, Form, Input, Segmented } from "antd"
import dayjs from "dayjs"
import { useDeferredValue, useState } from "react"
import type { z } from "zod"
import { api } from "#ui/api"
import { Trend } from "#ui/charts"
import { dictionary } from "#ui/i18n"
import { Money } from "#ui/money"
import { Columns, Failed, Figure, Figures, Nothing, Panel, Stack } from "#ui/page"
import { useMe } from "#ui/session"
import { Grid } from "#ui/tables"
import type { loanShape, loanWhatIf, planRow } from "../contract.ts"

const useText = dictionary({
  title: ["如果……", "What if …"],
  repay: ["提前还款", "Repay early"],
  rate: ["调整利率", "Another rate"],
  amount: ["还款金额（元）", "Amount"],
  ratePct: ["新年利率（%）", "New rate, % a year"],
  on: ["日期", "On"],
  keep_term: ["期限不变", "Keep the term"],
  keep_instalment: ["月供不变", "Keep the instalment"],
  saved: ["少付利息", "Interest saved"],
  dearer: ["多付利息", "Interest added"],
  before: ["原计划", "As planned"],
  after: ["试算后", "What if"],
  interestBefore: ["原应付利息", "Interest as planned"],
  interestAfter: ["试算后利息", "Interest then"],
  principal: ["还后剩余本金", "Principal left"],
  chart: ["剩余本金", "Principal left"],
  day: ["日期", "Day"],
  plan: ["新的还款计划", "The new plan"],
  due: ["应还日", "Due"],
  interest: ["利息", "Interest"],
  principalHead: ["本金", "Principal"],
  total: ["合计", "Total"],
  balance: ["剩余本金", "Balance"],
  ask: ["填好金额和日期，马上看到结果。", "Give an amount and a day to see what would be."],
  ended: ["这笔借据已经结清，没有可试算的。", "This note has ended; there is nothing to try."],
})

type Kind = "repay" | "rate"
type PlanRow = z.output<typeof planRow>

type Loan = Pick<z.output<typeof loanShape>, "loanNo" | "state" | "principal" | "ratePct" | "schedule" | "maturesOn">

export interface WhatIfProps {
  loan: Loan
  /** The staff's or the firm's own way to ask. */
  endpoint: typeof loanWhatIf
  kinds?: readonly Kind[]
}

export function WhatIf({ loan, endpoint, kinds = ["repay", "rate"] }: WhatIfProps) {
  const t = useText()
  const me = useMe()
  const today = me?.accountingDate ?? loan.maturesOn
  const [kind, setKind] = useState<Kind>("repay")
  const [on, setOn] = useState(dayjs(today).add(1, "month").format("YYYY-MM-DD"))
  const [amount, setAmount] = useState(String(Math.max(1, Math.floor(Number(loan.principal) / 3))))
  const [ratePct, setRatePct] = useState(loan.ratePct)
  const [choice, setChoice] = useState<"keep_term" | "keep_instalment">("keep_term")
  if (loan.state !== "active" && loan.state !== "overdue") return <Nothing text={t("ended")} />
  const asked = kind === "repay" ? { kind, on, amount, choice } : { kind, on, ratePct }
  return (
    <Stack>
      <Panel title={t("title")}>
        <Form layout="inline" style={{ rowGap: 12 }}>
          {kinds.length > 1 ? (
            <Form.Item>
              <Segmented<Kind>
                value={kind}
                onChange={setKind}
                options={kinds.map((value) => ({ value, label: t(value) }))}
              />
            </Form.Item>
          ) : null}
          <Form.Item label={t("on")}>
            <DatePicker
              aria-label={t("on")}
              allowClear={false}
              value={dayjs(on)}
              minDate={dayjs(today)}
              onChange={(next) => setOn(next?.format("YYYY-MM-DD") ?? today)}
            />
          </Form.Item>
          {kind === "repay" ? (
            <>
              <Figured label={t("amount")} value={amount} change={setAmount} />
              <Form.Item>
                <Segmented
                  value={choice}
                  onChange={setChoice}
                  options={(["keep_term", "keep_instalment"] as const).map((value) => ({ value, label: t(value) }))}
                />
              </Form.Item>
            </>
          ) : (
            <Figured label={t("ratePct")} value={ratePct} change={setRatePct} />
          )}
        </Form>
      </Panel>
      <Answer loan={loan} endpoint={endpoint} asked={useDeferredValue(asked)} />
    </Stack>
  )
}

function Figured({ label, value, change }: { label: string; value: string; change: (next: string) => void }) {
  return (
    <Form.Item label={label}>
      <Input
        aria-label={label}
        inputMode="decimal"
        value={value}
        style={{ width: 150, textAlign: "right" }}
        onChange={(event) => change(event.target.value.replaceAll(",", "").trim())}
      />
    </Form.Item>
  )
}

type Asked =
  | { kind: "repay"; on: string; amount: string; choice: "keep_term" | "keep_instalment" }
  | { kind: "rate"; on: string; ratePct: string }

const isComplete = (asked: Asked): boolean =>
  /^\d+(\.\d{1,6})?$/.test(asked.kind === "repay" ? asked.amount : asked.ratePct)

function Answer({ loan, endpoint, asked }: WhatIfProps & { asked: Asked }) {
  const t = useText()
  const query = useQuery({
    queryKey: [endpoint.path, loan.loanNo, asked],
    queryFn: () => api(endpoint, { params: { loanNo: loan.loanNo }, body: asked }),
    enabled: isComplete(asked),
    placeholderData: keepPreviousData,
    retry: false,
  })
  if (query.error) return <Failed error={query.error} />
  const found = query.data
  if (!found) return <Nothing text={t("ask")} />
  const isDearer = found.saved.startsWith("-")
  return (
    <>
      <Figures>
        <Figure
          label={t(isDearer ? "dearer" : "saved")}
          value={<Money value={found.saved.replace("-", "")} />}
          tone={isDearer ? "warn" : "good"}
        />
        <Figure label={t("interestBefore")} value={<Money value={found.interestBefore} />} />
        <Figure label={t("interestAfter")} value={<Money value={found.interestAfter} />} />
        {asked.kind === "repay" ? <Figure label={t("principal")} value={<Money value={found.principal} />} /> : null}
      </Figures>
      <Columns wide="even">
        <Panel title={t("chart")}>
          <Balances before={loan.schedule} after={found.rows} />
        </Panel>
        <Panel title={t("plan")} flush>
          <Grid<PlanRow>
            label={t("plan")}
            rows={found.rows}
            rowKey={(r) => r.due}
            dense
            columns={[
              { key: "due", title: t("due"), phone: "title", render: (r) => r.due, nowrap: true },
              { key: "interest", title: t("interest"), align: "right", render: (r) => <Money value={r.interest} /> },
              {
                key: "principal",
                title: t("principalHead"),
                align: "right",
                render: (r) => <Money value={r.principal} />,
              },
              { key: "total", title: t("total"), align: "right", render: (r) => <Money value={r.total} strong /> },
              { key: "balance", title: t("balance"), align: "right", render: (r) => <Money value={r.balance} /> },
            ]}
          />
        </Panel>
      </Columns>
    </>
  )
}

interface Point {
  due: string
  balance: string
}

/** Balances change on due days only, so both lines are steps; between two days the earlier one holds. */
function Balances({ before, after }: { before: readonly Point[]; after: readonly Point[] }) {
  const t = useText()
  const labels = [...new Set([...before, ...after].map((row) => row.due))].toSorted()
  const along = (rows: readonly Point[]) => labels.map((day) => rows.findLast((row) => row.due <= day)?.balance ?? null)
  return (
    <Trend
      title={t("chart")}
      labelTitle={t("day")}
      labels={labels}
      height={300}
      series={[
        { name: t("before"), values: along(before), kind: "step", tone: "calm" },
        { name: t("after"), values: along(after), kind: "step", tone: "good" },
      ]}
    />
  )
}
