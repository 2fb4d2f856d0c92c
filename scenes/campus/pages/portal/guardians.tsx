// The guardians of a pupil in the register: added with the number they sign in with, barred, ended, restored with the reason.
import { api } from "#ui/api"
import { DialogAction, ReasonAction, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { Nothing, Panel } from "#ui/page"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { type Relation, relationTitles } from "../../model.ts"
import { addGuardianEndpoint, changeGuardianEndpoint } from "../../register/contract.ts"
import { useCampusText } from "../words.ts"
import type { RegisteredPerson } from "./registered.tsx"

const useText = dictionary({
  tail: ["尾号 {tail}", "ends in {tail}"],
  guardians: ["监护人", "Guardians"],
  relation: ["与学生关系", "Relation"],
  permitted: ["可以查看和办理", "Sees and acts"],
  barred: ["已限制：看不到、收不到", "Barred: sees and hears nothing"],
  addGuardian: ["增加监护人", "Add a guardian"],
  phone: ["手机号", "Mobile"],
  phoneHint: ["用此号码登录便民服务。", "Signs in with it."],
  bar: ["限制", "Bar"],
  barNote: [
    "{name} 从现在起看不到孩子的任何信息，也收不到消息，之前给出的同意不变。须有法院文书等依据。",
    "From now on {name} sees and hears nothing of the child. A court's paper or the like is needed.",
  ],
  restore: ["恢复", "Restore"],
  restoreNote: ["{name} 恢复查看和办理。", "{name} sees and acts again."],
  end: ["终止", "End"],
  endNote: [
    "{name} 不再是监护人。要恢复须重新增加。",
    "{name} is no guardian any more; only adding anew brings it back.",
  ],
  noGuardian: ["没有监护人：没有人收到进出校消息。", "No guardian: nobody hears of comings and goings."],
})

export function Guardians({ person }: { person: RegisteredPerson }) {
  const t = useText()
  const w = useCampusText()
  return (
    <Panel title={t("guardians")} extra={person.status === "enrolled" ? <AddGuardian person={person} /> : null} flush>
      <Grid
        label={t("guardians")}
        rows={person.guardians}
        rowKey={(r) => r.id}
        empty={<Nothing text={t("noGuardian")} />}
        columns={[
          { key: "name", title: w("name"), phone: "title", render: (r) => r.name },
          { key: "relation", title: t("relation"), render: (r) => <RelationOf relation={r.relation} /> },
          { key: "phone", title: t("phone"), render: (r) => (r.phoneTail ? t("tail", { tail: r.phoneTail }) : "—") },
          {
            key: "state",
            title: w("state"),
            phone: "tag",
            render: (r) => (
              <StateTag tone={r.permitted ? "good" : "bad"}>{t(r.permitted ? "permitted" : "barred")}</StateTag>
            ),
          },
          { key: "act", title: "", render: (r) => <GuardianActs personId={person.personId} guardian={r} /> },
        ]}
      />
    </Panel>
  )
}

function RelationOf({ relation }: { relation: string }) {
  const say = useSay()
  return <>{say(relationTitles[relation as Relation] ?? relationTitles.other)}</>
}

function GuardianActs({ personId, guardian }: { personId: string; guardian: RegisteredPerson["guardians"][number] }) {
  const t = useText()
  const w = useCampusText()
  const acts = guardian.permitted
    ? ([
        ["bar", "barNote", "barred"],
        ["end", "endNote", "ended"],
      ] as const)
    : ([
        ["restore", "restoreNote", "permitted"],
        ["end", "endNote", "ended"],
      ] as const)
  return (
    <span className="hs-page-actions">
      {acts.map(([act, note, to]) => (
        <ReasonAction
          key={act}
          name={`${act}-${guardian.id}`}
          label={t(act)}
          size="small"
          danger={to !== "permitted"}
          reasonLabel={w("reason")}
          submit={(reason, idempotencyKey) =>
            api(changeGuardianEndpoint, {
              params: { id: personId },
              body: { guardianId: guardian.id, to, reason },
              idempotencyKey,
            })
          }
        >
          {t(note, { name: guardian.name })}
        </ReasonAction>
      ))}
    </span>
  )
}

function AddGuardian({ person }: { person: RegisteredPerson }) {
  const t = useText()
  const w = useCampusText()
  const say = useSay()
  return (
    <DialogAction<{ name: string; phone: string; relation: Relation }, unknown>
      name="add-guardian"
      label={t("addGuardian")}
      size="small"
      submitLabel={t("addGuardian")}
      initial={{ relation: "father" }}
      submit={(body, idempotencyKey) =>
        api(addGuardianEndpoint, { params: { id: person.personId }, body, idempotencyKey })
      }
    >
      <TextField name="name" label={w("name")} required max={30} />
      <TextField name="phone" label={t("phone")} required max={11} hint={t("phoneHint")} />
      <SelectField
        name="relation"
        label={t("relation")}
        required
        options={Object.entries(relationTitles).map(([value, title]) => ({ value, label: say(title) }))}
      />
    </DialogAction>
  )
}
