// A state as a small coloured word. Colour only helps: the word itself always says it.
import type { CSSProperties, ReactNode } from "react"
import type { Tone } from "#ui/theme"

const names: Record<Tone, { text: string; ground: string }> = {
  good: { text: "--hs-good", ground: "--hs-good-soft" },
  warn: { text: "--hs-warn", ground: "--hs-warn-soft" },
  bad: { text: "--hs-bad", ground: "--hs-bad-soft" },
  calm: { text: "--hs-calm", ground: "--hs-calm-soft" },
  primary: { text: "--hs-link", ground: "--hs-primary-soft" },
  neutral: { text: "--hs-muted", ground: "--hs-neutral-soft" },
}

export function toneStyle(tone: Tone): CSSProperties {
  return { color: `var(${names[tone].text})`, background: `var(${names[tone].ground})` }
}

export function StateTag({ tone = "neutral", children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span className="hs-tag" style={toneStyle(tone)}>
      {children}
    </span>
  )
}
