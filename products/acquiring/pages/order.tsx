// One order: what was asked, where its money is, what came back, and every step with its source.
import { QRCode } from "antd"
import type { z } from "zod"
import { printPaper } from "#contract/kernel/document"
import { Action } from "#ui/action"
import { api, useEndpoint } from "#ui/api"
import { CheckField, ConfirmAction, DialogAction, MoneyField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { To, useParam } from "#ui/link"
import { Money } from "#ui/money"
import { Columns, Figure, Figures, Loaded, Nothing, Page, Pairs, Panel, Stack } from "#ui/page"
import { openPaper } from "#ui/print"
import { isPortal } from "#ui/paths"
import { useNotAllowed } from "#ui/session"
import { StateTag } from "#ui/states"
import { Grid } from "#ui/tables"
import type { Tone } from "#ui/theme"
import { moment, Timeline } from "#ui/timeline"
import { askChannel, askRefundEndpoint, confirmCounter, getOrder } from "../contract.ts"
import { channelTitles, isOnline } from "../model.ts"
import { isOpenOrder, moneyTitles, orderTitles, refundTitles, splitTitles } from "../states.ts"
import { merchantHref, paths } from "./side.ts"
import { orderTones, refundTones, useAcquiringText } from "./words.ts"

const useText = dictionary({
  left: ["可退", "Can go back"],
  money: ["款项去向", "Where it is"],
  split: ["分账", "Split"],
  expires: ["支付时限", "To be paid by"],
  coupon: ["其中渠道优惠", "Paid by a coupon"],
  refused: ["业务未接受", "Not accepted"],
  error: ["最近一次查询", "Last answer"],
  steps: ["经过", "Steps"],
  shares: ["分账明细", "Shares"],
  got: ["分得", "Got"],
  clawed: ["已回退", "Given back"],
  receiver: ["接收方", "Receiver"],
  ask: ["向渠道查询", "Ask the channel"],
  payPage: ["打开支付页", "Paying page"],
  scan: ["请顾客扫码付款", "Let the customer scan"],
  scanNote: ["付款成功后本页自动更新，不用再点。", "The page shows the payment by itself once it is made."],
  confirm: ["确认收款", "Confirm"],
  slipNo: ["终端参考号或转账流水（现金不填）", "Reference of the slip or transfer; none for cash"],
  refund: ["申请退款", "Ask for a refund"],
  refundNote: [
    "最多可退 {left} 元；另一人复核后办理。超过渠道期限的，请勾选由银行付款。",
    "{left} at most; another person signs. Past the channel's window let the bank pay.",
  ],
  byBank: ["不经渠道，由银行付款退回", "Not through the channel: the bank pays"],
  moved: ["款项已转入业务账户，请在业务页面退款", "Refund it on the page of its business"],
  nothing: ["没有可退的金额", "Nothing can go back"],
  askNote: ["立即询问渠道这笔订单的结果，不会再次扣款。", "Asks for the result now; nobody is charged again."],
})

type Detail = z.output<(typeof getOrder)["response"]>

export function OrderPage() {
  const w = useAcquiringText()
  const say = useSay()
  const query = useEndpoint(
    getOrder,
    { params: { orderNo: useParam("no") } },
    { refreshMs: isPortal() ? 5_000 : 15_000 },
  )
  return (
    <Loaded query={query} rows={10}>
      {(detail) => (
        <Page
          title={detail.order.title}
          crumbs={[{ label: w("orders"), href: paths().orders() }]}
          tag={<StateTag tone={orderTones[detail.order.state]}>{say(orderTitles[detail.order.state])}</StateTag>}
          actions={<Acts detail={detail} />}
        >
          <Stack>
            <Head detail={detail} />
            {isOpenOrder(detail.order.state) && detail.payUrl ? <PayCode payUrl={detail.payUrl} /> : null}
            <Columns wide="left">
              <Stack>
                <Refunds detail={detail} />
                {detail.shares.length > 0 ? <Shares detail={detail} /> : null}
              </Stack>
              <Steps detail={detail} />
            </Columns>
          </Stack>
        </Page>
      )}
    </Loaded>
  )
}

/** The customer scans it where he stands; the page sees the payment by itself. */
function PayCode({ payUrl }: { payUrl: string }) {
  const t = useText()
  return (
    <Panel title={t("scan")}>
      <QRCode value={payUrl} size={196} type="svg" bgColor="#ffffff" color="#000000" />
      <p className="hs-muted">{t("scanNote")}</p>
    </Panel>
  )
}

function Head({ detail: { order, left } }: { detail: Detail }) {
  const t = useText()
  const w = useAcquiringText()
  const say = useSay()
  return (
    <>
      <Figures>
        <Figure label={w("amount")} value={<Money value={order.amount} unit />} />
        <Figure label={w("refunded")} value={<Money value={order.refunded} />} />
        <Figure label={t("left")} value={<Money value={left} />} />
      </Figures>
      <Panel>
        <Pairs
          columns={3}
          items={[
            { label: w("orderNo"), value: order.orderNo },
            { label: w("merchant"), value: <To href={merchantHref(order.merchantId)}>{order.merchant}</To> },
            { label: w("kind"), value: say(order.kind) },
            { label: w("channel"), value: say(channelTitles[order.channel]) },
            { label: w("tradeNo"), value: order.tradeNo ?? "—" },
            { label: w("payer"), value: order.payer ?? "—" },
            { label: w("createdAt"), value: moment(order.createdAt) },
            order.paidAt
              ? { label: w("paidAt"), value: moment(order.paidAt) }
              : { label: t("expires"), value: moment(order.expiresAt) },
            order.money ? { label: t("money"), value: say(moneyTitles[order.money]) } : null,
            order.split ? { label: t("split"), value: say(splitTitles[order.split]) } : null,
            order.settleOn ? { label: w("settleOn"), value: order.settleOn } : null,
            order.coupon === "0.00" ? null : { label: t("coupon"), value: <Money value={order.coupon} /> },
            order.refused ? { label: t("refused"), value: order.refused } : null,
            order.lastError ? { label: t("error"), value: order.lastError } : null,
          ]}
        />
      </Panel>
    </>
  )
}

function Refunds({ detail }: { detail: Detail }) {
  const w = useAcquiringText()
  const say = useSay()
  return (
    <Panel title={w("refunds")} flush>
      <Grid
        label={w("refunds")}
        rows={detail.refunds}
        rowKey={(r) => r.refundNo}
        href={(r) => paths().refund(r.refundNo)}
        dense
        columns={[
          { key: "no", title: w("refundNo"), phone: "title", render: (r) => r.refundNo, nowrap: true },
          { key: "amount", title: w("amount"), align: "right", render: (r) => <Money value={r.amount} /> },
          { key: "reason", title: w("reason"), render: (r) => r.reason },
          {
            key: "state",
            title: w("state"),
            render: (r) => <StateTag tone={refundTones[r.state]}>{say(refundTitles[r.state])}</StateTag>,
          },
        ]}
        empty={<Nothing text={w("none")} />}
      />
    </Panel>
  )
}

function Shares({ detail }: { detail: Detail }) {
  const t = useText()
  return (
    <Panel title={t("shares")} flush>
      <Grid
        label={t("shares")}
        rows={detail.shares}
        rowKey={(r) => r.name}
        dense
        columns={[
          { key: "name", title: t("receiver"), phone: "title", render: (r) => r.name },
          { key: "amount", title: t("got"), align: "right", render: (r) => <Money value={r.amount} /> },
          { key: "clawed", title: t("clawed"), align: "right", render: (r) => <Money value={r.clawed} /> },
        ]}
        empty={null}
      />
    </Panel>
  )
}

function Steps({ detail }: { detail: Detail }) {
  const t = useText()
  const w = useAcquiringText()
  const say = useSay()
  return (
    <Panel title={t("steps")}>
      <Timeline
        label={t("steps")}
        empty={w("none")}
        entries={detail.steps.map((step, index) => ({
          key: `${step.at}-${index}`,
          at: step.at,
          title: say(step),
          detail: step.detail,
          tone: step.tone as Tone,
        }))}
      />
    </Panel>
  )
}

function Acts({ detail }: { detail: Detail }) {
  const t = useText()
  const w = useAcquiringText()
  const { order } = detail
  const isOpen = isOpenOrder(order.state)
  const isByCode = isOnline(order.channel)
  const isOwn = isPortal()
  const slip = () => openPaper(printPaper, { params: { kind: "acquiring.slip", objectId: order.orderNo } })
  return (
    <>
      {isOpen && detail.payUrl ? (
        <a href={detail.payUrl} target="_blank" rel="noreferrer">
          {t("payPage")}
        </a>
      ) : null}
      {!isOwn && isOpen && isByCode && order.state !== "created" ? (
        <ConfirmAction
          name="ask-channel"
          label={t("ask")}
          submit={(idempotencyKey) => api(askChannel, { params: { orderNo: order.orderNo }, idempotencyKey })}
        >
          {t("askNote")}
        </ConfirmAction>
      ) : null}
      {!isOwn && order.state === "created" && !isByCode ? <Confirm orderNo={order.orderNo} /> : null}
      {order.state === "success" ? <Action label={w("print")} run={slip} /> : null}
      {!isOwn && order.state === "success" ? <AskRefund detail={detail} /> : null}
    </>
  )
}

function Confirm({ orderNo }: { orderNo: string }) {
  const t = useText()
  const w = useAcquiringText()
  const notAllowed = useNotAllowed()
  return (
    <DialogAction<{ tradeNo?: string; payerName?: string }, unknown>
      name="confirm-counter"
      label={t("confirm")}
      kind="primary"
      disabledReason={notAllowed("acquiring.counter")}
      submitLabel={t("confirm")}
      submit={(body, idempotencyKey) => api(confirmCounter, { params: { orderNo }, body, idempotencyKey })}
    >
      <TextField name="tradeNo" label={t("slipNo")} max={64} />
      <TextField name="payerName" label={w("payer")} max={40} />
    </DialogAction>
  )
}

function AskRefund({ detail: { order, left } }: { detail: Detail }) {
  const t = useText()
  const w = useAcquiringText()
  const notAllowed = useNotAllowed()
  const cannot = order.money === "moved" ? t("moved") : left === "0.00" ? t("nothing") : null
  return (
    <DialogAction<{ amount: string; reason: string; byBank?: boolean }, unknown>
      name="ask-refund"
      label={t("refund")}
      disabledReason={notAllowed("acquiring.refund") ?? cannot}
      submitLabel={t("refund")}
      initial={{ amount: left }}
      submit={(body, idempotencyKey) =>
        api(askRefundEndpoint, { params: { orderNo: order.orderNo }, body, idempotencyKey })
      }
    >
      <p className="hs-muted">{t("refundNote", { left })}</p>
      <MoneyField name="amount" label={w("amount")} required />
      <TextField name="reason" label={w("reason")} required max={100} />
      <CheckField name="byBank" label="">
        {t("byBank")}
      </CheckField>
    </DialogAction>
  )
}
