// Applying for a corporate account: the kind is chosen, what it needs is shown rule by rule at once, another person opens
// it. What is missing says where to bring it.
import { CheckCircleFilled, CloseCircleFilled, ExclamationCircleFilled } from "@ant-design/icons"
import { Form } from "antd"
import { accountKind, applyEndpoint, checkOpening } from "#contract/products/deposit"
import { api, useEndpoint } from "#ui/api"
import { DateField, DialogAction, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useGo } from "#ui/link"
import { Loaded } from "#ui/page"
import { useNotAllowed } from "#ui/session"
import { useDepositText } from "../../../../products/deposit/pages/words.ts"
import { paths } from "../../paths.ts"
import type { Party } from "./customer.tsx"

const useText = dictionary({
  apply: ["申请开户", "Apply for an account"],
  submit: ["提交复核", "Submit"],
  kind: ["账户种类", "Kind of account"],
  title: ["户名", "Account name"],
  filingNo: ["基本存款账户编号（在他行开立时）", "Filing number of a basic account elsewhere"],
  purpose: ["资金性质和用途", "Nature and purpose of the money"],
  validTo: ["到期日", "Ends on"],
  checks: ["开户条件", "What is needed"],
})

type Kind = (typeof accountKind)["options"][number]

interface Values {
  kind: Kind
  title: string
  filingNo?: string
  purpose?: string
  validTo?: string
}

export function ApplyForAccount({ party }: { party: Party }) {
  const t = useText()
  const go = useGo()
  const notAllowed = useNotAllowed()
  return (
    <DialogAction<Values, { approvalId: string }>
      name="apply-account"
      label={t("apply")}
      size="small"
      disabledReason={notAllowed("deposit.open")}
      submitLabel={t("submit")}
      initial={{ kind: "basic", title: party.name }}
      submit={(body, idempotencyKey) => api(applyEndpoint, { body: { ...body, partyId: party.id }, idempotencyKey })}
      done={({ approvalId }) => go(paths.approval(approvalId))}
    >
      <Fields partyId={party.id} />
    </DialogAction>
  )
}

function Fields({ partyId }: { partyId: string }) {
  const t = useText()
  const w = useDepositText()
  const form = Form.useFormInstance<Values>()
  const kind = Form.useWatch("kind", form) ?? "basic"
  const filingNo = Form.useWatch("filingNo", form)
  const purpose = Form.useWatch("purpose", form)
  const validTo = Form.useWatch("validTo", form)
  return (
    <>
      <SelectField
        name="kind"
        label={t("kind")}
        required
        options={accountKind.options.map((value) => ({ value, label: w(value) }))}
      />
      <TextField name="title" label={t("title")} required max={80} />
      {kind === "basic" ? null : <TextField name="filingNo" label={t("filingNo")} max={30} />}
      {kind === "special" ? <TextField name="purpose" label={t("purpose")} required max={100} /> : null}
      {kind === "temporary" ? <DateField name="validTo" label={t("validTo")} required /> : null}
      <Checks partyId={partyId} asked={{ kind, filingNo, purpose, validTo }} />
    </>
  )
}

const marks = {
  met: <CheckCircleFilled style={{ color: "var(--hs-good)" }} />,
  not_met: <CloseCircleFilled style={{ color: "var(--hs-bad)" }} />,
  missing: <ExclamationCircleFilled style={{ color: "var(--hs-warn)" }} />,
}

function Checks({ partyId, asked }: { partyId: string; asked: Partial<Values> & { kind: Kind } }) {
  const t = useText()
  const say = useSay()
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value)) as typeof asked
  const query = useEndpoint(checkOpening, { params: { partyId }, query: given }, { keepPrevious: true })
  return (
    <Loaded query={query} rows={3}>
      {({ checks }) => (
        <ul className="hs-checks" aria-label={t("checks")}>
          {checks.map((one) => (
            <li key={one.rule} data-state={one.state}>
              {marks[one.state]} {say(one)}
            </li>
          ))}
        </ul>
      )}
    </Loaded>
  )
}
