// One course: what was filed, the schedule with what was held, the children in it. The institution signs in above it.
import type { ReactNode } from "react"
import { useEndpoint } from "#ui/api"
import { dictionary, useSay } from "#ui/i18n"
import { To, useParam } from "#ui/link"
import { Money } from "#ui/money"
import { Loaded, Nothing, Page, Pairs, Panel, Stack } from "#ui/page"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import { moment } from "#ui/timeline"
import type { z } from "zod"
import { getCourse } from "../../contract.ts"
import { billingTitles, deductionTitles, subjectTitles } from "../../model.ts"
import { courseTitles, orderTitles } from "../../states.ts"
import { trainingPaths as paths } from "../paths.ts"
import { orderTones, useTrainingText } from "../words.ts"
import { DecideCourse } from "./decide-course.tsx"

const useText = dictionary({
  filed: ["备案内容", "As filed"],
  subject: ["科目", "Subject"],
  teacher: ["教师", "Teacher"],
  room: ["教室", "Room"],
  online: ["线上", "Online"],
  tuition: ["学费", "Tuition"],
  materials: ["教材费", "Materials"],
  list: ["每课时标价", "List price a lesson"],
  count: ["课时", "Lessons"],
  countText: ["{n} 课时，赠 {gift}，每课 {m} 分钟", "{n} lessons, {gift} gifts, {m} minutes each"],
  billing: ["收费方式", "Billing"],
  deduction: ["已上课扣费", "Deduction"],
  seats: ["名额", "Seats"],
  schedule: ["课表", "Schedule"],
  when: ["时间", "When"],
  present: ["到课 / 实到", "Present / in the room"],
  by: ["签到人", "Signed in by"],
  children: ["在读学生", "Children"],
  nobody: ["还没有缴费的学生。", "Nobody has paid yet."],
  held: ["已上", "Held"],
  scheduled: ["未上", "To come"],
  cancelled: ["取消", "Cancelled"],
})

export type CourseDetail = z.output<typeof getCourse.response>

export interface CoursePageProps {
  back?: string
  actions?: ReactNode
  above?: (course: CourseDetail) => ReactNode
  order?: (id: string) => string
}

export function CoursePage({ back = paths.courses(), actions, above, order = paths.order }: CoursePageProps) {
  const w = useTrainingText()
  const say = useSay()
  const id = useParam("id")
  const query = useEndpoint(getCourse, { params: { id } })
  return (
    <Loaded query={query} rows={10}>
      {(c) => (
        <Page
          title={c.title}
          crumbs={[{ label: w("courses"), href: back }]}
          tag={
            <StateTag tone={c.state === "approved" ? "good" : c.state === "refused" ? "bad" : "warn"}>
              {say(courseTitles[c.state])}
            </StateTag>
          }
          intro={c.reason ?? `${c.institution} · ${c.number}`}
          actions={
            <>
              {actions}
              <DecideCourse id={c.id} state={c.state} />
            </>
          }
        >
          <Stack>
            {above?.(c)}
            <Filed course={c} />
            <Schedule course={c} />
            <Children course={c} order={order} />
          </Stack>
        </Page>
      )}
    </Loaded>
  )
}

function Filed({ course: c }: { course: CourseDetail }) {
  const t = useText()
  const w = useTrainingText()
  const say = useSay()
  return (
    <Panel title={t("filed")}>
      <Pairs
        columns={3}
        items={[
          { label: t("subject"), value: say(subjectTitles[c.subject]) },
          { label: t("tuition"), value: <Money value={c.tuition} /> },
          { label: t("materials"), value: <Money value={c.materials} /> },
          { label: t("list"), value: <Money value={c.listPerLesson} /> },
          { label: t("count"), value: t("countText", { n: c.lessonCount, gift: c.giftLessons, m: c.lessonMinutes }) },
          { label: w("on"), value: `${c.firstOn} – ${c.lastOn}` },
          { label: t("billing"), value: say(billingTitles[c.billing]) },
          { label: t("deduction"), value: say(deductionTitles[c.deduction]) },
          { label: t("seats"), value: `${c.taken}/${c.seats}` },
          { label: t("teacher"), value: c.teacher },
          { label: t("room"), value: c.online ? t("online") : c.room },
        ]}
      />
    </Panel>
  )
}

function Schedule({ course: c }: { course: CourseDetail }) {
  const t = useText()
  const w = useTrainingText()
  return (
    <Panel title={t("schedule")} flush>
      <Grid
        label={t("schedule")}
        rows={c.lessons}
        rowKey={(r) => r.id}
        dense
        columns={[
          { key: "seq", title: "#", render: (r) => r.seq },
          { key: "when", title: t("when"), phone: "title", render: (r) => moment(r.startsAt), nowrap: true },
          { key: "state", title: w("state"), phone: "tag", render: (r) => t(r.state) },
          {
            key: "present",
            title: t("present"),
            align: "right",
            render: (r) => (r.state === "held" ? `${r.present} / ${r.seen ?? "—"}` : "—"),
          },
          { key: "by", title: t("by"), render: (r) => r.markedBy ?? "—" },
        ]}
        empty={<Nothing text={w("none")} />}
      />
    </Panel>
  )
}

function Children({ course: c, order }: { course: CourseDetail; order: (id: string) => string }) {
  const t = useText()
  const w = useTrainingText()
  const say = useSay()
  return (
    <Panel title={t("children")} flush>
      <Grid
        label={t("children")}
        rows={c.children}
        rowKey={(r) => r.orderId}
        dense
        columns={[
          { key: "student", title: w("student"), phone: "title", render: (r) => r.student },
          {
            key: "contract",
            title: w("contract"),
            render: (r) => <To href={order(r.orderId)}>{r.contractNo}</To>,
            nowrap: true,
          },
          {
            key: "state",
            title: w("state"),
            phone: "tag",
            render: (r) => <StateTag tone={orderTones[r.state]}>{say(orderTitles[r.state])}</StateTag>,
          },
        ]}
        empty={<Nothing text={t("nobody")} />}
      />
    </Panel>
  )
}
