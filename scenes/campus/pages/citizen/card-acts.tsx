// What a parent does with the card: topping up, a daily limit, and reporting it lost at any hour. One question a page.
import { useState } from "react"
import { Answer, Ask, Card, Choices, Press, Rows, Trouble, useSend } from "#ui/citizen"
import { dictionary, useSay } from "#ui/i18n"
import { loseMyCard, setLimit, topUpEndpoint } from "../../contract.ts"
import { cardTitles } from "../../../../products/wallet/states.ts"
import { type CardBody, cardPage } from "./card-page.tsx"
import { childPaths as paths } from "./paths.ts"

const useText = dictionary({
  topUp: ["充值", "Top up"],
  amount: ["充值金额（元）", "Amount (CNY)"],
  once: ["重复点击或重新进入不会重复扣款。", "Pressing again or coming back does not charge twice."],
  way: ["怎么付？", "How do you pay?"],
  wechat: ["微信支付", "WeChat Pay"],
  alipay: ["支付宝", "Alipay"],
  noLink: ["订单 {no} 已生成。", "Order {no} is made."],
  limit: ["每日限额（元）", "Daily limit (CNY)"],
  limitHint: [
    "超过限额的消费当场拒绝；断网时收的不受限制。",
    "Purchases above are declined at once; a till without network cannot know.",
  ],
  save: ["保存", "Save"],
  saved: ["已保存。", "Saved."],
  noMore: ["不设限额", "No limit"],
  lose: ["挂失卡 {uid}", "Report {uid} lost"],
  sure: ["确定挂失？再按一次", "Sure? Press again"],
  loseNote: [
    "挂失立即生效；挂失后被盗刷的金额退还给孩子。找回或补卡请到学校卡务中心。",
    "Takes effect at once; what is spent on it afterwards is given back.",
  ],
  cards: ["卡片", "Cards"],
})

export const TopUp = cardPage({ title: { zh: "充值", en: "Top up" }, back: paths.card }, TopUpBody)
export const Limit = cardPage({ title: { zh: "每日限额", en: "Daily limit" }, back: paths.card }, LimitBody)
export const Lost = cardPage({ title: { zh: "挂失", en: "Report it lost" }, back: paths.card }, LostBody)

function TopUpBody({ child }: CardBody) {
  const t = useText()
  const [amount, setAmount] = useState("50")
  const [channel, setChannel] = useState<"wechat" | "alipay">("wechat")
  const [orderNo, setOrderNo] = useState<string | null>(null)
  const { busy, problem, send } = useSend(topUpEndpoint)
  const pay = async () => {
    const order = await send({ params: { id: child.id }, body: { amount: amount.trim(), channel } })
    if (order?.value.payUrl) globalThis.location.assign(order.value.payUrl)
    else if (order) setOrderNo(order.value.orderNo)
  }
  return (
    <Card title={t("topUp")}>
      <Choices
        label={t("way")}
        value={channel}
        change={setChannel}
        of={(["wechat", "alipay"] as const).map((value) => ({ value, label: t(value) }))}
      />
      <Ask
        label={t("amount")}
        hint={t("once")}
        value={amount}
        change={setAmount}
        mode="decimal"
        button={t("topUp")}
        busy={busy}
        problem={problem}
        ask={() => void pay()}
      />
      {orderNo ? <Answer tone="good">{t("noLink", { no: orderNo })}</Answer> : null}
    </Card>
  )
}

function LimitBody({ child, wallet, again }: CardBody) {
  const t = useText()
  const [text, setText] = useState(wallet.dailyLimit ?? "")
  const [isSaved, setSaved] = useState(false)
  const { busy, problem, send } = useSend(setLimit)
  const save = async (value: string | null) => {
    setSaved(false)
    if (!(await send({ params: { id: child.id }, body: { limit: value } }))) return
    setText(value ?? "")
    setSaved(true)
    again()
  }
  return (
    <Card title={t("limit")}>
      <Ask
        label={t("limit")}
        hint={t("limitHint")}
        value={text}
        change={setText}
        mode="decimal"
        button={t("save")}
        busy={busy}
        problem={problem}
        ask={() => void save(text.trim())}
      />
      {wallet.dailyLimit ? <Press kind="plain" label={t("noMore")} busy={busy} press={() => save(null)} /> : null}
      {isSaved ? <Answer tone="good">{t("saved")}</Answer> : null}
    </Card>
  )
}

function LostBody({ child, wallet, again }: CardBody) {
  const t = useText()
  const say = useSay()
  const [asked, setAsked] = useState<string | null>(null)
  const { busy, problem, send } = useSend(loseMyCard)
  const lose = async (uid: string) => {
    if (asked !== uid) return setAsked(uid)
    if (await send({ params: { id: child.id }, body: { uid } })) again()
    return setAsked(null)
  }
  const { cards } = wallet
  return (
    <Card title={t("cards")}>
      <Rows none="—" rows={cards.map((one) => ({ key: one.uid, title: one.uid, value: say(cardTitles[one.state]) }))} />
      <p className="hs-muted">{t("loseNote")}</p>
      <Trouble error={problem} />
      {cards
        .filter((one) => one.state === "active")
        .map((one) => (
          <Press
            key={one.uid}
            kind="danger"
            busy={busy}
            label={asked === one.uid ? t("sure") : t("lose", { uid: one.uid })}
            press={() => lose(one.uid)}
          />
        ))}
    </Card>
  )
}
