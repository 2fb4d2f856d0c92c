// Consents in plain words, each given and withdrawn by itself.
import { Card, Press, Trouble, useSend } from "#ui/citizen"
import { dictionary, useSay } from "#ui/i18n"
import { moment } from "#ui/look"
import { setConsent } from "../../contract.ts"
import { ownPurposeTexts, purposeTexts, purposeTitles } from "../../model.ts"
import { type ChildBody, childPage, type Seen } from "./child-page.tsx"
import { childPaths as paths } from "./paths.ts"

const title = { zh: "我的同意", en: "My consents" }

const useText = dictionary({
  agree: ["同意", "I agree"],
  myself: ["由我本人同意", "I agree myself"],
  takeBack: ["撤回同意", "Withdraw"],
  inForce: ["{who} 于 {at} 同意", "{who} agreed at {at}"],
  gone: ["已撤回；{day} 前从所有设备删除", "withdrawn; deleted from every device by {day}"],
  deleted: ["已撤回，已从所有设备删除", "withdrawn and deleted"],
})

export const Consents = childPage({ title, back: paths.child }, Body)

function Body({ child, again }: ChildBody) {
  return child.consents.map((one) => (
    <Consent key={one.purpose} childId={child.id} isSelf={child.isSelf} word={one} again={again} />
  ))
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
    <Card title={say(purposeTitles[word.purpose])}>
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
    </Card>
  )
}
