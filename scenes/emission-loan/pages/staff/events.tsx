// Monitoring events in a table: how severe, what to do about it by when, and closing one with a note.
import type { z } from "zod"
import { api } from "#ui/api"
import { DialogAction, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { To } from "#ui/link"
import { Nothing } from "#ui/page"
import { useNotAllowed } from "#ui/session"
import { StateTag } from "#ui/states"
import { type Column, Grid } from "#ui/tables"
import { moment } from "#ui/timeline"
import { closeEvent } from "../../contract.ts"
import type { monitoringEvent } from "../../model.ts"
import { emissionPaths as paths } from "../paths.ts"
import { severityTones, severityWords, useSceneText } from "../words.ts"

export type MonitoringEvent = z.output<typeof monitoringEvent>

const useText = dictionary({
  event: ["事件", "Event"],
  severity: ["程度", "Severity"],
  source: ["来源", "Source"],
  answer: ["应对", "Answer"],
  opened: ["发现时间", "Opened"],
  due: ["处理期限", "Due"],
  close: ["关闭", "Close"],
  closed: ["{at} 由 {who} 关闭", "closed {at} by {who}"],
  result: ["处理结果", "What was done"],
})

export function useEventColumns(withFirm: boolean): Column<MonitoringEvent>[] {
  const t = useText()
  const s = useSceneText()
  const say = useSay()
  const firm: Column<MonitoringEvent>[] = withFirm
    ? [
        {
          key: "firm",
          title: s("firm"),
          render: (r) => <To href={paths.case(r.caseId)}>{r.partyName}</To>,
          text: (r) => r.partyName,
        },
      ]
    : []
  return [
    {
      key: "event",
      title: t("event"),
      phone: "title",
      text: (r) => say(r.title),
      render: (r) => (
        <>
          {say(r.title)}
          {r.note ? <div className="hs-muted hs-small">{r.note}</div> : null}
        </>
      ),
    },
    ...firm,
    {
      key: "severity",
      title: t("severity"),
      phone: "tag",
      text: (r) => s(severityWords[r.severity]),
      render: (r) => <StateTag tone={severityTones[r.severity]}>{s(severityWords[r.severity])}</StateTag>,
    },
    { key: "source", title: t("source"), render: (r) => r.source, text: (r) => r.source },
    { key: "answer", title: t("answer"), render: (r) => r.answer, text: (r) => r.answer },
    {
      key: "opened",
      title: t("opened"),
      render: (r) => moment(r.openedAt),
      text: (r) => moment(r.openedAt),
      nowrap: true,
    },
    { key: "due", title: t("due"), render: (r) => r.dueOn ?? "—", text: (r) => r.dueOn ?? "", nowrap: true },
    { key: "close", title: "", align: "right", render: (r) => <Closing event={r} /> },
  ]
}

export function EventsGrid({ events, empty }: { events: readonly MonitoringEvent[]; empty: string }) {
  const t = useText()
  return (
    <Grid
      label={t("event")}
      rows={events}
      rowKey={(r) => r.id}
      columns={useEventColumns(false)}
      empty={<Nothing text={empty} />}
    />
  )
}

function Closing({ event }: { event: MonitoringEvent }) {
  const t = useText()
  const notAllowed = useNotAllowed()
  if (event.closedAt) {
    return (
      <span className="hs-muted hs-small">
        {t("closed", { at: moment(event.closedAt), who: event.closedBy ?? "—" })}
      </span>
    )
  }
  return (
    <DialogAction<{ note: string }, unknown>
      name={`close-${event.id}`}
      label={t("close")}
      size="small"
      disabledReason={notAllowed("emission-loan.monitor")}
      submitLabel={t("close")}
      submit={(body, idempotencyKey) => api(closeEvent, { params: { id: event.id }, body, idempotencyKey })}
    >
      <TextField name="note" label={t("result")} required rows={3} max={1000} />
    </DialogAction>
  )
}
