// One child now, its day at the gate, and the way to everything else about it.
import { Card, Facts, Rows } from "#ui/citizen"
import { dictionary, useSay } from "#ui/i18n"
import { moment } from "#ui/look"
import { directionTitles } from "../../model.ts"
import { leaveTitles } from "../../states.ts"
import { clock } from "../words.ts"
import { type ChildBody, childPage, type Seen } from "./child-page.tsx"
import { childPaths as paths } from "./paths.ts"

const useText = dictionary({
  now: ["现在", "Now"],
  in: ["在校（{at} 进校）", "At school since {at}"],
  out: ["不在校（{at} 离校）", "Left at {at}"],
  unknown: ["还没有进出记录", "No passing yet"],
  school: ["学校", "School"],
  class: ["班级", "Class"],
  teacher: ["班主任", "Class teacher"],
  day: ["今天进出", "Today at the gate"],
  noDay: ["今天还没有进出记录。", "No passing today."],
  late: ["补传", "uploaded late"],
  refused: ["未放行：{why}", "refused: {why}"],
  ways: ["办理", "What you can do"],
  card: ["校园卡", "Card"],
  cardText: ["余额、消费、充值、限额、挂失", "balance, purchases, top-up, limit, loss"],
  closed: ["已销户", "closed"],
  leaves: ["请假", "Leave"],
  noLeaves: ["没有请假记录", "none yet"],
  consents: ["我的同意", "My consents"],
  given: ["已同意 {n} 项，共 {all} 项", "{n} of {all} given"],
  told: ["通知记录", "What you were told"],
  noTold: ["还没有通知", "nothing yet"],
})

export const Child = childPage({ back: paths.children }, Body)

function Body({ child }: ChildBody) {
  const t = useText()
  return (
    <>
      <Card title={t("now")}>
        <Facts
          facts={[
            [t("now"), child.presence ? t(child.presence, { at: clock(child.since) }) : t("unknown")],
            [t("school"), child.school],
            [t("class"), child.classTitle ?? "—"],
            [t("teacher"), child.teacher ?? "—"],
          ]}
        />
      </Card>
      <Passings passings={child.passings} />
      <Ways child={child} />
    </>
  )
}

function Passings({ passings }: Pick<Seen, "passings">) {
  const t = useText()
  const say = useSay()
  return (
    <Card title={t("day")}>
      <Rows
        none={t("noDay")}
        rows={passings.map((one, at) => ({
          key: String(at),
          title: `${clock(one.at)} ${say(directionTitles[one.direction])}`,
          text: [
            one.place,
            one.result === "deny" ? t("refused", { why: one.verdictZh ?? "" }) : "",
            one.late ? t("late") : "",
          ]
            .filter(Boolean)
            .join(" · "),
        }))}
      />
    </Card>
  )
}

function Ways({ child }: { child: Seen }) {
  const t = useText()
  const say = useSay()
  const [leave] = child.leaves
  const [last] = child.told
  const given = child.consents.filter((one) => one.inForce).length
  const { wallet } = child
  const card = wallet && {
    key: "card",
    to: paths.card(child.id),
    title: t("card"),
    text: t("cardText"),
    value: wallet.state === "closed" ? t("closed") : `¥${wallet.total}`,
  }
  return (
    <Card title={t("ways")}>
      <Rows
        none=""
        rows={[
          ...(card ? [card] : []),
          {
            key: "leaves",
            to: paths.leaves(child.id),
            title: t("leaves"),
            text: leave ? `${moment(leave.from)} ${say(leaveTitles[leave.state])}` : t("noLeaves"),
          },
          {
            key: "consents",
            to: paths.consents(child.id),
            title: t("consents"),
            text: t("given", { n: given, all: child.consents.length }),
          },
          { key: "told", to: paths.told(child.id), title: t("told"), text: last ? last.body : t("noTold") },
        ]}
      />
    </Card>
  )
}
