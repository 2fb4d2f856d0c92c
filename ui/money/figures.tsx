// The only way a page shows amounts, quantities and rates: tabular digits, unit said once, 大写 on demand.
import { Tooltip } from "antd"
import { dictionary, useLang } from "#ui/i18n"
import { inCapitals } from "./capitals.ts"
import { grouped, inWan, isNegative } from "./decimal.ts"

const useText = dictionary({
  yuan: ["{amount} 元", "CNY {amount}"],
  wan: ["{amount} 万元", "CNY {amount} × 10k"],
})

export interface MoneyProps {
  /** Decimal yuan as the server sent it; null shows a dash. */
  value: string | null | undefined
  /** Adds the unit; off inside tables whose heading names it. */
  unit?: boolean
  /** In 万元, for headline figures. */
  wan?: boolean
  strong?: boolean
  signed?: boolean
}

export function Money({ value, unit, wan, strong, signed }: MoneyProps) {
  const t = useText()
  if (value === null || value === undefined || value === "") return <span className="hs-muted">—</span>
  const figure = wan ? inWan(value) : grouped(value, 2)
  const shown = signed && !isNegative(value) ? `+${figure}` : figure
  const text = unit || wan ? t(wan ? "wan" : "yuan", { amount: shown }) : shown
  const capitals = inCapitals(value)
  return (
    <Tooltip title={capitals} mouseEnterDelay={0.4}>
      <span
        className="hs-number"
        style={{ fontWeight: strong ? 600 : undefined, color: isNegative(value) ? "var(--hs-bad)" : undefined }}
      >
        {text}
      </span>
    </Tooltip>
  )
}

export function Quantity({ value, unit }: { value: string | null | undefined; unit?: string }) {
  if (value === null || value === undefined || value === "") return <span className="hs-muted">—</span>
  return (
    <span className="hs-number">
      {grouped(value)}
      {unit ? ` ${unit}` : ""}
    </span>
  )
}

export function Rate({ value, yearly }: { value: string | null | undefined; yearly?: boolean }) {
  const spoken = useLang()
  if (value === null || value === undefined || value === "") return <span className="hs-muted">—</span>
  return (
    <span className="hs-number">
      {value}%{yearly ? (spoken === "zh" ? " / 年" : " a year") : ""}
    </span>
  )
}
