// Finding an account by its key, its owner or its subject.
import type { z } from "zod"
import { accountItem, listAccounts } from "#contract/kernel/book"
import { dictionary } from "#ui/i18n"
import { Quantity } from "#ui/money"
import { Page } from "#ui/page"
import { useOutlets } from "#ui/session"
import { StateTag } from "#ui/states"
import { type Column, List } from "#ui/tables"
import { paths } from "../../paths.ts"

type Account = z.output<typeof accountItem>

const useText = dictionary({
  title: ["账户", "Accounts"],
  intro: [
    "钱、额度、冻结的排污权都是账户：能用完的，都在这一本账上。",
    "Money, limits and frozen emission rights are all accounts: whatever can run out is on this ledger.",
  ],
  find: ["账号、户名或客户", "Key, title or customer"],
  subject: ["科目", "Subject"],
  outlet: ["网点", "Outlet"],
  book: ["账簿", "Book"],
  account: ["账户", "Account"],
  key: ["账号", "Key"],
  unit: ["单位", "Unit"],
  side: ["方向", "Side"],
  debit: ["借", "Debit"],
  credit: ["贷", "Credit"],
  balance: ["余额", "Balance"],
  closed: ["已销户", "Closed"],
  money: ["表内（钱）", "Main book"],
  memo: ["表外（登记）", "Memo book"],
})

export function AccountsPage() {
  const t = useText()
  const { nameOf, options } = useOutlets()
  const columns: Column<Account>[] = [
    { key: "account", title: t("account"), render: (r) => r.title, text: (r) => r.title, phone: "title" },
    { key: "key", title: t("key"), render: (r) => <code className="hs-small">{r.key}</code>, text: (r) => r.key },
    { key: "subject", title: t("subject"), render: (r) => r.subject, text: (r) => r.subject, nowrap: true },
    { key: "outlet", title: t("outlet"), render: (r) => nameOf(r.outlet), text: (r) => nameOf(r.outlet) },
    { key: "side", title: t("side"), render: (r) => t(r.side), text: (r) => t(r.side), width: 60 },
    {
      key: "balance",
      title: t("balance"),
      align: "right",
      render: (r) => <Quantity value={r.balance} />,
      text: (r) => r.balance,
    },
    { key: "unit", title: t("unit"), render: (r) => r.unit, text: (r) => r.unit, width: 70 },
    {
      key: "state",
      title: "",
      phone: "tag",
      render: (r) => (r.closed ? <StateTag>{t("closed")}</StateTag> : null),
    },
  ]
  return (
    <Page title={t("title")} intro={t("intro")}>
      <List
        name="accounts"
        label={t("title")}
        endpoint={listAccounts}
        filters={[
          { kind: "text", name: "text", label: t("find"), width: 240 },
          { kind: "text", name: "subject", label: t("subject"), width: 110 },
          {
            kind: "select",
            name: "book",
            label: t("book"),
            options: [
              { value: "1", label: t("money") },
              { value: "2", label: t("memo") },
            ],
          },
          { kind: "select", name: "outlet", label: t("outlet"), options, width: 180 },
        ]}
        columns={columns}
        rowKey={(r) => r.key}
        href={(r) => paths.account(r.key)}
      />
    </Page>
  )
}
