// One merchant: what waits, by which plan it is shared out, when it is settled, and what was.
import { Button, Form } from "antd"
import { api, useEndpoint } from "#ui/api"
import { DateField, DialogAction, PickerField, ReasonAction, TextField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { To, useParam } from "#ui/link"
import { Money, percentOf } from "#ui/money"
import { Figure, Figures, Loaded, Page, Pairs, Panel, Stack } from "#ui/page"
import { kernelPaths } from "#ui/paths"
import { useNotAllowed, useOutlets } from "#ui/session"
import { StateTag } from "#ui/states"
import { getMerchant, holdEndpoint, proposePlanEndpoint } from "../../contract.ts"
import { DayBill, type Merchant, MerchantParts, Takings } from "../merchant-parts.tsx"
import { findMerchants } from "../orders.tsx"
import { acquiringPaths as paths } from "../paths.ts"
import { useAcquiringText, useMerchantText } from "../words.ts"

const useText = dictionary({
  propose: ["提出分账方案", "Propose a plan"],
  proposeNote: [
    "比例合计须为 100%；自生效日起支付的订单按此分账。",
    "Shares add up to 100%; it holds for payments from its day on.",
  ],
  from: ["生效日", "From"],
  receiver: ["接收方", "Receiver"],
  share: ["比例（%）", "Share, per cent"],
  add: ["增加接收方", "Add a receiver"],
  remove: ["移除", "Remove"],
  hold: ["暂停结算", "Hold settlement"],
  resume: ["恢复结算", "Resume settlement"],
  party: ["客户", "Customer"],
  orders: ["查看订单", "Its orders"],
})

export function MerchantPage() {
  const t = useText()
  const m = useMerchantText()
  const w = useAcquiringText()
  const { nameOf } = useOutlets()
  const query = useEndpoint(getMerchant, { params: { id: useParam("id") } })
  return (
    <Loaded query={query} rows={10}>
      {(detail) => {
        const { merchant: one, today } = detail
        return (
          <Page
            title={one.name}
            crumbs={[{ label: w("merchants"), href: paths.merchants() }]}
            tag={<StateTag tone={one.holdsMoney ? "warn" : "good"}>{m(one.holdsMoney ? "held" : "open")}</StateTag>}
            actions={
              <>
                <DayBill merchantId={one.id} today={today} />
                <Acts detail={detail} />
              </>
            }
          >
            <Stack>
              <Figures>
                <Figure label={m("waiting")} value={<Money value={one.waiting} unit />} />
                <Figure label={m("due")} value={<Money value={one.due} />} />
                <Figure label={m("feeRate")} value={percentOf(one.feeBp)} />
                <Figure label={m("cycle")} value={`T+${one.settleWorkdays}`} />
              </Figures>
              <Panel>
                <Pairs
                  columns={3}
                  items={[
                    { label: m("no"), value: one.merchantNo },
                    { label: t("party"), value: <To href={kernelPaths.customer(one.partyId)}>{one.party}</To> },
                    { label: m("outlet"), value: nameOf(one.outlet) },
                    { label: m("settlementAccount"), value: one.accountNo ?? m("scene") },
                    {
                      label: w("orders"),
                      value: <To href={`${paths.orders()}?q=${encodeURIComponent(one.name)}`}>{t("orders")}</To>,
                    },
                  ]}
                />
              </Panel>
              <Takings merchantId={one.id} />
              <MerchantParts detail={detail} />
            </Stack>
          </Page>
        )
      }}
    </Loaded>
  )
}

interface PlanValues {
  fromOn: string
  receivers: { merchantId: string; share: string }[]
}

/** "70" or "70.5" per cent to hundredths of a per cent, by its digits. */
const shareBpOf = (text: string): number => {
  const [whole = "0", part = ""] = text.split(".")
  return Number(whole) * 100 + Number(part.padEnd(2, "0").slice(0, 2))
}

function Acts({ detail: { merchant } }: { detail: Merchant }) {
  const t = useText()
  const w = useAcquiringText()
  const notAllowed = useNotAllowed()
  const disabledReason = notAllowed("acquiring.merchant")
  const params = { id: merchant.id }
  return (
    <>
      <DialogAction<PlanValues, unknown>
        name="propose-plan"
        label={t("propose")}
        disabledReason={disabledReason}
        submitLabel={t("propose")}
        initial={{ receivers: [{ merchantId: "", share: "" }] }}
        submit={({ fromOn, receivers }, idempotencyKey) =>
          api(proposePlanEndpoint, {
            params,
            body: {
              fromOn,
              receivers: receivers.map((one) => ({ merchantId: one.merchantId, shareBp: shareBpOf(one.share) })),
            },
            idempotencyKey,
          })
        }
      >
        <p className="hs-muted">{t("proposeNote")}</p>
        <DateField name="fromOn" label={t("from")} required />
        <Form.List name="receivers">
          {(fields, { add, remove }) => (
            <>
              {fields.map((field) => (
                <div key={field.key}>
                  <PickerField name={[field.name, "merchantId"]} label={t("receiver")} required find={findMerchants} />
                  <TextField name={[field.name, "share"]} label={t("share")} required max={6} />
                  {fields.length > 1 ? <Button onClick={() => remove(field.name)}>{t("remove")}</Button> : null}
                </div>
              ))}
              <Button onClick={() => add({ merchantId: "", share: "" })}>{t("add")}</Button>
            </>
          )}
        </Form.List>
      </DialogAction>
      <ReasonAction
        name="hold-settlement"
        label={t(merchant.holdsMoney ? "resume" : "hold")}
        reasonLabel={w("reason")}
        disabledReason={disabledReason}
        submit={(reason, idempotencyKey) =>
          api(holdEndpoint, { params, body: { holdsMoney: !merchant.holdsMoney, reason }, idempotencyKey })
        }
      />
    </>
  )
}
