// Courses a parent can sign for, found by name: how the authority sees each institution and what other parents gave it.
import { useState } from "react"
import type { z } from "zod"
import { Ask, Card, Rows, Shown, Title, useRead } from "#ui/citizen"
import { dictionary, useSay } from "#ui/i18n"
import { grouped } from "#ui/money"
import { openCourses } from "../../family/contract.ts"
import { levelTitles } from "../../model.ts"
import { familyPaths as paths } from "./paths.ts"

const useText = dictionary({
  title: ["可报名的课程", "Courses that are open"],
  intro: ["这里的课程都已备案，学费只进银行存管户。", "All of them are on file; fees go into custody only."],
  find: ["课程或机构名称", "Course or institution"],
  search: ["查找", "Find"],
  none: ["没有可报名的课程，换个名称试试。", "No course is open by that name."],
  line: ["{institution} · {from} 至 {to} · {n} 课", "{institution} · {from} to {to} · {n} lessons"],
  rating: ["家长评分 {stars}（{n} 人）", "rated {stars} by {n}"],
  unrated: ["还没有评分", "not rated yet"],
  black: ["黑名单", "blacklisted"],
  marked: ["关联人员在黑名单", "people on the blacklist"],
})

type Course = z.output<typeof openCourses.response>[number]

export function Courses() {
  const t = useText()
  const say = useSay()
  const [text, setText] = useState("")
  const [q, setQ] = useState("")
  const reading = useRead(openCourses, { query: { q: q || undefined } })
  const marks = (one: Course) =>
    [
      one.level === "NORMAL" ? null : say(levelTitles[one.level]),
      one.blacklisted ? t("black") : one.marked ? t("marked") : null,
    ]
      .filter(Boolean)
      .join("、")
  return (
    <>
      <Title back="/m">{t("title")}</Title>
      <p className="hs-muted">{t("intro")}</p>
      <Ask label={t("find")} value={text} change={setText} button={t("search")} ask={() => setQ(text.trim())} />
      <Shown reading={reading}>
        {(all) => (
          <Card title={t("title")}>
            <Rows
              none={t("none")}
              rows={all.map((one) => ({
                key: one.id,
                title: marks(one) ? `${one.title}（${marks(one)}）` : one.title,
                text: `${t("line", {
                  institution: one.institution,
                  from: one.firstOn,
                  to: one.lastOn,
                  n: one.lessonCount + one.giftLessons,
                })} · ${one.rating ? t("rating", { stars: one.rating.stars, n: one.rating.count }) : t("unrated")}`,
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
