// A table wider than its place scrolls by itself, and what scrolls must be reachable by key: its box takes the focus then,
// and only then, so that tables that fit add no stop to the way through a page.
import { useEffect, useRef, type RefObject } from "react"

export function useScrollByKey(): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const scroller = box.current?.querySelector<HTMLElement>(".ant-table-content")
    if (!scroller) return
    const watch = new ResizeObserver(() => {
      if (scroller.scrollWidth > scroller.clientWidth) scroller.tabIndex = 0
      else scroller.removeAttribute("tabindex")
    })
    watch.observe(scroller)
    for (const table of scroller.children) watch.observe(table)
    return () => watch.disconnect()
  }, [])
  return box
}
