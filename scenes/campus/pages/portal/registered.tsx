// One person of the register: data, guardians, classes over the years, consents, card; put right, gone and back again.
import { useParams } from "@tanstack/react-router"
import type { z } from "zod"
import { printPaper } from "#contract/kernel/document"
import { Action } from "#ui/action"
import { api, useEndpoint } from "#ui/api"
import { CheckField, DateField, DialogAction, ReasonAction, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { To } from "#ui/link"
import { Loaded, Nothing, Page, Pairs, Panel, Stack } from "#ui/page"
import { openPaper } from "#ui/print"
import { useMay } from "#ui/session"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { type Relation, relationTitles } from "../../model.ts"
import {
  addGuardianEndpoint,
  changeClassEndpoint,
  changeGuardianEndpoint,
  correctEndpoint,
  departEndpoint,
  getRegistered,
  ownPhoneEndpoint,
  type registerPersonView,
  returnEndpoint,
} from "../../register/contract.ts"
import { walletTitles } from "../../../../products/wallet/states.ts"
import { Consents } from "../consent-words.tsx"
import { campusPaths as paths } from "../paths.ts"
import { kindTitles, statusTitles, statusTones, useCampusText } from "../words.ts"
import { useClasses } from "./register.tsx"

const useText = dictionary({
  register: ["名册", "Register"],
  birth: ["出生日期", "Born on"],
  boards: ["住宿", "Boards"],
  yes: ["是", "Yes"],
  no: ["否", "No"],
  ownPhone: ["本人手机", "Own mobile"],
  tail: ["尾号 {tail}", "ends in {tail}"],
  cards: ["有效校园卡", "Cards in use"],
  count: ["{n} 张", "{n}"],
  wallet: ["卡账户", "Wallet"],
  toHolder: ["到卡务中心", "Card office"],
  ofAge: ["已成年，由本人办理", "Of age, acts alone"],
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
  spells: ["就读经历", "Classes over time"],
  today: ["至今", "now"],
  consents: ["同意", "Consents"],
  form: ["打印同意书", "Print the form"],
  correct: ["更正资料", "Put right"],
  depart: ["办理转出", "Let leave"],
  departNote: [
    "今天起不能进出校门，同意全部终止，人脸从设备删除；卡账户由卡务中心退款后关闭。",
    "Gate and consents end today and faces are deleted; the card office pays the wallet back.",
  ],
  return: ["办理复学", "Take back"],
  returnNote: [
    "恢复在籍和卡账户；同意须由监护人重新给出，卡没有注销的继续可用。",
    "Enrolled with a wallet again; consents are asked for anew, a card that was not closed works again.",
  ],
  setPhone: ["登记本人手机", "Note own mobile"],
  setPhoneNote: ["请核对身份证件。本人用此号码登录便民服务。", "Check the identity card. The person signs in with it."],
  minor: ["未满 {years} 周岁或没有登记出生日期，由监护人办理", "Under {years} or no birth date: a guardian acts"],
  change: ["调班", "Change class"],
  target: ["调入班级", "New class"],
})

type Person = z.output<typeof registerPersonView>
type Guardian = Person["guardians"][number]

export function RegisteredPage() {
  const t = useText()
  const say = useSay()
  const { id } = useParams({ strict: false }) as { id: string }
  const query = useEndpoint(getRegistered, { params: { id } })
  const person = query.data
  return (
    <Page
      title={person?.name ?? "…"}
      tag={person ? <StateTag tone={statusTones[person.status]}>{say(statusTitles[person.status])}</StateTag> : null}
      crumbs={[{ label: t("register"), href: paths.register() }]}
      actions={person ? <Acts person={person} /> : null}
    >
      <Loaded query={query} rows={8}>
        {(shown) => (
          <Stack>
            <Data person={shown} />
            {shown.kind === "student" ? <Guardians person={shown} /> : null}
            {shown.kind === "student" ? (
              <Panel
                title={t("consents")}
                extra={
                  <Action
                    label={t("form")}
                    size="small"
                    run={() => openPaper(printPaper, { params: { kind: "campus.consent", objectId: id } })}
                  />
                }
              >
                <Consents words={shown.consents} />
              </Panel>
            ) : null}
            {shown.kind === "student" ? <Spells spells={shown.spells} /> : null}
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}

function Data({ person }: { person: Person }) {
  const t = useText()
  const w = useCampusText()
  const say = useSay()
  const may = useMay()
  const isPupil = person.kind === "student"
  const tail = person.ownPhoneTail
  return (
    <Panel>
      <Pairs
        columns={4}
        items={[
          { label: w("kind"), value: say(kindTitles[person.kind]) },
          { label: w("number"), value: person.number },
          isPupil && { label: w("class"), value: person.classTitle },
          {
            label: t("birth"),
            value: `${person.birthOn ?? "—"}${isPupil && person.isAdult ? `（${t("ofAge")}）` : ""}`,
          },
          isPupil && { label: t("boards"), value: t(person.isBoarder ? "yes" : "no") },
          person.isAdult && { label: t("ownPhone"), value: tail ? t("tail", { tail }) : null },
          { label: t("cards"), value: t("count", { n: person.cards }) },
          {
            label: t("wallet"),
            value: person.walletState ? (
              <>
                {say(walletTitles[person.walletState])}{" "}
                {may("campus.card") ? <To href={paths.holder(person.personId)}>{t("toHolder")}</To> : null}
              </>
            ) : null,
          },
        ]}
      />
    </Panel>
  )
}

function Guardians({ person }: { person: Person }) {
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

function GuardianActs({ personId, guardian }: { personId: string; guardian: Guardian }) {
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

function AddGuardian({ person }: { person: Person }) {
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

function Spells({ spells }: { spells: Person["spells"] }) {
  const t = useText()
  const w = useCampusText()
  return (
    <Panel title={t("spells")} flush>
      <Grid
        label={t("spells")}
        rows={spells}
        rowKey={(r) => `${r.from}-${r.to ?? ""}-${r.classTitle ?? ""}`}
        dense
        empty={<Nothing text={w("none")} />}
        columns={[
          { key: "class", title: w("class"), phone: "title", render: (r) => r.classTitle ?? "—" },
          { key: "from", title: w("from"), render: (r) => r.from, nowrap: true },
          { key: "to", title: w("to"), render: (r) => r.to ?? t("today"), nowrap: true },
        ]}
      />
    </Panel>
  )
}

function Acts({ person }: { person: Person }) {
  const t = useText()
  const w = useCampusText()
  const params = { id: person.personId }
  if (person.status !== "enrolled") return <Return person={person} />
  return (
    <>
      {person.kind === "student" ? <ChangeClass person={person} /> : null}
      <Correct person={person} />
      <DialogAction<{ phone: string }, unknown>
        name="own-phone"
        label={t("setPhone")}
        disabledReason={person.isAdult ? null : t("minor", { years: person.adultYears })}
        submitLabel={t("setPhone")}
        submit={(body, idempotencyKey) => api(ownPhoneEndpoint, { params, body, idempotencyKey })}
      >
        <p style={{ marginTop: 0 }}>{t("setPhoneNote")}</p>
        <TextField name="phone" label={t("phone")} required max={11} />
      </DialogAction>
      <ReasonAction
        name="depart"
        label={t("depart")}
        danger
        reasonLabel={w("reason")}
        submit={(reason, idempotencyKey) => api(departEndpoint, { params, body: { reason }, idempotencyKey })}
      >
        {t("departNote")}
      </ReasonAction>
    </>
  )
}

function Correct({ person }: { person: Person }) {
  const t = useText()
  const w = useCampusText()
  const { number, birthOn, isBoarder } = person
  return (
    <DialogAction<{ number: string; birthOn?: string; isBoarder?: boolean }, unknown>
      name="correct"
      label={t("correct")}
      submitLabel={t("correct")}
      initial={{ number, isBoarder, ...(birthOn ? { birthOn } : {}) }}
      submit={(values, idempotencyKey) =>
        api(correctEndpoint, {
          params: { id: person.personId },
          body: { number: values.number, birthOn: values.birthOn ?? null, isBoarder: values.isBoarder ?? false },
          idempotencyKey,
        })
      }
    >
      <TextField name="number" label={w("number")} required max={20} />
      <DateField name="birthOn" label={t("birth")} />
      {person.kind === "student" ? (
        <CheckField name="isBoarder" label={t("boards")}>
          {t("boards")}
        </CheckField>
      ) : null}
    </DialogAction>
  )
}

function ChangeClass({ person }: { person: Person }) {
  const t = useText()
  const classes = useClasses().filter((one) => one.value !== person.classId)
  return (
    <DialogAction<{ classId: string }, unknown>
      name="change-class"
      label={t("change")}
      submitLabel={t("change")}
      submit={({ classId }, idempotencyKey) =>
        api(changeClassEndpoint, { body: { classId, personIds: [person.personId] }, idempotencyKey })
      }
    >
      <SelectField name="classId" label={t("target")} required search options={classes} />
    </DialogAction>
  )
}

function Return({ person }: { person: Person }) {
  const t = useText()
  const classes = useClasses()
  return (
    <DialogAction<{ classId?: string }, unknown>
      name="return"
      label={t("return")}
      kind="primary"
      submitLabel={t("return")}
      submit={({ classId }, idempotencyKey) =>
        api(returnEndpoint, { params: { id: person.personId }, body: { classId: classId ?? null }, idempotencyKey })
      }
    >
      <p style={{ marginTop: 0 }}>{t("returnNote")}</p>
      {person.kind === "student" ? (
        <SelectField name="classId" label={t("target")} required search options={classes} />
      ) : null}
    </DialogAction>
  )
}
