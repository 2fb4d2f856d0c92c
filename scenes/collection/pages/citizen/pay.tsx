// One payer's bills: choose, see the sum, choose the way, go to pay. Pressing again repeats the same order.
import { useState } from "react"
import { Answer, Card, Choices, Facts, Press, Trouble } from "#ui/citizen"
import { dictionary, useSay } from "#ui/i18n"
import { grouped, sumOf } from "#ui/money"
import type { z } from "zod"
import type { payerView } from "../../portal-contract.ts"
import { groupCode } from "../../rules/code.ts"
import { billTitles, isPayable } from "../../states.ts"
import { isAtField, PartAmount, payableAmount } from "./part.tsx"

type View = z.output<typeof payerView>
type Bill = View["bills"][number]
export type Way = "wechat" | "alipay"

const useText = dictionary({
  toPay: ["待缴", "To pay"],
  nothing: ["没有待缴的账单。", "Nothing is to pay."],
  choose: ["选择要缴的账单", "Choose bills"],
  due: ["截止 {day}", "due {day}"],
  late: ["含违约金 {fee} 元（{days} 天）", "with a late fee of {fee} ({days} days)"],
  sum: ["合计（元）", "Total (CNY)"],
  way: ["怎么付？", "How do you pay?"],
  wechat: ["微信支付", "WeChat Pay"],
  alipay: ["支付宝", "Alipay"],
  pay: ["去支付 {sum} 元", "Pay {sum}"],
  noneChosen: ["请先选择账单", "Choose a bill first"],
  mend: ["请先改好上面的金额", "Mend the amount above first"],
  reading: ["读数 {from} → {to}，用量 {used} {unit} × {price} 元", "meter {from} → {to}: {used} {unit} at {price}"],
  twice: ["重复点击或重新进入不会重复扣款。", "Pressing again or coming back never charges twice."],
  paid: ["近期已缴", "Paid lately"],
  ahead: ["预存款（元）", "Paid ahead (CNY)"],
  code: ["收款户号", "Collection number"],
  codeNote: ["也可以用网银或手机银行转账到这个户号，自动入账。", "A bank transfer to this number is booked by itself."],
  noLink: ["订单 {no} 已生成，请到柜面缴费。", "Order {no} is made; pay at the counter."],
})

export interface Paying {
  busy: boolean
  problem: unknown
  start: (
    lines: { billNo: string; amount: string }[],
    channel: Way,
  ) => Promise<{ orderNo: string; payUrl: string | null } | null>
}

export function PayerCard({ view, paying }: { view: View; paying: Paying }) {
  const t = useText()
  const say = useSay()
  const open = view.bills.filter((bill) => isPayable(bill.state) && Number(bill.owed) > 0)
  const done = view.bills.filter((bill) => !isPayable(bill.state)).slice(-5)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(open.map((bill) => bill.billNo)))
  const [way, setWay] = useState<Way>("wechat")
  const [orderNo, setOrderNo] = useState<string | null>(null)
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({})
  /** What the last try asked for: a refusal stands at its field until the amount is changed. */
  const [asked, setAsked] = useState<Readonly<Record<string, string>>>({})
  const bills = open.filter((bill) => chosen.has(bill.billNo))
  const textOf = (bill: Bill) => typed[bill.billNo] ?? bill.owed
  const lines = bills.map((bill) => ({ billNo: bill.billNo, amount: payableAmount(bill, textOf(bill)) }))
  const ready = lines.filter((line): line is { billNo: string; amount: string } => line.amount !== null)
  const sum = sumOf(ready.map((line) => line.amount))
  const off = lines.length === 0 ? t("noneChosen") : ready.length < lines.length ? t("mend") : null
  const toggle = (billNo: string) =>
    setChosen((seen) => new Set(seen.has(billNo) ? [...seen].filter((one) => one !== billNo) : [...seen, billNo]))
  const pay = async () => {
    setAsked(Object.fromEntries(bills.map((bill) => [bill.billNo, textOf(bill)])))
    const order = await paying.start(ready, way)
    if (order?.payUrl) globalThis.location.assign(order.payUrl)
    else if (order) setOrderNo(order.orderNo)
  }
  return (
    <Card title={`${view.orgName} · ${view.shownName}`}>
      {open.length === 0 ? <p className="hs-muted">{t("nothing")}</p> : null}
      {open.length > 0 ? (
        <fieldset className="hs-m-choices">
          <legend>{t("choose")}</legend>
          {open.map((bill) => (
            <label key={bill.billNo} data-chosen={chosen.has(bill.billNo)}>
              <input type="checkbox" checked={chosen.has(bill.billNo)} onChange={() => toggle(bill.billNo)} />
              <BillLine bill={bill} />
            </label>
          ))}
        </fieldset>
      ) : null}
      {bills.map((bill, at) =>
        bill.allowPartial ? (
          <PartAmount
            key={bill.billNo}
            bill={bill}
            at={at}
            typed={textOf(bill)}
            change={(text) => setTyped((seen) => ({ ...seen, [bill.billNo]: text }))}
            problem={asked[bill.billNo] === textOf(bill) ? paying.problem : null}
          />
        ) : null,
      )}
      {open.length > 0 ? (
        <>
          <Choices<Way>
            label={t("way")}
            value={way}
            change={setWay}
            of={(["wechat", "alipay"] as const).map((value) => ({ value, label: t(value) }))}
          />
          {isAtField(paying.problem, bills) ? null : <Trouble error={paying.problem} />}
          {orderNo ? <Answer tone="plain">{t("noLink", { no: orderNo })}</Answer> : null}
          <Press label={t("pay", { sum: grouped(sum) })} busy={paying.busy} off={off} press={pay} />
          <p className="hs-muted hs-m-off">{t("twice")}</p>
        </>
      ) : null}
      <Facts
        facts={[
          ...(Number(view.ahead) > 0 ? [[t("ahead"), grouped(view.ahead)] as const] : []),
          [t("code"), groupCode(view.code)] as const,
        ]}
      />
      <p className="hs-muted hs-m-off">{t("codeNote")}</p>
      {done.length > 0 ? (
        <Facts
          facts={done.map(
            (bill) =>
              [`${bill.item} ${bill.period}`, `${grouped(bill.principal)} · ${say(billTitles[bill.state])}`] as const,
          )}
        />
      ) : null}
    </Card>
  )
}

function BillLine({ bill }: { bill: Bill }) {
  const t = useText()
  return (
    <span className="hs-m-line">
      <span>
        <strong>
          {bill.item} {bill.period}
        </strong>
        <small>
          {t("due", { day: bill.dueOn })}
          {bill.daysLate > 0 ? ` · ${t("late", { fee: bill.lateFee, days: bill.daysLate })}` : ""}
        </small>
        {bill.reading ? <small>{t("reading", { ...bill.reading })}</small> : null}
      </span>
      <span className="hs-number">{grouped(bill.owed)}</span>
    </span>
  )
}
