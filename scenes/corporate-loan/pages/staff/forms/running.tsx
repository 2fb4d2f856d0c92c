// A running loan: repayment of a note, warnings by hand, the hand-over to preservation and the write-off.
import { api } from "#ui/api"
import { DialogAction, MoneyField, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { Form } from "antd"
import { handOver, repay, warn } from "../../../contract.ts"
import { levelTitles, signalCodes, signals, type Signal } from "../../../rules.ts"
import { useSceneText } from "../../words.ts"
import type { ActionFormProps } from "../actions.tsx"

const useText = dictionary({
  note: ["借据", "Note"],
  how: ["还多少", "How much"],
  some: ["还一部分", "An amount"],
  all: ["全部结清", "Pay off"],
  beyond: ["超出应还的部分", "What goes beyond the debts due"],
  keep_term: ["期限不变，减少月供", "Keep the term, lower instalments"],
  keep_instalment: ["月供不变，缩短期限", "Keep the instalment, shorter term"],
  owes: ["{no}（结清需 {owed} 元，账户余额 {balance} 元）", "{no} (owes {owed}, account {balance})"],
  signal: ["预警信号", "Signal"],
  source: ["来源", "Source"],
  seen: ["情况", "What was seen"],
  handOverAsk: ["逾期超过 90 天，移交资产保全。", "Over 90 days late: to preservation."],
})

interface Repay {
  loanNo: string
  how: "some" | "all"
  amount?: string
  choice: "keep_term" | "keep_instalment"
}

export function RepayForm({ found, label, kind, disabledReason }: ActionFormProps) {
  const t = useText()
  const live = found.loans.filter((loan) => loan.state !== "settled")
  return (
    <DialogAction<Repay, unknown>
      name="repay"
      label={label}
      kind={kind}
      disabledReason={disabledReason}
      submitLabel={label}
      initial={{ loanNo: live[0]?.loanNo, how: "some", choice: "keep_term" }}
      submit={({ loanNo, how, amount, choice }, idempotencyKey) =>
        api(repay, {
          params: { id: found.id },
          body: { loanNo, amount: how === "all" ? "payoff" : (amount ?? ""), choice },
          idempotencyKey,
        })
      }
    >
      <SelectField
        name="loanNo"
        label={t("note")}
        required
        options={live.map((loan) => ({
          value: loan.loanNo,
          label: t("owes", { no: loan.loanNo, owed: loan.owed, balance: loan.depositBalance }),
        }))}
      />
      <RepayParts />
    </DialogAction>
  )
}

function RepayParts() {
  const t = useText()
  const s = useSceneText()
  const how = Form.useWatch<string | undefined>("how")
  const options = <K extends "some" | "all" | "keep_term" | "keep_instalment">(keys: readonly K[]) =>
    keys.map((value) => ({ value, label: t(value) }))
  return (
    <>
      <SelectField name="how" label={t("how")} required options={options(["some", "all"])} />
      {how === "all" ? null : (
        <>
          <MoneyField name="amount" label={s("amount")} required />
          <SelectField name="choice" label={t("beyond")} required options={options(["keep_term", "keep_instalment"])} />
        </>
      )}
    </>
  )
}

export function WarnForm({ found, label, disabledReason }: ActionFormProps) {
  const t = useText()
  const say = useSay()
  return (
    <DialogAction<{ signal: Signal; source: string; note: string }, unknown>
      name="warn"
      label={label}
      disabledReason={disabledReason}
      submitLabel={label}
      submit={(body, idempotencyKey) => api(warn, { params: { id: found.id }, body, idempotencyKey })}
    >
      <SelectField
        name="signal"
        label={t("signal")}
        required
        search
        options={signalCodes.map((value) => ({
          value,
          label: `${say(levelTitles[signals[value].level])} · ${say(signals[value])}`,
        }))}
      />
      <TextField name="source" label={t("source")} required max={80} />
      <TextField name="note" label={t("seen")} required rows={3} max={1000} />
    </DialogAction>
  )
}

export function HandOverForm({ found, label, kind, disabledReason }: ActionFormProps) {
  const t = useText()
  const s = useSceneText()
  return (
    <DialogAction<{ note: string }, unknown>
      name="hand-over"
      label={label}
      kind={kind}
      disabledReason={disabledReason}
      submitLabel={label}
      submit={(body, idempotencyKey) => api(handOver, { params: { id: found.id }, body, idempotencyKey })}
    >
      <p className="hs-muted">{t("handOverAsk")}</p>
      <TextField name="note" label={s("note")} required rows={3} max={1000} />
    </DialogAction>
  )
}
