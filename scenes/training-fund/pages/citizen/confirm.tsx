// One question a page: did this lesson take place? Yes releases its share, no stops it until the authority has looked.
import { useState } from "react"
import { Answer, Card, Facts, Go, LongAnswer, Press, Shown, Title, Trouble, useRead, useSend } from "#ui/citizen"
import { dictionary } from "#ui/i18n"
import { moment } from "#ui/look"
import { grouped } from "#ui/money"
import { confirmEndpoint, disputeEndpoint, questions } from "../../family/contract.ts"
import { familyPaths as paths } from "./paths.ts"

const useText = dictionary({
  title: ["确认上课", "Confirm lessons"],
  lesson: ["{student} 上了这节课吗？", "Did {student} have this lesson?"],
  books: ["教材收到了吗？", "Did you receive the books?"],
  course: ["课程", "Course"],
  institution: ["机构", "Institution"],
  at: ["时间", "Time"],
  due: ["{day} 结束前不答，视为上了", "No word by the end of {day} counts as yes"],
  yes: ["上了，可以划款", "Yes, it may be paid"],
  yesBooks: ["收到了", "Yes"],
  no: ["没有上，我有异议", "No, I object"],
  why: ["怎么回事？", "What happened?"],
  send: ["提交异议", "Send the objection"],
  back: ["再想想", "Back"],
  stopped: [
    "已记下您的异议，这节课的钱先不划，主管部门会核实。",
    "Your objection is kept; nothing is paid until the authority has looked.",
  ],
  released: ["已确认，{amount} 元将划给机构。", "Confirmed; {amount} goes to the institution."],
  left: ["还有 {n} 个", "{n} more"],
  none: ["没有等您确认的课。", "Nothing waits for your word."],
  order: ["看这份订单", "See the order"],
})

export function ConfirmLessons() {
  const t = useText()
  const reading = useRead(questions)
  const [said, setSaid] = useState<string | null>(null)
  // An answered question leaves at once, not only when the list has been read again.
  const [answered, setAnswered] = useState<readonly string[]>([])
  return (
    <>
      <Title back="/m">{t("title")}</Title>
      {said ? <Answer tone="good">{said}</Answer> : null}
      <Shown reading={reading}>
        {(all) => {
          const [first, ...more] = all.filter((one) => !answered.includes(one.id))
          if (!first) return <p>{t("none")}</p>
          return (
            <>
              <Question
                key={first.id}
                one={first}
                done={(text) => {
                  setSaid(text)
                  setAnswered([...answered, first.id])
                  reading.again()
                }}
              />
              {more.length > 0 ? <p className="hs-muted">{t("left", { n: more.length })}</p> : null}
            </>
          )
        }}
      </Shown>
    </>
  )
}

interface One {
  id: string
  orderId: string
  isLesson: boolean
  course: string
  institution: string
  student: string
  at: string
  dueOn: string
}

function Question({ one, done }: { one: One; done: (text: string) => void }) {
  const t = useText()
  const confirming = useSend(confirmEndpoint)
  const disputing = useSend(disputeEndpoint)
  const [objects, setObjects] = useState(false)
  const [reason, setReason] = useState("")
  const params = { id: one.id }
  const yes = async () => {
    const answer = await confirming.send({ params, body: {} })
    if (answer) done(t("released", { amount: grouped(answer.value.release) }))
  }
  const no = async () => {
    if (await disputing.send({ params, body: { reason } })) done(t("stopped"))
  }
  return (
    <Card title={one.isLesson ? t("lesson", { student: one.student }) : t("books")}>
      <Facts
        facts={[
          [t("course"), one.course],
          [t("institution"), one.institution],
          [t("at"), moment(one.at)],
        ]}
      />
      <p className="hs-muted">{t("due", { day: one.dueOn })}</p>
      {objects ? (
        <>
          <LongAnswer label={t("why")} value={reason} change={setReason} maxLength={300} />
          <Trouble error={disputing.problem} />
          <Press label={t("send")} busy={disputing.busy} press={no} />
          <Press kind="plain" label={t("back")} press={() => setObjects(false)} />
        </>
      ) : (
        <>
          <Trouble error={confirming.problem} />
          <Press label={t(one.isLesson ? "yes" : "yesBooks")} busy={confirming.busy} press={yes} />
          <Press kind="danger" label={t("no")} press={() => setObjects(true)} />
        </>
      )}
      <p style={{ margin: "12px 0 0" }}>
        <Go to={paths.order(one.orderId)}>{t("order")}</Go>
      </p>
    </Card>
  )
}
