// The register (学籍): who is at the school, one entered or a whole file, several moved to another class at once.
import { useState } from "react"
import { Alert, Checkbox, Form } from "antd"
import type { z } from "zod"
import { Action } from "#ui/action"
import { api, useEndpoint } from "#ui/api"
import { CheckField, DateField, DialogAction, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useGo, useUrlValues } from "#ui/link"
import { Page, Stack } from "#ui/page"
import { StateTag } from "#ui/states"
import { type Filter, List } from "#ui/tables"
import { type Relation, relationTitles } from "../../model.ts"
import { listClasses } from "../../portal-contract.ts"
import { changeClassEndpoint, enrolEndpoint, listRegister, type registerLine } from "../../register/contract.ts"
import { campusPaths as paths } from "../paths.ts"
import { kindTitles, statusTitles, statusTones, useCampusText } from "../words.ts"

const useText = dictionary({
  title: ["学生与教职工名册", "The register"],
  find: ["姓名、拼音首字母、学号、班级", "Name, initials, number or class"],
  boarder: ["住宿", "Boards"],
  day: ["走读", "Day pupil"],
  status: ["状态（不选为在籍）", "State (enrolled if none)"],
  guardians: ["监护人", "Guardians"],
  card: ["校园卡", "Card"],
  has: ["有卡", "Has one"],
  lacks: ["未发卡", "None"],
  pick: ["选择", "Pick"],
  import: ["Excel 导入", "Import from Excel"],
  enrol: ["新增一人", "Enter one"],
  move: ["调班（已选 {n} 人）", "Move to a class ({n} picked)"],
  moveNote: [
    "{names} 共 {n} 人一起调入；今天起按新班级考勤，校园卡和监护人不变。",
    "{n} together: {names}. Attendance counts in the new class from today; cards and guardians stay.",
  ],
  moved: ["已调班 {n} 人。", "{n} moved."],
  pickFirst: ["请先在名册中选择学生", "Pick pupils in the list first"],
  clear: ["取消选择", "Clear"],
  target: ["调入班级", "New class"],
  birth: ["出生日期", "Born on"],
  birthHint: ["用于判断是否需要监护人同意（未满 14 周岁的人脸、成年）。", "Decides whose consent counts."],
  uid: ["卡号（没有可留空）", "Card number, if any"],
  guardian: ["监护人姓名", "Guardian's name"],
  phone: ["监护人手机号", "Guardian's mobile"],
  phoneHint: ["监护人用此号码登录便民服务查看孩子。", "The guardian signs in with it."],
  relation: ["与学生关系", "Relation"],
  signed: ["学校已收到签字的同意书（校园卡、进出校通知）", "The signed form for card and notices is at the school"],
  none: ["没有符合条件的人。", "Nobody matches."],
})

type Line = z.output<typeof registerLine>

export const useClasses = () =>
  (useEndpoint(listClasses).data?.items ?? []).map((one) => ({ value: one.id, label: one.title }))

export function RegisterPage() {
  const t = useText()
  const go = useGo()
  const [picked, setPicked] = useState<readonly Line[]>([])
  const [moved, setMoved] = useState(0)
  const toggle = (line: Line) =>
    setPicked((seen) =>
      seen.some((one) => one.personId === line.personId)
        ? seen.filter((one) => one.personId !== line.personId)
        : [...seen, line],
    )
  return (
    <Page
      title={t("title")}
      actions={
        <>
          <Enrol done={(id) => go(paths.registered(id))} />
          <Action label={t("import")} run={() => go(paths.importPeople())} />
          <MoveClass
            picked={picked}
            done={(n) => {
              setMoved(n)
              setPicked([])
            }}
          />
          {picked.length > 0 ? <Action label={t("clear")} kind="text" run={() => setPicked([])} /> : null}
        </>
      }
    >
      <Stack>
        {moved > 0 && picked.length === 0 ? <Alert type="success" showIcon title={t("moved", { n: moved })} /> : null}
        <Register picked={picked} toggle={toggle} />
      </Stack>
    </Page>
  )
}

function useFilters(): Filter[] {
  const t = useText()
  const w = useCampusText()
  const say = useSay()
  const options = (titles: Record<string, { zh: string; en: string }>) =>
    Object.entries(titles).map(([value, title]) => ({ value, label: say(title) }))
  return [
    { kind: "text", name: "q", label: t("find"), width: 230 },
    { kind: "select", name: "classId", label: w("class"), options: useClasses(), width: 150 },
    { kind: "select", name: "kind", label: w("kind"), options: options(kindTitles), width: 120 },
    { kind: "select", name: "status", label: t("status"), options: options(statusTitles), width: 140 },
  ]
}

function Register({ picked, toggle }: { picked: readonly Line[]; toggle: (line: Line) => void }) {
  const t = useText()
  const w = useCampusText()
  const say = useSay()
  const boards = (r: Line) => (r.kind === "staff" ? "—" : t(r.isBoarder ? "boarder" : "day"))
  return (
    <List
      name="campus-register"
      label={t("title")}
      endpoint={listRegister}
      filters={useFilters()}
      rowKey={(r) => r.personId}
      href={(r) => paths.registered(r.personId)}
      empty={{ text: t("none") }}
      columns={[
        { key: "name", title: w("name"), phone: "title", render: (r) => r.name, text: (r) => r.name },
        { key: "number", title: w("number"), render: (r) => r.number, text: (r) => r.number, nowrap: true },
        { key: "class", title: w("class"), render: (r) => r.classTitle ?? "—", text: (r) => r.classTitle ?? "" },
        { key: "kind", title: w("kind"), render: (r) => say(kindTitles[r.kind]), text: (r) => say(kindTitles[r.kind]) },
        { key: "boarder", title: t("boarder"), render: boards, text: boards },
        { key: "guardians", title: t("guardians"), render: (r) => r.guardians || "—", text: (r) => r.guardians },
        {
          key: "card",
          title: t("card"),
          render: (r) => (r.hasCard ? t("has") : <span className="hs-muted">{t("lacks")}</span>),
          text: (r) => t(r.hasCard ? "has" : "lacks"),
        },
        {
          key: "status",
          title: w("state"),
          phone: "tag",
          render: (r) => <StateTag tone={statusTones[r.status]}>{say(statusTitles[r.status])}</StateTag>,
          text: (r) => say(statusTitles[r.status]),
        },
        {
          key: "pick",
          title: t("pick"),
          align: "center",
          render: (r) =>
            r.kind === "student" && r.status === "enrolled" ? (
              <Checkbox
                aria-label={`${t("pick")} ${r.name}`}
                checked={picked.some((one) => one.personId === r.personId)}
                onChange={() => toggle(r)}
              />
            ) : (
              "—"
            ),
        },
      ]}
    />
  )
}

function MoveClass({ picked, done }: { picked: readonly Line[]; done: (moved: number) => void }) {
  const t = useText()
  const classes = useClasses()
  const n = picked.length
  const names = picked.slice(0, 6).map((one) => one.name)
  return (
    <DialogAction<{ classId: string }, { moved: number }>
      name="change-class"
      label={t("move", { n })}
      disabledReason={n === 0 ? t("pickFirst") : null}
      submitLabel={t("move", { n })}
      submit={({ classId }, idempotencyKey) =>
        api(changeClassEndpoint, { body: { classId, personIds: picked.map((one) => one.personId) }, idempotencyKey })
      }
      done={(answer) => done(answer.moved)}
    >
      <p style={{ marginTop: 0 }}>{t("moveNote", { n, names: `${names.join("、")}${n > names.length ? "…" : ""}` })}</p>
      <SelectField name="classId" label={t("target")} required search options={classes} />
    </DialogAction>
  )
}

interface Entered {
  kind: "student" | "staff"
  number: string
  name: string
  classId?: string
  birthOn?: string
  isBoarder?: boolean
  uid?: string
  guardianName?: string
  phone?: string
  relation?: Relation
  isSigned?: boolean
}

function bodyOf(values: Entered) {
  const { kind, number, name, classId, birthOn, isBoarder, uid, guardianName, phone, relation, isSigned } = values
  const isPupil = kind === "student"
  const hasGuardian = isPupil && Boolean(guardianName || phone)
  return {
    kind,
    number,
    name,
    classId: isPupil ? (classId ?? null) : null,
    birthOn: birthOn ?? null,
    isBoarder: isPupil && (isBoarder ?? false),
    uid: uid || null,
    guardian: hasGuardian ? { name: guardianName ?? "", phone: phone ?? "", relation: relation ?? "other" } : null,
    isSigned: hasGuardian && (isSigned ?? false),
  }
}

function Enrol({ done }: { done: (id: string) => void }) {
  const t = useText()
  const w = useCampusText()
  const say = useSay()
  const [{ kind }] = useUrlValues()
  return (
    <DialogAction<Entered, { id: string }>
      name="enrol"
      label={t("enrol")}
      kind="primary"
      submitLabel={t("enrol")}
      initial={{ kind: kind === "staff" ? "staff" : "student", relation: "mother" }}
      submit={(values, idempotencyKey) => api(enrolEndpoint, { body: bodyOf(values), idempotencyKey })}
      done={(answer) => done(answer.id)}
    >
      <SelectField
        name="kind"
        label={w("kind")}
        required
        options={Object.entries(kindTitles).map(([value, title]) => ({ value, label: say(title) }))}
      />
      <TextField name="name" label={w("name")} required max={30} />
      <TextField name="number" label={w("number")} required max={20} />
      <DateField name="birthOn" label={t("birth")} hint={t("birthHint")} />
      <TextField name="uid" label={t("uid")} max={32} />
      <PupilFields />
    </DialogAction>
  )
}

/** What only pupils have: a class, a bed, a guardian. */
function PupilFields() {
  const t = useText()
  const w = useCampusText()
  const say = useSay()
  const classes = useClasses()
  const form = Form.useFormInstance<Entered>()
  const kind = Form.useWatch("kind", form)
  const guardian = Boolean(Form.useWatch("guardianName", form))
  if (kind === "staff") return null
  return (
    <>
      <SelectField name="classId" label={w("class")} required search options={classes} />
      <CheckField name="isBoarder" label={t("boarder")}>
        {t("boarder")}
      </CheckField>
      <TextField name="guardianName" label={t("guardian")} max={30} />
      <TextField name="phone" label={t("phone")} required={guardian} max={11} hint={t("phoneHint")} />
      <SelectField
        name="relation"
        label={t("relation")}
        options={Object.entries(relationTitles).map(([value, title]) => ({ value, label: say(title) }))}
      />
      <CheckField name="isSigned" label={t("signed")}>
        {t("signed")}
      </CheckField>
    </>
  )
}
