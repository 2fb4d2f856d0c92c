// Proposing a value: plain figures in their own field, tables as JSON text checked before it is sent.
import type { z } from "zod"
import { proposeRule, type rule } from "#contract/kernel/rule-data"
import { api } from "#ui/api"
import { DateField, DialogAction, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { useGo } from "#ui/link"
import { useNotAllowed } from "#ui/session"
import { paths } from "../../paths.ts"
import { certainties, type Certainty, useRuleText } from "./words.ts"

const useText = dictionary({
  value: ["新数值", "New value"],
  valueIn: ["新数值（{unit}）", "New value ({unit})"],
  structured: ["按现行数值的格式修改。", "Keep the form of the current value."],
  pending: ["已有一项变更在审批，请先等它办结", "A change is in approval already; wait for its decision"],
})

interface Values {
  from: string
  value: string
  source: string
  certainty: Certainty
}

export function ProposeValue({ rule: one }: { rule: z.output<typeof rule> }) {
  const t = useText()
  const r = useRuleText()
  const say = useSay()
  const go = useGo()
  const notAllowed = useNotAllowed()
  const present = one.current?.value
  const structured = typeof present === "object" && present !== null
  return (
    <DialogAction<Values, { approvalId: string }>
      name="propose-rule"
      label={r("propose")}
      title={`${r("propose")} · ${say(one.title)}`}
      disabledReason={one.pending ? t("pending") : notAllowed("rule-data.propose")}
      submitLabel={r("submit")}
      initial={{
        value: structured ? JSON.stringify(present, null, 2) : present === undefined ? "" : String(present),
        certainty: "fact",
      }}
      submit={(values, idempotencyKey) =>
        api(proposeRule, {
          params: { key: one.key },
          body: { ...values, value: typed(values.value, present) },
          idempotencyKey,
        })
      }
      done={({ approvalId }) => go(paths.approval(approvalId))}
    >
      <TextField
        name="value"
        label={one.unit ? t("valueIn", { unit: say(one.unit) }) : t("value")}
        required
        {...(structured ? { rows: 10, hint: t("structured") } : {})}
      />
      <DateField name="from" label={r("from")} required />
      <TextField name="source" label={r("source")} required hint={r("sourceHint")} max={200} />
      <SelectField
        name="certainty"
        label={r("certainty")}
        required
        options={certainties.map((value) => ({ value, label: r(value) }))}
      />
      <p className="hs-muted">{r("twoPeople")}</p>
    </DialogAction>
  )
}

/** Text in the kind of the present value; what does not fit is sent as text, for the server to refuse with its sentence. */
function typed(text: string, present: unknown): unknown {
  if (typeof present === "string") return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
