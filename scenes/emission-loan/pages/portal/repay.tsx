// Repaying from the portal, out of the firm's account with the bank.
import { api } from "#ui/api"
import { DialogAction } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { portalRepay } from "../../contract.ts"
import {
  repayBody,
  RepayFields,
  repayInitial,
  type RepayValues,
} from "../../../../products/loan/pages/repay-fields.tsx"

const useText = dictionary({ repay: ["还款", "Repay"] })

export function RepayAction({ caseId, loan }: { caseId: string; loan: { depositBalance: string; owed: string } }) {
  const t = useText()
  return (
    <DialogAction<RepayValues, unknown>
      name="portal-repay"
      label={t("repay")}
      kind="primary"
      submitLabel={t("repay")}
      initial={repayInitial}
      submit={(values, idempotencyKey) =>
        api(portalRepay, { params: { id: caseId }, body: repayBody(values), idempotencyKey })
      }
    >
      <RepayFields loan={loan} />
    </DialogAction>
  )
}
