// Registering an institution with its one custody account: the customer and its settlement account are chosen, not typed.
import { Form } from "antd"
import { api, useEndpoint } from "#ui/api"
import { DateField, DialogAction, PickerField, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useGo } from "#ui/link"
import { useMay, useOutlets } from "#ui/session"
import { listParties } from "#contract/kernel/party"
import { listDeposits } from "../../../../products/deposit/contract.ts"
import { listPolicies, registerEndpoint } from "../../contract.ts"
import { institutionKinds, kindTitles, type InstitutionKind } from "../../model.ts"
import { trainingPaths as paths } from "../paths.ts"
import { useTrainingText } from "../words.ts"

const useText = dictionary({
  label: ["登记机构", "Register"],
  note: [
    "登记后即开立唯一的存管账户，学费只能进这个账户。",
    "Its one custody account opens with it; fees go nowhere else.",
  ],
  party: ["机构（客户）", "Institution (customer)"],
  partyHint: ["先在“客户”中建立机构客户并开立结算账户。", "The customer and its account come first."],
  account: ["（余额 {balance} 元）", "(balance {balance})"],
  first: ["先选择机构", "Choose the institution first"],
  noAccount: ["该客户没有可用的结算账户，请先开户", "It has no open account; open one first"],
  kind: ["类别", "Kind"],
  address: ["办学地址", "Address"],
  legal: ["法定代表人", "Legal representative"],
  people: ["其他负责人（多人用顿号分隔）", "Other principals"],
})

interface Values {
  partyId: string
  kind: InstitutionKind
  licenceNo: string
  licenceUntil: string
  policyCode: string
  settlementNo: string
  outlet: string
  address: string
  legalPerson: string
  people?: string
}

async function findFirms(text: string) {
  const page = await api(listParties, { query: { text: text || undefined, kind: "firm", limit: 20 } })
  return page.items.map((one) => ({ value: one.id, label: one.name, detail: one.uscc ?? "" }))
}

export function Register() {
  const t = useText()
  const w = useTrainingText()
  const say = useSay()
  const go = useGo()
  const may = useMay()
  const { options } = useOutlets()
  const isOpen = may("training-fund.register")
  const policies = useEndpoint(listPolicies, {}, { enabled: isOpen })
  if (!isOpen) return null
  return (
    <DialogAction<Values, { id: string }>
      name="register-institution"
      label={t("label")}
      kind="primary"
      submitLabel={t("label")}
      initial={{ kind: "non_academic", policyCode: "XIANGTAN" }}
      done={({ id }) => go(paths.institution(id))}
      submit={({ people, ...body }, idempotencyKey) =>
        api(registerEndpoint, {
          body: { ...body, people: (people ?? "").split(/[、,，\s]+/).filter((one) => one.length > 1) },
          idempotencyKey,
        })
      }
    >
      <p className="hs-muted">{t("note")}</p>
      <PickerField name="partyId" label={t("party")} required find={findFirms} hint={t("partyHint")} />
      <AccountField />
      <SelectField
        name="kind"
        label={t("kind")}
        required
        options={institutionKinds.map((value) => ({ value, label: say(kindTitles[value]) }))}
      />
      <TextField name="licenceNo" label={w("licence")} required max={60} />
      <DateField name="licenceUntil" label={w("until")} required />
      <SelectField
        name="policyCode"
        label={w("policy")}
        required
        options={(policies.data ?? [])
          .filter((one) => one.current)
          .map((one) => ({ value: one.code, label: say(one.title) }))}
      />
      <SelectField name="outlet" label={w("outlet")} required options={options} />
      <TextField name="address" label={t("address")} required max={120} />
      <TextField name="legalPerson" label={t("legal")} required max={40} />
      <TextField name="people" label={t("people")} max={200} />
    </DialogAction>
  )
}

/** Accounts of the customer that was chosen. */
function AccountField() {
  const t = useText()
  const w = useTrainingText()
  const form = Form.useFormInstance<Values>()
  const partyId = Form.useWatch("partyId", form)
  const accounts = useEndpoint(listDeposits, { params: { partyId: partyId ?? "" } }, { enabled: Boolean(partyId) })
  const open = partyId ? (accounts.data?.items ?? []).filter((one) => one.state === "open") : []
  const hint = !partyId ? t("first") : accounts.data && open.length === 0 ? t("noAccount") : undefined
  return (
    <SelectField
      name="settlementNo"
      label={w("settlementNo")}
      required
      disabled={!partyId}
      hint={hint}
      options={open.map((one) => ({
        value: one.accountNo,
        label: `${one.accountNo} ${t("account", { balance: one.balance })}`,
      }))}
    />
  )
}
