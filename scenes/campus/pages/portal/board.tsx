// The live board: who is in school now, by class and gate, and the lists somebody must act on. One tap shows the number.
import { Button, Drawer, Segmented } from "antd"
import { useState } from "react"
import type { z } from "zod"
import { api, useEndpoint } from "#ui/api"
import { Trend } from "#ui/charts"
import { DialogAction, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { To, useUrlValues } from "#ui/link"
import { percentOf } from "#ui/money"
import { Columns, Figure, Figures, Loaded, Nothing, Page, Panel, Stack } from "#ui/page"
import { useMay } from "#ui/session"
import { StateTag } from "#ui/states"
import { type Column, Grid, List } from "#ui/tables"
import { directionTitles, credentialTitles, resultTitles } from "../../model.ts"
import { board, callParents, classLine, dayList, listPassings, personLine } from "../../portal-contract.ts"
import { campusPaths as paths } from "../paths.ts"
import { clock, useCampusText } from "../words.ts"

const useText = dictionary({
  title: ["在校看板", "Live board"],
  inside: ["当前在校", "Inside now"],
  present: ["已到 / 应到", "Present / expected"],
  late: ["迟到", "Late"],
  notArrived: ["未到校", "Not arrived"],
  notLeft: ["未离校", "Not left"],
  onLeave: ["请假", "On leave"],
  visitors: ["在校访客", "Visitors inside"],
  emergency: ["应急状态已开启，所有门常开", "An emergency is open; all gates are free"],
  toMuster: ["去清点", "Go to the muster"],
  noSchool: ["今天不上课，不列未到校和迟到。", "No lessons today: nobody is late or missing."],
  classes: ["各班到校", "Classes"],
  gates: ["各校门", "Gates"],
  curve: ["今日进出（每 5 分钟）", "Passings of the day, each 5 minutes"],
  lists: ["名单", "Lists"],
  rate: ["到校率", "Attendance"],
  teacher: ["班主任", "Teacher"],
  call: ["联系家长", "Call"],
  purpose: ["用途", "Purpose"],
  purposeHint: ["查看电话会留下记录。", "Seeing the number is recorded."],
  numbers: ["监护人电话", "Guardians"],
  noNumber: ["没有登记电话", "no number on file"],
  passings: ["通行记录", "Passings"],
  odd: ["只看异常", "Odd ones only"],
  quarantined: [
    "{n} 条时间可疑或无法识别的记录待核对（近 30 天）",
    "{n} records with impossible times or unread, last 30 days",
  ],
  face: [
    "通行方式：刷卡 {card}、人脸 {face}、其他 {other}。任何一种都能进校。",
    "By card {card}, face {face}, other {other}; each opens the gate.",
  ],
  late2: ["补传", "uploaded late"],
  repeat: ["重复", "repeat"],
  how: ["方式", "How"],
  result: ["结果", "Result"],
  everybody: ["全部都好，没有需要处理的人。", "Nobody is on this list."],
})

type Line = z.output<typeof personLine>
type ClassRow = z.output<typeof classLine>
const kinds = ["notArrived", "late", "notLeft", "onLeave", "inside"] as const

export function BoardPage() {
  const t = useText()
  const query = useEndpoint(board, {}, { refreshMs: 5_000 })
  return (
    <Page title={t("title")}>
      <Loaded query={query} rows={8}>
        {(now) => (
          <Stack>
            {now.emergency ? (
              <Panel>
                <StateTag tone="bad">{t("emergency")}</StateTag> <To href={paths.emergency()}>{t("toMuster")}</To>
              </Panel>
            ) : null}
            <Figures>
              <Figure label={t("inside")} value={now.inside} note={`${now.school} · ${clock(now.now)}`} />
              <Figure label={t("present")} value={`${now.present} / ${now.expected}`} />
              <Figure label={t("late")} value={now.late} {...(now.late > 0 ? { tone: "warn" as const } : {})} />
              <Figure
                label={t("notArrived")}
                value={now.missing}
                {...(now.missing > 0 ? { tone: "bad" as const } : {})}
              />
              <Figure label={t("onLeave")} value={now.onLeave} href={paths.leaves()} />
              <Figure label={t("visitors")} value={now.visitors} />
            </Figures>
            {now.isSchoolDay ? null : <p className="hs-muted">{t("noSchool")}</p>}
            <People />
            <Columns wide="even">
              <Classes rows={now.classes} />
              <Panel title={t("gates")} note={t("face", now.face)}>
                <Gates gates={now.gates} />
              </Panel>
            </Columns>
            <Panel title={t("curve")}>
              <Trend
                title={t("curve")}
                labelTitle={t("curve")}
                labels={now.morning.map((one) => one.at)}
                series={[
                  { name: directionTitles.in.zh, values: now.morning.map((one) => String(one.in)), kind: "area" },
                  { name: directionTitles.out.zh, values: now.morning.map((one) => String(one.out)), tone: "warn" },
                ]}
              />
            </Panel>
            <Passings quarantined={now.quarantined} />
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}

function Classes({ rows }: { rows: readonly ClassRow[] }) {
  const t = useText()
  const w = useCampusText()
  const columns: Column<ClassRow>[] = [
    { key: "title", title: w("class"), phone: "title", render: (r) => r.title },
    { key: "teacher", title: t("teacher"), render: (r) => r.teacher ?? "—" },
    { key: "present", title: t("present"), align: "right", render: (r) => `${r.present} / ${r.expected}` },
    { key: "late", title: t("late"), align: "right", render: (r) => r.late },
    { key: "missing", title: t("notArrived"), align: "right", render: (r) => r.missing },
    { key: "rate", title: t("rate"), align: "right", render: (r) => percentOf(r.rateBp) },
    { key: "inside", title: t("inside"), align: "right", render: (r) => r.inside },
  ]
  return (
    <Panel title={t("classes")} flush>
      <Grid
        label={t("classes")}
        rows={rows}
        columns={columns}
        rowKey={(r) => r.id}
        dense
        empty={<Nothing text={w("none")} />}
      />
    </Panel>
  )
}

function Gates({ gates }: { gates: readonly { sn: string; place: string; in: number; out: number }[] }) {
  const w = useCampusText()
  return (
    <ul className="hs-plain">
      {gates.map((gate) => (
        <li key={gate.sn}>
          <span>{gate.place}</span>
          <span>
            {w("in")} <strong>{gate.in}</strong> · {w("out")} <strong>{gate.out}</strong>
          </span>
        </li>
      ))}
    </ul>
  )
}

function People() {
  const t = useText()
  const w = useCampusText()
  const may = useMay()
  const [{ list }, change] = useUrlValues()
  const kind = kinds.find((one) => one === list) ?? "notArrived"
  const query = useEndpoint(dayList, { query: { kind } }, { refreshMs: 15_000, keepPrevious: true })
  const columns: Column<Line>[] = [
    { key: "name", title: w("name"), phone: "title", render: (r) => r.name },
    { key: "class", title: w("class"), render: (r) => r.classTitle ?? "—" },
    { key: "number", title: w("number"), render: (r) => r.number, nowrap: true },
    { key: "since", title: w("since"), render: (r) => clock(r.since), nowrap: true },
    { key: "place", title: w("place"), render: (r) => r.place ?? "—" },
    ...(may("campus.call") ? [{ key: "call", title: "", render: (r: Line) => <Call person={r} /> }] : []),
  ]
  return (
    <Panel title={t("lists")} flush>
      <div className="hs-filters" style={{ padding: "8px 16px", overflowX: "auto" }}>
        <Segmented
          value={kind}
          options={kinds.map((value) => ({ value, label: t(value) }))}
          onChange={(next) => change({ list: String(next) })}
        />
      </div>
      <Loaded query={query}>
        {({ items }) => (
          <Grid
            label={t(kind)}
            rows={items}
            columns={columns}
            rowKey={(r) => r.personId}
            dense
            empty={<Nothing text={t("everybody")} />}
          />
        )}
      </Loaded>
    </Panel>
  )
}

interface Guardians {
  guardians: { name: string; relation: string; phone: string | null }[]
}

function Call({ person }: { person: Line }) {
  const t = useText()
  const [found, setFound] = useState<Guardians | null>(null)
  return (
    <>
      <DialogAction<{ purpose: string }, Guardians>
        name={`call-${person.personId}`}
        label={t("call")}
        size="small"
        title={`${t("call")} · ${person.name}`}
        submitLabel={t("call")}
        initial={{ purpose: t("notArrived") }}
        submit={(body, idempotencyKey) =>
          api(callParents, { body: { ...body, personId: person.personId }, idempotencyKey })
        }
        done={setFound}
      >
        <TextField name="purpose" label={t("purpose")} required max={80} hint={t("purposeHint")} />
      </DialogAction>
      <Drawer
        title={`${t("numbers")} · ${person.name}`}
        open={found !== null}
        onClose={() => setFound(null)}
        size={360}
      >
        <ul className="hs-plain">
          {(found?.guardians ?? []).map((one) => (
            <li key={one.name}>
              <span>{one.name}</span>
              {one.phone ? (
                <Button type="primary" href={`tel:${one.phone}`}>
                  {one.phone}
                </Button>
              ) : (
                t("noNumber")
              )}
            </li>
          ))}
          {found?.guardians.length === 0 ? <li>{t("noNumber")}</li> : null}
        </ul>
      </Drawer>
    </>
  )
}

function Passings({ quarantined }: { quarantined: number }) {
  const t = useText()
  const w = useCampusText()
  const say = useSay()
  return (
    <Panel title={t("passings")} flush {...(quarantined > 0 ? { note: t("quarantined", { n: quarantined }) } : {})}>
      <List
        name="campus-passings"
        label={t("passings")}
        endpoint={listPassings}
        filters={[
          { kind: "text", name: "q", label: w("search"), width: 220 },
          { kind: "select", name: "odd", label: t("result"), options: [{ value: "yes", label: t("odd") }] },
        ]}
        columns={[
          { key: "at", title: w("when"), render: (r) => clock(r.at), text: (r) => r.at, nowrap: true },
          { key: "name", title: w("name"), phone: "title", render: (r) => r.name ?? "—", text: (r) => r.name ?? "" },
          { key: "class", title: w("class"), render: (r) => r.classTitle ?? "—", text: (r) => r.classTitle ?? "" },
          {
            key: "place",
            title: w("place"),
            render: (r) => `${r.place} ${say(directionTitles[r.direction])}`,
            text: (r) => r.place,
          },
          {
            key: "how",
            title: t("how"),
            render: (r) => say(credentialTitles[r.credential]),
            text: (r) => r.credential,
          },
          {
            key: "result",
            title: t("result"),
            phone: "tag",
            render: (r) => (
              <>
                <StateTag tone={r.result === "pass" ? "good" : r.result === "emergency" ? "warn" : "bad"}>
                  {say(resultTitles[r.result])}
                </StateTag>{" "}
                {r.verdictZh} {r.late ? t("late2") : ""} {r.repeat ? t("repeat") : ""}
              </>
            ),
            text: (r) => r.result,
          },
        ]}
        rowKey={(r) => `${r.sn}-${r.at}-${r.name ?? ""}-${r.direction}`}
        limit={20}
        empty={{ text: w("none") }}
      />
    </Panel>
  )
}
