// Handing a changed table in for approval: from when, by which document, with the samples it must keep answering.
import { proposeDecisionEndpoint } from "#contract/kernel/decision"
import { api } from "#ui/api"
import { DateField, DialogAction, SelectField, TextField } from "#ui/forms"
import { dictionary } from "#ui/i18n"
import { useGo } from "#ui/link"
import { paths } from "../../paths.ts"
import type { Decision } from "./decisions.tsx"
import type { Table } from "./decision-table.tsx"
import { certainties, type Certainty, useRuleText } from "./words.ts"

const useText = dictionary({
  samples: ["必须给出的结论（样例）", "Answers it must give (samples)"],
  samplesHint: [
    "每组事实对应应有的结论；发布前逐一核对。",
    "Facts with the answer each must give; all are checked before publishing.",
  ],
})

interface Values {
  from: string
  source: string
  certainty: Certainty
  samples: string
}

export function ProposeTable({
  decision,
  table,
  version,
}: {
  decision: Decision
  table: Table
  version: Decision["versions"][number]
}) {
  const t = useText()
  const r = useRuleText()
  const go = useGo()
  return (
    <DialogAction<Values, { approvalId: string }>
      name="propose-table"
      label={r("submit")}
      kind="primary"
      width={680}
      submitLabel={r("submit")}
      initial={{ certainty: "fact", samples: JSON.stringify(version.samples, null, 2) }}
      submit={({ samples, ...rest }, idempotencyKey) =>
        api(proposeDecisionEndpoint, {
          params: { key: decision.key },
          body: { ...rest, table, samples: JSON.parse(samples) },
          idempotencyKey,
        })
      }
      done={({ approvalId }) => go(paths.approval(approvalId))}
    >
      <DateField name="from" label={r("from")} required />
      <TextField name="source" label={r("source")} required hint={r("sourceHint")} max={200} />
      <SelectField
        name="certainty"
        label={r("certainty")}
        required
        options={certainties.map((value) => ({ value, label: r(value) }))}
      />
      <TextField name="samples" label={t("samples")} rows={8} required hint={t("samplesHint")} />
      <p className="hs-muted">{r("twoPeople")}</p>
    </DialogAction>
  )
}
