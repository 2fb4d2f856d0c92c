// Server data in components: useEndpoint reads and caches, useAction writes and then refreshes what it may have changed.
import { keepPreviousData, type QueryKey, useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useRef } from "react"
import type { Endpoint } from "#contract/kernel/http"
import { api, type CallInput, newKey } from "./api.ts"
import { isProblem } from "./problem.ts"

export function keyOf<P, Q, B, R>(endpoint: Endpoint<P, Q, B, R>, input: CallInput<P, Q, B> = {}): QueryKey {
  return [endpoint.path, input.params ?? null, input.query ?? null]
}

export interface ReadOptions {
  enabled?: boolean
  /** Ask again every so many milliseconds; false once there is nothing more to expect. */
  refreshMs?: number | false
  keepPrevious?: boolean
}

export function useEndpoint<P, Q, R>(
  endpoint: Endpoint<P, Q, undefined, R>,
  input: CallInput<P, Q, undefined> = {},
  options: ReadOptions = {},
) {
  return useQuery<R>({
    queryKey: keyOf(endpoint, input),
    queryFn: ({ signal }) => api(endpoint, { ...input, signal }),
    enabled: options.enabled ?? true,
    refetchInterval: options.refreshMs ?? false,
    ...(options.keepPrevious ? { placeholderData: keepPreviousData as never } : {}),
  })
}

/**
 * One write. The key stays the same until the server has answered for good, so pressing again after a broken
 * connection repeats the same request instead of making a second one.
 */
export function useAction<P, Q, B, R>(endpoint: Endpoint<P, Q, B, R>, done?: (value: R) => void) {
  const client = useQueryClient()
  const key = useRef<string>(undefined)
  return useMutation({
    mutationFn: (input: CallInput<P, Q, B>) => {
      key.current ??= newKey()
      return api(endpoint, { ...input, idempotencyKey: input.idempotencyKey ?? key.current })
    },
    onSuccess: async (value) => {
      key.current = undefined
      await client.invalidateQueries()
      done?.(value)
    },
    onError: (error) => {
      if (isProblem(error) && error.problem.moved === false) key.current = undefined
    },
  })
}
