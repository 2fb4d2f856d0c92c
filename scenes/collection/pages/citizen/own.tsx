// One's own and the children's bills, after signing in.
import { Go, Shown, Title, useRead, useSend } from "#ui/citizen"
import { dictionary } from "#ui/i18n"
import { ownBills, payOwn } from "../../portal-contract.ts"
import { PayerCard, type Paying } from "./pay.tsx"

const useText = dictionary({
  title: ["我的账单", "My bills"],
  none: [
    "没有找到与您手机号和孩子姓名都相符的账单。可以按户号查询。",
    "No bill fits both your number and a child's name. Try by number.",
  ],
  byCode: ["按户号查询", "By number"],
  receipts: ["缴费收据", "Receipts"],
})

export function OwnBills() {
  const t = useText()
  const reading = useRead(ownBills)
  return (
    <>
      <Title back="/m">{t("title")}</Title>
      <Shown reading={reading}>
        {(views) =>
          views.length === 0 ? <p>{t("none")}</p> : views.map((view) => <OnePayer key={view.payerId} view={view} />)
        }
      </Shown>
      <p>
        <Go to="/m/receipts">{t("receipts")}</Go>　<Go to="/m/bills">{t("byCode")}</Go>
      </p>
    </>
  )
}

function OnePayer({ view }: { view: Parameters<typeof PayerCard>[0]["view"] & { payerId: string } }) {
  const paying = useSend(payOwn)
  const start: Paying["start"] = async (lines, channel) =>
    (await paying.send({ body: { payerId: view.payerId, lines, channel } }))?.value ?? null
  return <PayerCard view={view} paying={{ busy: paying.busy, problem: paying.problem, start }} />
}
