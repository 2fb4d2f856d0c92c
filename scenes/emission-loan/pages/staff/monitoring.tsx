// Watching a running case: events with the answer each asks for, margin calls with their cure.
import { api } from "#ui/api"
import { DialogAction, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { Money } from "#ui/money"
import { Nothing, Panel, Stack } from "#ui/page"
import { useNotAllowed } from "#ui/session"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { classTitles } from "#contract/products/collateral"
import { reportEvent } from "../../contract.ts"
import { type EventKind, eventKinds } from "../../rules.ts"
import { percentOf, useSceneText } from "../words.ts"
import type { CaseDetail } from "./case.tsx"
import { EventsGrid } from "./events.tsx"

const useText = dictionary({
  events: ["监测事件", "Monitoring events"],
  report: ["登记事件", "Report an event"],
  kind: ["事件", "Event"],
  source: ["来源", "Source"],
  sourceHint: ["例如：生态环境局通报、现场检查", "e.g. notice of the ecology bureau, visit on site"],
  save: ["登记", "Report"],
  noEvents: ["没有监测事件。", "No events."],
  calls: ["补充担保通知", "Margin calls"],
  opened: ["发出日", "Opened"],
  due: ["期限", "Due"],
  why: ["原因", "Why"],
  cure: ["需还款（元）", "Repay (CNY)"],
  or: ["或追加押品", "Or add collateral"],
  closed: ["了结日", "Closed"],
  open: ["未了结", "Open"],
  noCalls: ["没有发出过补充担保通知。", "No margin calls."],
})

export function MonitoringTab({ found }: { found: CaseDetail }) {
  const t = useText()
  const s = useSceneText()
  const say = useSay()
  const notAllowed = useNotAllowed()
  const kinds = Object.keys(eventKinds) as EventKind[]
  return (
    <Stack>
      <Panel
        title={t("events")}
        flush
        extra={
          <DialogAction<{ kind: EventKind; source: string; note?: string }, unknown>
            name="report-event"
            label={t("report")}
            disabledReason={notAllowed("emission-loan.monitor")}
            submitLabel={t("save")}
            submit={(values, idempotencyKey) =>
              api(reportEvent, {
                params: { id: found.id },
                body: { ...values, note: values.note ?? "" },
                idempotencyKey,
              })
            }
          >
            <SelectField
              name="kind"
              label={t("kind")}
              required
              options={kinds.map((value) => ({ value, label: say(eventKinds[value]) }))}
            />
            <TextField name="source" label={t("source")} required hint={t("sourceHint")} max={80} />
            <TextField name="note" label={s("note")} rows={3} max={1000} />
          </DialogAction>
        }
      >
        <EventsGrid events={found.events} empty={t("noEvents")} />
      </Panel>
      <Panel title={t("calls")} flush>
        <Grid
          label={t("calls")}
          rows={found.marginCalls}
          rowKey={(r) => r.id}
          columns={[
            { key: "opened", title: t("opened"), render: (r) => r.openedOn, nowrap: true, phone: "title" },
            { key: "due", title: t("due"), render: (r) => r.dueOn, nowrap: true },
            { key: "why", title: t("why"), render: (r) => r.reason },
            { key: "ltv", title: s("ltv"), align: "right", render: (r) => `${percentOf(r.ltvBp)}%` },
            { key: "cure", title: t("cure"), align: "right", render: (r) => <Money value={r.cureAmount} strong /> },
            {
              key: "or",
              title: t("or"),
              render: (r) =>
                r.cureCollateral.map((one) => (
                  <div key={one.class} className="hs-small">
                    {say(classTitles[one.class])} <Money value={one.value} unit />
                  </div>
                )),
            },
            {
              key: "closed",
              title: t("closed"),
              phone: "tag",
              render: (r) => (r.closedOn ? r.closedOn : <StateTag tone="bad">{t("open")}</StateTag>),
            },
          ]}
          empty={<Nothing text={t("noCalls")} />}
        />
      </Panel>
    </Stack>
  )
}
