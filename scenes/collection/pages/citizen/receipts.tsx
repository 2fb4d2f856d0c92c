// What the family has paid: receipts with their numbers, newest first.
import { Card, Facts, Shown, Title, useRead } from "#ui/citizen"
import { dictionary, useSay } from "#ui/i18n"
import { moment } from "#ui/look"
import { grouped } from "#ui/money"
import { channelTitles, type Channel } from "../../../../products/acquiring/model.ts"
import { receiptTitles } from "../../model.ts"
import { ownReceipts } from "../../portal-contract.ts"

const useText = dictionary({
  title: ["缴费收据", "Receipts"],
  none: ["还没有缴费。", "Nothing paid yet."],
  amount: ["金额（元）", "Amount (CNY)"],
  refunded: ["已退款（元）", "Refunded (CNY)"],
  receipt: ["收据号", "Receipt"],
  at: ["时间", "Time"],
  way: ["方式", "By"],
  paper: ["票据", "Paper"],
  items: ["项目", "For"],
})

export function Receipts() {
  const t = useText()
  const say = useSay()
  const reading = useRead(ownReceipts)
  return (
    <>
      <Title back="/m/my-bills">{t("title")}</Title>
      <Shown reading={reading}>
        {(all) =>
          all.length === 0 ? (
            <p>{t("none")}</p>
          ) : (
            all.map((one) => (
              <Card key={one.orderNo} title={one.orgName}>
                <Facts
                  facts={[
                    [t("amount"), grouped(one.amount)],
                    ...(Number(one.refunded) > 0 ? [[t("refunded"), grouped(one.refunded)] as const] : []),
                    [t("items"), one.bills.map((bill) => `${bill.item} ${bill.period}`).join("、")],
                    [t("receipt"), one.receiptNo],
                    [t("at"), moment(one.paidAt)],
                    [t("way"), say(channelTitles[one.channel as Channel])],
                    [t("paper"), say(receiptTitles[one.receiptKind])],
                  ]}
                />
              </Card>
            ))
          )
        }
      </Shown>
    </>
  )
}
