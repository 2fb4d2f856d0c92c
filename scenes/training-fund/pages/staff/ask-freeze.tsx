// Asking for a freeze by scope; a second person of the same house signs it.
import { api } from "#ui/api"
import { DateField, DialogAction, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useMay } from "#ui/session"
import { freezeEndpoint } from "../../contract.ts"
import { freezeScopes, freezeScopeTitles, type FreezeScope } from "../../../../products/custody/states.ts"
import { useTrainingText } from "../words.ts"

const useText = dictionary({
  scope: ["范围", "Scope"],
  note: ["提交后由另一人复核生效。", "Another person signs it."],
  until: ["冻结至（可不填）", "Until (may be left open)"],
})

interface Values {
  scope: FreezeScope
  documentNo: string
  authority: string
  reason: string
  untilOn?: string
}

export function AskFreeze({ institutionId, orderId }: { institutionId: string; orderId?: string }) {
  const t = useText()
  const w = useTrainingText()
  const say = useSay()
  const may = useMay()
  if (!may("training-fund.freeze")) return null
  const scopes = freezeScopes.filter((one) => (orderId ? one === "holding" : one !== "holding"))
  return (
    <DialogAction<Values, unknown>
      name={`freeze-${orderId ?? institutionId}`}
      label={w("askFreeze")}
      danger
      initial={{ scope: scopes[0]! }}
      submitLabel={w("submit")}
      submit={(body, idempotencyKey) =>
        api(freezeEndpoint, { body: { institutionId, ...(orderId ? { orderId } : {}), ...body }, idempotencyKey })
      }
    >
      <p className="hs-muted">{t("note")}</p>
      <SelectField
        name="scope"
        label={t("scope")}
        required
        options={scopes.map((value) => ({ value, label: say(freezeScopeTitles[value]) }))}
      />
      <TextField name="documentNo" label={w("document")} required max={80} />
      <TextField name="authority" label={w("authority")} required max={60} />
      <TextField name="reason" label={w("reason")} required rows={3} max={300} />
      <DateField name="untilOn" label={t("until")} />
    </DialogAction>
  )
}
