// A titled block on a page, a row of blocks, and pairs of label and value.
import { type ReactNode, useId } from "react"

export interface PanelProps {
  title?: ReactNode
  extra?: ReactNode
  note?: ReactNode
  children: ReactNode
  flush?: boolean
}

export function Panel({ title, extra, note, children, flush }: PanelProps) {
  const id = useId()
  return (
    <section className="hs-panel" aria-labelledby={title ? id : undefined}>
      {title ? (
        <div className="hs-panel-head">
          <h2 id={id}>{title}</h2>
          {extra ? <div className="hs-panel-extra">{extra}</div> : null}
        </div>
      ) : null}
      {note ? <p className="hs-panel-note hs-muted">{note}</p> : null}
      <div className={flush ? "hs-panel-body hs-flush" : "hs-panel-body"}>{children}</div>
    </section>
  )
}

export function Columns({ children, wide }: { children: ReactNode; wide?: "left" | "even" }) {
  return <div className={wide === "even" ? "hs-columns hs-even" : "hs-columns"}>{children}</div>
}

export function Stack({ children }: { children: ReactNode }) {
  return <div className="hs-stack">{children}</div>
}

export interface Pair {
  label: string
  value: ReactNode
  wide?: boolean
}

export function Pairs({ items, columns = 2 }: { items: readonly (Pair | null | false)[]; columns?: 1 | 2 | 3 | 4 }) {
  return (
    <dl className="hs-pairs" data-columns={columns}>
      {items.map((item) =>
        item ? (
          <div key={item.label} className={item.wide ? "hs-wide" : undefined}>
            <dt>{item.label}</dt>
            <dd>{item.value === null || item.value === undefined || item.value === "" ? "—" : item.value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  )
}
