// A merchant from both sides: today's takings, how its money is shared out and settled, who may look, and a day's bill.
import type { z } from "zod"
import { download, useEndpoint } from "#ui/api"
import { DateField, DialogAction } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { To } from "#ui/link"
import { Money, percentOf } from "#ui/money"
import { Columns, Figure, Figures, Loaded, Nothing, Panel, Stack } from "#ui/page"
import { Grid } from "#ui/tables"
import type { getMerchant } from "../contract.ts"
import { channelTitles } from "../model.ts"
import { dayBill, getTakings, merchantPeople } from "../own/contract.ts"
import { SettlementCalendar } from "./calendar.tsx"
import { paths } from "./side.ts"
import { useAcquiringText } from "./words.ts"

const useText = dictionary({
  today: ["今日收款（{day}）", "Takings of {day}"],
  gross: ["今日收款（元）", "Taken today (CNY)"],
  count: ["笔数", "Orders"],
  refunded: ["今日退款（元）", "Gone back today (CNY)"],
  refunds: ["{n} 笔", "{n} refunds"],
  open: ["待付款订单", "Waiting for payment"],
  noneToday: ["今天还没有收款。", "Nothing taken yet today."],
  noPlan: ["没有方案：净额全部付给本商户。", "No plan: the net goes to the merchant itself."],
  from: ["生效日", "From"],
  receiver: ["接收方", "Receiver"],
  settlements: ["结算记录", "Settlements"],
  people: ["经办人", "People"],
  noPeople: ["还没有可登录的经办人；请到开户网点办理。", "Nobody can sign in yet; the outlet adds people."],
  name: ["姓名", "Name"],
  phone: ["手机号", "Mobile number"],
  posts: ["岗位", "Posts"],
  bill: ["下载日账单", "A day's bill"],
  billNote: [
    "当日收款与退款逐笔列出，末行合计；退款按到账那天计。",
    "Every payment and refund of the day, added up in the last line; a refund counts on the day it went back.",
  ],
})

export type Merchant = z.output<(typeof getMerchant)["response"]>

export function Takings({ merchantId }: { merchantId: string }) {
  const t = useText()
  const w = useAcquiringText()
  const say = useSay()
  const query = useEndpoint(getTakings, { params: { id: merchantId } }, { refreshMs: 15_000 })
  return (
    <Loaded query={query}>
      {(day) => (
        <Stack>
          <Figures>
            <Figure label={t("gross")} value={<Money value={day.gross} />} tone="good" href={paths().orders()} />
            <Figure label={t("count")} value={day.orders} />
            <Figure
              label={t("refunded")}
              value={<Money value={day.refunded} />}
              note={t("refunds", { n: day.refunds })}
              href={paths().refunds()}
            />
            <Figure label={t("open")} value={day.open} />
          </Figures>
          <Panel title={t("today", { day: day.day })} flush>
            <Grid
              label={t("today", { day: day.day })}
              rows={day.channels}
              rowKey={(r) => r.channel}
              dense
              empty={<Nothing text={t("noneToday")} />}
              columns={[
                { key: "channel", title: w("channel"), phone: "title", render: (r) => say(channelTitles[r.channel]) },
                { key: "orders", title: t("count"), align: "right", render: (r) => r.orders },
                { key: "amount", title: w("amount"), align: "right", render: (r) => <Money value={r.amount} strong /> },
                { key: "fee", title: w("fee"), align: "right", render: (r) => <Money value={r.fee} /> },
              ]}
            />
          </Panel>
        </Stack>
      )}
    </Loaded>
  )
}

/** How the money is shared out, when it comes, what has come, and who may look. */
export function MerchantParts({ detail }: { detail: Merchant }) {
  return (
    <>
      <SettlementCalendar
        upcoming={detail.upcoming}
        settled={detail.settlements.map((one) => ({ ...one, isPaid: one.state === "paid" }))}
        today={detail.today}
      />
      <Settlements detail={detail} />
      <Columns wide="even">
        <Plans detail={detail} />
        <People merchantId={detail.merchant.id} />
      </Columns>
    </>
  )
}

function Plans({ detail }: { detail: Merchant }) {
  const t = useText()
  const w = useAcquiringText()
  const rows = detail.plans.flatMap((plan) => plan.receivers.map((one) => ({ ...one, plan })))
  return (
    <Panel title={w("plan")} flush>
      <Grid
        label={w("plan")}
        rows={rows}
        rowKey={(r) => `${r.plan.id}-${r.merchantId}`}
        dense
        columns={[
          { key: "from", title: t("from"), render: (r) => r.plan.fromOn, nowrap: true },
          { key: "name", title: t("receiver"), phone: "title", render: (r) => r.name },
          { key: "share", title: w("share"), align: "right", render: (r) => percentOf(r.shareBp) },
        ]}
        empty={<Nothing text={t("noPlan")} />}
      />
    </Panel>
  )
}

function Settlements({ detail }: { detail: Merchant }) {
  const t = useText()
  const w = useAcquiringText()
  const shown = detail.settlements.slice(0, 10)
  return (
    <Panel title={t("settlements")} flush extra={<To href={paths().settlements()}>{w("all")}</To>}>
      <Grid
        label={t("settlements")}
        rows={shown}
        rowKey={(r) => r.id}
        href={(r) => paths().settlement(r.id)}
        columns={[
          { key: "on", title: w("settleOn"), phone: "title", render: (r) => r.settleOn, nowrap: true },
          { key: "count", title: t("count"), align: "right", render: (r) => r.orders },
          { key: "gross", title: w("gross"), align: "right", render: (r) => <Money value={r.gross} /> },
          { key: "refunds", title: w("refunds"), align: "right", render: (r) => <Money value={r.refunds} /> },
          { key: "fee", title: w("fee"), align: "right", render: (r) => <Money value={r.fee} /> },
          { key: "net", title: w("net"), align: "right", render: (r) => <Money value={r.net} strong /> },
        ]}
        empty={<Nothing text={w("none")} />}
      />
    </Panel>
  )
}

function People({ merchantId }: { merchantId: string }) {
  const t = useText()
  const say = useSay()
  const query = useEndpoint(merchantPeople, { params: { id: merchantId } })
  return (
    <Panel title={t("people")} flush>
      <Loaded query={query}>
        {(people) => (
          <Grid
            label={t("people")}
            rows={people}
            rowKey={(r) => `${r.name}${r.phone}`}
            dense
            empty={<Nothing text={t("noPeople")} />}
            columns={[
              { key: "name", title: t("name"), phone: "title", render: (r) => r.name },
              { key: "phone", title: t("phone"), render: (r) => r.phone, nowrap: true },
              { key: "posts", title: t("posts"), render: (r) => r.posts.map(say).join("、") },
            ]}
          />
        )}
      </Loaded>
    </Panel>
  )
}

export function DayBill({ merchantId, today }: { merchantId: string; today: string }) {
  const t = useText()
  const w = useAcquiringText()
  return (
    <DialogAction<{ day: string }, unknown>
      name="day-bill"
      label={t("bill")}
      submitLabel={t("bill")}
      initial={{ day: today }}
      submit={async ({ day }) => download(dayBill, { params: { id: merchantId }, query: { day } })}
    >
      <p className="hs-muted">{t("billNote")}</p>
      <DateField name="day" label={w("date")} required />
    </DialogAction>
  )
}
