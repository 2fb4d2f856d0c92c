// Settlements and one of them: what was taken, kept as fee and paid to whom, with its orders and its paper.
import { printPaper } from "#contract/kernel/document"
import { Action } from "#ui/action"
import { useEndpoint } from "#ui/api"
import { dictionary } from "#ui/i18n"
import { To, useParam } from "#ui/link"
import { Money } from "#ui/money"
import { Figure, Figures, Loaded, Nothing, Page, Panel, Stack } from "#ui/page"
import { isPortal } from "#ui/paths"
import { openPaper } from "#ui/print"
import { StateTag } from "#ui/states"
import { Grid, List } from "#ui/tables"
import { moment } from "#ui/timeline"
import { getSettlement, listSettlements } from "../contract.ts"
import { merchantHref, paths } from "./side.ts"
import { useAcquiringText } from "./words.ts"

const useText = dictionary({
  search: ["商户或结算单号", "Merchant or number"],
  no: ["结算单号", "Number"],
  count: ["笔数", "Orders"],
  split: ["已分账待付", "To be paid"],
  paid: ["已付款", "Paid"],
  statement: ["打印结算单", "Statement"],
  receivers: ["收款方", "Receivers"],
  orders: ["订单明细", "Orders"],
})

export function SettlementsPage() {
  const t = useText()
  const w = useAcquiringText()
  return (
    <Page title={w("settlements")}>
      <List
        name="acquiring-settlements"
        label={w("settlements")}
        endpoint={listSettlements}
        href={(r) => paths().settlement(r.id)}
        filters={[
          { kind: "text", name: "q", label: t("search"), width: 220 },
          {
            kind: "select",
            name: "state",
            label: w("state"),
            options: (["split", "paid"] as const).map((value) => ({ value, label: t(value) })),
          },
        ]}
        rowKey={(r) => r.id}
        columns={[
          { key: "no", title: t("no"), render: (r) => r.settlementNo, text: (r) => r.settlementNo, nowrap: true },
          { key: "merchant", title: w("merchant"), phone: "title", render: (r) => r.merchant, text: (r) => r.merchant },
          { key: "on", title: w("settleOn"), render: (r) => r.settleOn, text: (r) => r.settleOn, nowrap: true },
          { key: "count", title: t("count"), align: "right", render: (r) => r.orders, text: (r) => String(r.orders) },
          {
            key: "gross",
            title: w("gross"),
            align: "right",
            render: (r) => <Money value={r.gross} />,
            text: (r) => r.gross,
          },
          { key: "fee", title: w("fee"), align: "right", render: (r) => <Money value={r.fee} />, text: (r) => r.fee },
          {
            key: "net",
            title: w("net"),
            align: "right",
            render: (r) => <Money value={r.net} strong />,
            text: (r) => r.net,
          },
          {
            key: "state",
            title: w("state"),
            render: (r) => <StateTag tone={r.state === "paid" ? "good" : "warn"}>{t(r.state)}</StateTag>,
          },
        ]}
      />
    </Page>
  )
}

export function SettlementPage() {
  const t = useText()
  const w = useAcquiringText()
  const id = useParam("id")
  const query = useEndpoint(getSettlement, { params: { id } })
  const paper = () => openPaper(printPaper, { params: { kind: "acquiring.settlement", objectId: id } })
  return (
    <Loaded query={query} rows={10}>
      {({ settlement: s, receivers, orders }) => (
        <Page
          title={`${s.merchant} ${s.settleOn}`}
          crumbs={[{ label: w("settlements"), href: paths().settlements() }]}
          tag={<StateTag tone={s.state === "paid" ? "good" : "warn"}>{t(s.state)}</StateTag>}
          actions={<Action label={t("statement")} run={paper} />}
        >
          <Stack>
            <Figures>
              <Figure label={w("gross")} value={<Money value={s.gross} />} />
              <Figure label={w("refunds")} value={<Money value={s.refunds} />} />
              <Figure label={w("fee")} value={<Money value={s.fee} />} />
              <Figure label={w("net")} value={<Money value={s.net} unit />} tone="good" />
            </Figures>
            <Panel title={t("receivers")} flush>
              <Grid
                label={t("receivers")}
                rows={receivers}
                rowKey={(r) => r.merchantId}
                dense
                columns={[
                  {
                    key: "name",
                    title: w("merchant"),
                    phone: "title",
                    render: (r) => (isPortal() ? r.name : <To href={merchantHref(r.merchantId)}>{r.name}</To>),
                  },
                  { key: "account", title: w("account"), render: (r) => r.accountNo ?? "—" },
                  {
                    key: "amount",
                    title: w("amount"),
                    align: "right",
                    render: (r) => <Money value={r.amount} strong />,
                  },
                ]}
                empty={<Nothing text={w("none")} />}
              />
            </Panel>
            <Panel title={t("orders")} flush>
              <Grid
                label={t("orders")}
                rows={orders}
                rowKey={(r) => r.orderNo}
                href={(r) => paths().order(r.orderNo)}
                dense
                columns={[
                  { key: "no", title: w("orderNo"), render: (r) => r.orderNo, nowrap: true },
                  { key: "title", title: w("title"), phone: "title", render: (r) => r.title },
                  { key: "at", title: w("paidAt"), render: (r) => moment(r.paidAt), nowrap: true },
                  { key: "amount", title: w("amount"), align: "right", render: (r) => <Money value={r.amount} /> },
                  { key: "fee", title: w("fee"), align: "right", render: (r) => <Money value={r.fee} /> },
                ]}
                empty={<Nothing text={w("none")} />}
              />
            </Panel>
          </Stack>
        </Page>
      )}
    </Loaded>
  )
}
