// What each act on a note asks for. Every form is fields only; sending, preview and approval are the dialog's.
import type { ReactNode } from "react"
import type { z } from "zod"
import type { Endpoint } from "#contract/kernel/http"
import { CheckField, DateField, MoneyField, RateField, SelectField, TextField, WholeField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import * as contract from "../../contract.ts"
import { riskClasses, useLoanText } from "../words.ts"

const useText = dictionary({
  untilOn: ["延至", "Until"],
  ratePct: ["新年利率（不填则不变）", "New rate (empty: unchanged)"],
  newRate: ["新年利率", "New rate"],
  consent: [
    "保证人、抵押人均已书面同意（没有的也请勾选）",
    "All guarantors agreed in writing (tick as well where there is none)",
  ],
  difficulty: [
    "因财务困难作出的让步（按重组进入观察期）",
    "A concession for financial difficulty (restructuring, observation)",
  ],
  scope: ["延什么", "What is deferred"],
  principal: ["只延本金", "Principal only"],
  all: ["本金和利息", "Principal and interest"],
  instalments: ["期数", "Instalments"],
  firstDueOn: ["首期应还日", "First due"],
  capitalise: ["欠息转入本金", "Unpaid interest joins the principal"],
  amount: ["金额", "Amount"],
  grade: ["认定为", "Judged as"],
  evidence: ["追偿无果的证据", "Evidence of failed recovery"],
  asset: ["抵债资产", "Asset"],
  value: ["作价", "Value"],
  settlesAll: ["以该资产了结全部债务", "The asset settles the whole debt"],
  reason: ["原因", "Reason"],
})

type Asked = z.output<typeof contract.askPause.response>
export type ActEndpoint = Endpoint<{ loanNo: string }, undefined, Record<string, unknown>, Asked>

export interface ActForm {
  endpoint: ActEndpoint
  Fields: () => ReactNode
  initial: Record<string, unknown>
  /** Whole numbers arrive as text. */
  numbers?: readonly string[]
}

const form = (
  endpoint: unknown,
  Fields: () => ReactNode,
  initial: Record<string, unknown> = {},
  numbers: readonly string[] = [],
): ActForm => ({ endpoint: endpoint as ActEndpoint, Fields, initial, numbers })

function Reason() {
  const t = useText()
  return <TextField name="reason" label={t("reason")} rows={2} required max={500} />
}

function Difficulty() {
  const t = useText()
  return (
    <CheckField name="difficulty" label="">
      {t("difficulty")}
    </CheckField>
  )
}

function Until() {
  const t = useText()
  return <DateField name="untilOn" label={t("untilOn")} required />
}

function Extension() {
  const t = useText()
  return (
    <>
      <Until />
      <RateField name="ratePct" label={t("ratePct")} />
      <CheckField name="guarantorsConsent" label="">
        {t("consent")}
      </CheckField>
      <Difficulty />
      <Reason />
    </>
  )
}

function Deferral() {
  const t = useText()
  return (
    <>
      <SelectField
        name="scope"
        label={t("scope")}
        required
        options={(["principal", "all"] as const).map((value) => ({ value, label: t(value) }))}
      />
      <Until />
      <Difficulty />
      <Reason />
    </>
  )
}

function Reage() {
  const t = useText()
  return (
    <>
      <WholeField name="instalments" label={t("instalments")} required />
      <DateField name="firstDueOn" label={t("firstDueOn")} required />
      <CheckField name="capitalise" label="">
        {t("capitalise")}
      </CheckField>
      <Reason />
    </>
  )
}

function RateChange() {
  const t = useText()
  return (
    <>
      <RateField name="ratePct" label={t("newRate")} required />
      <Difficulty />
      <Reason />
    </>
  )
}

function Pause() {
  return (
    <>
      <Until />
      <Difficulty />
      <Reason />
    </>
  )
}

function Grade() {
  const t = useText()
  const w = useLoanText()
  return (
    <>
      <SelectField
        name="to"
        label={t("grade")}
        required
        options={riskClasses.map((value) => ({ value, label: w(value) }))}
      />
      <Reason />
    </>
  )
}

function Amount() {
  const t = useText()
  return (
    <>
      <MoneyField name="amount" label={t("amount")} required />
      <Reason />
    </>
  )
}

function WriteOff() {
  const t = useText()
  return (
    <>
      <TextField name="evidence" label={t("evidence")} rows={3} required max={1000} />
      <Reason />
    </>
  )
}

function Repossession() {
  const t = useText()
  return (
    <>
      <TextField name="asset" label={t("asset")} required max={200} />
      <MoneyField name="value" label={t("value")} required />
      <CheckField name="settlesAll" label="">
        {t("settlesAll")}
      </CheckField>
      <Reason />
    </>
  )
}

/** By the action's name as the server lists it; renewal belongs to the relief case, repayment has a form of its own. */
export const actForms: Partial<Record<contract.ActionName, ActForm>> = {
  extension: form(contract.askExtension, Extension, { guarantorsConsent: false, difficulty: false }),
  deferral: form(contract.askDeferral, Deferral, { scope: "principal", difficulty: false }),
  reage: form(contract.askReage, Reage, { capitalise: false }, ["instalments"]),
  reamortise: form(contract.askReamortise, Reason),
  "rate-change": form(contract.askRateChange, RateChange, { difficulty: false }),
  pause: form(contract.askPause, Pause, { difficulty: false }),
  fee: form(contract.askFee, Amount),
  "fee-correction": form(contract.askFeeCorrection, Amount),
  grade: form(contract.askGrade, Grade),
  impairment: form(contract.askImpairment, Reason),
  "write-off": form(contract.askWriteOff, WriteOff),
  recovery: form(contract.askRecovery, Amount),
  repossession: form(contract.askRepossession, Repossession, { settlesAll: true }),
}
