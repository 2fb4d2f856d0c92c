// Cursor paging: the server gives an opaque "next"; the pages walked so far are kept to walk back.
import { useQuery, keepPreviousData } from "@tanstack/react-query"
import { useEffect, useState } from "react"
import type { Endpoint } from "#contract/kernel/http"
import { api, type CallInput } from "#ui/api"

export interface PageOf<T> {
  items: T[]
  next: string | null
  total?: number | undefined
}

export function usePaged<P, Q, T>(
  endpoint: Endpoint<P, Q, undefined, PageOf<T>>,
  input: { params?: P; query?: Record<string, string | undefined>; limit?: number; refreshMs?: number },
) {
  const [trail, setTrail] = useState<string[]>([])
  const filters = JSON.stringify([input.params, input.query])
  useEffect(() => setTrail([]), [filters])
  const after = trail.at(-1)
  const query = { limit: input.limit ?? 20, ...input.query, ...(after ? { after } : {}) }
  const call = { params: input.params, query } as unknown as CallInput<P, Q, undefined>
  const result = useQuery({
    queryKey: [endpoint.path, "page", input.params ?? null, query],
    queryFn: ({ signal }) => api(endpoint, { ...call, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: input.refreshMs ?? false,
  })
  return {
    ...result,
    page: trail.length + 1,
    hasPrevious: trail.length > 0,
    hasNext: Boolean(result.data?.next),
    previous: () => setTrail((before) => before.slice(0, -1)),
    following: () => result.data?.next && setTrail((before) => [...before, result.data?.next as string]),
  }
}

const exportedRowsMax = 5_000

/** Walks every page for an export, up to a stated limit. */
export async function allRows<P, Q, T>(
  endpoint: Endpoint<P, Q, undefined, PageOf<T>>,
  input: { params?: P; query?: Record<string, string | undefined> },
): Promise<{ rows: T[]; cut: boolean }> {
  const rows: T[] = []
  let after: string | undefined
  do {
    const query = { limit: 200, ...input.query, ...(after ? { after } : {}) }
    const page = await api(endpoint, { params: input.params, query } as unknown as CallInput<P, Q, undefined>)
    rows.push(...page.items)
    after = page.next ?? undefined
  } while (after && rows.length < exportedRowsMax)
  return { rows, cut: Boolean(after) }
}
