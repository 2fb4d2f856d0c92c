// Repayment of a case's note, through the case, so that its state follows.
import { api } from "#ui/api"
import { DialogAction } from "#ui/forms"
import {
  repayBody,
  RepayFields,
  repayInitial,
  type RepayValues,
} from "../../../../../products/loan/pages/repay-fields.tsx"
import { repay } from "../../../contract.ts"
import type { ActionFormProps } from "../actions.tsx"

export function RepayForm({ found, label, kind, disabledReason }: ActionFormProps) {
  return (
    <DialogAction<RepayValues, unknown>
      name="repay"
      label={label}
      kind={kind}
      disabledReason={disabledReason}
      submitLabel={label}
      initial={repayInitial}
      submit={(values, idempotencyKey) =>
        api(repay, { params: { id: found.id }, body: repayBody(values), idempotencyKey })
      }
    >
      <RepayFields loan={found.loan} />
    </DialogAction>
  )
}
