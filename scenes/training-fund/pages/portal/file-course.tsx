// Filing a course: dates follow from a first day, a rhythm and a time, so that nobody types sixty lessons.
import { api } from "#ui/api"
import { DateField, DialogAction, MoneyField, SelectField, TextField, WholeField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useGo } from "#ui/link"
import { addDays } from "../../../../kernel/calendar/date.ts"
import { fileCourseEndpoint } from "../../contract.ts"
import {
  billings,
  billingTitles,
  deductions,
  deductionTitles,
  subjects,
  subjectTitles,
  type Billing,
  type Deduction,
  type Subject,
} from "../../model.ts"
import { trainingPaths as paths } from "../paths.ts"

const useText = dictionary({
  label: ["备案新课程", "File a course"],
  title: ["课程名称", "Title"],
  subject: ["科目", "Subject"],
  teacher: ["教师", "Teacher"],
  room: ["教室", "Room"],
  tuition: ["学费（全部课时）", "Tuition for all lessons"],
  list: ["每课时标价", "List price a lesson"],
  materials: ["教材费（没有填 0）", "Materials (0 for none)"],
  count: ["付费课时", "Paid lessons"],
  gift: ["赠课", "Gift lessons"],
  first: ["第一课日期", "First lesson on"],
  every: ["每隔几天一课", "Days between lessons"],
  time: ["上课时间（如 14:00）", "Begins at, e.g. 14:00"],
  minutes: ["每课分钟", "Minutes a lesson"],
  seats: ["名额", "Seats"],
  billing: ["收费方式", "Billing"],
  deduction: ["退费时已上课", "Lessons held, when refunded"],
  place: ["授课方式", "Where"],
  onSite: ["线下", "In a room"],
  online: ["线上", "Online"],
})

interface Values {
  title: string
  subject: Subject
  billing: Billing
  deduction: Deduction
  place: "onSite" | "online"
  teacher: string
  room: string
  tuition: string
  listPerLesson: string
  materials: string
  count: string
  gift: string
  firstOn: string
  every: string
  time: string
  minutes: string
  seats: string
}

function lessonsOf(v: Values) {
  return Array.from({ length: Number(v.count) + Number(v.gift || 0) }, (_, at) => {
    const begins = Date.parse(`${addDays(v.firstOn, at * Number(v.every))}T${v.time}:00+08:00`)
    return {
      startsAt: new Date(begins).toISOString(),
      endsAt: new Date(begins + Number(v.minutes) * 60_000).toISOString(),
    }
  })
}

export function FileCourse() {
  const t = useText()
  const say = useSay()
  const go = useGo()
  return (
    <DialogAction<Values, { id: string }>
      name="file-course"
      label={t("label")}
      kind="primary"
      submitLabel={t("label")}
      initial={{
        subject: "art",
        billing: "period",
        deduction: "PAID_PRICE",
        place: "onSite",
        gift: "0",
        every: "7",
        time: "14:00",
        minutes: "90",
        seats: "20",
        materials: "0",
      }}
      done={({ id }) => go(paths.ownCourse(id))}
      submit={(v, idempotencyKey) =>
        api(fileCourseEndpoint, {
          body: {
            title: v.title,
            subject: v.subject,
            billing: v.billing,
            giftLessons: Number(v.gift || 0),
            tuition: v.tuition,
            listPerLesson: v.listPerLesson,
            materials: v.materials || "0",
            deduction: v.deduction,
            teacher: v.teacher,
            room: v.room,
            online: v.place === "online",
            seats: Number(v.seats),
            lessons: lessonsOf(v),
          },
          idempotencyKey,
        })
      }
    >
      <TextField name="title" label={t("title")} required max={60} />
      <SelectField
        name="subject"
        label={t("subject")}
        required
        options={subjects.map((value) => ({ value, label: say(subjectTitles[value]) }))}
      />
      <SelectField
        name="billing"
        label={t("billing")}
        required
        options={billings.map((value) => ({ value, label: say(billingTitles[value]) }))}
      />
      <SelectField
        name="place"
        label={t("place")}
        required
        options={(["onSite", "online"] as const).map((value) => ({ value, label: t(value) }))}
      />
      <TextField name="teacher" label={t("teacher")} required max={40} />
      <TextField name="room" label={t("room")} required max={40} />
      <MoneyField name="tuition" label={t("tuition")} required />
      <MoneyField name="listPerLesson" label={t("list")} required />
      <SelectField
        name="deduction"
        label={t("deduction")}
        required
        options={deductions.map((value) => ({ value, label: say(deductionTitles[value]) }))}
      />
      <MoneyField name="materials" label={t("materials")} required />
      <WholeField name="count" label={t("count")} required />
      <WholeField name="gift" label={t("gift")} />
      <DateField name="firstOn" label={t("first")} required />
      <WholeField name="every" label={t("every")} required />
      <TextField name="time" label={t("time")} required max={5} />
      <WholeField name="minutes" label={t("minutes")} required />
      <WholeField name="seats" label={t("seats")} required />
    </DialogAction>
  )
}
