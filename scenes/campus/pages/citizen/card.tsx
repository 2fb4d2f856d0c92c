// The child's card: what is on it, what it bought, and the ways to top up, set a limit or report it lost.
import { Card, Facts, Rows } from "#ui/citizen"
import { dictionary, useSay } from "#ui/i18n"
import { moment } from "#ui/look"
import { type CardBody, cardPage, type Wallet } from "./card-page.tsx"
import { childPaths as paths } from "./paths.ts"

const title = { zh: "校园卡", en: "The card" }

const useText = dictionary({
  holds: ["卡里的钱", "What is on it"],
  total: ["可用余额（元）", "May be spent (CNY)"],
  arrears: ["欠款（元）", "Owes (CNY)"],
  today: ["今日已用（元）", "Spent today (CNY)"],
  spends: ["最近消费", "Latest purchases"],
  noSpends: ["还没有消费。", "Nothing yet."],
  declined: ["未成交：{why}", "declined: {why}"],
  back: ["挂失后消费，已退还", "after the loss report, given back"],
  subsidy: ["补助 {amount}", "subsidy {amount}"],
  ways: ["办理", "What you can do"],
  topUp: ["充值", "Top up"],
  limit: ["每日限额", "Daily limit"],
  noLimit: ["未设", "none"],
  lost: ["挂失", "Report it lost"],
  lostText: ["任何时候都可以，立即生效", "at any hour, at once"],
})

export const ChildCard = cardPage({ title, back: paths.child }, Body)

function Body({ child, wallet }: CardBody) {
  const t = useText()
  const say = useSay()
  return (
    <>
      <Card title={t("holds")}>
        <Facts
          facts={[
            [t("total"), wallet.total],
            ...wallet.purses.map((one) => [say(one), one.amount] as const),
            ...(wallet.arrears === "0.00" ? [] : [[t("arrears"), wallet.arrears] as const]),
            [t("today"), wallet.spentToday],
          ]}
        />
      </Card>
      {wallet.state === "closed" ? null : (
        <Card title={t("ways")}>
          <Rows
            none=""
            rows={[
              { key: "top-up", to: paths.topUp(child.id), title: t("topUp") },
              {
                key: "limit",
                to: paths.limit(child.id),
                title: t("limit"),
                value: wallet.dailyLimit === null ? t("noLimit") : `¥${wallet.dailyLimit}`,
              },
              { key: "lost", to: paths.lost(child.id), title: t("lost"), text: t("lostText") },
            ]}
          />
        </Card>
      )}
      <Purchases wallet={wallet} />
    </>
  )
}

function Purchases({ wallet }: { wallet: Wallet }) {
  const t = useText()
  return (
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
  )
}
