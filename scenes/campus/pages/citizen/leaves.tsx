// The child's leaves, and the way to ask for another.
import { Card, Go, Press, Rows, Trouble, useSend } from "#ui/citizen"
import { dictionary, useSay } from "#ui/i18n"
import { moment } from "#ui/look"
import { withdrawChildLeave } from "../../contract.ts"
import { leaveKindTitles } from "../../model.ts"
import { canWithdrawLeave, leaveTitles } from "../../states.ts"
import { type ChildBody, childPage } from "./child-page.tsx"
import { childPaths as paths } from "./paths.ts"

const title = { zh: "请假", en: "Leave" }

const useText = dictionary({
  list: ["请假记录", "Leaves"],
  none: ["没有请假记录。", "No leave."],
  pass: ["出校凭证 {code}", "Pass {code}"],
  withdraw: ["撤销这次请假", "Withdraw"],
  ask: ["去请假", "Ask for leave"],
})

export const Leaves = childPage({ title, back: paths.child }, Body)

function Body({ child, again }: ChildBody) {
  const t = useText()
  const say = useSay()
  const open = child.leaves.find((one) => canWithdrawLeave(one.state))
  return (
    <>
      <Go to={paths.askLeave(child.id)} className="hs-m-button">
        {t("ask")}
      </Go>
      <Card title={t("list")}>
        <Rows
          none={t("none")}
          rows={child.leaves.slice(0, 5).map((one) => ({
            key: one.id,
            title: `${say(leaveKindTitles[one.kind])} ${moment(one.from)} – ${moment(one.to)}`,
            text: [one.reason, one.passCode ? t("pass", { code: one.passCode }) : "", one.declineReason ?? ""]
              .filter(Boolean)
              .join(" · "),
            value: say(leaveTitles[one.state]),
          }))}
        />
        {open ? <Withdraw id={open.id} again={again} /> : null}
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
