// The visitors' desk and the guard's book: who is expected, who is here, who should have gone; and a pupil let in by hand.
import { Segmented } from "antd"
import type { z } from "zod"
import { printPaper } from "#contract/kernel/document"
import { Action } from "#ui/action"
import { api, useEndpoint } from "#ui/api"
import { CheckField, ConfirmAction, DialogAction, PickerField, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useUrlValues } from "#ui/link"
import { Page } from "#ui/page"
import { openPaper } from "#ui/print"
import { useMay } from "#ui/session"
import { StateTag } from "#ui/states"
import { List } from "#ui/tables"
import { moment } from "#ui/timeline"
import { App } from "antd"
import {
  bookVisitEndpoint,
  byHand,
  listDevices,
  listVisits,
  moveVisitEndpoint,
  type visitView,
} from "../../portal-contract.ts"
import { visitMoves, visitTitles } from "../../states.ts"
import { InstantField, localNow, toInstant } from "../instant-field.tsx"
import { useCampusText, visitTones } from "../words.ts"
import { findPupils } from "./leaves.tsx"

const useText = dictionary({
  title: ["访客与门卫登记", "Visitors and the guard's book"],
  here: ["在校", "Here"],
  coming: ["待到访", "Expected"],
  over: ["已结束", "Over"],
  add: ["登记访客", "Book a visit"],
  name: ["访客姓名", "Visitor"],
  phone: ["手机号", "Mobile"],
  idTail: ["证件号后四位", "Last four of the id"],
  company: ["单位", "Company"],
  purpose: ["事由", "Purpose"],
  plate: ["车牌", "Plate"],
  host: ["被访人", "Host"],
  agreed: ["被访人已同意", "The host has agreed"],
  window: ["时间", "Window"],
  code: ["通行码", "Code"],
  overstay: ["超时未离", "Overstays"],
  host_ok: ["被访人同意", "Host agrees"],
  rejected: ["谢绝", "Decline"],
  arrived: ["核验证件", "Papers seen"],
  in: ["进校", "Goes in"],
  left: ["离校", "Leaves"],
  moveNote: ["{name}：{to}？", "{name}: {to}?"],
  slip: ["访客单", "Slip"],
  byHand: ["登记学生进出", "Enter a pupil by hand"],
  pupil: ["学生", "Pupil"],
  gate: ["校门", "Gate"],
  direction: ["方向", "Direction"],
  byHandNote: [
    "忘带卡的学生由门卫认人登记；上课时间离校仍须有出校凭证。",
    "For a pupil without a card. Leaving in school hours needs a pass all the same.",
  ],
  none: ["没有访客。", "No visitors."],
})

type Visit = z.output<typeof visitView>
const views = ["here", "coming", "over"] as const

export function VisitorsPage() {
  const t = useText()
  const w = useCampusText()
  const say = useSay()
  const may = useMay()
  const [{ view }, change] = useUrlValues()
  const shown = views.find((one) => one === view) ?? "here"
  return (
    <Page
      title={t("title")}
      actions={
        <>
          {may("campus.guard") ? <ByHand /> : null}
          <BookVisit />
        </>
      }
    >
      <div className="hs-filters" style={{ marginBottom: 12 }}>
        <Segmented
          value={shown}
          options={views.map((value) => ({ value, label: t(value) }))}
          onChange={(next) => change({ view: String(next) })}
        />
      </div>
      <List
        name="campus-visits"
        label={t("title")}
        endpoint={listVisits}
        query={{ state: shown }}
        columns={[
          { key: "name", title: t("name"), phone: "title", render: (r) => r.visitorName, text: (r) => r.visitorName },
          { key: "host", title: t("host"), render: (r) => r.hostName, text: (r) => r.hostName },
          { key: "purpose", title: t("purpose"), render: (r) => r.purpose, text: (r) => r.purpose },
          {
            key: "window",
            title: t("window"),
            render: (r) => `${moment(r.from)} – ${moment(r.to).slice(-5)}`,
            text: (r) => r.from,
            nowrap: true,
          },
          { key: "code", title: t("code"), render: (r) => r.code, text: (r) => r.code, nowrap: true },
          {
            key: "state",
            title: w("state"),
            phone: "tag",
            render: (r) => (
              <StateTag tone={r.overstay ? "bad" : visitTones[r.state]}>
                {r.overstay ? t("overstay") : say(visitTitles[r.state])}
              </StateTag>
            ),
            text: (r) => r.state,
          },
          { key: "act", title: "", render: (r) => <Moves visit={r} /> },
        ]}
        rowKey={(r) => r.id}
        empty={{ text: t("none") }}
      />
    </Page>
  )
}

function Moves({ visit }: { visit: Visit }) {
  const t = useText()
  const next = visitMoves[visit.state].filter((to) => to !== "no_show")
  return (
    <span className="hs-page-actions">
      {next.map((to) => (
        <ConfirmAction
          key={to}
          name={`visit-${to}-${visit.id}`}
          label={t(to as "in")}
          size="small"
          submit={(idempotencyKey) =>
            api(moveVisitEndpoint, { params: { id: visit.id }, body: { to: to as "in" }, idempotencyKey })
          }
        >
          {t("moveNote", { name: visit.visitorName, to: t(to as "in") })}
        </ConfirmAction>
      ))}
      {visit.state === "arrived" || visit.state === "in" || visit.state === "host_ok" ? (
        <Action
          label={t("slip")}
          size="small"
          run={() => openPaper(printPaper, { params: { kind: "campus.visit", objectId: visit.id } })}
        />
      ) : null}
    </span>
  )
}

interface Values {
  visitorName: string
  phone: string
  idTail?: string
  company?: string
  purpose: string
  plate?: string
  hostName: string
  from: string
  to: string
  agreed?: boolean
}

const given = <T extends object>(values: T): T =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== "")) as T

function BookVisit() {
  const t = useText()
  const w = useCampusText()
  return (
    <DialogAction<Values, unknown>
      name="book-visit"
      label={t("add")}
      kind="primary"
      submitLabel={t("add")}
      initial={{ from: localNow(0), to: localNow(120), agreed: true }}
      submit={({ from, to, agreed, ...rest }, idempotencyKey) =>
        api(bookVisitEndpoint, {
          body: { ...given(rest), agreed: agreed ?? false, from: toInstant(from), to: toInstant(to) },
          idempotencyKey,
        })
      }
    >
      <TextField name="visitorName" label={t("name")} required max={30} />
      <TextField name="phone" label={t("phone")} required max={11} />
      <TextField name="idTail" label={t("idTail")} max={4} />
      <TextField name="company" label={t("company")} max={60} />
      <TextField name="purpose" label={t("purpose")} required max={60} />
      <TextField name="plate" label={t("plate")} max={10} />
      <TextField name="hostName" label={t("host")} required max={30} />
      <InstantField name="from" label={w("from")} />
      <InstantField name="to" label={w("to")} />
      <CheckField name="agreed" label="">
        {t("agreed")}
      </CheckField>
    </DialogAction>
  )
}

interface Hand {
  personId: string
  sn: string
  direction: "in" | "out"
}

function ByHand() {
  const t = useText()
  const w = useCampusText()
  const may = useMay()
  const { message } = App.useApp()
  const devices = useEndpoint(listDevices, {}, { enabled: may("campus.guard") })
  const gates = (devices.data?.items ?? []).filter((one) => one.kind === "gate")
  return (
    <DialogAction<Hand, { open: boolean; zh: string }>
      name="by-hand"
      label={t("byHand")}
      submitLabel={t("byHand")}
      initial={{ direction: "in" }}
      submit={(body, idempotencyKey) => api(byHand, { body, idempotencyKey })}
      done={(answer) => void (answer.open ? message.success(answer.zh) : message.warning(answer.zh))}
    >
      <p className="hs-muted" style={{ marginTop: 0 }}>
        {t("byHandNote")}
      </p>
      <PickerField name="personId" label={t("pupil")} required find={findPupils} />
      <SelectField
        name="sn"
        label={t("gate")}
        required
        options={gates.map((one) => ({ value: one.sn, label: one.place }))}
      />
      <SelectField
        name="direction"
        label={t("direction")}
        required
        options={(["in", "out"] as const).map((value) => ({ value, label: w(value) }))}
      />
    </DialogAction>
  )
}
