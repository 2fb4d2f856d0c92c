// The editor of a price: tiers, cap and cancellation as fields, with the fee of an example amount and what is wrong with
// the table beside them while one types. The server judges again; another person signs.
import { Alert, Button, Form, Input } from "antd"
import { useState } from "react"
import type { z } from "zod"
import { api } from "#ui/api"
import { CheckField, DateField, DialogAction, MoneyField, plainDecimal, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { Money } from "#ui/money"
import { useNotAllowed } from "#ui/session"
import { type itemView, proposePrice } from "../../contract.ts"
import { certainties, type Certainty, termsText, type TermsText } from "../../model.ts"
import { ceilingFault, exactFee, roundFee, tariffFault, termsOf, yuan } from "../../rules.ts"
import { usePricingText } from "../words.ts"

const useText = dictionary({
  propose: ["提出新价格", "Propose a price"],
  note: [
    "须写明依据文件，另一人复核后自生效日起执行。政府指导价不得高于规定；市场调节价新增或调高须提前公示。",
    "Name the document; another person signs. Guided prices keep their ceiling; higher market prices are published ahead.",
  ],
  over: ["金额高于（元）", "Above (CNY)"],
  upTo: ["至（含，留空为不限）", "Up to (empty: no end)"],
  fee: ["每笔收（元）", "Fee (CNY)"],
  rate: ["或按金额的 %", "or % of the amount"],
  more: ["加一档", "Add a tier"],
  remove: ["删除", "Remove"],
  cap: ["封顶（元）", "Cap (CNY)"],
  cancelled: ["取消收费（所有客户均不再收）", "Cancelled for everybody"],
  send: ["提交复核", "Send for signature"],
  example: ["金额 {amount} 元的收费", "Fee of {amount}"],
  exampleAmount: ["试算金额", "Example amount"],
  ceiling: ["金额 {at} 元时高于规定（{doc}）", "Above the rule at {at} ({doc})"],
  what: ["变更的是", "What changes"],
  priceWord: ["本行价格", "The bank's price"],
  ceilingWord: ["政府规定（上限或定价）", "The government's rule"],
})

interface Values {
  what: "price" | "ceiling"
  tiers: { over?: string; upTo?: string; fee?: string; ratePct?: string }[]
  cap?: string
  cancelled: boolean
  from: string
  docNo: string
  certainty: Certainty
}

type Item = z.output<typeof itemView>

const text = (value: string | undefined): string | null => (value === undefined || value === "" ? null : value)

const termsIn = (values: Partial<Values>): TermsText => ({
  tiers: (values.tiers ?? []).map((tier) => ({
    over: text(tier?.over) ?? "0",
    upTo: text(tier?.upTo),
    fee: text(tier?.fee),
    ratePct: text(tier?.ratePct),
  })),
  cap: text(values.cap),
  cancelled: values.cancelled ?? false,
})

const plain = (value: string | null): string => value ?? ""

function initialOf(item: Item): Partial<Values> {
  const terms = item.price?.terms
  return {
    what: "price",
    certainty: "fact",
    cancelled: terms?.cancelled ?? false,
    cap: plain(terms?.cap ?? null),
    tiers: (terms?.tiers ?? [{ over: "0", upTo: null, fee: "0", ratePct: null }]).map((tier) => ({
      over: tier.over,
      upTo: plain(tier.upTo),
      fee: plain(tier.fee),
      ratePct: plain(tier.ratePct),
    })),
  }
}

export function ProposePrice({ item }: { item: Item }) {
  const t = useText()
  const w = usePricingText()
  const notAllowed = useNotAllowed()
  const [typed, setTyped] = useState<Partial<Values>>(() => initialOf(item))
  return (
    <DialogAction<Values, { approvalId: string }>
      name="propose-price"
      label={t("propose")}
      kind="primary"
      width={860}
      disabledReason={notAllowed("pricing.propose")}
      submitLabel={t("send")}
      initial={initialOf(item)}
      watch={setTyped}
      submit={({ what, from, docNo, certainty, ...values }, idempotencyKey) =>
        api(proposePrice, {
          params: { code: item.code },
          body: { what, terms: termsIn(values), from, docNo, certainty },
          idempotencyKey,
        })
      }
    >
      <p className="hs-muted">{t("note")}</p>
      <div className="hs-fields">
        <SelectField
          name="what"
          label={t("what")}
          required
          options={[
            { value: "price", label: t("priceWord") },
            { value: "ceiling", label: t("ceilingWord") },
          ]}
        />
        <DateField name="from" label={w("from")} required />
        <TextField name="docNo" label={w("doc")} required max={200} />
        <SelectField
          name="certainty"
          label={w("certainty")}
          required
          options={certainties.map((value) => ({ value, label: w(value) }))}
        />
      </div>
      <Tiers />
      <div className="hs-fields">
        <MoneyField name="cap" label={t("cap")} />
        <CheckField name="cancelled" label={t("cancelled")}>
          {t("cancelled")}
        </CheckField>
      </div>
      <Preview item={item} values={typed} />
    </DialogAction>
  )
}

function Tiers() {
  const t = useText()
  const figure = (name: (string | number)[], label: string) => (
    <Form.Item
      name={name}
      label={label}
      normalize={(value: string | undefined) => (value ? plainDecimal(value) : value)}
    >
      <Input inputMode="decimal" autoComplete="off" />
    </Form.Item>
  )
  return (
    <Form.List name="tiers">
      {(fields, { add, remove }) => (
        <div className="pr-editor">
          {fields.map((field) => (
            <div key={field.key} className="pr-tier">
              {figure([field.name, "over"], t("over"))}
              {figure([field.name, "upTo"], t("upTo"))}
              {figure([field.name, "fee"], t("fee"))}
              {figure([field.name, "ratePct"], t("rate"))}
              {fields.length > 1 ? <Button onClick={() => remove(field.name)}>{t("remove")}</Button> : <span />}
            </div>
          ))}
          <div>
            <Button onClick={() => add({})}>{t("more")}</Button>
          </div>
        </div>
      )}
    </Form.List>
  )
}

/** What the table says now: its first fault, else the fee of an amount. The same functions as the server's. */
function Preview({ item, values }: { item: Item; values: Partial<Values> }) {
  const t = useText()
  const say = useSay()
  const [amount, setAmount] = useState("8000")
  const shaped = termsText.safeParse(termsIn(values))
  if (!shaped.success) return null
  const fault = tariffFault(shaped.data)
  if (fault) return <Alert type="error" showIcon title={say(fault)} />
  const terms = termsOf(shaped.data)
  const rule = item.ceiling && values.what === "price" ? item.ceiling : null
  const broken = rule ? ceilingFault(item.nature, terms, termsOf(rule.terms)) : null
  if (broken !== null && rule)
    return <Alert type="error" showIcon title={t("ceiling", { at: yuan(broken), doc: rule.docNo })} />
  const fen = /^\d{1,12}(\.\d{1,2})?$/.test(amount) ? termsOf(flatText(amount)).tiers[0]!.feeFen! : 0n
  const fee = terms.cancelled ? 0n : roundFee(exactFee(terms, fen))
  return (
    <div className="hs-filters">
      <Input
        aria-label={t("exampleAmount")}
        addonBefore={t("exampleAmount")}
        value={amount}
        inputMode="decimal"
        style={{ width: 240 }}
        onChange={(event) => setAmount(plainDecimal(event.target.value))}
      />
      <strong>
        {t("example", { amount })}：<Money value={yuan(fee)} unit />
      </strong>
    </div>
  )
}

const flatText = (fee: string): TermsText => ({
  tiers: [{ over: "0", upTo: null, fee, ratePct: null }],
  cap: null,
  cancelled: false,
})
