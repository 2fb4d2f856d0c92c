// Before signing: the course, the money's rules in plain words, for which child; then the contract is signed and paid.
import { useState } from "react"
import { Answer, Card, Choices, Facts, goTo, Press, Shown, Title, Trouble, useRead, useSend } from "#ui/citizen"
import { dictionary, useSay } from "#ui/i18n"
import { grouped } from "#ui/money"
import { courseToSign, signEndpoint } from "../../family/contract.ts"
import { giftTitles } from "../../model.ts"
import { familyPaths as paths } from "./paths.ts"

const useText = dictionary({
  black: ["这家机构在黑名单上：{reason}", "This institution is blacklisted: {reason}"],
  marked: [
    "这家机构的负责人在黑名单上，或另有机构在黑名单上，请谨慎报名。",
    "People of this institution, or another one of theirs, are blacklisted: take care.",
  ],
  rating: ["家长评分", "Rated by parents"],
  ratingText: ["{stars}（{n} 人）", "{stars} by {n}"],
  course: ["课程", "The course"],
  teacher: ["老师", "Teacher"],
  room: ["地点", "Room"],
  days: ["起止", "From … to"],
  lessons: ["课次（含赠课）", "Lessons, gifts included"],
  tuition: ["学费（元）", "Fee (CNY)"],
  materials: ["教材费（元）", "Books (CNY)"],
  seats: ["余位", "Seats left"],
  rules: ["您的钱怎么管", "How your money is kept"],
  custody: ["存管户号", "Custody account"],
  licence: ["办学许可证", "Licence"],
  until: ["有效至 {day}", "valid to {day}"],
  policy: ["适用政策", "Policy"],
  confirm: [
    "每节课后您有 {n} 个工作日确认或提出异议，不答视为上了。",
    "After each lesson you have {n} working days; silence counts as yes.",
  ],
  cooling: [
    "缴费后 {n} 天内且没上过课，可全额退。",
    "Within {n} days and before the first lesson all of it comes back.",
  ],
  refund: ["退费申请，机构 {n} 个工作日不答视为同意。", "A refund is agreed after {n} working days of silence."],
  child: ["给哪个孩子报名？", "For which child?"],
  noChild: [
    "还没有登记您是哪个孩子的监护人；请到机构或网点登记。",
    "No child is on file with you; ask the institution or an outlet.",
  ],
  pick: ["请先选择孩子", "Choose a child first"],
  sign: ["签合同", "Sign the contract"],
  next: ["签约后去支付；不付款会自动取消。", "Then you pay; without a payment it is cancelled by itself."],
})

export function SignCourse({ params }: { params: Record<string, string> }) {
  const t = useText()
  const say = useSay()
  const id = params["id"]!
  const reading = useRead(courseToSign, { params: { id } })
  const signing = useSend(signEndpoint)
  const [child, setChild] = useState<string | null>(null)
  const sign = async () => {
    const made = await signing.send({ body: { courseId: id, studentId: child! } })
    if (made) goTo(paths.order(made.value.id))
  }
  return (
    <Shown reading={reading}>
      {(one) => (
        <>
          <Title back={paths.courses()}>{one.title}</Title>
          {one.blacklisted ? (
            <Answer tone="bad">{t("black", { reason: one.blacklistReason ?? "" })}</Answer>
          ) : one.marked ? (
            <Answer tone="plain">{t("marked")}</Answer>
          ) : null}
          <Card title={t("course")}>
            <Facts
              facts={[
                [t("tuition"), <strong key="fee">{grouped(one.tuition)}</strong>],
                ...(Number(one.materials) > 0 ? [[t("materials"), grouped(one.materials)] as const] : []),
                [t("lessons"), String(one.lessonCount + one.giftLessons)],
                [t("days"), `${one.firstOn} – ${one.lastOn}`],
                [t("teacher"), one.teacher],
                [t("room"), one.room],
                [t("seats"), String(one.seats - one.taken)],
                ...(one.rating
                  ? [[t("rating"), t("ratingText", { stars: one.rating.stars, n: one.rating.count })] as const]
                  : []),
              ]}
            />
          </Card>
          <Card title={t("rules")}>
            <p style={{ marginTop: 0 }}>{t("confirm", { n: one.confirmWorkdays })}</p>
            <p>{t("cooling", { n: one.coolingDays })}</p>
            <p>{t("refund", { n: one.refundAnswerWorkdays })}</p>
            {one.giftLessons > 0 ? <p>{say(giftTitles[one.giftMode])}</p> : null}
            <Facts
              facts={[
                [t("custody"), one.custodyNo],
                [t("policy"), say(one.policy)],
                [t("licence"), `${one.licenceNo} ${t("until", { day: one.licenceUntil })}`],
              ]}
            />
          </Card>
          <Card title={t("child")}>
            {one.children.length === 0 ? (
              <p>{t("noChild")}</p>
            ) : (
              <Choices
                label={t("child")}
                value={child}
                change={setChild}
                of={one.children.map((each) => ({ value: each.id, label: each.name }))}
              />
            )}
            <Trouble error={signing.problem} />
            <Press
              label={t("sign")}
              busy={signing.busy}
              off={one.blocked ? say(one.blocked) : child === null ? t("pick") : null}
              press={sign}
            />
            <p className="hs-muted hs-m-off">{t("next")}</p>
          </Card>
        </>
      )}
    </Shown>
  )
}
