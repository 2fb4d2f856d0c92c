// The typed client: one call per endpoint of a contract. Data comes back typed; every refusal is a ProblemError.
// Writes carry an Idempotency-Key, so a repeat after a broken connection is harmless.
import type { Endpoint, Problem } from "#contract/kernel/http"
import { lang } from "#ui/i18n"
import { ProblemError, unreachable } from "./problem.ts"
import { urlOf } from "./url.ts"

/** Query and body as a caller writes them: what has a default may be left out. */
export interface CallInput<P, Q, B> {
  params?: P
  query?: Q extends object ? { [K in keyof Q]?: Q[K] | undefined } : undefined
  body?: B
  idempotencyKey?: string
  dryRun?: boolean
  signal?: AbortSignal
}

type SignedOut = (endpoint: { path: string }) => void
let whenSignedOut: SignedOut = () => {}

/** The app says once what happens when a session has ended. */
export function onSignedOut(handler: SignedOut): void {
  whenSignedOut = handler
}

export function newKey(): string {
  return crypto.randomUUID()
}

export async function api<P, Q, B, R>(endpoint: Endpoint<P, Q, B, R>, input: CallInput<P, Q, B> = {}): Promise<R> {
  const query = { ...input.query, ...(input.dryRun ? { dryRun: "true" } : {}) }
  const response = await send(endpoint, urlOf(endpoint, input.params, query), {
    ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
    headers: input.body === undefined ? {} : { "content-type": "application/json" },
    key: input.idempotencyKey,
    signal: input.signal,
  })
  if (response.status === 204) return undefined as R
  const text = await response.text()
  return (text === "" ? undefined : JSON.parse(text)) as R
}

export interface UploadInput<P, Q> extends CallInput<P, Q, undefined> {
  file: File
  fields?: Record<string, string>
}

/** Sends one file (multipart), plain fields first so that the server knows them when the file arrives. */
export async function upload<P, Q, R>(endpoint: Endpoint<P, Q, undefined, R>, input: UploadInput<P, Q>): Promise<R> {
  const form = new FormData()
  for (const [name, value] of Object.entries(input.fields ?? {})) form.append(name, value)
  form.append("file", input.file, input.file.name)
  const query = { ...input.query, ...(input.dryRun ? { dryRun: "true" } : {}) }
  const response = await send(endpoint, urlOf(endpoint, input.params, query), {
    body: form,
    headers: {},
    key: input.idempotencyKey,
    signal: input.signal,
  })
  return (await response.json()) as R
}

/** Fetches a file and hands it to the browser's download, keeping the server's name. */
export async function download<P, Q>(
  endpoint: Endpoint<P, Q, undefined, void>,
  input: CallInput<P, Q, undefined> = {},
): Promise<void> {
  const { blob, name } = await fetchFile(endpoint, input)
  saveBlob(blob, name)
}

export async function fetchFile<P, Q>(
  endpoint: Endpoint<P, Q, undefined, void>,
  input: CallInput<P, Q, undefined> = {},
): Promise<{ blob: Blob; name: string }> {
  const response = await send(endpoint, urlOf(endpoint, input.params, input.query), {
    headers: {},
    key: input.idempotencyKey,
    signal: input.signal,
  })
  return { blob: await response.blob(), name: fileName(response.headers.get("content-disposition")) }
}

export function saveBlob(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob)
  const anchor = Object.assign(document.createElement("a"), { href: address, download: name })
  document.body.append(anchor)
  anchor.click()
  anchor.remove()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

function fileName(disposition: string | null): string {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? "")?.[1]
  if (encoded) return decodeURIComponent(encoded)
  return /filename="?([^";]+)"?/i.exec(disposition ?? "")?.[1] ?? "download"
}

interface Sending {
  body?: BodyInit
  headers: Record<string, string>
  key?: string | undefined
  signal?: AbortSignal | undefined
}

async function send(
  endpoint: { path: string; method: string; access: string },
  url: string,
  sending: Sending,
): Promise<Response> {
  const write = endpoint.method !== "GET"
  const headers: Record<string, string> = { ...sending.headers, "accept-language": lang() === "zh" ? "zh-CN" : "en" }
  // Staff, firms and citizens keep separate sessions in one browser; the server reads which face is asking.
  if (location.pathname.startsWith("/portal")) headers["huoshui-face"] = "portal"
  if (/^\/m(\/|$)/.test(location.pathname)) headers["huoshui-face"] = "citizen"
  if (write) headers["idempotency-key"] = sending.key ?? newKey()
  const response = await fetch(url, {
    method: endpoint.method,
    headers,
    credentials: "same-origin",
    ...(sending.body === undefined ? {} : { body: sending.body }),
    ...(sending.signal ? { signal: sending.signal } : {}),
  }).catch((error: unknown) => {
    if ((error as Error)?.name === "AbortError") throw error
    throw unreachable(write)
  })
  if (response.ok) return response
  const problem = (await response.json().catch(() => null)) as Problem | null
  if (!problem || typeof problem.code !== "string") throw unreachable(write)
  if (response.status === 401 && endpoint.access === "session") whenSignedOut(endpoint)
  throw new ProblemError(problem)
}
