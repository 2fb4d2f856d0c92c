// Warnings with what they ask for: the plan, its day, and the close.
import type { z } from "zod"
import { api } from "#ui/api"
import { DialogAction, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useNotAllowed } from "#ui/session"
import { StateTag } from "#ui/states"
import { closeWarning, planWarning } from "../../contract.ts"
import type { warningView } from "../../model.ts"
import { levelTitles } from "../../rules.ts"
import { levelTones, useSceneText } from "../words.ts"

export type Warning = z.output<typeof warningView>

const useText = dictionary({
  plan: ["处置方案", "Plan"],
  planBy: ["方案期限 {on}", "plan by {on}"],
  visitBy: ["回访期限 {on}", "visit by {on}"],
  frozen: ["未提额度自 {on} 冻结", "undrawn money frozen since {on}"],
  close: ["解除", "Close"],
  closed: ["{on} 由 {by} 解除：{note}", "Closed {on} by {by}: {note}"],
})

export function WarningList({ warnings }: { warnings: readonly Warning[] }) {
  const say = useSay()
  return (
    <ul className="hs-plain">
      {warnings.map((one) => (
        <li key={one.id}>
          <span>
            <StateTag tone={one.closedOn ? "neutral" : levelTones[one.level]}>{say(levelTitles[one.level])}</StateTag>{" "}
            {say(one.title)}
            <WarningFacts warning={one} />
          </span>
          <WarningActs warning={one} />
        </li>
      ))}
    </ul>
  )
}

export function WarningFacts({ warning }: { warning: Warning }) {
  const t = useText()
  const facts = [
    warning.frozenOn && !warning.closedOn ? t("frozen", { on: warning.frozenOn }) : null,
    warning.planBy && !warning.plan ? t("planBy", { on: warning.planBy }) : null,
    warning.visitBy && !warning.closedOn ? t("visitBy", { on: warning.visitBy }) : null,
  ].filter(Boolean)
  return (
    <div className="hs-muted hs-small">
      {warning.openedOn} · {warning.source} · {warning.note}
      {facts.length > 0 ? <div>{facts.join("；")}</div> : null}
      {warning.plan ? (
        <div>
          {t("plan")}：{warning.plan}
        </div>
      ) : null}
      {warning.closedOn ? (
        <div>{t("closed", { on: warning.closedOn, by: warning.closedBy ?? "", note: warning.closeNote ?? "" })}</div>
      ) : null}
    </div>
  )
}

export function WarningActs({ warning }: { warning: Warning }) {
  const t = useText()
  const s = useSceneText()
  const notAllowed = useNotAllowed()
  if (warning.closedOn) return null
  return (
    <span className="co-acts">
      <DialogAction<{ plan: string }, unknown>
        name={`plan-${warning.id}`}
        label={t("plan")}
        size="small"
        disabledReason={notAllowed("corporate-loan.monitor")}
        submitLabel={s("save")}
        submit={(body, idempotencyKey) => api(planWarning, { params: { id: warning.id }, body, idempotencyKey })}
      >
        <TextField name="plan" label={t("plan")} required rows={4} max={1000} />
      </DialogAction>
      <DialogAction<{ note: string }, unknown>
        name={`close-${warning.id}`}
        label={t("close")}
        size="small"
        disabledReason={notAllowed("corporate-loan.watch")}
        submitLabel={t("close")}
        submit={(body, idempotencyKey) => api(closeWarning, { params: { id: warning.id }, body, idempotencyKey })}
      >
        <TextField name="note" label={s("note")} required rows={3} max={1000} />
      </DialogAction>
    </span>
  )
}
