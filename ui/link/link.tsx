// Links inside the app: real anchors (open in a new tab, copy, middle click all work) that move without reloading.
import { useParams, useRouter } from "@tanstack/react-router"
import type { CSSProperties, MouseEvent, ReactNode } from "react"

export function useGo(): (href: string, replace?: boolean) => void {
  const router = useRouter()
  return (href, replace) => (replace ? router.history.replace(href) : router.history.push(href))
}

export interface ToProps {
  href: string
  children: ReactNode
  className?: string
  style?: CSSProperties
  label?: string
  onFollow?: () => void
}

export function To({ href, children, className, style, label, onFollow }: ToProps) {
  const router = useRouter()
  const address = router.history.createHref(href)
  const follow = (event: MouseEvent) => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    ) {
      return
    }
    event.preventDefault()
    event.stopPropagation()
    onFollow?.()
    router.history.push(href)
  }
  return (
    <a href={address} onClick={follow} className={className} style={style} aria-label={label}>
      {children}
    </a>
  )
}

/** A parameter of the page's own address; its absence is a bug in the route table. */
export function useParam(name: string): string {
  const params = useParams({ strict: false }) as Record<string, string | undefined>
  const value = params[name]
  if (value === undefined) throw new Error(`This page's address has no "${name}"`)
  return value
}
