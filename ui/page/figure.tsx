// Headline figures: what it is, how much, and where to look further.
import type { ReactNode } from "react"
import { To } from "#ui/link"
import type { Tone } from "#ui/theme"

export interface FigureProps {
  label: string
  value: ReactNode
  note?: ReactNode
  href?: string
  tone?: Tone
}

export function Figure({ label, value, note, href, tone }: FigureProps) {
  const body = (
    <>
      <span className="hs-figure-label">{label}</span>
      <span className="hs-figure-value" data-tone={tone}>
        {value}
      </span>
      {note ? <span className="hs-muted hs-small">{note}</span> : null}
    </>
  )
  return href ? (
    <To href={href} className="hs-figure hs-figure-link">
      {body}
    </To>
  ) : (
    <div className="hs-figure">{body}</div>
  )
}

export function Figures({ children }: { children: ReactNode }) {
  return <div className="hs-figures">{children}</div>
}
