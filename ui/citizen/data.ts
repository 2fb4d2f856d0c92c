// Reading and writing without a data library: one read a page, one write at a time, both with plain states.
import { useCallback, useEffect, useRef, useState } from "react"
import type { Endpoint } from "#contract/kernel/http"
import { api, type CallInput, isProblem, newKey } from "#ui/api"

export interface Reading<T> {
  data: T | undefined
  error: unknown
  /** Reads anew; what is shown stays until the answer is there. */
  again: () => void
}

/** Reads one endpoint, again whenever its input changes. */
export function useRead<P, Q, R>(
  endpoint: Endpoint<P, Q, undefined, R>,
  input: CallInput<P, Q, undefined> = {},
): Reading<R> {
  const [state, setState] = useState<{ key: string; data?: R; error?: unknown }>({ key: "" })
  const [round, setRound] = useState(0)
  const key = JSON.stringify([endpoint.path, input.params, input.query])
  const asked = useRef(input)
  asked.current = input
  useEffect(() => {
    const stop = new AbortController()
    api(endpoint, { ...asked.current, signal: stop.signal }).then(
      (data) => setState({ key, data }),
      (error: unknown) => {
        if (!stop.signal.aborted) setState((seen) => (seen.key === key ? { ...seen, error } : { key, error }))
      },
    )
    return () => stop.abort()
  }, [endpoint, key, round])
  const again = useCallback(() => setRound((n) => n + 1), [])
  const isCurrent = state.key === key
  return { data: isCurrent ? state.data : undefined, error: isCurrent ? state.error : undefined, again }
}

export interface Sending<P, Q, B, R> {
  busy: boolean
  problem: unknown
  /** Null after a refusal, which is then in `problem`. */
  send: (input: CallInput<P, Q, B>) => Promise<{ value: R } | null>
}

/** One write. Pressing again after a broken line repeats the same request: nothing is done or paid twice. */
export function useSend<P, Q, B, R>(endpoint: Endpoint<P, Q, B, R>): Sending<P, Q, B, R> {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const key = useRef<string>(undefined)
  const running = useRef(false)
  const send = async (input: CallInput<P, Q, B>): Promise<{ value: R } | null> => {
    if (running.current) return null
    running.current = true
    setBusy(true)
    setProblem(null)
    try {
      const value = await api(endpoint, { ...input, idempotencyKey: (key.current ??= newKey()) })
      key.current = undefined
      return { value }
    } catch (error) {
      if (isProblem(error) && error.problem.moved === false) key.current = undefined
      setProblem(error)
      return null
    } finally {
      running.current = false
      setBusy(false)
    }
  }
  return { busy, problem, send }
}
