// The daily trial balance (日计表) and balance sheet of subjects (余额表), derived from the ledger for any day.
import { App, DatePicker, Segmented, Select } from "antd"
import dayjs from "dayjs"
import { useState } from "react"
import type { z } from "zod"
import { exportTrialBalance, proveBook, trialBalanceEndpoint } from "#contract/kernel/book"
import { Action } from "#ui/action"
import { api, download, useEndpoint } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { To, useUrlValues } from "#ui/link"
import { grouped, sumOf } from "#ui/money"
import { Loaded, Nothing, Page, useNarrow } from "#ui/page"
import { useNotAllowed, useOutlets } from "#ui/session"
import { StateTag } from "#ui/states"
import { paths } from "../../paths.ts"
import "./trial-balance.css"

type Balance = z.output<NonNullable<typeof trialBalanceEndpoint.response>>

const useText = dictionary({
  title: ["日计表与余额表", "Trial balance"],
  date: ["日期", "Date"],
  outlet: ["网点", "Outlet"],
  all: ["全行", "Whole branch"],
  main: ["表内", "Main book"],
  memo: ["表外", "Memo book"],
  book: ["账簿", "Book"],
  subject: ["科目", "Subject"],
  opening: ["期初余额", "Opening"],
  turnover: ["本日发生额", "Turnover of the day"],
  closing: ["期末余额", "Closing"],
  debit: ["借方", "Debit"],
  credit: ["贷方", "Credit"],
  unit: ["单位", "Unit"],
  total: ["合计", "Total"],
  balanced: ["借贷平衡", "Balanced"],
  unbalanced: ["借贷不平", "Not balanced"],
  print: ["打印", "Print"],
  export: ["导出", "Export"],
  prove: ["核验账务", "Prove the books"],
  proved: [
    "核验通过：{accounts} 个账户、{transfers} 笔转账全部一致。",
    "Proved: {accounts} accounts and {transfers} transfers agree.",
  ],
  columns: ["看哪一组", "Which columns"],
  none: ["这一天没有余额和发生额。", "No balances on this day."],
})

export function TrialBalancePage() {
  const t = useText()
  const [{ date, outlet, book = "1" }, change] = useUrlValues()
  const { options } = useOutlets()
  const query = useEndpoint(
    trialBalanceEndpoint,
    { query: { book: Number(book), date, outlet } },
    { keepPrevious: true },
  )
  return (
    <Page
      title={t("title")}
      tag={
        query.data ? (
          <StateTag tone={query.data.balanced ? "good" : "bad"}>
            {t(query.data.balanced ? "balanced" : "unbalanced")}
          </StateTag>
        ) : undefined
      }
      actions={<Tools balance={query.data} outlet={outlet} />}
    >
      <section className="hs-panel">
        <div className="hs-list-bar hs-no-print">
          <div className="hs-filters">
            <Segmented
              aria-label={t("book")}
              value={book}
              onChange={(next) => change({ book: String(next) })}
              options={[
                { value: "1", label: t("main") },
                { value: "2", label: t("memo") },
              ]}
            />
            <DatePicker
              aria-label={t("date")}
              value={query.data ? dayjs(date ?? query.data.date) : null}
              onChange={(next) => change({ date: next?.format("YYYY-MM-DD") })}
            />
            <Select
              aria-label={t("outlet")}
              allowClear
              placeholder={t("all")}
              value={outlet ?? null}
              options={options}
              style={{ width: 190 }}
              onChange={(next: string | null) => change({ outlet: next ?? undefined })}
            />
          </div>
        </div>
        <Loaded query={query} rows={10}>
          {(balance) => (balance.rows.length === 0 ? <Nothing text={t("none")} /> : <Sheet balance={balance} />)}
        </Loaded>
      </section>
    </Page>
  )
}

function Tools({ balance, outlet }: { balance: Balance | undefined; outlet: string | undefined }) {
  const t = useText()
  const notAllowed = useNotAllowed()
  const { modal } = App.useApp()
  const prove = async () => {
    const proof = await api(proveBook)
    if (proof.ok) {
      modal.success({
        title: t("prove"),
        content: t("proved", { accounts: proof.accounts, transfers: proof.transfers }),
      })
    } else {
      modal.error({ title: t("prove"), content: proof.failures.map((one) => `${one.check}: ${one.detail}`).join("\n") })
    }
  }
  const save = async () => {
    if (balance) await download(exportTrialBalance, { query: { book: balance.book, date: balance.date, outlet } })
  }
  return (
    <>
      <Action label={t("prove")} disabledReason={notAllowed("book.prove")} run={prove} />
      <Action label={t("export")} run={save} />
      <Action label={t("print")} run={() => globalThis.print()} />
    </>
  )
}

const groups = ["opening", "turnover", "closing"] as const
type Group = (typeof groups)[number]
type Row = Balance["rows"][number]

const sidesOf: Record<Group, [keyof Row, keyof Row]> = {
  opening: ["openingDebit", "openingCredit"],
  turnover: ["debitTurnover", "creditTurnover"],
  closing: ["closingDebit", "closingCredit"],
}

/** On a phone one pair of columns at a time; the person chooses which. */
function Sheet({ balance }: { balance: Balance }) {
  const t = useText()
  const narrow = useNarrow()
  const [only, setOnly] = useState<Group>("closing")
  const shown = narrow ? [only] : groups
  return (
    <>
      {narrow ? (
        <Segmented
          block
          className="hs-no-print"
          aria-label={t("columns")}
          value={only}
          onChange={setOnly}
          options={groups.map((value) => ({ value, label: t(value) }))}
        />
      ) : null}
      <div className="hs-scroll-x">
        <table className="hs-trial">
          <Head groups={shown} />
          <tbody>
            {balance.rows.map((row) => (
              <tr key={`${row.subject}${row.unit}`}>
                <th scope="row">
                  <To href={paths.accounts(row.subject)}>{row.subject}</To>{" "}
                  {t.lang === "zh" ? row.titleZh : row.titleEn}
                </th>
                <td className="hs-muted">{row.unit}</td>
                <Figures row={row} groups={shown} />
              </tr>
            ))}
          </tbody>
          <tfoot>
            {totals(balance.rows).map((row) => (
              <tr key={row.unit}>
                <th scope="row">{t("total")}</th>
                <td className="hs-muted">{row.unit}</td>
                <Figures row={row} groups={shown} />
              </tr>
            ))}
          </tfoot>
        </table>
      </div>
    </>
  )
}

function Head({ groups: shown }: { groups: readonly Group[] }) {
  const t = useText()
  return (
    <thead>
      <tr>
        <th rowSpan={2} scope="col">
          {t("subject")}
        </th>
        <th rowSpan={2} scope="col">
          {t("unit")}
        </th>
        {shown.map((group) => (
          <th key={group} colSpan={2} scope="colgroup">
            {t(group)}
          </th>
        ))}
      </tr>
      <tr>
        {shown.flatMap((group) => [
          <th key={`${group}d`} scope="col">
            {t("debit")}
          </th>,
          <th key={`${group}c`} scope="col">
            {t("credit")}
          </th>,
        ])}
      </tr>
    </thead>
  )
}

function Figures({ row, groups: shown }: { row: Row; groups: readonly Group[] }) {
  return shown.flatMap((group) => sidesOf[group]).map((side) => <td key={side}>{figure(row[side])}</td>)
}

const figure = (text: string): string => (/^0(\.0+)?$/.test(text) ? "" : grouped(text))

/** One line a unit: money and kilograms are not added up. */
function totals(rows: readonly Row[]): Row[] {
  return [...new Set(rows.map((row) => row.unit))].map((unit) => {
    const own = rows.filter((row) => row.unit === unit)
    const total = { ...own[0]!, subject: "" }
    for (const side of Object.values(sidesOf).flat()) total[side] = sumOf(own.map((row) => row[side]))
    return total
  })
}
