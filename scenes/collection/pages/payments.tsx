// What was paid, with receipts, and what went back.
import { printPaper } from "#contract/kernel/document"
import { Action } from "#ui/action"
import { api, useEndpoint } from "#ui/api"
import { DialogAction, MoneyField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { Money, sumOf } from "#ui/money"
import { Loaded, Nothing, Panel } from "#ui/page"
import { openPaper } from "#ui/print"
import { useMay } from "#ui/session"
import { StateTag } from "#ui/states"
import { Grid, List } from "#ui/tables"
import { moment } from "#ui/timeline"
import { channelTitles, type Channel } from "../../../products/acquiring/model.ts"
import { askRefundEndpoint, listPayments, listRefunds } from "../money/contract.ts"
import { useCollectionText } from "./words.ts"

const useText = dictionary({
  search: ["收据号、订单号、户号或户名", "Receipt, order, number or name"],
  refunded: ["已退（元）", "Refunded (CNY)"],
  print: ["收据", "Receipt"],
  refund: ["申请退款", "Ask for a refund"],
  nothingLeft: ["已全部退款", "All of it went back"],
  note: [
    "钱原路退回；已结算的，从单位账户收回。由单位复核人审批后执行。",
    "It goes back the way it came; what was settled is taken from the organisation's account. The reviewer decides.",
  ],
  askedState: ["待复核", "Asked"],
  sent: ["退款中", "Under way"],
  success: ["已退回", "Returned"],
  bank: ["已由银行付出", "Paid out by the bank"],
  declined: ["未同意", "Declined"],
  noRefunds: ["没有退款。", "No refunds."],
  acts: ["操作", "Acts"],
})

export function PaymentsTab({ orgId }: { orgId: string }) {
  const t = useText()
  const w = useCollectionText()
  const say = useSay()
  const may = useMay()
  return (
    <List
      name="collection-payments"
      label={w("payments")}
      endpoint={listPayments}
      params={{ id: orgId }}
      filters={[{ kind: "text", name: "text", label: t("search"), width: 240 }]}
      rowKey={(r) => r.orderNo}
      columns={[
        { key: "receipt", title: w("receipt"), render: (r) => r.receiptNo, text: (r) => r.receiptNo },
        { key: "payer", title: w("payer"), render: (r) => r.payerName, text: (r) => r.payerName },
        {
          key: "bills",
          title: w("item"),
          render: (r) => r.bills.map((one) => one.item).join("、"),
          text: (r) => r.bills.map((one) => one.item).join("、"),
        },
        {
          key: "channel",
          title: w("channel"),
          render: (r) => say(channelTitles[r.channel as Channel]),
          text: (r) => channelTitles[r.channel as Channel].zh,
        },
        {
          key: "amount",
          title: w("amountYuan"),
          render: (r) => <Money value={r.amount} strong />,
          text: (r) => r.amount,
          align: "right",
        },
        {
          key: "refunded",
          title: t("refunded"),
          render: (r) => (Number(r.refunded) > 0 ? <Money value={r.refunded} /> : "—"),
          text: (r) => r.refunded,
          align: "right",
        },
        { key: "at", title: w("at"), render: (r) => moment(r.paidAt), text: (r) => r.paidAt },
        {
          key: "acts",
          title: t("acts"),
          render: (r) => (
            <>
              <Action
                size="small"
                label={t("print")}
                run={() => openPaper(printPaper, { params: { kind: "collection.receipt", objectId: r.orderNo } })}
              />
              {may("collection.change") ? <Refund {...r} /> : null}
            </>
          ),
        },
      ]}
    />
  )
}

function Refund({ orderNo, amount, refunded }: { orderNo: string; amount: string; refunded: string }) {
  const t = useText()
  const w = useCollectionText()
  const left = sumOf([amount, refunded.startsWith("-") ? refunded.slice(1) : `-${refunded}`])
  return (
    <DialogAction<{ amount: string; reason: string }, unknown>
      name={`refund-${orderNo}`}
      size="small"
      label={t("refund")}
      disabledReason={Number(left) > 0 ? null : t("nothingLeft")}
      submitLabel={t("refund")}
      initial={{ amount: left }}
      submit={(body, idempotencyKey) => api(askRefundEndpoint, { params: { orderNo }, body, idempotencyKey })}
    >
      <p style={{ marginTop: 0 }}>{t("note")}</p>
      <MoneyField name="amount" label={w("amountYuan")} required />
      <TextField name="reason" label={w("reason")} required rows={3} max={200} />
    </DialogAction>
  )
}

const tones = { asked: "warn", sent: "calm", success: "good", bank: "good", declined: "neutral" } as const

export function RefundsTab({ orgId }: { orgId: string }) {
  const t = useText()
  const w = useCollectionText()
  const query = useEndpoint(listRefunds, { params: { id: orgId } })
  return (
    <Panel flush>
      <Loaded query={query}>
        {(rows) => (
          <Grid
            label={w("refunds")}
            rows={rows}
            rowKey={(r) => r.id}
            empty={<Nothing text={t("noRefunds")} />}
            columns={[
              { key: "receipt", title: w("receipt"), render: (r) => r.receiptNo },
              { key: "payer", title: w("payer"), render: (r) => r.payerName },
              {
                key: "amount",
                title: w("amountYuan"),
                render: (r) => <Money value={r.amount} strong />,
                align: "right",
              },
              { key: "reason", title: w("reason"), render: (r) => r.reason },
              {
                key: "state",
                title: w("state"),
                render: (r) => (
                  <StateTag tone={tones[r.state]}>{t(r.state === "asked" ? "askedState" : r.state)}</StateTag>
                ),
              },
              { key: "by", title: w("by"), render: (r) => r.askedBy },
              { key: "at", title: w("at"), render: (r) => moment(r.endedAt ?? r.askedAt) },
            ]}
          />
        )}
      </Loaded>
    </Panel>
  )
}
