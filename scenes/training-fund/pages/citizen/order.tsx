// One order: what is left, where the money is, each lesson with what became of it, and what can be done.
import { useState } from "react"
import { Answer, Card, Choices, Facts, Go, Press, Rows, Shown, Title, Trouble, useRead, useSend } from "#ui/citizen"
import { dictionary, useSay } from "#ui/i18n"
import { moment } from "#ui/look"
import { grouped } from "#ui/money"
import type { z } from "zod"
import { myOrder, payEndpoint, withdrawEndpoint } from "../../family/contract.ts"
import { cannotAskRefund, orderTitles, refundTitles } from "../../states.ts"
import { Complain, Feedback } from "./feedback.tsx"
import { familyPaths as paths } from "./paths.ts"

type Detail = z.output<typeof myOrder.response>

const useText = dictionary({
  money: ["钱在哪里", "Where the money is"],
  paid: ["已缴（元）", "Paid (CNY)"],
  unearned: ["还没上课的（元）", "Not yet earned (CNY)"],
  queued: ["已确认待划（元）", "Confirmed, to be paid out (CNY)"],
  inside: ["存管户里还没划走的（元）", "Still in custody (CNY)"],
  outside: ["存管外，由机构保管（元）", "Outside custody, with the institution (CNY)"],
  black: ["这家机构在黑名单上：{reason}", "This institution is blacklisted: {reason}"],
  owed: [
    "其中 {amount} 元在存管外，由机构结算账户支付。",
    "{amount} of it lies outside custody and is the institution's to pay.",
  ],
  custody: ["存管户号", "Custody account"],
  contract: ["合同号", "Contract"],
  state: ["状态", "State"],
  institution: ["机构", "Institution"],
  proof: ["查看存管证明", "See the proof"],
  refund: ["申请退费", "Ask for a refund"],
  lessons: ["课程记录", "Lessons"],
  none: ["还没有排课。", "No lessons yet."],
  seq: ["第 {n} 课", "Lesson {n}"],
  scheduled: ["未上", "To come"],
  cancelled: ["已取消", "Cancelled"],
  absent: ["缺席，不划款", "Absent, not paid"],
  leave: ["请假，不划款", "Excused, not paid"],
  asked: ["等您确认", "Waits for your word"],
  disputed: ["有异议，已停划", "Objected, stopped"],
  queuedLine: ["已确认", "Confirmed"],
  released: ["已划 {amount} 元", "{amount} paid out"],
  void: ["不计课", "Not counted"],
  silence: ["（到期未答）", " (by silence)"],
  confirm: ["去确认", "Confirm"],
  pay: ["去支付 {amount} 元", "Pay {amount}"],
  payBy: [
    "请在 {at} 前付款，过时自动取消。重复点击不会重复扣款。",
    "Pay by {at}; later it is cancelled. Pressing again never charges twice.",
  ],
  way: ["怎么付？", "How do you pay?"],
  wechat: ["微信支付", "WeChat Pay"],
  alipay: ["支付宝", "Alipay"],
  refunding: ["退费 {number}：{amount} 元", "Refund {number}: {amount}"],
  answerBy: [
    "机构最晚 {day} 答复，不答视为同意；{pay} 前到账。",
    "The institution answers by {day}, silence agrees; paid by {pay}.",
  ],
  withdraw: ["撤回退费，继续上课", "Withdraw, go on"],
})

export function OneOrder({ params }: { params: Record<string, string> }) {
  const t = useText()
  const reading = useRead(myOrder, { params: { id: params["id"]! } })
  return (
    <Shown reading={reading}>
      {(order) => (
        <>
          <Title back={paths.orders()}>
            {order.student} · {order.course}
          </Title>
          {order.blacklisted ? <Answer tone="bad">{t("black", { reason: order.blacklistReason ?? "" })}</Answer> : null}
          <Money order={order} />
          {order.state === "SIGNED" ? <Pay order={order} /> : null}
          {order.refund ? <RefundCard order={order} again={reading.again} /> : null}
          <Feedback order={order} again={reading.again} />
          <Lessons order={order} />
          <Complain order={order} again={reading.again} />
        </>
      )}
    </Shown>
  )
}

function Money({ order }: { order: Detail }) {
  const t = useText()
  const say = useSay()
  const blocked = cannotAskRefund(order.state)
  return (
    <Card title={t("money")}>
      <Facts
        facts={[
          [t(Number(order.outside) > 0 ? "inside" : "unearned"), <strong key="left">{grouped(order.unearned)}</strong>],
          [t("queued"), grouped(order.queued)],
          [t("paid"), grouped(order.paid)],
          ...(Number(order.outside) > 0 ? [[t("outside"), grouped(order.outside)] as const] : []),
          [t("state"), say(orderTitles[order.state])],
          [t("institution"), order.institution],
          [t("custody"), order.custodyNo],
          [t("contract"), order.contractNo],
        ]}
      />
      {order.state === "SIGNED" || order.state === "CANCELLED" ? null : (
        <>
          <p style={{ margin: "8px 0 0" }}>
            <Go to={paths.proof(order.id)}>{t("proof")}</Go>
          </p>
          {blocked ? null : (
            <p style={{ margin: "8px 0 0" }}>
              <Go to={paths.refund(order.id)}>{t("refund")}</Go>
            </p>
          )}
        </>
      )}
    </Card>
  )
}

function Pay({ order }: { order: Detail }) {
  const t = useText()
  const paying = useSend(payEndpoint)
  const [channel, setChannel] = useState<"wechat" | "alipay">("wechat")
  const pay = async () => {
    const opened = await paying.send({ params: { id: order.id }, body: { channel } })
    if (opened?.value.payUrl) globalThis.location.assign(opened.value.payUrl)
  }
  return (
    <Card title={t("way")}>
      <Choices
        label={t("way")}
        value={channel}
        change={setChannel}
        of={(["wechat", "alipay"] as const).map((value) => ({ value, label: t(value) }))}
      />
      <Trouble error={paying.problem} />
      <Press label={t("pay", { amount: grouped(order.paid) })} busy={paying.busy} press={pay} />
      <p className="hs-muted hs-m-off">{t("payBy", { at: moment(order.payBy) })}</p>
    </Card>
  )
}

function RefundCard({ order, again }: { order: Detail; again: () => void }) {
  const t = useText()
  const say = useSay()
  const withdrawing = useSend(withdrawEndpoint)
  const refund = order.refund!
  const isOpen = refund.state === "INSTITUTION_REVIEW" || refund.state === "ARBITRATION"
  return (
    <Card title={t("refunding", { number: refund.number, amount: grouped(refund.amount) })}>
      <Answer tone="plain">{say(refundTitles[refund.state])}</Answer>
      {isOpen ? <p>{t("answerBy", { day: refund.answerBy, pay: refund.payBy })}</p> : null}
      {Number(refund.owed) > 0 ? <p>{t("owed", { amount: grouped(refund.owed) })}</p> : null}
      {refund.answer ? <p>{refund.answer}</p> : null}
      {refund.decision ? <p>{refund.decision}</p> : null}
      <Trouble error={withdrawing.problem} />
      {isOpen ? (
        <Press
          kind="plain"
          label={t("withdraw")}
          busy={withdrawing.busy}
          press={async () => {
            if (await withdrawing.send({ params: { id: order.id }, body: {} })) again()
          }}
        />
      ) : null}
    </Card>
  )
}

function Lessons({ order }: { order: Detail }) {
  const t = useText()
  type Line = Detail["lessonsList"][number]
  const wordOf = ({ state, mark, evidence }: Line): string => {
    if (state === "cancelled") return t("cancelled")
    if (evidence) {
      if (evidence.state === "released") return t("released", { amount: grouped(evidence.release ?? "0") })
      const word = t(evidence.state === "queued" ? "queuedLine" : evidence.state)
      return evidence.decidedBy === "silence" ? word + t("silence") : word
    }
    return mark === "absent" || mark === "leave" ? t(mark) : t("scheduled")
  }
  return (
    <Card title={t("lessons")}>
      <Rows
        none={t("none")}
        rows={order.lessonsList.map((line) => ({
          key: String(line.seq),
          title: t("seq", { n: line.seq }),
          text: moment(line.startsAt),
          value: wordOf(line),
          ...(line.evidence?.state === "asked" ? { to: paths.confirm() } : {}),
        }))}
      />
    </Card>
  )
}
