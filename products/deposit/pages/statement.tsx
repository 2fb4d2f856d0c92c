// The statement of an account: choose the period, read the lines with the balance after each, take it along as paper or
// workbook, print the receipt of one line. The same for staff and for the firm itself.
import { DatePicker } from "antd"
import dayjs from "dayjs"
import type { z } from "zod"
import { printPaper } from "#contract/kernel/document"
import { Action } from "#ui/action"
import { download, useEndpoint } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { useUrlValues } from "#ui/link"
import { Money } from "#ui/money"
import { Figure, Figures, Loaded, Nothing, Panel, Stack } from "#ui/page"
import { openPaper } from "#ui/print"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { exportStatement, getStatement, type statementLine } from "../contract.ts"

const useText = dictionary({
  title: ["对账单", "Statement"],
  from: ["起", "From"],
  to: ["止", "To"],
  export: ["导出 Excel", "Excel"],
  print: ["打印对账单", "Print"],
  opening: ["期初余额", "Opening balance"],
  closing: ["期末余额", "Closing balance"],
  totalIn: ["收入合计", "Paid in"],
  totalOut: ["支出合计", "Paid out"],
  date: ["日期", "Date"],
  entry: ["摘要", "Entry"],
  paidIn: ["收入", "In"],
  paidOut: ["支出", "Out"],
  balance: ["余额", "Balance"],
  memo: ["附言", "Memo"],
  receipt: ["回单", "Receipt"],
  reversal: ["冲正", "Reversal"],
  none: ["这段时间没有发生额。", "Nothing moved in this period."],
})

type Line = z.output<typeof statementLine>

export function Statement({ accountNo, today }: { accountNo: string; today: string }) {
  const t = useText()
  const [{ from = dayjs(today).subtract(3, "month").format("YYYY-MM-DD"), to = today }, change] = useUrlValues()
  const params = { accountNo }
  const query = { from, to }
  const found = useEndpoint(getStatement, { params, query }, { keepPrevious: true })
  const day = (name: "from" | "to", value: string) => (
    <DatePicker
      aria-label={t(name)}
      value={dayjs(value)}
      allowClear={false}
      onChange={(next) => change({ [name]: next?.format("YYYY-MM-DD") })}
    />
  )
  return (
    <Panel
      title={t("title")}
      extra={
        <>
          <Action label={t("export")} size="small" run={() => download(exportStatement, { params, query })} />
          <Action
            label={t("print")}
            size="small"
            run={() =>
              openPaper(printPaper, { params: { kind: "deposit.statement", objectId: `${accountNo}:${from}:${to}` } })
            }
          />
        </>
      }
    >
      <Stack>
        <div className="hs-filters">
          {day("from", from)}
          {day("to", to)}
        </div>
        <Loaded query={found}>
          {(statement) => (
            <>
              <Figures>
                <Figure label={t("opening")} value={<Money value={statement.opening} />} />
                <Figure label={t("totalIn")} value={<Money value={statement.totalIn} />} />
                <Figure label={t("totalOut")} value={<Money value={statement.totalOut} />} />
                <Figure label={t("closing")} value={<Money value={statement.closing} />} />
              </Figures>
              <Lines accountNo={accountNo} lines={statement.lines} />
            </>
          )}
        </Loaded>
      </Stack>
    </Panel>
  )
}

function Lines({ accountNo, lines }: { accountNo: string; lines: Line[] }) {
  const t = useText()
  const money = (text: string) => (text === "" ? "" : <Money value={text} />)
  return (
    <Grid<Line>
      label={t("title")}
      rows={lines.toReversed()}
      rowKey={(r) => r.seq}
      dense
      columns={[
        { key: "entry", title: t("entry"), phone: "title", render: (r) => (t.lang === "zh" ? r.codeZh : r.codeEn) },
        { key: "date", title: t("date"), render: (r) => r.date, nowrap: true },
        { key: "out", title: t("paidOut"), align: "right", render: (r) => money(r.paidOut) },
        { key: "in", title: t("paidIn"), align: "right", render: (r) => money(r.paidIn) },
        { key: "balance", title: t("balance"), align: "right", render: (r) => money(r.balance) },
        { key: "memo", title: t("memo"), render: (r) => r.memo },
        {
          key: "reversal",
          title: "",
          phone: "tag",
          render: (r) => (r.reversal ? <StateTag tone="warn">{t("reversal")}</StateTag> : null),
        },
        {
          key: "receipt",
          title: "",
          render: (r) => (
            <Action
              label={t("receipt")}
              size="small"
              kind="link"
              run={() =>
                openPaper(printPaper, { params: { kind: "deposit.receipt", objectId: `${accountNo}:${r.seq}` } })
              }
            />
          ),
        },
      ]}
      empty={<Nothing text={t("none")} />}
    />
  )
}
