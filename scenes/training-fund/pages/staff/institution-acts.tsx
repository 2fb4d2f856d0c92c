// What those who watch may do with an institution: its state, freezes, the blacklist, run-off, another policy.
import { api, useEndpoint } from "#ui/api"
import { DialogAction, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useMay } from "#ui/session"
import { changePolicyEndpoint, changeStateEndpoint, listPolicies, startRunoffEndpoint } from "../../contract.ts"
import { institutionNext, institutionTitles, type InstitutionState } from "../../states.ts"
import { useTrainingText } from "../words.ts"
import { AskFreeze } from "./ask-freeze.tsx"
import { ListIt } from "./blacklist.tsx"

const useText = dictionary({
  change: ["调整状态", "Change state"],
  runoff: ["启动清退", "Start a run-off"],
  runoffNote: [
    "所有在读合同转为清退债权，停止招生与划拨；家长登记收款账户后由银行两人复核兑付。",
    "Every open contract becomes a claim; sales and releases stop; parents name an account and two people of the bank sign.",
  ],
  policy: ["更换", "Change"],
  policyTitle: ["更换适用政策", "Another policy"],
  policyNote: [
    "只影响以后签的合同；已签合同按签约时的版本执行。",
    "For contracts signed from now on; those signed keep their version.",
  ],
})

interface Institution {
  id: string
  name: string
  state: InstitutionState
  people: string[]
  legalPerson: string
  blacklisted: boolean
}

export function SuperviseActs({ institution: i }: { institution: Institution }) {
  const t = useText()
  const w = useTrainingText()
  const say = useSay()
  const may = useMay()
  const params = { id: i.id }
  const next = institutionNext[i.state].filter((one) => !["RUN_OFF", "CLOSED", "RELEASE_FROZEN"].includes(one))
  const isOver = i.state === "RUN_OFF" || i.state === "CLOSED"
  return (
    <>
      {may("training-fund.supervise") && next.length > 0 ? (
        <DialogAction<{ state: InstitutionState; reason: string }, unknown>
          name="change-state"
          label={t("change")}
          submitLabel={w("submit")}
          submit={(body, idempotencyKey) => api(changeStateEndpoint, { params, body, idempotencyKey })}
        >
          <SelectField
            name="state"
            label={w("state")}
            required
            options={next.map((value) => ({ value, label: say(institutionTitles[value]) }))}
          />
          <TextField name="reason" label={w("reason")} required rows={3} max={300} />
        </DialogAction>
      ) : null}
      <ListIt institution={i} />
      <AskFreeze institutionId={i.id} />
      {may("training-fund.authority") && !isOver ? (
        <DialogAction<{ reason: string; documentNo: string }, unknown>
          name="runoff"
          label={t("runoff")}
          danger
          submitLabel={t("runoff")}
          submit={(body, idempotencyKey) => api(startRunoffEndpoint, { params, body, idempotencyKey })}
        >
          <p className="hs-muted">{t("runoffNote")}</p>
          <TextField name="documentNo" label={w("document")} required max={80} />
          <TextField name="reason" label={w("reason")} required rows={3} max={300} />
        </DialogAction>
      ) : null}
    </>
  )
}

export function ChangePolicy({ id, policyCode }: { id: string; policyCode: string }) {
  const t = useText()
  const w = useTrainingText()
  const say = useSay()
  const may = useMay()
  const isOpen = may("training-fund.register")
  const policies = useEndpoint(listPolicies, {}, { enabled: isOpen })
  if (!isOpen) return null
  return (
    <DialogAction<{ policyCode: string; reason: string }, unknown>
      name="change-policy"
      label={t("policy")}
      title={t("policyTitle")}
      size="small"
      submitLabel={w("submit")}
      submit={(body, idempotencyKey) => api(changePolicyEndpoint, { params: { id }, body, idempotencyKey })}
    >
      <p className="hs-muted">{t("policyNote")}</p>
      <SelectField
        name="policyCode"
        label={w("policy")}
        required
        options={(policies.data ?? [])
          .filter((one) => one.code !== policyCode && one.current)
          .map((one) => ({ value: one.code, label: say(one.title) }))}
      />
      <TextField name="reason" label={w("reason")} required rows={3} max={300} />
    </DialogAction>
  )
}
