// What the counter does with an account: money received and sent, a transfer inside the branch, the closing.
import { api } from "#ui/api"
import { DialogAction, MoneyField, TextField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { useNotAllowed } from "#ui/session"
import { closeEndpoint, receiveEndpoint, sendEndpoint, transferEndpoint } from "../../contract.ts"
import type { DepositDetail } from "../head.tsx"

const useText = dictionary({
  receive: ["来账", "Receive"],
  send: ["往账", "Send"],
  transfer: ["行内转账", "Transfer"],
  close: ["销户", "Close"],
  payer: ["付款人", "Payer"],
  payee: ["收款人", "Payee"],
  amount: ["金额", "Amount"],
  memo: ["附言", "Memo"],
  to: ["收款账号", "To account"],
  rest: ["余额转给", "Rest paid to"],
  closeNote: [
    "先结清利息 {earned} 元，连同余额 {balance} 元一并转出，账户随即关闭，不能恢复。",
    "Interest of {earned} is credited, paid out with the balance of {balance}; the account then closes for good.",
  ],
})

interface MoneyValues {
  amount: string
  counterparty: string
  memo?: string
}

export function DepositActions({ deposit }: { deposit: DepositDetail }) {
  const t = useText()
  const denied = useNotAllowed()
  const params = { accountNo: deposit.accountNo }
  const outside = (which: "receive" | "send") => (
    <DialogAction<MoneyValues, void>
      name={`deposit-${which}`}
      label={t(which)}
      disabledReason={denied("deposit.post")}
      submitLabel={t(which)}
      submit={({ memo = "", ...body }, idempotencyKey) =>
        api(which === "receive" ? receiveEndpoint : sendEndpoint, { params, body: { ...body, memo }, idempotencyKey })
      }
    >
      <MoneyField name="amount" label={t("amount")} required />
      <TextField name="counterparty" label={t(which === "receive" ? "payer" : "payee")} required max={80} />
      <TextField name="memo" label={t("memo")} max={100} />
    </DialogAction>
  )
  return (
    <>
      {outside("receive")}
      {outside("send")}
      <DialogAction<{ to: string; amount: string; memo?: string }, void>
        name="deposit-transfer"
        label={t("transfer")}
        disabledReason={denied("deposit.post")}
        submitLabel={t("transfer")}
        submit={({ memo = "", ...body }, idempotencyKey) =>
          api(transferEndpoint, { params, body: { ...body, memo }, idempotencyKey })
        }
      >
        <TextField name="to" label={t("to")} required max={20} />
        <MoneyField name="amount" label={t("amount")} required />
        <TextField name="memo" label={t("memo")} max={100} />
      </DialogAction>
      <Closing deposit={deposit} />
    </>
  )
}

function Closing({ deposit }: { deposit: DepositDetail }) {
  const t = useText()
  const denied = useNotAllowed()
  return (
    <DialogAction<{ counterparty?: string }, { interest: string; paid: string }>
      name="deposit-close"
      label={t("close")}
      danger
      disabledReason={denied("deposit.open")}
      submitLabel={t("close")}
      submit={(body, idempotencyKey) =>
        api(closeEndpoint, { params: { accountNo: deposit.accountNo }, body, idempotencyKey })
      }
    >
      <p>{t("closeNote", { earned: deposit.earned, balance: deposit.balance })}</p>
      <TextField name="counterparty" label={t("rest")} max={80} />
    </DialogAction>
  )
}
