// On the first page: what is to pay, in one line a payer.
import { Card, Go, Rows, useRead } from "#ui/citizen"
import { dictionary } from "#ui/i18n"
import { grouped, sumOf } from "#ui/money"
import { ownBills } from "../../portal-contract.ts"

const useText = dictionary({
  title: ["待缴账单", "Bills to pay"],
  none: ["没有待缴的账单。", "Nothing is to pay."],
  receipts: ["缴费收据", "Receipts"],
  count: ["{n} 张", "{n} bills"],
})

export function BillsHome() {
  const t = useText()
  const views = useRead(ownBills).data
  if (!views || views.length === 0) return null
  const open = views.map((view) => {
    const bills = view.bills.filter((bill) => Number(bill.owed) > 0)
    return { view, count: bills.length, sum: sumOf(bills.map((bill) => bill.owed)) }
  })
  return (
    <Card title={t("title")}>
      <Rows
        none={t("none")}
        rows={open
          .filter((one) => one.count > 0)
          .map(({ view, count, sum }) => ({
            key: view.code,
            title: `${view.orgName} · ${view.shownName}`,
            text: t("count", { n: count }),
            value: grouped(sum),
            to: "/m/my-bills",
          }))}
      />
      <p style={{ margin: "8px 0 0" }}>
        <Go to="/m/receipts">{t("receipts")}</Go>
      </p>
    </Card>
  )
}
