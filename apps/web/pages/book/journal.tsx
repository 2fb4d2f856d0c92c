// The journal: what was posted, newest first, each entry with both sides and a way to its paper.
import type { z } from "zod"
import { type journalLine, listJournal } from "#contract/kernel/book"
import { dictionary } from "#ui/i18n"
import { To } from "#ui/link"
import { Quantity } from "#ui/money"
import { Page } from "#ui/page"
import { useOutlets } from "#ui/session"
import { StateTag } from "#ui/states"
import { type Column, List } from "#ui/tables"
import { moment } from "#ui/timeline"
import { paths } from "../../paths.ts"

type Line = z.output<typeof journalLine>

const useText = dictionary({
  title: ["流水", "Journal"],
  intro: ["每一笔分录，按入账顺序倒排；点开看原始单据。", "Every entry, newest first; open one to see its paper."],
  entry: ["交易", "Entry"],
  amount: ["金额", "Amount"],
  unit: ["单位", "Unit"],
  debit: ["借方", "Debit"],
  credit: ["贷方", "Credit"],
  reference: ["单据号", "Document"],
  memo: ["摘要", "Memo"],
  actor: ["经办", "By"],
  at: ["入账时间", "Posted"],
  date: ["会计日期", "Accounting date"],
  outlet: ["网点", "Outlet"],
  book: ["账簿", "Book"],
  money: ["表内（钱）", "Main book"],
  memoBook: ["表外（登记）", "Memo book"],
  reversal: ["冲正", "Reversal"],
  seq: ["序号", "Number"],
})

export function JournalPage() {
  const t = useText()
  const { options } = useOutlets()
  const side = (one: Line["debit"]) => (
    <To href={paths.account(one.key)}>
      {one.title || one.key} <span className="hs-muted hs-small">{one.subject}</span>
    </To>
  )
  const columns: Column<Line>[] = [
    {
      key: "entry",
      title: t("entry"),
      phone: "title",
      render: (r) => (t.lang === "zh" ? r.codeZh : r.codeEn),
      text: (r) => r.codeZh,
    },
    { key: "debit", title: t("debit"), render: (r) => side(r.debit), text: (r) => r.debit.key },
    { key: "credit", title: t("credit"), render: (r) => side(r.credit), text: (r) => r.credit.key },
    {
      key: "amount",
      title: t("amount"),
      align: "right",
      render: (r) => <Quantity value={r.amount} />,
      text: (r) => r.amount,
    },
    { key: "unit", title: t("unit"), render: (r) => r.unit, text: (r) => r.unit, width: 70 },
    { key: "reference", title: t("reference"), render: (r) => r.reference ?? "", text: (r) => r.reference ?? "" },
    { key: "memo", title: t("memo"), render: (r) => r.memo ?? "", text: (r) => r.memo ?? "", hidden: true },
    { key: "actor", title: t("actor"), render: (r) => r.actor ?? "", text: (r) => r.actor ?? "" },
    { key: "at", title: t("at"), render: (r) => moment(r.postedAt), text: (r) => r.postedAt, nowrap: true },
    { key: "date", title: t("date"), render: (r) => r.accountingDate, text: (r) => r.accountingDate, nowrap: true },
    { key: "seq", title: t("seq"), align: "right", render: (r) => r.seq, text: (r) => r.seq, hidden: true },
    {
      key: "state",
      title: "",
      phone: "tag",
      render: (r) => (r.isReversal ? <StateTag tone="warn">{t("reversal")}</StateTag> : null),
    },
  ]
  return (
    <Page title={t("title")} intro={t("intro")}>
      <List
        name="journal"
        label={t("title")}
        endpoint={listJournal}
        filters={[
          { kind: "date", name: "date", label: t("date") },
          { kind: "text", name: "reference", label: t("reference"), width: 200 },
          {
            kind: "select",
            name: "book",
            label: t("book"),
            options: [
              { value: "1", label: t("money") },
              { value: "2", label: t("memoBook") },
            ],
          },
          { kind: "select", name: "outlet", label: t("outlet"), options, width: 180 },
        ]}
        columns={columns}
        rowKey={(r) => r.seq}
        href={(r) => (r.postingId ? paths.posting(r.postingId) : paths.account(r.debit.key))}
      />
    </Page>
  )
}
