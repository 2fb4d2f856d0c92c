// Emergency and muster: one button opens all gates on paper and freezes the list of who was inside; who is left stands
// with class, last place and the guardian's number.
import { useState } from "react"
import { Checkbox } from "antd"
import { printPaper } from "#contract/kernel/document"
import { Action } from "#ui/action"
import { api, useAction, useEndpoint } from "#ui/api"
import { ConfirmAction, DialogAction, SelectField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { Failed, Figure, Figures, Loaded, Nothing, Page, Panel, Stack } from "#ui/page"
import { openPaper } from "#ui/print"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { moment } from "#ui/timeline"
import type { z } from "zod"
import { type EmergencyKind, emergencyKinds, emergencyTitles } from "../../model.ts"
import { endEmergencyEndpoint, getEmergency, startEmergencyEndpoint, tickEndpoint } from "../../portal-contract.ts"
import { emergencyStates } from "../../states.ts"
import { useCampusText } from "../words.ts"

const useText = dictionary({
  title: ["应急与清点", "Emergency and muster"],
  start: ["开启应急", "Start an emergency"],
  startNote: [
    "开启后所有校门常开，进出照常记录；此刻在校的人进入清点名单。",
    "All gates open, passings are still recorded; everybody inside now goes on the list.",
  ],
  end: ["恢复正常", "End it"],
  endNote: ["确认人员已清点完，恢复正常门禁？还有 {n} 人未清点。", "End it? {n} are not accounted for."],
  inside: ["开启时在校", "Inside at the start"],
  scanned: ["已扫码", "Scanned"],
  ticked: ["人工清点", "Ticked by hand"],
  left: ["未清点", "Unaccounted"],
  tick: ["清点选中的 {n} 人", "Tick off {n}"],
  sheet: ["打印清点表", "Print the sheet"],
  lastPlace: ["最后位置", "Last place"],
  guardian: ["监护人", "Guardian"],
  nobody: ["所有人都已清点。", "Everybody is accounted for."],
  calm: ["目前没有应急。", "No emergency is open."],
  past: ["历次记录", "Earlier ones"],
  by: ["{who} 于 {at} 开启", "Started by {who} at {at}"],
})

type Open = NonNullable<z.output<typeof getEmergency.response>["open"]>

export function EmergencyPage() {
  const t = useText()
  const w = useCampusText()
  const say = useSay()
  const query = useEndpoint(getEmergency, {}, { refreshMs: 3_000 })
  return (
    <Page title={t("title")} actions={query.data && !query.data.open ? <Start /> : null}>
      <Loaded query={query}>
        {({ open, past }) => (
          <Stack>
            {open ? <Muster open={open} /> : <Nothing text={t("calm")} />}
            <Panel title={t("past")} flush>
              <Grid
                label={t("past")}
                rows={past}
                rowKey={(r) => r.id}
                empty={<Nothing text={w("none")} />}
                columns={[
                  { key: "kind", title: w("kind"), phone: "title", render: (r) => say(emergencyTitles[r.kind]) },
                  { key: "from", title: w("from"), render: (r) => moment(r.startedAt) },
                  { key: "to", title: w("to"), render: (r) => moment(r.endedAt) },
                  { key: "inside", title: t("inside"), align: "right", render: (r) => r.inside },
                  { key: "left", title: t("left"), align: "right", render: (r) => r.unaccounted },
                  { key: "print", title: "", render: (r) => <Sheet id={r.id} /> },
                ]}
              />
            </Panel>
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}

function Sheet({ id }: { id: string }) {
  const t = useText()
  return (
    <Action
      label={t("sheet")}
      size="small"
      run={() => openPaper(printPaper, { params: { kind: "campus.muster", objectId: id } })}
    />
  )
}

function Start() {
  const t = useText()
  const w = useCampusText()
  const say = useSay()
  return (
    <DialogAction<{ kind: EmergencyKind }, unknown>
      name="start-emergency"
      label={t("start")}
      danger
      submitLabel={t("start")}
      initial={{ kind: "drill" }}
      submit={(body, idempotencyKey) => api(startEmergencyEndpoint, { body, idempotencyKey })}
    >
      <p style={{ marginTop: 0 }}>{t("startNote")}</p>
      <SelectField
        name="kind"
        label={w("kind")}
        required
        options={emergencyKinds.map((value) => ({ value, label: say(emergencyTitles[value]) }))}
      />
    </DialogAction>
  )
}

function Muster({ open }: { open: Open }) {
  const t = useText()
  const w = useCampusText()
  const say = useSay()
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const ticking = useAction(tickEndpoint, () => setPicked(new Set()))
  const toggle = (id: string) =>
    setPicked((seen) => new Set(seen.has(id) ? [...seen].filter((one) => one !== id) : [...seen, id]))
  const chosen = open.unaccounted.filter((one) => picked.has(one.subjectId))
  return (
    <Panel
      title={
        <>
          {say(emergencyTitles[open.kind])} <StateTag tone="bad">{say(emergencyStates[open.state])}</StateTag>
        </>
      }
      note={t("by", { who: open.startedBy, at: moment(open.startedAt) })}
      extra={
        <>
          <Sheet id={open.id} />
          <ConfirmAction
            name="end-emergency"
            label={t("end")}
            kind="primary"
            submit={(idempotencyKey) => api(endEmergencyEndpoint, { body: {}, idempotencyKey })}
          >
            {t("endNote", { n: open.unaccounted.length })}
          </ConfirmAction>
        </>
      }
    >
      <Figures>
        <Figure label={t("inside")} value={open.inside} />
        <Figure label={t("scanned")} value={open.scanned} tone="good" />
        <Figure label={t("ticked")} value={open.ticked} />
        <Figure label={t("left")} value={open.unaccounted.length} tone={open.unaccounted.length > 0 ? "bad" : "good"} />
      </Figures>
      {ticking.error ? <Failed error={ticking.error} /> : null}
      <p>
        <Action
          label={t("tick", { n: chosen.length })}
          kind="primary"
          disabledReason={chosen.length === 0 ? t("left") : null}
          run={() => ticking.mutateAsync({ body: { subjectIds: chosen.map((one) => one.subjectId) } })}
        />
      </p>
      <Grid
        label={t("left")}
        rows={open.unaccounted}
        rowKey={(r) => r.subjectId}
        dense
        empty={<Nothing text={t("nobody")} />}
        columns={[
          {
            key: "pick",
            title: "",
            render: (r) => (
              <Checkbox aria-label={r.name} checked={picked.has(r.subjectId)} onChange={() => toggle(r.subjectId)} />
            ),
          },
          { key: "name", title: w("name"), phone: "title", render: (r) => r.name },
          { key: "class", title: w("class"), render: (r) => r.classTitle ?? "—" },
          { key: "place", title: t("lastPlace"), render: (r) => r.lastPlace ?? "—" },
          {
            key: "guardian",
            title: t("guardian"),
            render: (r) =>
              r.phone ? <a href={`tel:${r.phone}`}>{`${r.guardian} ${r.phone}`}</a> : (r.guardian ?? "—"),
          },
        ]}
      />
    </Panel>
  )
}
