// Signing the contract with a code sent to the person's mobile.
import { useState } from "react"
import { Action } from "#ui/action"
import { api } from "#ui/api"
import { CodeField, FormDialog } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { portalSign, portalSignCode } from "../../contract.ts"

const useText = dictionary({
  sign: ["签署合同", "Sign the contract"],
  sent: [
    "验证码已发送到 {to}。输入后即代表企业签署合同。",
    "The code was sent to {to}. Entering it signs for the firm.",
  ],
  code: ["6 位验证码", "Six-digit code"],
})

export function SignAction({ caseId }: { caseId: string }) {
  const t = useText()
  const [sentTo, setSentTo] = useState<string | null>(null)
  const params = { id: caseId }
  return (
    <>
      <Action
        label={t("sign")}
        kind="primary"
        run={async () => setSentTo((await api(portalSignCode, { params, body: {} })).sentTo)}
      />
      <FormDialog<{ code: string }, unknown>
        name="portal-sign"
        title={t("sign")}
        open={sentTo !== null}
        close={() => setSentTo(null)}
        submitLabel={t("sign")}
        submit={(body, idempotencyKey) => api(portalSign, { params, body, idempotencyKey })}
      >
        <p>{t("sent", { to: sentTo ?? "" })}</p>
        <CodeField name="code" label={t("code")} required />
      </FormDialog>
    </>
  )
}
