// A pipeline as lanes of cards: each card a step with its count, its money and how long the oldest has waited. Arrow keys
// walk from card to card; Tab still goes through all of them.
import type { KeyboardEvent, ReactNode } from "react"
import { To } from "#ui/link"

export interface LaneCard {
  key: string
  href: string
  label: string
  count: number
  facts?: ReactNode
}

export interface Lane {
  key: string
  title: string
  tone?: "calm" | "good" | "bad" | "muted" | undefined
  cards: readonly LaneCard[]
}

const moves: Record<string, [number, number]> = {
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
}

/** The card to go to, or nothing at the edge of the board. */
function neighbour(board: HTMLElement, from: Element, [across, down]: [number, number]): HTMLElement | undefined {
  const lanes = [...board.querySelectorAll("section")].map((lane) => [...lane.querySelectorAll<HTMLElement>("a")])
  const at = lanes.findIndex((cards) => cards.includes(from as HTMLElement))
  if (at < 0) return undefined
  const row = lanes[at]!.indexOf(from as HTMLElement)
  if (across === 0) return lanes[at]![row + down]
  const beside = lanes[at + across]
  return beside?.[Math.min(row, beside.length - 1)]
}

export function Lanes({ lanes, label }: { lanes: readonly Lane[]; label: string }) {
  const walk = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = moves[event.key]
    const next =
      step && document.activeElement ? neighbour(event.currentTarget, document.activeElement, step) : undefined
    if (!next) return
    event.preventDefault()
    next.focus()
  }
  return (
    // The cards are links of their own; the keys only make the way between them shorter.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div className="hs-lanes" role="group" aria-label={label} onKeyDown={walk}>
      {lanes.map((lane) => (
        <section key={lane.key} className="hs-lane" data-tone={lane.tone} aria-label={lane.title}>
          <h2>
            {lane.title} <span className="hs-muted">{lane.cards.reduce((sum, card) => sum + card.count, 0)}</span>
          </h2>
          {lane.cards.map((card) => (
            <To key={card.key} href={card.href} className="hs-lane-card">
              <span className="hs-lane-head">
                <span>{card.label}</span>
                <strong className={card.count === 0 ? "hs-muted" : undefined}>{card.count}</strong>
              </span>
              {card.count > 0 && card.facts ? (
                <span className="hs-lane-facts hs-muted hs-small">{card.facts}</span>
              ) : null}
            </To>
          ))}
        </section>
      ))}
    </div>
  )
}
