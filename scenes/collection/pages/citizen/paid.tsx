// Where a payer comes back to: paid with its receipt number, still under way, or on its way back, each in plain words.
import { useEffect } from "react"
import { Answer, Card, Facts, Go, Shown, Title, usePerson, useRead } from "#ui/citizen"
import { dictionary } from "#ui/i18n"
import { moment } from "#ui/look"
import { grouped } from "#ui/money"
import { checkoutResult } from "../../portal-contract.ts"

const useText = dictionary({
  title: ["缴费结果", "Your payment"],
  paid: ["缴费成功", "Paid"],
  waiting: ["正在等待支付结果，请不要重复支付。", "Waiting for the result; do not pay again."],
  returning: ["这笔钱会原路退回：{why}", "This money goes back the way it came: {why}"],
  closed: ["订单已关闭，没有扣款。可以重新缴费。", "The order is closed and nothing was charged. You can start again."],
  amount: ["金额（元）", "Amount (CNY)"],
  receipt: ["收据号", "Receipt"],
  at: ["时间", "Time"],
  items: ["项目", "For"],
  receipts: ["全部收据", "All receipts"],
  more: ["继续缴费", "Pay another"],
})

const askAgainMs = 2_000

export function Paid({ params }: { params: Record<string, string> }) {
  const t = useText()
  const person = usePerson()
  const reading = useRead(checkoutResult, { params: { id: params["id"]! } })
  const { data, again } = reading
  useEffect(() => {
    if (data?.state !== "waiting") return undefined
    const timer = setInterval(again, askAgainMs)
    return () => clearInterval(timer)
  }, [data?.state, again])
  return (
    <>
      <Title back="/m">{t("title")}</Title>
      <Shown reading={reading}>
        {(result) => (
          <Card title={result.orgName}>
            {result.state === "paid" ? <Answer tone="good">✓ {t("paid")}</Answer> : null}
            {result.state === "waiting" ? <Answer tone="plain">{t("waiting")}</Answer> : null}
            {result.state === "returning" ? (
              <Answer tone="bad">{t("returning", { why: result.why ?? "" })}</Answer>
            ) : null}
            {result.state === "closed" ? <Answer tone="plain">{t("closed")}</Answer> : null}
            <Facts
              facts={[
                [t("amount"), grouped(result.amount)],
                [t("items"), result.items.join("、")],
                ...(result.receiptNo ? [[t("receipt"), result.receiptNo] as const] : []),
                ...(result.paidAt ? [[t("at"), moment(result.paidAt)] as const] : []),
              ]}
            />
            <p style={{ margin: "8px 0 0" }}>
              {person ? <Go to="/m/receipts">{t("receipts")}</Go> : <Go to="/m/bills">{t("more")}</Go>}
            </p>
          </Card>
        )}
      </Shown>
    </>
  )
}
