// What the bank does with an institution's money: receipts and their return, the deposit in and back, releases, reconciling.
import { api } from "#ui/api"
import { ConfirmAction, DialogAction, MoneyField, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useMay } from "#ui/session"
import {
  depositBackEndpoint,
  depositEndpoint,
  receiptEndpoint,
  releaseEndpoint,
  returnReceiptEndpoint,
  runReconEndpoint,
} from "../../contract.ts"
import { receiptRoutes, routeTitles } from "../../model.ts"
import { useTrainingText } from "../words.ts"

const useText = dictionary({
  release: ["发起划拨", "Release now"],
  releaseNote: ["把已确认、未冻结的课次划到结算账户。", "Pays what is confirmed and not held back."],
  receipt: ["登记来款", "Record a receipt"],
  route: ["来源", "From"],
  payer: ["付款人", "Payer"],
  giveBack: ["退回来款", "Return a receipt"],
  giveBackNote: [
    "待匹配来款 {amount} 元；退回付款人在他行的账户。",
    "{amount} waits unmatched; it goes back to the payer's bank.",
  ],
  nothing: ["没有待匹配来款", "Nothing waits unmatched"],
  memo: ["退回原因", "Why it goes back"],
  pay: ["缴存保证金", "Pay the deposit"],
  payNote: ["从结算账户 {no} 缴存。", "Taken from the settlement account {no}."],
  recon: ["立即对账", "Reconcile now"],
  reconNote: [
    "按今天的存管账、总账和已导入的银行流水核对；有差异即停止划拨。",
    "Papers, ledger and the bank's statement as of today; a difference stops releases.",
  ],
})

interface Institution {
  id: string
  state: string
  custodyNo: string
  settlementNo: string | null
  unapplied: string
  deposit: string
  depositFloor: string
}

export function MoneyActs({ institution: i }: { institution: Institution }) {
  const t = useText()
  const w = useTrainingText()
  const may = useMay()
  const params = { id: i.id }
  return (
    <>
      {may("training-fund.receive") ? (
        <>
          <Receipt id={i.id} custodyNo={i.custodyNo} />
          <DialogAction<{ amount: string; memo: string }, unknown>
            name="return-receipt"
            label={t("giveBack")}
            size="small"
            disabledReason={i.unapplied === "0.00" ? t("nothing") : null}
            submitLabel={t("giveBack")}
            initial={{ amount: i.unapplied }}
            submit={(body, idempotencyKey) => api(returnReceiptEndpoint, { params, body, idempotencyKey })}
          >
            <p className="hs-muted">{t("giveBackNote", { amount: i.unapplied })}</p>
            <MoneyField name="amount" label={w("amount")} required />
            <TextField name="memo" label={t("memo")} required max={300} />
          </DialogAction>
        </>
      ) : null}
      {may("training-fund.deposit") ? (
        <>
          <DialogAction<{ amount: string }, unknown>
            name="deposit"
            label={t("pay")}
            size="small"
            submitLabel={w("submit")}
            submit={(body, idempotencyKey) => api(depositEndpoint, { params, body, idempotencyKey })}
          >
            <p className="hs-muted">{t("payNote", { no: i.settlementNo ?? "—" })}</p>
            <MoneyField name="amount" label={w("amount")} required />
          </DialogAction>
          <DepositBack id={i.id} deposit={i.deposit} floor={i.depositFloor} size="small" />
        </>
      ) : null}
      {may("training-fund.release") ? (
        <ConfirmAction
          name="release"
          label={t("release")}
          size="small"
          submit={(idempotencyKey) => api(releaseEndpoint, { params, body: {}, idempotencyKey })}
        >
          {t("releaseNote")}
        </ConfirmAction>
      ) : null}
      {may("custody.recon") ? (
        <ConfirmAction
          name="recon"
          label={t("recon")}
          size="small"
          submit={(idempotencyKey) => api(runReconEndpoint, { params, body: {}, idempotencyKey })}
        >
          {t("reconNote")}
        </ConfirmAction>
      ) : null}
    </>
  )
}

function Receipt({ id, custodyNo }: { id: string; custodyNo: string }) {
  const t = useText()
  const w = useTrainingText()
  const say = useSay()
  return (
    <DialogAction<{ accountNo: string; route: (typeof receiptRoutes)[number]; amount: string; payer: string }, unknown>
      name="receipt"
      label={t("receipt")}
      size="small"
      initial={{ accountNo: custodyNo, route: "transfer" }}
      submitLabel={w("submit")}
      submit={(body, idempotencyKey) => api(receiptEndpoint, { params: { id }, body, idempotencyKey })}
    >
      <TextField name="accountNo" label={w("custodyNo")} required />
      <SelectField
        name="route"
        label={t("route")}
        required
        options={receiptRoutes.map((value) => ({ value, label: say(routeTitles[value]) }))}
      />
      <MoneyField name="amount" label={w("amount")} required />
      <TextField name="payer" label={t("payer")} required max={60} />
    </DialogAction>
  )
}

const useBackText = dictionary({
  label: ["申请退还保证金", "Ask for the deposit back"],
  note: [
    "保证金 {deposit} 元，应缴 {floor} 元；超出部分可退，由会计主管或行长复核。",
    "Deposit {deposit}, floor {floor}: what is above may go back; another person signs.",
  ],
})

/** For the bank's counter and for the institution itself. */
export function DepositBack(props: { id: string; deposit: string; floor: string; size?: "small" }) {
  const t = useBackText()
  const w = useTrainingText()
  return (
    <DialogAction<{ amount: string; reason: string }, unknown>
      name="deposit-back"
      label={t("label")}
      {...(props.size ? { size: props.size } : {})}
      submitLabel={w("submit")}
      submit={(body, idempotencyKey) => api(depositBackEndpoint, { params: { id: props.id }, body, idempotencyKey })}
    >
      <p className="hs-muted">{t("note", { deposit: props.deposit, floor: props.floor })}</p>
      <MoneyField name="amount" label={w("amount")} required />
      <TextField name="reason" label={w("reason")} required rows={3} max={300} />
    </DialogAction>
  )
}
