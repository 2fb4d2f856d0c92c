// Registering an institution: its customer, licence, policy and settlement account; the custody account is opened with it.
import { api } from "#ui/api"
import { DateField, DialogAction, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useGo } from "#ui/link"
import { useMay, useOutlets } from "#ui/session"
import { useEndpoint } from "#ui/api"
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
  party: ["客户编号（客户页地址中的编号）", "Customer id"],
  kind: ["类别", "Kind"],
  address: ["办学地址", "Address"],
  people: ["法定代表人与负责人（顿号分隔）", "People in charge"],
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
  people: string
}

export function Register() {
  const t = useText()
  const w = useTrainingText()
  const say = useSay()
  const go = useGo()
  const may = useMay()
  const { options } = useOutlets()
  const policies = useEndpoint(listPolicies)
  if (!may("training-fund.register")) return null
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
      <TextField name="partyId" label={t("party")} required />
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
        options={(policies.data ?? []).map((one) => ({ value: one.code, label: say(one.title) }))}
      />
      <TextField name="settlementNo" label={w("settlementNo")} required max={40} />
      <SelectField name="outlet" label={w("outlet")} required options={options} />
      <TextField name="address" label={t("address")} required max={120} />
      <TextField name="people" label={t("people")} max={200} />
    </DialogAction>
  )
}
