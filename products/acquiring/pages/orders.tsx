// All orders, found by any number a person may hold; at the counter a merchant's sale is opened here.
import { useState } from "react"
import type { z } from "zod"
import { api } from "#ui/api"
import { DialogAction, MoneyField, PickerField, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { To } from "#ui/link"
import { Money } from "#ui/money"
import { Page } from "#ui/page"
import { isPortal } from "#ui/paths"
import { useNotAllowed } from "#ui/session"
import { StateTag } from "#ui/states"
import { type Column, List } from "#ui/tables"
import { moment } from "#ui/timeline"
import { listMerchants, listOrders, openDirect, type orderView } from "../contract.ts"
import { channels, channelTitles } from "../model.ts"
import { orderStates, orderTitles } from "../states.ts"
import { paths } from "./side.ts"
import { orderTones, useAcquiringText } from "./words.ts"

const useText = dictionary({
  search: ["订单、渠道流水、退款号、商户或项目", "Any number, merchant or item"],
  searchOwn: ["订单号、渠道流水、退款号或项目", "Any number, or what it was for"],
  open: ["商户收款", "Take money"],
  opened: ["订单 {no} 已建立。", "The order {no} is open."],
  merchantHint: ["只列有结算账户的商户。", "Merchants with a settlement account."],
})

type Row = z.output<typeof orderView>

export function OrdersPage() {
  const t = useText()
  const w = useAcquiringText()
  const say = useSay()
  return (
    <Page title={w("orders")} actions={isPortal() ? undefined : <OpenOrder />}>
      <List
        name="acquiring-orders"
        label={w("orders")}
        endpoint={listOrders}
        href={(r) => paths().order(r.orderNo)}
        filters={[
          { kind: "text", name: "q", label: t(isPortal() ? "searchOwn" : "search"), width: 260 },
          {
            kind: "select",
            name: "channel",
            label: w("channel"),
            options: channels.map((value) => ({ value, label: say(channelTitles[value]) })),
          },
          {
            kind: "select",
            name: "state",
            label: w("state"),
            options: orderStates.map((value) => ({ value, label: say(orderTitles[value]) })),
          },
          { kind: "date", name: "from", label: w("since") },
          { kind: "date", name: "to", label: w("until") },
        ]}
        columns={useOrderColumns()}
        rowKey={(r) => r.orderNo}
      />
    </Page>
  )
}

/** A merchant's own people need not be told whose orders these are. */
export function useOrderColumns(): Column<Row>[] {
  const w = useAcquiringText()
  const say = useSay()
  const all: Column<Row>[] = [
    { key: "no", title: w("orderNo"), render: (r) => r.orderNo, text: (r) => r.orderNo, nowrap: true },
    { key: "merchant", title: w("merchant"), render: (r) => r.merchant, text: (r) => r.merchant },
    { key: "title", title: w("title"), phone: "title", render: (r) => r.title, text: (r) => r.title },
    {
      key: "channel",
      title: w("channel"),
      render: (r) => say(channelTitles[r.channel]),
      text: (r) => channelTitles[r.channel].zh,
      nowrap: true,
    },
    {
      key: "amount",
      title: w("amount"),
      align: "right",
      render: (r) => <Money value={r.amount} strong />,
      text: (r) => r.amount,
    },
    {
      key: "refunded",
      title: w("refunded"),
      align: "right",
      render: (r) => (r.refunded === "0.00" ? "—" : <Money value={r.refunded} />),
      text: (r) => r.refunded,
    },
    {
      key: "state",
      title: w("state"),
      render: (r) => <StateTag tone={orderTones[r.state]}>{say(orderTitles[r.state])}</StateTag>,
      text: (r) => orderTitles[r.state].zh,
    },
    { key: "at", title: w("createdAt"), render: (r) => moment(r.createdAt), text: (r) => r.createdAt, nowrap: true },
  ]
  return isPortal() ? all.filter((one) => one.key !== "merchant") : all
}

interface Values {
  merchantId: string
  title: string
  amount: string
  channel: (typeof channels)[number]
  payerName?: string
}

export async function findMerchants(text: string) {
  const { items } = await api(listMerchants, { query: { q: text, limit: 20 } as never })
  return items
    .filter((one) => one.accountNo !== null && one.state === "open")
    .map((one) => ({ value: one.id, label: one.name, detail: one.merchantNo }))
}

function OpenOrder() {
  const t = useText()
  const w = useAcquiringText()
  const say = useSay()
  const notAllowed = useNotAllowed()
  const [made, setMade] = useState<string | null>(null)
  return (
    <>
      {made ? (
        <span role="status">
          <To href={paths().order(made)}>{t("opened", { no: made })}</To>
        </span>
      ) : null}
      <DialogAction<Values, { orderNo: string }>
        name="open-order"
        label={t("open")}
        kind="primary"
        disabledReason={notAllowed("acquiring.till")}
        submitLabel={t("open")}
        initial={{ channel: "wechat" }}
        done={(order) => setMade(order.orderNo)}
        submit={(body, idempotencyKey) => api(openDirect, { body, idempotencyKey })}
      >
        <PickerField name="merchantId" label={w("merchant")} required find={findMerchants} hint={t("merchantHint")} />
        <TextField name="title" label={w("title")} required max={60} />
        <MoneyField name="amount" label={w("amount")} required />
        <SelectField
          name="channel"
          label={w("channel")}
          required
          options={channels.map((value) => ({ value, label: say(channelTitles[value]) }))}
        />
        <TextField name="payerName" label={w("payer")} max={40} />
      </DialogAction>
    </>
  )
}
