// Courses a parent can sign for, with how the authority sees each institution.
import { Card, Rows, Shown, Title, useRead } from "#ui/citizen"
import { dictionary, useSay } from "#ui/i18n"
import { grouped } from "#ui/money"
import { openCourses } from "../../family/contract.ts"
import { levelTitles } from "../../model.ts"
import { familyPaths as paths } from "./paths.ts"

const useText = dictionary({
  title: ["可报名的课程", "Courses that are open"],
  intro: ["这里的课程都已备案，学费只进银行存管户。", "All of them are on file; fees go into custody only."],
  none: ["现在没有可报名的课程。", "No course is open now."],
  line: ["{institution} · {from} 至 {to} · {n} 课", "{institution} · {from} to {to} · {n} lessons"],
})

export function Courses() {
  const t = useText()
  const say = useSay()
  const reading = useRead(openCourses)
  return (
    <>
      <Title back="/m">{t("title")}</Title>
      <p className="hs-muted">{t("intro")}</p>
      <Shown reading={reading}>
        {(all) => (
          <Card title={t("title")}>
            <Rows
              none={t("none")}
              rows={all.map((one) => ({
                key: one.id,
                title: one.level === "NORMAL" ? one.title : `${one.title}（${say(levelTitles[one.level])}）`,
                text: t("line", {
                  institution: one.institution,
                  from: one.firstOn,
                  to: one.lastOn,
                  n: one.lessonCount + one.giftLessons,
                }),
                value: grouped(one.tuition),
                to: paths.course(one.id),
              }))}
            />
          </Card>
        )}
      </Shown>
    </>
  )
}
