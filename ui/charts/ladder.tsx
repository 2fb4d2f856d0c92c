// A ladder: levels with their bounds and where the figure stands, e.g. loan-to-value bands. Plain HTML, no engine.
import type { Tone } from "#ui/theme"
import { toneStyle } from "#ui/states"

export interface Rung {
  /** Upper bound of the band as a per cent, at most 120 is drawn. */
  to: number
  label: string
  tone: Tone
}

export function Ladder({ rungs, at, label }: { rungs: readonly Rung[]; at: string | null; label: string }) {
  const top = rungs.at(-1)?.to ?? 100
  const place = at === null ? null : Math.min(Number(at), top)
  return (
    <div className="hs-ladder" role="img" aria-label={label}>
      <div className="hs-ladder-bar">
        {rungs.map((rung, i) => (
          <span key={rung.label} style={{ ...toneStyle(rung.tone), flexGrow: rung.to - (rungs[i - 1]?.to ?? 0) }}>
            {rung.label}
          </span>
        ))}
      </div>
      {place === null ? null : (
        <div className="hs-ladder-mark" style={{ left: `${(place / top) * 100}%` }}>
          ▲ <strong>{at}%</strong>
        </div>
      )}
    </div>
  )
}

/** A line without axes, for a table cell or a figure. */
export function Sparkline({ values, label }: { values: readonly string[]; label: string }) {
  const numbers = values.map(Number)
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)]
  const span = high - low || 1
  const points = numbers.map(
    (n, i) => `${(i / Math.max(1, numbers.length - 1)) * 96 + 2},${26 - ((n - low) / span) * 22}`,
  )
  return (
    <svg viewBox="0 0 100 28" className="hs-sparkline" role="img" aria-label={label}>
      <polyline points={points.join(" ")} fill="none" stroke="var(--hs-primary)" strokeWidth="2" />
    </svg>
  )
}
