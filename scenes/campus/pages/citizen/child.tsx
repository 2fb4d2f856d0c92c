// One child: the day at the gate, leave, consents in plain words, the card with its purchases.
import { Card, Facts, Press, Rows, Shown, Title, Trouble, useRead, useSend } from "#ui/citizen"
import { dictionary, useSay } from "#ui/i18n"
import { moment } from "#ui/look"
import type { z } from "zod"
import { myChild, setConsent, withdrawChildLeave } from "../../contract.ts"
import { directionTitles, leaveKindTitles, ownPurposeTexts, purposeTexts, purposeTitles } from "../../model.ts"
import { canWithdrawLeave, leaveTitles } from "../../states.ts"
import { clock } from "../words.ts"
import { AskLeave } from "./leave.tsx"
import { Wallet } from "./wallet.tsx"

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
  leaves: ["请假", "Leave"],
  noLeaves: ["没有请假记录。", "No leave."],
  pass: ["出校凭证 {code}", "Pass {code}"],
  withdraw: ["撤销这次请假", "Withdraw"],
  consents: ["我的同意", "My consents"],
  agree: ["同意", "I agree"],
  myself: ["由我本人同意", "I agree myself"],
  takeBack: ["撤回同意", "Withdraw"],
  inForce: ["{who} 于 {at} 同意", "{who} agreed at {at}"],
  gone: ["已撤回；{day} 前从所有设备删除", "withdrawn; deleted from every device by {day}"],
  deleted: ["已撤回，已从所有设备删除", "withdrawn and deleted"],
  told: ["通知记录", "What you were told"],
  noTold: ["还没有通知。", "Nothing yet."],
})

type Seen = z.output<typeof myChild.response>

export function Child({ params }: { params: Record<string, string> }) {
  const reading = useRead(myChild, { params: { id: params["id"]! }, query: {} })
  return <Shown reading={reading}>{(child) => <Body child={child} again={reading.again} />}</Shown>
}

function Body({ child, again }: { child: Seen; again: () => void }) {
  const t = useText()
  const say = useSay()
  return (
    <>
      <Title back="/m/campus">{child.name}</Title>
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
      <Card title={t("day")}>
        <Rows
          none={t("noDay")}
          rows={child.passings.map((one, at) => ({
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
      {child.wallet ? <Wallet childId={child.id} wallet={child.wallet} again={again} /> : null}
      <Card title={t("leaves")}>
        <Rows
          none={t("noLeaves")}
          rows={child.leaves.slice(0, 5).map((one) => ({
            key: one.id,
            title: `${say(leaveKindTitles[one.kind])} ${moment(one.from)} – ${moment(one.to)}`,
            text: [one.reason, one.passCode ? t("pass", { code: one.passCode }) : "", one.declineReason ?? ""]
              .filter(Boolean)
              .join(" · "),
            value: say(leaveTitles[one.state]),
          }))}
        />
        {child.leaves
          .filter((one) => canWithdrawLeave(one.state))
          .slice(0, 1)
          .map((one) => (
            <Withdraw key={one.id} id={one.id} again={again} />
          ))}
      </Card>
      <AskLeave childId={child.id} isSelf={child.isSelf} again={again} />
      <Card title={t("consents")}>
        {child.consents.map((one) => (
          <Consent key={one.purpose} childId={child.id} isSelf={child.isSelf} word={one} again={again} />
        ))}
      </Card>
      <Card title={t("told")}>
        <Rows
          none={t("noTold")}
          rows={child.told.map((one, at) => ({ key: String(at), title: one.body, text: moment(one.at) }))}
        />
      </Card>
    </>
  )
}

function Withdraw({ id, again }: { id: string; again: () => void }) {
  const t = useText()
  const { busy, problem, send } = useSend(withdrawChildLeave)
  return (
    <>
      <Trouble error={problem} />
      <Press
        kind="plain"
        label={t("withdraw")}
        busy={busy}
        press={async () => void ((await send({ params: { id } })) && again())}
      />
    </>
  )
}

interface ConsentProps {
  childId: string
  isSelf: boolean
  word: Seen["consents"][number]
  again: () => void
}

function Consent({ childId, isSelf, word, again }: ConsentProps) {
  const t = useText()
  const say = useSay()
  // A guardian's word that still stands is renewed by the pupil's own.
  const isOthers = isSelf && word.inForce && !word.isOwn
  const { busy, problem, send } = useSend(setConsent)
  const set = async (agree: boolean) => {
    if (await send({ params: { id: childId }, body: { purpose: word.purpose, agree } })) again()
  }
  return (
    <section>
      <h3 style={{ margin: "12px 0 4px" }}>{say(purposeTitles[word.purpose])}</h3>
      <p className="hs-muted" style={{ margin: "0 0 8px" }}>
        {say((isSelf ? ownPurposeTexts : purposeTexts)[word.purpose])}
      </p>
      {word.inForce ? <p>{t("inForce", { who: word.givenBy ?? "", at: moment(word.givenAt) })}</p> : null}
      {!word.inForce && word.withdrawnAt ? (
        <p>{word.deletedAt ? t("deleted") : t("gone", { day: word.deleteDueOn ?? "" })}</p>
      ) : null}
      <Trouble error={problem} />
      {isOthers ? <Press kind="plain" busy={busy} label={t("myself")} press={() => set(true)} /> : null}
      <Press kind="plain" busy={busy} label={t(word.inForce ? "takeBack" : "agree")} press={() => set(!word.inForce)} />
    </section>
  )
}
