// All charges, with filters; each row opens its steps. At the counter, an ordered service is charged here.
import { useState } from "react"
import { api, useEndpoint } from "#ui/api"
import { DialogAction, MoneyField, SelectField, TextField, WholeField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { Page } from "#ui/page"
import { useNotAllowed, useOutlets } from "#ui/session"
import { List } from "#ui/tables"
import { chargeEndpoint, listCharges, priceList } from "../../contract.ts"
import { usePricingText } from "../words.ts"
import { ChargeDrawer, type ChargeRow, useChargeColumns } from "./charge-grid.tsx"

const useText = dictionary({
  search: ["客户、账号或编号", "Firm, account or number"],
  show: ["范围", "Which"],
  paid: ["实际收费", "Paid"],
  free: ["免收", "Free of charge"],
  refunded: ["有退费", "With a refund"],
  since: ["自", "From"],
  until: ["至", "To"],
  charge: ["按委托收费", "Charge an order"],
  note: [
    "先请客户签署业务委托单。没有委托或同意，系统不收费；同一委托单同一项目只收一次。",
    "The customer signs the order first. Without one nothing is charged; an order is charged once an item.",
  ],
  amount: ["交易金额（按金额收费的填写）", "Amount of the transaction, where the fee needs it"],
  quantity: ["数量", "Number"],
  orderNo: ["委托单号", "Order number"],
})

export function ChargesPage() {
  const t = useText()
  const w = usePricingText()
  const say = useSay()
  const { options } = useOutlets()
  const tariff = useEndpoint(priceList, { query: {} })
  const [picked, setPicked] = useState<ChargeRow | null>(null)
  const items = tariff.data?.items ?? []
  return (
    <Page title={w("charges")} actions={<ChargeOrder items={items.filter((one) => one.periodMonths === null)} />}>
      <List
        name="fee-charges"
        label={w("charges")}
        endpoint={listCharges}
        filters={[
          { kind: "text", name: "q", label: t("search"), width: 220 },
          {
            kind: "select",
            name: "itemCode",
            label: w("item"),
            options: items.map((one) => ({ value: one.code, label: say(one) })),
          },
          {
            kind: "select",
            name: "show",
            label: t("show"),
            options: (["paid", "free", "refunded"] as const).map((value) => ({ value, label: t(value) })),
          },
          { kind: "select", name: "outlet", label: w("outlet"), options },
          { kind: "date", name: "from", label: t("since") },
          { kind: "date", name: "to", label: t("until") },
        ]}
        columns={useChargeColumns()}
        rowKey={(r) => r.id}
        onPick={setPicked}
      />
      <ChargeDrawer charge={picked} close={() => setPicked(null)} />
    </Page>
  )
}

interface Values {
  accountNo: string
  itemCode: string
  amount?: string
  quantity: string
  orderNo: string
}

function ChargeOrder({ items }: { items: readonly { code: string; zh: string; en: string }[] }) {
  const t = useText()
  const w = usePricingText()
  const say = useSay()
  const notAllowed = useNotAllowed()
  return (
    <DialogAction<Values, unknown>
      name="charge-order"
      label={t("charge")}
      kind="primary"
      disabledReason={notAllowed("pricing.charge")}
      submitLabel={t("charge")}
      initial={{ quantity: "1", itemCode: "TRANSFER_COUNTER" }}
      submit={({ amount, quantity, ...body }, idempotencyKey) =>
        api(chargeEndpoint, {
          body: { ...body, quantity: Number(quantity), ...(amount ? { amount } : {}) },
          idempotencyKey,
        })
      }
    >
      <p className="hs-muted">{t("note")}</p>
      <TextField name="accountNo" label={w("accountNo")} required max={20} />
      <SelectField
        name="itemCode"
        label={w("item")}
        required
        search
        options={items.map((one) => ({ value: one.code, label: say(one) }))}
      />
      <MoneyField name="amount" label={t("amount")} />
      <WholeField name="quantity" label={t("quantity")} required />
      <TextField name="orderNo" label={t("orderNo")} required max={60} />
    </DialogAction>
  )
}
