// Courses and their filing, for the bank, the authority and the institution itself.
import type { ReactNode } from "react"
import { dictionary, useSay } from "#ui/i18n"
import { Money } from "#ui/money"
import { Page } from "#ui/page"
import { StateTag } from "#ui/states"
import { List } from "#ui/tables"
import { listCourses } from "../../contract.ts"
import { subjectTitles } from "../../model.ts"
import { courseStates, courseTitles } from "../../states.ts"
import { trainingPaths as paths } from "../paths.ts"
import { useTrainingText } from "../words.ts"
import { DecideCourse } from "./decide-course.tsx"

const useText = dictionary({ tuition: ["学费", "Tuition"] })

export function CoursesPage({ href = paths.course, actions }: { href?: (id: string) => string; actions?: ReactNode }) {
  const t = useText()
  const w = useTrainingText()
  const say = useSay()
  return (
    <Page title={w("courses")} actions={actions}>
      <List
        name="training-courses"
        label={w("courses")}
        endpoint={listCourses}
        filters={[
          { kind: "text", name: "q", label: w("search"), width: 220 },
          {
            kind: "select",
            name: "state",
            label: w("state"),
            options: courseStates.map((value) => ({ value, label: say(courseTitles[value]) })),
          },
        ]}
        columns={[
          { key: "title", title: w("course"), phone: "title", render: (r) => r.title, text: (r) => r.title },
          {
            key: "state",
            title: w("state"),
            phone: "tag",
            render: (r) => (
              <StateTag tone={r.state === "approved" ? "good" : "warn"}>{say(courseTitles[r.state])}</StateTag>
            ),
            text: (r) => r.state,
          },
          { key: "institution", title: w("institution"), render: (r) => r.institution, text: (r) => r.institution },
          {
            key: "subject",
            title: w("number"),
            render: (r) => `${say(subjectTitles[r.subject])} ${r.number}`,
            text: (r) => r.number,
          },
          {
            key: "tuition",
            title: t("tuition"),
            align: "right",
            render: (r) => <Money value={r.tuition} />,
            text: (r) => r.tuition,
          },
          {
            key: "lessons",
            title: w("lessons"),
            align: "right",
            render: (r) => `${r.held}/${r.lessonCount + r.giftLessons}`,
            text: (r) => String(r.lessonCount),
          },
          {
            key: "seats",
            title: w("students"),
            align: "right",
            render: (r) => `${r.taken}/${r.seats}`,
            text: (r) => String(r.taken),
          },
          { key: "on", title: w("on"), render: (r) => `${r.firstOn} – ${r.lastOn}`, nowrap: true },
          { key: "act", title: "", render: (r) => <DecideCourse id={r.id} state={r.state} size="small" /> },
        ]}
        rowKey={(r) => r.id}
        href={(r) => href(r.id)}
        empty={{ text: w("none") }}
      />
    </Page>
  )
}
