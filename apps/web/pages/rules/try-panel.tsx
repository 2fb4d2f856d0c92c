// Trying a table: give the facts, see the answer, the row that gave it and why. Works on an unsaved draft too.
import { Alert } from "antd"
import { useState } from "react"
import { tryDecision } from "#contract/kernel/decision"
import { api } from "#ui/api"
import { FormShell, SelectField, TextField } from "#ui/forms"
import { dictionary, useSay } from "#ui/i18n"
import { Panel } from "#ui/page"
import type { Words } from "./cell.tsx"
import type { Table } from "./decision-table.tsx"

const useText = dictionary({
  title: ["试算", "Try it"],
  run: ["试一下", "Try"],
  answer: ["结论", "Answer"],
  row: ["命中第 {n} 行", "Row {n} fits"],
  noRow: ["没有规则命中", "No row fits"],
})

interface Answer {
  output: Record<string, unknown>
  row: number | null
  reasons: { zh: string; en: string }[]
}

export interface TryPanelProps {
  decisionKey: string
  table: Table
  words: Record<string, Words>
  sample?: Record<string, unknown> | undefined
  hit: (row: number | null) => void
}

export function TryPanel({ decisionKey, table, words, sample, hit }: TryPanelProps) {
  const t = useText()
  const say = useSay()
  const [answer, setAnswer] = useState<Answer | null>(null)
  const wordOf = (field: string): string => {
    const value = String(answer?.output[field] ?? "—")
    const word = words[field]?.[value]
    return word ? say(word) : value
  }
  const initial = Object.fromEntries(table.inputs.map((c) => [c.field, String(sample?.[c.field] ?? "")]))
  return (
    <Panel title={t("title")}>
      <FormShell<Record<string, string>, Answer>
        name="try-decision"
        guard={false}
        initial={initial}
        submitLabel={t("run")}
        submit={(values) => api(tryDecision, { params: { key: decisionKey }, body: { table, input: facts(values) } })}
        done={(found) => {
          setAnswer(found)
          hit(found.row)
        }}
      >
        <div className="hs-fields">
          {table.inputs.map((column) => {
            const known = words[column.field]
            return known ? (
              <SelectField
                key={column.field}
                name={column.field}
                label={say(column)}
                options={Object.entries(known).map(([value, word]) => ({ value, label: say(word) }))}
              />
            ) : (
              <TextField key={column.field} name={column.field} label={say(column)} />
            )
          })}
        </div>
      </FormShell>
      {answer ? (
        <Alert
          style={{ marginTop: 12 }}
          type={answer.row === null ? "warning" : "success"}
          title={answer.row === null ? t("noRow") : t("row", { n: answer.row + 1 })}
          description={
            <>
              <div>
                {t("answer")}：{table.outputs.map((column) => `${say(column)} = ${wordOf(column.field)}`).join("；")}
              </div>
              <ul style={{ margin: 0, paddingLeft: 18 }}>
                {answer.reasons.map((reason) => (
                  <li key={reason.en}>{say(reason)}</li>
                ))}
              </ul>
            </>
          }
        />
      ) : null}
    </Panel>
  )
}

/** Facts typed as text become what they look like: figures, yes or no, else text. */
export function facts(values: Record<string, string>): Record<string, unknown> {
  const read = (text: string): unknown => {
    if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text)
    if (text === "true" || text === "false") return text === "true"
    return text
  }
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, text]) => text !== "" && text !== undefined)
      .map(([name, text]) => [name, read(text.trim())]),
  )
}
