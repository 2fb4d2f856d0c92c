// Leave: what waits for a word, what runs, and a form for the office; the slip carries the pass as a QR code.
import { Segmented } from "antd"
import type { z } from "zod"
import { printPaper } from "#contract/kernel/document"
import { Action } from "#ui/action"
import { api } from "#ui/api"
import { CheckField, ConfirmAction, DialogAction, PickerField, ReasonAction, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useUrlValues } from "#ui/link"
import { Page } from "#ui/page"
import { openPaper } from "#ui/print"
import { useMay, useMe } from "#ui/session"
import { StateTag } from "#ui/states"
import { List } from "#ui/tables"
import { moment } from "#ui/timeline"
import type { leaveView } from "../../contract.ts"
import { type LeaveKind, leaveKinds, leaveKindTitles } from "../../model.ts"
import {
  askLeaveEndpoint,
  decideLeaveEndpoint,
  findPeople,
  leaveViews,
  listLeaves,
  withdrawLeaveEndpoint,
} from "../../portal-contract.ts"
import { canWithdrawLeave, cannotDecideLeave, leaveTitles } from "../../states.ts"
import { InstantField, localNow, toInstant } from "../instant-field.tsx"
import { leaveTones, useCampusText } from "../words.ts"

const useText = dictionary({
  title: ["请假与出校凭证", "Leave and passes"],
  waiting: ["待处理", "Waiting"],
  running: ["已批准", "Approved"],
  ended: ["已结束", "Over"],
  all: ["全部", "All"],
  add: ["代家长请假", "Enter a leave"],
  who: ["学生", "Pupil"],
  returns: ["当天返校（凭证含一次进校）", "Comes back (the pass covers one way in)"],
  asked: ["申请人", "Asked by"],
  agree: ["同意", "Agree"],
  refuse: ["不同意", "Refuse"],
  agreeNote: [
    "{name} {from} 至 {to} 请假。同意后可凭校园卡或凭证在这段时间出校一次。",
    "{name} may leave once between {from} and {to}.",
  ],
  slip: ["出校凭证", "Pass"],
  withdraw: ["撤销", "Withdraw"],
  withdrawNote: ["撤销后凭证失效。", "The pass is void afterwards."],
  none: ["没有请假。", "No leaves."],
})

type Leave = z.output<typeof leaveView>

export const findPupils = async (q: string) =>
  (await api(findPeople, { query: { q } })).items
    .filter((one) => one.status === "enrolled")
    .map((one) => ({ value: one.personId, label: one.name, detail: `${one.classTitle ?? ""} ${one.number}` }))

export function LeavesPage() {
  const t = useText()
  const w = useCampusText()
  const say = useSay()
  const [{ view }, change] = useUrlValues()
  const shown = leaveViews.options.find((one) => one === view) ?? "waiting"
  return (
    <Page title={t("title")} actions={<AskLeave />}>
      <div className="hs-filters" style={{ marginBottom: 12 }}>
        <Segmented
          value={shown}
          options={leaveViews.options.map((value) => ({ value, label: t(value) }))}
          onChange={(next) => change({ view: String(next) })}
        />
      </div>
      <List
        name="campus-leaves"
        label={t("title")}
        endpoint={listLeaves}
        query={{ view: shown }}
        filters={[{ kind: "text", name: "q", label: w("search"), width: 200 }]}
        columns={[
          { key: "name", title: w("name"), phone: "title", render: (r) => r.name, text: (r) => r.name },
          { key: "class", title: w("class"), render: (r) => r.classTitle ?? "—", text: (r) => r.classTitle ?? "" },
          { key: "kind", title: w("kind"), render: (r) => say(leaveKindTitles[r.kind]), text: (r) => r.kind },
          { key: "from", title: w("from"), render: (r) => moment(r.from), text: (r) => r.from, nowrap: true },
          { key: "to", title: w("to"), render: (r) => moment(r.to), text: (r) => r.to, nowrap: true },
          { key: "reason", title: w("reason"), render: (r) => r.reason, text: (r) => r.reason },
          { key: "asked", title: t("asked"), render: (r) => r.askedBy, text: (r) => r.askedBy },
          {
            key: "state",
            title: w("state"),
            phone: "tag",
            render: (r) => <StateTag tone={leaveTones[r.state]}>{say(leaveTitles[r.state])}</StateTag>,
            text: (r) => r.state,
          },
          { key: "act", title: "", render: (r) => <Acts leave={r} /> },
        ]}
        rowKey={(r) => r.id}
        empty={{ text: t("none") }}
      />
    </Page>
  )
}

function Acts({ leave }: { leave: Leave }) {
  const t = useText()
  const say = useSay()
  const may = useMay()
  const me = useMe()
  const w = useCampusText()
  const roles = (me?.roles ?? []).map((one) => one.code)
  const fault = cannotDecideLeave(leave.state, roles)
  const params = { id: leave.id }
  const waits = leave.state === "submitted" || leave.state === "class_ok"
  return (
    <span className="hs-page-actions">
      {may("campus.leave") && waits ? (
        <>
          <ConfirmAction
            name={`agree-${leave.id}`}
            label={t("agree")}
            kind="primary"
            size="small"
            disabledReason={fault ? say(fault) : null}
            submit={(idempotencyKey) =>
              api(decideLeaveEndpoint, { params, body: { agree: true, reason: "" }, idempotencyKey })
            }
          >
            {t("agreeNote", { name: leave.name, from: moment(leave.from), to: moment(leave.to) })}
          </ConfirmAction>
          <ReasonAction
            name={`refuse-${leave.id}`}
            label={t("refuse")}
            size="small"
            disabledReason={fault ? say(fault) : null}
            reasonLabel={w("reason")}
            submit={(reason, idempotencyKey) =>
              api(decideLeaveEndpoint, { params, body: { agree: false, reason }, idempotencyKey })
            }
          />
        </>
      ) : null}
      {leave.state === "active" ? (
        <Action
          label={t("slip")}
          size="small"
          run={() => openPaper(printPaper, { params: { kind: "campus.pass", objectId: leave.id } })}
        />
      ) : null}
      {may("campus.ask-leave") && canWithdrawLeave(leave.state) ? (
        <ConfirmAction
          name={`withdraw-${leave.id}`}
          label={t("withdraw")}
          size="small"
          submit={(idempotencyKey) => api(withdrawLeaveEndpoint, { params, body: {}, idempotencyKey })}
        >
          {t("withdrawNote")}
        </ConfirmAction>
      ) : null}
    </span>
  )
}

interface Values {
  personId: string
  kind: LeaveKind
  from: string
  to: string
  reason: string
  returns?: boolean
}

function AskLeave() {
  const t = useText()
  const w = useCampusText()
  const say = useSay()
  return (
    <DialogAction<Values, unknown>
      name="ask-leave"
      label={t("add")}
      kind="primary"
      submitLabel={t("add")}
      initial={{ kind: "sick", from: localNow(10), to: localNow(250), returns: true }}
      submit={({ from, to, returns, ...body }, idempotencyKey) =>
        api(askLeaveEndpoint, {
          body: { ...body, returns: returns ?? false, from: toInstant(from), to: toInstant(to) },
          idempotencyKey,
        })
      }
    >
      <PickerField name="personId" label={t("who")} required find={findPupils} />
      <SelectField
        name="kind"
        label={w("kind")}
        required
        options={leaveKinds.map((value) => ({ value, label: say(leaveKindTitles[value]) }))}
      />
      <InstantField name="from" label={w("from")} />
      <InstantField name="to" label={w("to")} />
      <TextField name="reason" label={w("reason")} required max={200} />
      <CheckField name="returns" label="">
        {t("returns")}
      </CheckField>
    </DialogAction>
  )
}
