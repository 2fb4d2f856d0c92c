// Before and after side by side; changed values stand out by colour and by mark.
import { dictionary, useSay } from "#ui/i18n"
import { toneStyle } from "#ui/states"
import type { Tone } from "#ui/theme"
import { type DiffRow, diffRows } from "./diff.ts"
import { fieldText, fieldTitle } from "./fields.ts"
import "./difference.css"

const useText = dictionary({
  field: ["项目", "Field"],
  before: ["变更前", "Before"],
  after: ["变更后", "After"],
  value: ["内容", "Value"],
  changed: ["改", "changed"],
  new: ["增", "new"],
  gone: ["删", "gone"],
})

const tones: Record<DiffRow["change"], Tone> = { same: "neutral", changed: "warn", new: "neutral", gone: "bad" }

export function Difference({ before, after }: { before: unknown; after: unknown }) {
  const t = useText()
  const say = useSay()
  const rows = diffRows(before, after)
  const both = before !== null && before !== undefined
  return (
    <table className="hs-diff">
      <thead>
        <tr>
          <th scope="col">{t("field")}</th>
          {both ? <th scope="col">{t("before")}</th> : null}
          <th scope="col">{t(both ? "after" : "value")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.path}>
            <th scope="row">{fieldTitle(row.path, say)}</th>
            {both ? <td>{fieldText(row.path, row.before, say)}</td> : null}
            <td style={row.change === "same" ? undefined : toneStyle(tones[row.change])}>
              {fieldText(row.path, row.after, say)} {row.change === "same" ? null : <small>{t(row.change)}</small>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
