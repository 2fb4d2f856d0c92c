// A complaint about one order and what was answered; a rating once it is over.
import { useState } from "react"
import type { z } from "zod"
import { Answer, Card, Choices, Facts, LongAnswer, Press, Trouble, useSend } from "#ui/citizen"
import { dictionary, useSay } from "#ui/i18n"
import { complainEndpoint, type myOrder, rateEndpoint, settleComplaintEndpoint } from "../../family/contract.ts"
import { complaintTopics, topicTitles, type ComplaintTopic } from "../../model.ts"
import { feedbackTitles } from "../../states.ts"

const useText = dictionary({
  complain: ["投诉机构", "Complain"],
  note: [
    "对某一节课没上有异议，请在“确认上课”里点“没有上”；要退钱请申请退费。其他问题写在这里。",
    "A lesson that did not take place and refunds have their own ways; write everything else here.",
  ],
  begin: ["我要投诉", "I want to complain"],
  topic: ["关于什么？", "What is it about?"],
  body: ["发生了什么？", "What happened?"],
  send: ["提交投诉", "Send"],
  back: ["先不投诉", "Not now"],
  title: ["投诉 {number}", "Complaint {number}"],
  own: ["机构答复", "The institution's answer"],
  office: ["主管部门答复", "The authority's answer"],
  waiting: [
    "机构和主管部门都能看到，答复会通知您。",
    "The institution and the authority see it; you are told of the answer.",
  ],
  solved: ["问题已解决", "It is solved"],
  unhappy: ["不满意，请主管部门处理", "Not content: ask the authority"],
  why: ["哪里不满意？", "What is not right?"],
  again: ["再次投诉", "Complain again"],
  rate: ["评价这份课程", "Rate it"],
  stars: ["打几分？", "How many stars?"],
  star: ["{n} 分", "{n}"],
  words: ["想对其他家长说的话（可不填）", "A word to other parents (may be left out)"],
  sendRate: ["提交评价", "Send"],
  rated: ["您的评价：{n} 分", "You gave {n}"],
})

type Detail = z.output<typeof myOrder.response>

/** What was said already and what may be said of a course that is over. */
export function Feedback({ order, again }: { order: Detail; again: () => void }) {
  return (
    <>
      {order.mayRate || order.rating ? <Rating order={order} again={again} /> : null}
      {order.complaint ? <Complaint complaint={order.complaint} again={again} /> : null}
    </>
  )
}

/** Another complaint, once the one before is closed. */
export function Complain({ order, again }: { order: Detail; again: () => void }) {
  const t = useText()
  const say = useSay()
  const sending = useSend(complainEndpoint)
  const [open, setOpen] = useState(false)
  const [topic, setTopic] = useState<ComplaintTopic>("teaching")
  const [body, setBody] = useState("")
  const isWaiting = order.complaint !== null && order.complaint.state !== "closed"
  if (order.state === "CANCELLED" || isWaiting) return null
  const send = async () => {
    if (await sending.send({ params: { id: order.id }, body: { topic, body } })) {
      setOpen(false)
      setBody("")
      again()
    }
  }
  return (
    <Card title={t("complain")}>
      {open ? (
        <>
          <Choices
            label={t("topic")}
            value={topic}
            change={setTopic}
            of={complaintTopics.map((value) => ({ value, label: say(topicTitles[value]) }))}
          />
          <LongAnswer label={t("body")} value={body} change={setBody} maxLength={500} />
          <Trouble error={sending.problem} />
          <Press label={t("send")} busy={sending.busy} press={send} />
          <Press kind="plain" label={t("back")} press={() => setOpen(false)} />
        </>
      ) : (
        <>
          <p className="hs-muted" style={{ marginTop: 0 }}>
            {t("note")}
          </p>
          <Press kind="plain" label={t(order.complaint ? "again" : "begin")} press={() => setOpen(true)} />
        </>
      )}
    </Card>
  )
}

function Complaint({ complaint, again }: { complaint: NonNullable<Detail["complaint"]>; again: () => void }) {
  const t = useText()
  const say = useSay()
  const settling = useSend(settleComplaintEndpoint)
  const [unhappy, setUnhappy] = useState(false)
  const [reason, setReason] = useState("")
  const settle = async (solved: boolean) => {
    if (await settling.send({ params: { id: complaint.id }, body: { solved, reason } })) {
      setUnhappy(false)
      again()
    }
  }
  const isOpen = complaint.state !== "closed"
  return (
    <Card title={t("title", { number: complaint.number })}>
      <Answer tone={isOpen ? "plain" : "good"}>{say(feedbackTitles[complaint.state])}</Answer>
      <p style={{ whiteSpace: "pre-line" }}>
        {complaint.on} {say(topicTitles[complaint.topic])}：{complaint.body}
      </p>
      <Facts
        facts={[
          ...(complaint.institutionAnswer ? [[t("own"), complaint.institutionAnswer] as const] : []),
          ...(complaint.officeAnswer ? [[t("office"), complaint.officeAnswer] as const] : []),
        ]}
      />
      {complaint.state === "open" ? <p className="hs-muted">{t("waiting")}</p> : null}
      <Trouble error={settling.problem} />
      {unhappy ? (
        <>
          <LongAnswer label={t("why")} value={reason} change={setReason} maxLength={300} />
          <Press label={t("unhappy")} busy={settling.busy} press={() => settle(false)} />
        </>
      ) : isOpen ? (
        <>
          <Press kind="plain" label={t("solved")} busy={settling.busy} press={() => settle(true)} />
          {complaint.state === "answered" ? (
            <Press kind="plain" label={t("unhappy")} press={() => setUnhappy(true)} />
          ) : null}
        </>
      ) : null}
    </Card>
  )
}

const stars = ["5", "4", "3", "2", "1"] as const

function Rating({ order, again }: { order: Detail; again: () => void }) {
  const t = useText()
  const sending = useSend(rateEndpoint)
  const [given, setGiven] = useState<(typeof stars)[number]>("5")
  const [body, setBody] = useState("")
  const { rating } = order
  if (rating)
    return (
      <Card title={t("rated", { n: rating.stars })}>
        <p style={{ margin: 0 }}>
          {rating.on} {rating.body}
        </p>
      </Card>
    )
  const send = async () => {
    if (await sending.send({ params: { id: order.id }, body: { stars: Number(given), body } })) again()
  }
  return (
    <Card title={t("rate")}>
      <Choices
        label={t("stars")}
        value={given}
        change={setGiven}
        of={stars.map((value) => ({ value, label: t("star", { n: value }) }))}
      />
      <LongAnswer label={t("words")} value={body} change={setBody} maxLength={300} />
      <Trouble error={sending.problem} />
      <Press label={t("sendRate")} busy={sending.busy} press={send} />
    </Card>
  )
}
