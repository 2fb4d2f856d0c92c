// The frame of every page: one heading, where it belongs, what can be done here; and the tab title.
import { type ReactNode, useEffect } from "react"
import { To } from "#ui/link"

export interface Crumb {
  label: string
  href: string
}

export interface PageProps {
  title: string
  /** Shown beside the title, such as a state tag. */
  tag?: ReactNode
  intro?: ReactNode
  crumbs?: readonly Crumb[]
  actions?: ReactNode
  children: ReactNode
  narrow?: boolean
}

export function Page({ title, tag, intro, crumbs, actions, children, narrow }: PageProps) {
  useEffect(() => {
    document.title = `${title} · 活水`
  }, [title])
  return (
    <div className={narrow ? "hs-page hs-page-narrow" : "hs-page"}>
      {crumbs && crumbs.length > 0 ? <Crumbs crumbs={crumbs} /> : null}
      <header className="hs-page-head">
        <div className="hs-page-title">
          <h1>{title}</h1>
          {tag}
        </div>
        {actions ? <div className="hs-page-actions">{actions}</div> : null}
        {intro ? <div className="hs-page-intro hs-muted">{intro}</div> : null}
      </header>
      {children}
    </div>
  )
}

function Crumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav className="hs-crumbs hs-small" aria-label="breadcrumb">
      {crumbs.map((crumb) => (
        <span key={crumb.href}>
          <To href={crumb.href}>{crumb.label}</To>
          <span aria-hidden> / </span>
        </span>
      ))}
    </nav>
  )
}
