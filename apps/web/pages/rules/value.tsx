// The value of a parameter as people read it: a figure with its unit, a list, or a small table of names and figures.
import { grouped } from "#ui/money"

export function RuleValue({ value, unit }: { value: unknown; unit?: string | null }) {
  if (value === null || value === undefined) return <span className="hs-muted">—</span>
  if (typeof value === "object" && !Array.isArray(value)) {
    return (
      <table className="hs-mini">
        <tbody>
          {Object.entries(value).map(([name, inner]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="hs-number">{shown(inner)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    )
  }
  if (Array.isArray(value)) return <List items={value} />
  return (
    <strong className="hs-number">
      {shown(value)}
      {unit ? ` ${unit}` : ""}
    </strong>
  )
}

function List({ items }: { items: unknown[] }) {
  const plain = items.every((item) => typeof item !== "object" || item === null)
  if (plain) return <span>{items.map(shown).join("、")}</span>
  const names = [...new Set(items.flatMap((item) => Object.keys(item as object)))]
  return (
    <div className="hs-scroll">
      <table className="hs-mini">
        <thead>
          <tr>
            {names.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item, i) => (
            <tr key={i}>
              {names.map((name) => (
                <td key={name} className="hs-number">
                  {shown((item as Record<string, unknown>)[name])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return "—"
  if (typeof value === "boolean") return value ? "✓" : "✗"
  if (typeof value === "object") return JSON.stringify(value)
  const text = String(value)
  return /^-?\d{4,}(\.\d+)?$/.test(text) ? grouped(text) : text
}
