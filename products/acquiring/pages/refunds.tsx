// Refunds: on their way, done, or stuck at a channel and to be paid out by the bank.
import { printPaper } from "#contract/kernel/document"
import { Action } from "#ui/action"
import { api, useEndpoint } from "#ui/api"
import { ConfirmAction, DialogAction, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { To, useParam } from "#ui/link"
import { Money } from "#ui/money"
import { Figure, Figures, Loaded, Page, Pairs, Panel, Stack } from "#ui/page"
import { openPaper } from "#ui/print"
import { isPortal } from "#ui/paths"
import { useNotAllowed } from "#ui/session"
import { StateTag } from "#ui/states"
import { List } from "#ui/tables"
import { moment } from "#ui/timeline"
import { getRefund, listRefunds, payOutEndpoint, refundAgainEndpoint } from "../contract.ts"
import { channels, channelTitles } from "../model.ts"
import { canMove, refundMoves, refundStates, refundTitles, type RefundState } from "../states.ts"
import { paths } from "./side.ts"
import { refundTones, useAcquiringText } from "./words.ts"

const useText = dictionary({
  search: ["退款单号、订单号或商户", "Refund, order or merchant"],
  toPayer: ["退付款人", "To the payer"],
  toCoupon: ["退优惠方", "To the coupon's side"],
  feeBack: ["退还手续费", "Fee given back"],
  askedAt: ["申请时间", "Asked"],
  endedAt: ["完成时间", "Ended"],
  channelNo: ["渠道退款号", "Channel's number"],
  error: ["渠道答复", "Channel's answer"],
  paidTo: ["付至", "Paid to"],
  payOut: ["由银行付款", "Let the bank pay"],
  payOutNote: [
    "退给原付款人 {amount} 元；请核对户名与付款人一致，另一人复核后付出。",
    "{amount} go to the payer; check the name, another person signs.",
  ],
  holder: ["户名", "Name of the account"],
  again: ["重新提交渠道", "Send again"],
  againNote: [
    "以同一退款单号再次提交，渠道不会重复退款。",
    "Goes out under the same number; the channel refunds once.",
  ],
})

export function RefundsPage() {
  const t = useText()
  const w = useAcquiringText()
  const say = useSay()
  return (
    <Page title={w("refunds")}>
      <List
        name="acquiring-refunds"
        label={w("refunds")}
        endpoint={listRefunds}
        href={(r) => paths().refund(r.refundNo)}
        filters={[
          { kind: "text", name: "q", label: t("search"), width: 240 },
          {
            kind: "select",
            name: "state",
            label: w("state"),
            options: refundStates.map((value) => ({ value, label: say(refundTitles[value]) })),
          },
          {
            kind: "select",
            name: "channel",
            label: w("channel"),
            options: channels.map((value) => ({ value, label: say(channelTitles[value]) })),
          },
        ]}
        rowKey={(r) => r.refundNo}
        columns={[
          { key: "no", title: w("refundNo"), render: (r) => r.refundNo, text: (r) => r.refundNo, nowrap: true },
          { key: "merchant", title: w("merchant"), render: (r) => r.merchant, text: (r) => r.merchant },
          { key: "title", title: w("title"), phone: "title", render: (r) => r.title, text: (r) => r.title },
          {
            key: "amount",
            title: w("amount"),
            align: "right",
            render: (r) => <Money value={r.amount} strong />,
            text: (r) => r.amount,
          },
          { key: "reason", title: w("reason"), render: (r) => r.reason, text: (r) => r.reason },
          {
            key: "state",
            title: w("state"),
            render: (r) => <StateTag tone={refundTones[r.state]}>{say(refundTitles[r.state])}</StateTag>,
            text: (r) => refundTitles[r.state].zh,
          },
          { key: "at", title: t("askedAt"), render: (r) => moment(r.askedAt), text: (r) => r.askedAt, nowrap: true },
        ]}
      />
    </Page>
  )
}

export function RefundPage() {
  const t = useText()
  const w = useAcquiringText()
  const say = useSay()
  const refundNo = useParam("no")
  const query = useEndpoint(getRefund, { params: { refundNo } }, { refreshMs: 15_000 })
  const slip = () => openPaper(printPaper, { params: { kind: "acquiring.refund-slip", objectId: refundNo } })
  return (
    <Loaded query={query} rows={8}>
      {(r) => (
        <Page
          title={`${w("refunds")} ${r.refundNo}`}
          crumbs={[{ label: w("refunds"), href: paths().refunds() }]}
          tag={<StateTag tone={refundTones[r.state]}>{say(refundTitles[r.state])}</StateTag>}
          actions={
            <>
              {isPortal() ? null : <Acts refundNo={r.refundNo} state={r.state} amount={r.payer} />}
              <Action label={w("print")} run={slip} />
            </>
          }
        >
          <Stack>
            <Figures>
              <Figure label={w("amount")} value={<Money value={r.amount} unit />} />
              <Figure label={t("toPayer")} value={<Money value={r.payer} />} />
              <Figure label={t("toCoupon")} value={<Money value={r.coupon} />} />
              <Figure label={t("feeBack")} value={<Money value={r.feeBack} />} />
            </Figures>
            <Panel>
              <Pairs
                columns={3}
                items={[
                  { label: w("orderNo"), value: <To href={paths().order(r.orderNo)}>{r.orderNo}</To> },
                  { label: w("merchant"), value: r.merchant },
                  { label: w("channel"), value: say(channelTitles[r.channel]) },
                  { label: w("reason"), value: r.reason },
                  { label: t("askedAt"), value: moment(r.askedAt) },
                  { label: t("endedAt"), value: r.endedAt ? moment(r.endedAt) : "—" },
                  { label: t("channelNo"), value: r.channelRefundNo ?? "—" },
                  r.bankAccount ? { label: t("paidTo"), value: `${r.bankName ?? ""} ${r.bankAccount}` } : null,
                  r.lastError ? { label: t("error"), value: r.lastError } : null,
                ]}
              />
            </Panel>
          </Stack>
        </Page>
      )}
    </Loaded>
  )
}

function Acts({ refundNo, state, amount }: { refundNo: string; state: RefundState; amount: string }) {
  const t = useText()
  const w = useAcquiringText()
  const notAllowed = useNotAllowed()
  if (!canMove(refundMoves, state, "bank")) return null
  const disabledReason = notAllowed("acquiring.refund")
  return (
    <>
      <DialogAction<{ account: string; name: string }, unknown>
        name="pay-out"
        label={t("payOut")}
        kind="primary"
        disabledReason={disabledReason}
        submitLabel={t("payOut")}
        submit={(body, idempotencyKey) => api(payOutEndpoint, { params: { refundNo }, body, idempotencyKey })}
      >
        <p className="hs-muted">{t("payOutNote", { amount })}</p>
        <TextField name="account" label={w("account")} required max={25} />
        <TextField name="name" label={t("holder")} required max={40} />
      </DialogAction>
      <ConfirmAction
        name="refund-again"
        label={t("again")}
        disabledReason={disabledReason}
        submit={(idempotencyKey) => api(refundAgainEndpoint, { params: { refundNo }, idempotencyKey })}
      >
        {t("againNote")}
      </ConfirmAction>
    </>
  )
}
