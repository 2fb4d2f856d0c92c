// What a parent does with the card: topping up, a daily limit, and reporting it lost at any hour. One question a page.
import { useState } from "react"
import { Answer, Ask, Card, Choices, Press, Rows, Trouble, useSend } from "#ui/citizen"
import { dictionary, useSay } from "#ui/i18n"
import { loseMyCard, setLimit, topUpEndpoint } from "../../contract.ts"
import { cardTitles } from "../../../../products/wallet/states.ts"
import { type ChildBody, childPage, type Seen } from "./child-page.tsx"
import { childPaths as paths } from "./paths.ts"

function TopUp({ childId }: { childId: string }) {
  const t = useText()
  const [amount, setAmount] = useState("50")
  const [channel, setChannel] = useState<"wechat" | "alipay">("wechat")
  const [orderNo, setOrderNo] = useState<string | null>(null)
  const { busy, problem, send } = useSend(topUpEndpoint)
  const pay = async () => {
    const order = await send({ params: { id: childId }, body: { amount: amount.trim(), channel } })
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

function Limit({ childId, limit, again }: { childId: string; limit: string | null; again: () => void }) {
  const t = useText()
  const [text, setText] = useState(limit ?? "")
  const { busy, problem, send } = useSend(setLimit)
  const save = async (value: string | null) => {
    if (await send({ params: { id: childId }, body: { limit: value } })) again()
  }
  return (
    <Card title={t("setLimit")}>
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
      {limit ? <Press kind="plain" label={t("noMore")} busy={busy} press={() => save(null)} /> : null}
    </Card>
  )
}

function Lose({ childId, cards, again }: { childId: string; cards: Seen["cards"]; again: () => void }) {
  const t = useText()
  const say = useSay()
  const [asked, setAsked] = useState<string | null>(null)
  const { busy, problem, send } = useSend(loseMyCard)
  const lose = async (uid: string) => {
    if (asked !== uid) return setAsked(uid)
    if (await send({ params: { id: childId }, body: { uid } })) again()
    return setAsked(null)
  }
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
