// Server-sent events for one page: reconnects by itself (the browser does) and closes with the page.
import { useEffect, useRef } from "react"

/** Listens to `url` while it is given; `null` listens to nothing. */
export function useEventStream(url: string | null, heard: (data: unknown) => void): void {
  const latest = useRef(heard)
  latest.current = heard
  useEffect(() => {
    if (!url) return
    const source = new EventSource(url)
    source.onmessage = (event) => latest.current(parse(event.data as string))
    return () => source.close()
  }, [url])
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
