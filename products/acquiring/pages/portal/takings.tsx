// A merchant's own side: today's money first, a sale opened for the customer who stands there, then what comes when.
import { Select } from "antd"
import { api, useEndpoint } from "#ui/api"
import { DialogAction, MoneyField, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { To, useGo, useUrlValues } from "#ui/link"
import { Money, percentOf } from "#ui/money"
import { Figure, Figures, Loaded, Nothing, Page, Pairs, Panel, Stack } from "#ui/page"
import { useMay } from "#ui/session"
import { StateTag } from "#ui/states"
import { getMerchant, openDirect } from "../../contract.ts"
import { channelTitles, onlineChannels, type OnlineChannel } from "../../model.ts"
import { getTakings, ownMerchants } from "../../own/contract.ts"
import { DayBill, MerchantParts, Takings } from "../merchant-parts.tsx"
import { acquiringPaths } from "../paths.ts"
import { useAcquiringText, useMerchantText } from "../words.ts"

const { own } = acquiringPaths

const useText = dictionary({
  title: ["收款", "Takings"],
  none: [
    "贵单位还没有收单商户。要收微信、支付宝，请到开户网点办理。",
    "You take no payments here yet. Your outlet opens it for WeChat Pay and Alipay.",
  ],
  which: ["商户", "Merchant"],
  take: ["开单收款", "Take money"],
  takeNote: [
    "建立订单后出示二维码，顾客扫码付款；同一笔不会重复扣款。",
    "The order shows a code for the customer to scan; nobody is charged twice.",
  ],
  home: ["今日收款（元）", "Taken today (CNY)"],
  more: ["查看收款", "Takings"],
  orders: ["全部订单", "All orders"],
})

export function TakingsPage() {
  const t = useText()
  const query = useEndpoint(ownMerchants)
  const [{ merchant }, change] = useUrlValues()
  return (
    <Loaded query={query} rows={8}>
      {(all) => {
        const one = all.find(({ id }) => id === merchant) ?? all[0]
        if (!one)
          return (
            <Page title={t("title")}>
              <Panel>
                <Nothing text={t("none")} />
              </Panel>
            </Page>
          )
        return (
          <Merchant
            key={one.id}
            id={one.id}
            choose={
              all.length > 1 ? (
                <Select
                  aria-label={t("which")}
                  value={one.id}
                  onChange={(id) => change({ merchant: id })}
                  options={all.map(({ id, name }) => ({ value: id, label: name }))}
                  style={{ minWidth: 200 }}
                />
              ) : null
            }
          />
        )
      }}
    </Loaded>
  )
}

function Merchant({ id, choose }: { id: string; choose: React.ReactNode }) {
  const t = useText()
  const m = useMerchantText()
  const query = useEndpoint(getMerchant, { params: { id } })
  return (
    <Loaded query={query} rows={8}>
      {(detail) => {
        const { merchant: one, today } = detail
        return (
          <Page
            title={one.name}
            tag={<StateTag tone={one.holdsMoney ? "warn" : "good"}>{m(one.holdsMoney ? "held" : "open")}</StateTag>}
            actions={
              <>
                {choose}
                <DayBill merchantId={id} today={today} />
                {one.accountNo === null ? null : <TakeMoney merchantId={id} />}
              </>
            }
          >
            <Stack>
              <Takings merchantId={id} />
              <Figures>
                <Figure label={m("waiting")} value={<Money value={one.waiting} />} href={own.settlements()} />
                <Figure label={m("due")} value={<Money value={one.due} />} />
              </Figures>
              <Panel>
                <Pairs
                  columns={4}
                  items={[
                    { label: m("no"), value: one.merchantNo },
                    { label: m("settlementAccount"), value: one.accountNo ?? m("scene") },
                    { label: m("feeRate"), value: percentOf(one.feeBp) },
                    { label: m("cycle"), value: `T+${one.settleWorkdays}` },
                  ]}
                />
                <To href={own.orders()}>{t("orders")}</To>
              </Panel>
              <MerchantParts detail={detail} />
            </Stack>
          </Page>
        )
      }}
    </Loaded>
  )
}

interface Values {
  title: string
  amount: string
  channel: OnlineChannel
}

function TakeMoney({ merchantId }: { merchantId: string }) {
  const t = useText()
  const w = useAcquiringText()
  const say = useSay()
  const may = useMay()
  const go = useGo()
  if (!may("acquiring.till")) return null
  return (
    <DialogAction<Values, { orderNo: string }>
      name="take-money"
      label={t("take")}
      kind="primary"
      submitLabel={t("take")}
      initial={{ channel: "wechat" }}
      done={(order) => go(own.order(order.orderNo))}
      submit={(body, idempotencyKey) => api(openDirect, { body: { merchantId, ...body }, idempotencyKey })}
    >
      <p className="hs-muted">{t("takeNote")}</p>
      <MoneyField name="amount" label={w("amount")} required />
      <TextField name="title" label={w("title")} required max={60} />
      <SelectField
        name="channel"
        label={w("channel")}
        required
        options={onlineChannels.map((value) => ({ value, label: say(channelTitles[value]) }))}
      />
    </DialogAction>
  )
}

/** On the portal's start page, for whoever takes money here. */
export function TakingsHome() {
  const query = useEndpoint(ownMerchants)
  const [first] = query.data ?? []
  return first ? <HomeOf id={first.id} name={first.name} waiting={first.waiting} /> : null
}

function HomeOf({ id, name, waiting }: { id: string; name: string; waiting: string }) {
  const t = useText()
  const m = useMerchantText()
  const query = useEndpoint(getTakings, { params: { id } })
  return (
    <Panel title={`${t("title")} · ${name}`} extra={<To href={own.takings()}>{t("more")}</To>}>
      <Loaded query={query}>
        {(day) => (
          <Figures>
            <Figure label={t("home")} value={<Money value={day.gross} />} href={own.takings()} />
            <Figure label={m("waiting")} value={<Money value={waiting} />} href={own.settlements()} />
          </Figures>
        )}
      </Loaded>
    </Panel>
  )
}
