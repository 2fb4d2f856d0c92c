// Asking for leave in four answers.
import { useId, useState } from "react"
import { Answer, Card, Choices, Go, LongAnswer, Press, Trouble, useSend } from "#ui/citizen"
import { dictionary, useSay } from "#ui/i18n"
import { askChildLeave } from "../../contract.ts"
import { type LeaveKind, leaveKinds, leaveKindTitles } from "../../model.ts"
import { type ChildBody, childPage } from "./child-page.tsx"
import { childPaths as paths } from "./paths.ts"

const title = { zh: "请假申请", en: "Ask for leave" }

const useText = dictionary({
  about: ["请假内容", "The leave"],
  kind: ["什么假？", "What kind?"],
  from: ["从", "From"],
  to: ["到", "To"],
  reason: ["原因", "Reason"],
  back: ["当天还回学校吗？", "Back the same day?"],
  yes: ["回", "Yes"],
  no: ["不回", "No"],
  send: ["提交", "Send"],
  sent: [
    "已提交。班主任同意后会通知您；两天以上还要教务同意。",
    "Sent. You will be told when the teacher has agreed; two days or more also need the office.",
  ],
  seeLeaves: ["看请假记录", "See the leaves"],
  need: ["请写明原因和时间", "Give reason and times"],
})

const local = (minutesOn: number): string =>
  new Date(Date.now() + (minutesOn + 480) * 60_000).toISOString().slice(0, 16)

export const AskLeave = childPage({ title, back: paths.leaves }, Body)

function Body({ child }: ChildBody) {
  const t = useText()
  const say = useSay()
  const [kind, setKind] = useState<LeaveKind>("sick")
  const [from, setFrom] = useState(local(30))
  const [to, setTo] = useState(local(270))
  const [reason, setReason] = useState("")
  const [returns, setReturns] = useState<"yes" | "no">("yes")
  const [isSent, setSent] = useState(false)
  const { busy, problem, send } = useSend(askChildLeave)
  const submit = async () => {
    const body = { kind, reason, returns: returns === "yes", from: `${from}:00+08:00`, to: `${to}:00+08:00` }
    if (await send({ params: { id: child.id }, body })) setSent(true)
  }
  if (isSent)
    return (
      <>
        <Answer tone="good">{t("sent")}</Answer>
        <Go to={paths.leaves(child.id)}>{t("seeLeaves")}</Go>
      </>
    )
  return (
    <Card title={t("about")}>
      <Choices
        label={t("kind")}
        value={kind}
        change={setKind}
        of={leaveKinds.map((value) => ({ value, label: say(leaveKindTitles[value]) }))}
      />
      <When label={t("from")} value={from} change={setFrom} />
      <When label={t("to")} value={to} change={setTo} />
      <LongAnswer label={t("reason")} value={reason} change={setReason} maxLength={200} />
      <Choices
        label={t("back")}
        value={returns}
        change={setReturns}
        of={(["yes", "no"] as const).map((value) => ({ value, label: t(value) }))}
      />
      <Trouble error={problem} />
      <Press
        label={t("send")}
        busy={busy}
        off={reason.trim().length < 2 || !from || !to ? t("need") : null}
        press={submit}
      />
    </Card>
  )
}

function When({ label, value, change }: { label: string; value: string; change: (text: string) => void }) {
  const id = useId()
  return (
    <div className="hs-m-ask">
      <label htmlFor={id}>{label}</label>
      <input id={id} type="datetime-local" value={value} onChange={(event) => change(event.target.value)} />
    </div>
  )
}
