// One task as a row: what, by when, and the way to finish it.
import type { z } from "zod"
import { Action } from "#ui/action"
import { api } from "#ui/api"
import { DialogAction, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { To, useGo } from "#ui/link"
import { useNotAllowed } from "#ui/session"
import { StateTag } from "#ui/states"
import type { Column } from "#ui/tables"
import { finishTask } from "../../contract.ts"
import type { taskView } from "../../model.ts"
import { corporatePaths as paths } from "../paths.ts"
import { useSceneText } from "../words.ts"
import { AddVisit } from "./diligence.tsx"

export type Task = z.output<typeof taskView>

const useText = dictionary({
  task: ["任务", "Task"],
  left: ["时限", "Time left"],
  act: ["办理", "Do it"],
  finish: ["完成", "Finish"],
  result: ["完成情况", "What was done"],
  visit: ["登记检查", "Record the check"],
  go: ["去办理", "Go"],
})

export function useLeftWord(): (days: number) => string {
  const s = useSceneText()
  return (days) => (days < 0 ? s("past", { n: -days }) : days === 0 ? s("today") : s("left", { n: days }))
}

export function useTaskColumns(outlet?: string): Column<Task>[] {
  const t = useText()
  const s = useSceneText()
  const say = useSay()
  const left = useLeftWord()
  return [
    {
      key: "firm",
      title: s("firm"),
      phone: "title",
      render: (r) => <To href={paths.case(r.caseId, "care")}>{r.partyName}</To>,
      text: (r) => r.partyName,
    },
    {
      key: "task",
      title: t("task"),
      render: (r) => (
        <>
          {say(r)}
          {r.result ? <div className="hs-muted hs-small">{r.result}</div> : null}
        </>
      ),
      text: (r) => say(r),
    },
    { key: "due", title: s("dueOn"), render: (r) => r.dueOn, text: (r) => r.dueOn, nowrap: true },
    {
      key: "left",
      title: t("left"),
      phone: "tag",
      render: (r) =>
        r.doneOn ? (
          <StateTag tone="good">{s("done")}</StateTag>
        ) : (
          <StateTag tone={r.daysLeft < 0 ? "bad" : r.daysLeft <= 3 ? "warn" : "neutral"}>{left(r.daysLeft)}</StateTag>
        ),
      text: (r) => (r.doneOn ? s("done") : left(r.daysLeft)),
    },
    {
      key: "act",
      title: t("act"),
      render: (r) => (r.doneOn ? `${r.doneBy ?? ""} ${r.doneOn}` : <Act task={r} outlet={outlet} />),
    },
  ]
}

/** Checks are written up as visits; some tasks have a form of their own on the case; the rest take a line. */
function Act({ task, outlet }: { task: Task; outlet: string | undefined }) {
  const t = useText()
  const go = useGo()
  const notAllowed = useNotAllowed()
  if (outlet && (task.kind === "periodic" || task.kind === "progress" || task.kind === "visit")) {
    const kind = task.kind === "visit" ? "warning" : task.kind
    return <AddVisit found={{ id: task.caseId, outlet }} kind={kind} taskId={task.id} label={t("visit")} />
  }
  if (task.kind === "use")
    return <Action label={t("go")} size="small" run={() => go(paths.case(task.caseId, "draws"))} />
  if (task.kind === "revalue")
    return <Action label={t("go")} size="small" run={() => go(paths.case(task.caseId, "collateral"))} />
  if (task.kind === "plan" || (!outlet && task.kind !== "reminder" && task.kind !== "papers"))
    return <Action label={t("go")} size="small" run={() => go(paths.case(task.caseId, "care"))} />
  return (
    <DialogAction<{ result: string }, unknown>
      name={`task-${task.id}`}
      label={t("finish")}
      size="small"
      disabledReason={notAllowed("corporate-loan.monitor")}
      submitLabel={t("finish")}
      submit={(body, idempotencyKey) => api(finishTask, { params: { id: task.id }, body, idempotencyKey })}
    >
      <TextField name="result" label={t("result")} required rows={3} max={1000} />
    </DialogAction>
  )
}
