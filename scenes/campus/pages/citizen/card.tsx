// The child's card: what is on it, what it bought, and the ways to top up, set a limit or report it lost.
import { useState } from "react"
import { Answer, Ask, Card, Choices, Facts, Press, Rows, Trouble, useSend } from "#ui/citizen"
import { dictionary, useSay } from "#ui/i18n"
import { moment } from "#ui/look"
import type { z } from "zod"
import { loseMyCard, setLimit, topUpEndpoint, type walletView } from "../../contract.ts"
import { cardTitles } from "../../../../products/wallet/states.ts"

const useText = dictionary({
  title: ["校园卡", "The card"],
  total: ["可用余额（元）", "May be spent (CNY)"],
  arrears: ["欠款（元）", "Owes (CNY)"],
  today: ["今日已用（元）", "Spent today (CNY)"],
  limit: ["每日限额（元）", "Daily limit (CNY)"],
  noLimit: ["未设", "none"],
  spends: ["最近消费", "Latest purchases"],
  noSpends: ["还没有消费。", "Nothing yet."],
  declined: ["未成交：{why}", "declined: {why}"],
  back: ["挂失后消费，已退还", "after the loss report, given back"],
  subsidy: ["补助 {amount}", "subsidy {amount}"],
  topUp: ["充值", "Top up"],
  amount: ["充值金额（元）", "Amount (CNY)"],
  way: ["怎么付？", "How do you pay?"],
  wechat: ["微信支付", "WeChat Pay"],
  alipay: ["支付宝", "Alipay"],
  noLink: ["订单 {no} 已生成。", "Order {no} is made."],
  setLimit: ["设定每日限额", "Daily limit"],
  limitHint: [
    "超过限额的消费当场拒绝；断网时收的不受限制。",
    "Purchases above are declined at once; a till without network cannot know.",
  ],
  save: ["保存", "Save"],
  noMore: ["不设限额", "No limit"],
  lose: ["挂失卡 {uid}", "Report {uid} lost"],
  sure: ["确定挂失？再按一次", "Sure? Press again"],
  loseNote: [
    "挂失立即生效；挂失后被盗刷的金额退还给孩子。找回或补卡请到学校卡务中心。",
    "Takes effect at once; what is spent on it afterwards is given back.",
  ],
  cards: ["卡片", "Cards"],
})

type Seen = z.output<typeof walletView>

export function Wallet({ childId, wallet, again }: { childId: string; wallet: Seen; again: () => void }) {
  const t = useText()
  const say = useSay()
  return (
    <>
      <Card title={t("title")}>
        <Facts
          facts={[
            [t("total"), wallet.total],
            ...wallet.purses.map((one) => [say(one), one.amount] as const),
            ...(wallet.arrears === "0.00" ? [] : [[t("arrears"), wallet.arrears] as const]),
            [t("today"), wallet.spentToday],
            [t("limit"), wallet.dailyLimit ?? t("noLimit")],
          ]}
        />
      </Card>
      <Card title={t("spends")}>
        <Rows
          none={t("noSpends")}
          rows={wallet.spends.slice(0, 12).map((one) => ({
            key: one.id,
            title: `${one.merchant} ${one.item ?? ""}`,
            text: [
              moment(one.at),
              one.subsidy === "0.00" ? "" : t("subsidy", { amount: one.subsidy }),
              one.state === "declined" || one.state === "rejected" ? t("declined", { why: one.reasonZh ?? "" }) : "",
              one.givenBack ? t("back") : "",
            ]
              .filter(Boolean)
              .join(" · "),
            value: `${one.kind === "spend" ? "-" : "+"}${one.amount}`,
          }))}
        />
      </Card>
      {wallet.state === "closed" ? null : (
        <>
          <TopUp childId={childId} />
          <Limit childId={childId} limit={wallet.dailyLimit} again={again} />
          <Lose childId={childId} cards={wallet.cards} again={again} />
        </>
      )}
    </>
  )
}

