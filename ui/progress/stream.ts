// What the server says by itself: progress of jobs, and that something on the page may have changed. The page then asks
// again with its own permissions. The browser reconnects by itself; the stream closes with the console.
import { useQueryClient } from "@tanstack/react-query"
import { useEffect } from "react"
import { apiRoot } from "#ui/api"

const gatherMs = 400

/** Listens while the console is open; many changes in a row become one refresh. */
export function useChanges(): void {
  const client = useQueryClient()
  useEffect(() => {
    const source = new EventSource(`${apiRoot}/stream`)
    let timer: ReturnType<typeof setTimeout> | undefined
    const refresh = (wanted: (path: string) => boolean) => () => {
      timer ??= setTimeout(() => {
        timer = undefined
        void client.invalidateQueries({ predicate: (query) => wanted(String(query.queryKey[0])) })
      }, gatherMs)
    }
    source.addEventListener(
      "job",
      refresh((path) => path.startsWith("/jobs") || path.startsWith("/day-end")),
    )
    source.addEventListener(
      "change",
      refresh(() => true),
    )
    return () => {
      clearTimeout(timer)
      source.close()
    }
  }, [client])
}
