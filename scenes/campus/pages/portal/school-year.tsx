// School hours, terms and classes; what a class is called and its own hours where they differ.
import type { z } from "zod"
import { api, useEndpoint } from "#ui/api"
import { DateField, DialogAction, TextField } from "#ui/forms"
import { Action } from "#ui/action"
import { dictionary } from "#ui/i18n"
import { To, useGo } from "#ui/link"
import { Figure, Figures, Loaded, Nothing, Page, Pairs, Panel, Stack } from "#ui/page"
import { Grid } from "#ui/tables"
import { addClassesEndpoint, classHeadEndpoint, hoursEndpoint, schoolView } from "../../register/contract.ts"
import { campusPaths as paths } from "../paths.ts"
import { useCampusText } from "../words.ts"

const useText = dictionary({
  title: ["作息与班级", "Hours and classes"],
  pupils: ["在籍学生", "Pupils"],
  classes: ["班级", "Classes"],
  staff: ["教职工", "Staff"],
  unpaid: ["已离校、卡账户未退", "Gone, wallet not paid back"],
  unpaidNote: ["由卡务中心办理退款", "The card office pays it back"],
  hours: ["作息与学期", "Hours and terms"],
  setHours: ["设定", "Set"],
  bell: ["打铃（上课）", "Bell"],
  closes: ["放学", "Closes"],
  term: ["本学期", "This term"],
  terms: ["以往学期", "Earlier terms"],
  termFrom: ["学期起", "Term from"],
  termTo: ["学期止", "Term to"],
  span: ["{from} 至 {to}", "{from} to {to}"],
  termHint: [
    "日期与本学期重叠的算更正，在本学期之后的算新学期，旧学期留作考勤依据。",
    "Dates that overlap this term put it right; later ones begin a new term and the old one stays for attendance.",
  ],
  teacher: ["班主任", "Teacher"],
  boarders: ["其中住宿", "Boarders"],
  hoursOf: ["作息", "Hours"],
  same: ["同全校", "as the school"],
  add: ["新建班级", "Add classes"],
  titles: ["班级名称（每行一个）", "Names, one a line"],
  change: ["更改", "Change"],
  changeTitle: ["{title} 的名称与作息", "Name and hours of {title}"],
  name: ["班级名称", "Name"],
  nameHint: [
    "只用于改正写错的名称；新学年请用升级。",
    "To put a wrong name right; a new year comes by the year's move.",
  ],
  ownHint: ["不填表示同全校", "Empty: as the school"],
  moveUp: ["升级", "Year's move"],
  last: ["上次升级 {on}", "Last moved up on {on}"],
  noClasses: ["还没有班级；先新建班级，再录入学生。", "No classes yet: add classes first, then pupils."],
})

type School = z.output<(typeof schoolView)["response"]>
type Class = School["classes"][number]

export function SchoolYearPage() {
  const t = useText()
  const go = useGo()
  const query = useEndpoint(schoolView)
  return (
    <Page
      title={t("title")}
      actions={
        <>
          <AddClasses />
          <Action label={t("moveUp")} run={() => go(paths.moveUp())} />
        </>
      }
    >
      <Loaded query={query} rows={8}>
        {(school) => (
          <Stack>
            <Figures>
              <Figure label={t("pupils")} value={school.classes.reduce((sum, one) => sum + one.pupils, 0)} />
              <Figure label={t("classes")} value={school.classes.length} />
              <Figure label={t("staff")} value={school.staff} />
              <Figure
                label={t("unpaid")}
                value={school.unpaid}
                {...(school.unpaid > 0 ? { tone: "warn" as const, note: t("unpaidNote") } : {})}
              />
            </Figures>
            <Hours school={school} />
            <Classes school={school} />
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}

function Hours({ school }: { school: School }) {
  const t = useText()
  const { bell, closes, termFrom, termTo } = school
  const earlier = school.terms.filter((one) => one.from !== termFrom)
  const span = (one: { from: string; to: string }) => t("span", one)
  return (
    <Panel
      title={t("hours")}
      extra={
        <DialogAction<Pick<School, "bell" | "closes" | "termFrom" | "termTo">, unknown>
          name="hours"
          label={t("setHours")}
          title={t("hours")}
          size="small"
          submitLabel={t("setHours")}
          initial={{ bell, closes, termFrom, termTo }}
          submit={(body, idempotencyKey) => api(hoursEndpoint, { body, idempotencyKey })}
        >
          <TextField name="bell" label={t("bell")} type="time" required />
          <TextField name="closes" label={t("closes")} type="time" required />
          <DateField name="termFrom" label={t("termFrom")} required />
          <DateField name="termTo" label={t("termTo")} required hint={t("termHint")} />
        </DialogAction>
      }
    >
      <Pairs
        columns={4}
        items={[
          { label: t("bell"), value: bell },
          { label: t("closes"), value: closes },
          { label: t("term"), value: span({ from: termFrom, to: termTo }) },
          { label: t("terms"), value: earlier.map(span).join("；") },
        ]}
      />
    </Panel>
  )
}

function Classes({ school }: { school: School }) {
  const t = useText()
  const w = useCampusText()
  const hoursOf = (r: Class) =>
    r.bell || r.closes ? `${r.bell ?? school.bell}–${r.closes ?? school.closes}` : t("same")
  return (
    <Panel title={t("classes")} note={school.movedUpOn ? t("last", { on: school.movedUpOn }) : undefined} flush>
      <Grid
        label={t("classes")}
        rows={school.classes}
        rowKey={(r) => r.id}
        empty={<Nothing text={t("noClasses")} />}
        columns={[
          {
            key: "title",
            title: w("class"),
            phone: "title",
            render: (r) => <To href={`${paths.register()}?classId=${r.id}`}>{r.title}</To>,
          },
          { key: "teacher", title: t("teacher"), render: (r) => r.teacher ?? "—" },
          { key: "pupils", title: t("pupils"), align: "right", render: (r) => r.pupils },
          { key: "boarders", title: t("boarders"), align: "right", render: (r) => r.boarders },
          { key: "hours", title: t("hoursOf"), render: hoursOf, nowrap: true },
          { key: "act", title: "", render: (r) => <ChangeClassHead one={r} /> },
        ]}
      />
    </Panel>
  )
}

function ChangeClassHead({ one }: { one: Class }) {
  const t = useText()
  return (
    <DialogAction<{ title: string; bell?: string; closes?: string }, unknown>
      name={`class-${one.id}`}
      label={t("change")}
      title={t("changeTitle", { title: one.title })}
      size="small"
      submitLabel={t("change")}
      initial={{
        title: one.title,
        ...(one.bell ? { bell: one.bell } : {}),
        ...(one.closes ? { closes: one.closes } : {}),
      }}
      submit={({ title, bell, closes }, idempotencyKey) =>
        api(classHeadEndpoint, {
          params: { id: one.id },
          body: { title, bell: bell || null, closes: closes || null },
          idempotencyKey,
        })
      }
    >
      <TextField name="title" label={t("name")} required max={30} hint={t("nameHint")} />
      <TextField name="bell" label={t("bell")} type="time" hint={t("ownHint")} />
      <TextField name="closes" label={t("closes")} type="time" hint={t("ownHint")} />
    </DialogAction>
  )
}

function AddClasses() {
  const t = useText()
  const linesOf = (text: string) =>
    text
      .split(/[\n,，、]+/)
      .map((one) => one.trim())
      .filter(Boolean)
  return (
    <DialogAction<{ titles: string }, unknown>
      name="add-classes"
      label={t("add")}
      submitLabel={t("add")}
      submit={({ titles }, idempotencyKey) =>
        api(addClassesEndpoint, { body: { titles: linesOf(titles) }, idempotencyKey })
      }
    >
      <TextField name="titles" label={t("titles")} required rows={6} placeholder={"七（1）班\n七（2）班"} />
    </DialogAction>
  )
}
