// What happened, newest first, one line each; who and when stay with it.
import type { ReactNode } from "react"
import type { Tone } from "#ui/theme"
import { toneStyle } from "#ui/states"
import { moment } from "#ui/look"

export interface TimelineEntry {
  key: string
  at: string
  title: ReactNode
  detail?: ReactNode
  who?: string | null
  tone?: Tone
}

export function Timeline({
  entries,
  label,
  empty,
}: {
  entries: readonly TimelineEntry[]
  label: string
  empty: string
}) {
  if (entries.length === 0) return <p className="hs-muted">{empty}</p>
  return (
    <ol className="hs-timeline" aria-label={label}>
      {entries.map((entry) => (
        <li key={entry.key}>
          <span className="hs-timeline-dot" style={toneStyle(entry.tone ?? "primary")} aria-hidden />
          <div>
            <div className="hs-timeline-title">{entry.title}</div>
            {entry.detail ? <div className="hs-muted">{entry.detail}</div> : null}
            <div className="hs-muted hs-small">
              <time dateTime={entry.at}>{entry.at.length > 10 ? moment(entry.at) : entry.at}</time>
              {entry.who ? ` · ${entry.who}` : ""}
            </div>
          </div>
        </li>
      ))}
    </ol>
  )
}
