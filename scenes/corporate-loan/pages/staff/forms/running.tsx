// A running loan: repayment of a note, warnings by hand, the hand-over to preservation and the write-off.
import { api } from "#ui/api"
import { DialogAction, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { Form } from "antd"
import {
  repayBody,
  RepayFields,
  repayInitial,
  type RepayValues,
} from "../../../../../products/loan/pages/repay-fields.tsx"
import { handOver, proposeWriteOff, repay, warn } from "../../../contract.ts"
import { levelTitles, signalCodes, signals, type Signal } from "../../../rules.ts"
import { useSceneText } from "../../words.ts"
import type { ActionFormProps } from "../actions.tsx"

const useText = dictionary({
  note: ["借据", "Note"],
  signal: ["预警信号", "Signal"],
  source: ["来源", "Source"],
  seen: ["情况", "What was seen"],
  evidence: ["追偿未果的证据", "Evidence of failed recovery"],
  evidenceHint: [
    "判决、执行终结裁定、押品处置结果、送达凭证等",
    "Judgment, end of enforcement, sale of collateral, proofs of delivery",
  ],
  accountability: ["责任认定", "Accountability"],
  writeOffAsk: [
    "由审贷会和行长签批；核销后账销案存，继续追偿。",
    "Signed by committee and president; the claim is kept.",
  ],
  handOverAsk: ["逾期超过 90 天，移交资产保全。", "Over 90 days late: to preservation."],
})

interface Repay extends RepayValues {
  loanNo: string
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
      initial={{ loanNo: live[0]?.loanNo, ...repayInitial }}
      submit={({ loanNo, ...values }, idempotencyKey) =>
        api(repay, { params: { id: found.id }, body: { loanNo, ...repayBody(values) }, idempotencyKey })
      }
    >
      <SelectField
        name="loanNo"
        label={t("note")}
        required
        options={live.map((loan) => ({ value: loan.loanNo, label: loan.loanNo }))}
      />
      <RepayParts found={found} />
    </DialogAction>
  )
}

/** The note is chosen first; what it owes and the account's balance stand above the amount. */
function RepayParts({ found }: { found: ActionFormProps["found"] }) {
  const loanNo = Form.useWatch<string | undefined>("loanNo")
  return <RepayFields loan={found.loans.find((loan) => loan.loanNo === loanNo) ?? null} />
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

export function WriteOffForm({ found, label, kind, disabledReason }: ActionFormProps) {
  const t = useText()
  return (
    <DialogAction<{ evidence: string; accountability: string }, unknown>
      name="write-off"
      label={label}
      kind={kind}
      disabledReason={disabledReason}
      submitLabel={label}
      submit={(body, idempotencyKey) => api(proposeWriteOff, { params: { id: found.id }, body, idempotencyKey })}
    >
      <p className="hs-muted">{t("writeOffAsk")}</p>
      <TextField name="evidence" label={t("evidence")} required rows={3} max={1000} hint={t("evidenceHint")} />
      <TextField name="accountability" label={t("accountability")} required rows={3} max={1000} />
    </DialogAction>
  )
}
