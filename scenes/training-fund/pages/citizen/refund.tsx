// Asking for a refund: the calculation first, then the reason, then what happens next.
import { useState } from "react"
import {
  Answer,
  Card,
  Choices,
  Facts,
  goTo,
  LongAnswer,
  Press,
  Rows,
  Shown,
  Title,
  Trouble,
  useRead,
  useSend,
} from "#ui/citizen"
import { dictionary, useSay } from "#ui/i18n"
import { grouped } from "#ui/money"
import { askRefundEndpoint, refundQuote } from "../../family/contract.ts"
import { familyPaths as paths } from "./paths.ts"

const useText = dictionary({
  title: ["申请退费", "Ask for a refund"],
  calc: ["能退多少", "What comes back"],
  total: ["合计可退（元）", "In all (CNY)"],
  custody: ["其中从存管退（元）", "From custody (CNY)"],
  owed: ["其中机构从存管外退（元）", "From the institution, outside custody (CNY)"],
  held: ["已上课", "Lessons held"],
  cooling: ["在冷静期内：全额退，不用机构同意。", "Within the cooling-off days: all of it, and nobody need agree."],
  open: [
    "有 {n} 节课还没确认：退款付出前认定上过的先扣，之后不再计。",
    "{n} lessons are still open: those that stand before it is paid are deducted, none afterwards.",
  ],
  answer: [
    "机构 {day} 前答复，不答视为同意；{pay} 前到账。",
    "The institution answers by {day}, silence agrees; paid by {pay}.",
  ],
  fault: ["是机构的原因吗？", "Is it the institution's fault?"],
  yes: ["是（停课、换老师、不符合约定）", "Yes: closed, another teacher, not as agreed"],
  no: ["不是，我们自己不上了", "No, we stop by ourselves"],
  why: ["退费原因", "Reason"],
  send: ["提交申请", "Send"],
  pause: ["提交后，这份订单的划款暂停，直到退费有结果。", "Releases of this order stop until the refund has ended."],
})

export function Refund({ params }: { params: Record<string, string> }) {
  const t = useText()
  const say = useSay()
  const id = params["id"]!
  const [fault, setFault] = useState<"yes" | "no">("no")
  const [reason, setReason] = useState("")
  const reading = useRead(refundQuote, { params: { id }, query: { atFault: fault } })
  const asking = useSend(askRefundEndpoint)
  const send = async () => {
    const done = await asking.send({ params: { id }, body: { reason, atFault: fault === "yes" } })
    if (done) goTo(paths.order(id), true)
  }
  return (
    <>
      <Title back={paths.order(id)}>{t("title")}</Title>
      <Card title={t("fault")}>
        <Choices
          label={t("fault")}
          value={fault}
          change={setFault}
          of={(["no", "yes"] as const).map((value) => ({ value, label: t(value) }))}
        />
      </Card>
      <Shown reading={reading}>
        {(quote) => (
          <>
            <Card title={t("calc")}>
              <Rows
                none=""
                rows={quote.steps.map((step) => ({ key: step.zh, title: say(step), value: grouped(step.amount) }))}
              />
              <Facts
                facts={[
                  [t("total"), <strong key="total">{grouped(quote.total)}</strong>],
                  [t("custody"), grouped(quote.fromCustody)],
                  ...(Number(quote.owed) > 0 ? [[t("owed"), grouped(quote.owed)] as const] : []),
                  [t("held"), String(quote.held)],
                ]}
              />
              {quote.coolingOff ? <Answer tone="good">{t("cooling")}</Answer> : null}
              {quote.openLessons > 0 ? <p>{t("open", { n: quote.openLessons })}</p> : null}
              {quote.coolingOff ? null : <p>{t("answer", { day: quote.answerBy, pay: quote.payBy })}</p>}
            </Card>
            <Card title={t("why")}>
              <LongAnswer label={t("why")} value={reason} change={setReason} maxLength={300} />
              <Trouble error={asking.problem} />
              <Press
                label={t("send")}
                busy={asking.busy}
                off={quote.blocked ? say(quote.blocked) : null}
                press={send}
              />
              <p className="hs-muted hs-m-off">{t("pause")}</p>
            </Card>
          </>
        )}
      </Shown>
    </>
  )
}
