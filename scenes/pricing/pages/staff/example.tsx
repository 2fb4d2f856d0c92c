// A live example: amount, number and size of the firm give the fee with every step of its reckoning, by the server's own
// quote.
import { Input, Select } from "antd"
import { useDeferredValue, useState } from "react"
import type { z } from "zod"
import { useEndpoint } from "#ui/api"
import { plainDecimal } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { Money } from "#ui/money"
import { Figure, Figures, Loaded, Panel, Stack } from "#ui/page"
import { type itemView, quoteFeeEndpoint } from "../../contract.ts"
import { sizes, sizeTitles, type Size } from "../../model.ts"
import { needsAmount, termsOf } from "../../rules.ts"
import { Trace } from "../parts.tsx"
import { usePricingText } from "../words.ts"

const useText = dictionary({
  title: ["试算", "Try it"],
  amount: ["交易金额（元）", "Amount (CNY)"],
  quantity: ["数量", "Number"],
  size: ["企业规模", "Size of the firm"],
  unknown: ["规模不明（按小微）", "Unknown (as small)"],
  saved: ["少付", "Saved"],
})

const isAmount = (text: string) => /^\d{1,12}(\.\d{1,2})?$/.test(text)

export function Example({ item }: { item: z.output<typeof itemView> }) {
  const t = useText()
  const w = usePricingText()
  const say = useSay()
  const [amount, setAmount] = useState("8000")
  const [quantity, setQuantity] = useState("1")
  const [size, setSize] = useState<Size | "">("small")
  const asksAmount = item.price ? needsAmount(termsOf(item.price.terms)) : false
  const typed = useDeferredValue(amount)
  const query = useEndpoint(
    quoteFeeEndpoint,
    {
      query: {
        itemCode: item.code,
        quantity: Number(quantity) || 1,
        ...(asksAmount && isAmount(typed) ? { amount: typed } : {}),
        ...(size === "" ? {} : { size }),
      },
    },
    { enabled: item.price !== null && (!asksAmount || isAmount(typed)), keepPrevious: true },
  )
  return (
    <Panel title={t("title")}>
      <div className="hs-filters" style={{ marginBottom: 12 }}>
        {asksAmount ? (
          <Input
            aria-label={t("amount")}
            addonBefore={t("amount")}
            inputMode="decimal"
            value={amount}
            style={{ width: 250 }}
            onChange={(event) => setAmount(plainDecimal(event.target.value))}
          />
        ) : null}
        <Input
          aria-label={t("quantity")}
          addonBefore={t("quantity")}
          inputMode="numeric"
          value={quantity}
          style={{ width: 130 }}
          onChange={(event) => setQuantity(event.target.value.replaceAll(/\D/g, "").slice(0, 4))}
        />
        <Select
          aria-label={t("size")}
          value={size}
          style={{ width: 190 }}
          options={[
            ...sizes.map((value) => ({ value, label: say(sizeTitles[value]) })),
            { value: "", label: t("unknown") },
          ]}
          onChange={setSize}
        />
      </div>
      <Loaded query={query} rows={4}>
        {(quote) => (
          <Stack>
            <Figures>
              <Figure label={w("gross")} value={<Money value={quote.gross} />} />
              <Figure label={w("net")} value={<Money value={quote.net} />} />
              <Figure
                label={t("saved")}
                value={<Money value={quote.saved} />}
                {...(quote.saved === "0.00" ? {} : { tone: "good" as const })}
              />
            </Figures>
            <Trace lines={quote.trace} />
          </Stack>
        )}
      </Loaded>
    </Panel>
  )
}
