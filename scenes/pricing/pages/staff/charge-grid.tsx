// Charges as rows; a press opens the steps of the reckoning, the reason, and what was given back.
import { Drawer } from "antd"
import { useState } from "react"
import type { z } from "zod"
import { printPaper } from "#contract/kernel/document"
import { Action } from "#ui/action"
import { dictionary, useSay } from "#ui/i18n"
import { Money } from "#ui/money"
import { Nothing, Pairs, Stack } from "#ui/page"
import { openPaper } from "#ui/print"
import { StateTag } from "#ui/states"
import { type Column, Grid } from "#ui/tables"
import type { chargeView } from "../../contract.ts"
import { Trace } from "../parts.tsx"
import { usePricingText } from "../words.ts"
import { AskRefund } from "./refund.tsx"

const useText = dictionary({
  basis: ["收费依据", "Reason"],
  package: ["套餐 {no}", "Package {no}"],
  consent: ["客户同意 {no}", "Consent of {no}"],
  order: ["委托单 {no}", "Order {no}"],
  period: ["服务期间", "Period"],
  refunded: ["已退", "Given back"],
  receipt: ["收费凭证", "Receipt"],
  steps: ["计算过程", "Steps"],
  refunds: ["退费", "Refunds"],
  slip: ["退费凭证", "Refund slip"],
  open: ["待复核", "Waits for a signature"],
  done: ["已退", "Paid back"],
  declined: ["未同意", "Declined"],
  base: ["交易金额", "Amount"],
  look: ["明细", "Steps"],
})

export type ChargeRow = z.output<typeof chargeView>

export function useChargeColumns(): Column<ChargeRow>[] {
  const w = usePricingText()
  const t = useText()
  const say = useSay()
  return [
    { key: "number", title: w("number"), render: (r) => r.number, text: (r) => r.number, nowrap: true },
    { key: "on", title: w("when"), render: (r) => r.on, text: (r) => r.on, nowrap: true },
    { key: "firm", title: w("firm"), render: (r) => r.partyName, text: (r) => r.partyName },
    { key: "item", title: w("item"), phone: "title", render: (r) => say(r.item), text: (r) => r.item.zh },
    { key: "basis", title: t("basis"), render: (r) => t(r.basis, { no: r.basisNo }), text: (r) => r.basisNo },
    { key: "gross", title: w("gross"), align: "right", render: (r) => <Money value={r.gross} />, text: (r) => r.gross },
    { key: "net", title: w("net"), align: "right", render: (r) => <Money value={r.net} strong />, text: (r) => r.net },
    { key: "saved", title: w("saved"), align: "right", render: (r) => <Money value={r.saved} />, text: (r) => r.saved },
    {
      key: "refunded",
      title: t("refunded"),
      align: "right",
      render: (r) => (r.refunded === "0.00" ? "—" : <Money value={r.refunded} />),
      text: (r) => r.refunded,
    },
  ]
}

export function ChargeGrid({ rows }: { rows: ChargeRow[] }) {
  const w = usePricingText()
  const [picked, setPicked] = useState<string | null>(null)
  const columns = useChargeColumns().filter((column) => column.key !== "firm")
  return (
    <>
      <Grid<ChargeRow>
        label={w("charges")}
        rows={rows}
        rowKey={(r) => r.id}
        columns={columns}
        onPick={(r) => setPicked(r.id)}
        empty={<Nothing text={w("none")} />}
      />
      <ChargeDrawer charge={rows.find((one) => one.id === picked) ?? null} close={() => setPicked(null)} />
    </>
  )
}

export function ChargeDrawer({ charge, close }: { charge: ChargeRow | null; close: () => void }) {
  const t = useText()
  const w = usePricingText()
  const say = useSay()
  return (
    <Drawer
      open={charge !== null}
      onClose={close}
      size={520}
      title={charge ? `${say(charge.item)} ${charge.number}` : ""}
    >
      {charge ? (
        <Stack>
          <Pairs
            columns={2}
            items={[
              { label: w("firm"), value: charge.partyName },
              { label: w("accountNo"), value: charge.accountNo },
              { label: w("when"), value: charge.on },
              { label: t("basis"), value: t(charge.basis, { no: charge.basisNo }) },
              charge.periodFrom ? { label: t("period"), value: `${charge.periodFrom} — ${charge.periodTo}` } : null,
              charge.base === "0.00" ? null : { label: t("base"), value: <Money value={charge.base} /> },
            ]}
          />
          <div>
            <h3>{t("steps")}</h3>
            <Trace lines={charge.trace} />
          </div>
          <div className="hs-filters">
            <Action
              label={t("receipt")}
              run={() => openPaper(printPaper, { params: { kind: "pricing.receipt", objectId: charge.id } })}
            />
            <AskRefund charge={charge} />
          </div>
          {charge.refunds.length > 0 ? <h3>{t("refunds")}</h3> : null}
          {charge.refunds.map((refund) => (
            <div key={refund.id} className="hs-filters">
              <span>
                {refund.number} <Money value={refund.amount} unit /> · {refund.reason}
              </span>
              <StateTag tone={refund.state === "done" ? "good" : "warn"}>{t(refund.state)}</StateTag>
              {refund.state === "done" ? (
                <Action
                  label={t("slip")}
                  size="small"
                  run={() => openPaper(printPaper, { params: { kind: "pricing.refund-slip", objectId: refund.id } })}
                />
              ) : null}
            </div>
          ))}
        </Stack>
      ) : null}
    </Drawer>
  )
}
