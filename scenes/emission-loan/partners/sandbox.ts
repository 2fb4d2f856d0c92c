// The three registries as one small real HTTP server for a demo branch or a test: it checks the signature, answers at
// once or accepts and calls back later with a signature of its own, and refuses what a real registry would. Each
// registry has its path, as each real one has its address, and its own key. Swapped for the real ones by URL.
import { createServer, type IncomingMessage, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { partnerKey, signed, verifySigned } from "#kernel/partner"

export interface SandboxOptions {
  secret: Buffer
  /** Titles the sandbox refuses, to show that path. */
  refuseTitles?: readonly string[]
  /** The clock that signatures are judged and made by. */
  now: () => Date
}

export interface Sandbox {
  /** Address of one registry. */
  urlOf(partner: string): string
  /** From now on mortgages at the real-estate registry are accepted first and answered later, at this address. */
  callBackTo(address: string): void
  received: { id: string; kind: string; subject: string }[]
  close(): Promise<void>
}

interface Message {
  id: string
  kind: string
  subject: string
  body: Record<string, unknown>
}

const prefixes: Record<string, string> = { FREEZE_REQ: "DJ", MORTGAGE_REQ: "BDC", FILING_REQ: "ZD", RELEASE_REQ: "JC" }
const bodyBytesMax = 64 * 1024
/** The registry whose clerks look at a filing before they answer. */
const slowKind = "MORTGAGE_REQ"
const slowMs = 1_500

export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const received: Sandbox["received"] = []
  const answers = new Map<string, unknown>()
  const { now } = options
  let callBack: string | undefined
  const later = new Set<NodeJS.Timeout>()
  const server = createServer((request, response) => {
    void read(request)
      .then((text) => {
        const partner = request.url?.split("/")[1] ?? ""
        const key = partnerKey(options.secret, partner)
        const checked = verifySigned(key, now(), request.headers, text)
        if (!checked.ok) return response.writeHead(401).end()
        const message = JSON.parse(text) as Message
        // The same message twice has the same answer: a registry files once.
        const answer = answers.get(message.id) ?? answerOf(message, options.refuseTitles ?? [], received.length)
        answers.set(message.id, answer)
        received.push({ id: message.id, kind: message.kind, subject: message.subject })
        const isLater = callBack !== undefined && message.kind === slowKind
        if (isLater) {
          const timer = setTimeout(() => {
            later.delete(timer)
            void answerLater({
              url: `${callBack}/api/v1/partners/${partner}/answers`,
              key,
              now: now(),
              id: message.id,
              answer,
            })
          }, slowMs)
          later.add(timer)
        }
        const body = JSON.stringify(isLater ? { state: "accepted" } : answer)
        response.writeHead(200, { "content-type": "application/json", ...signed(key, now(), body) }).end(body)
      })
      .catch(() => response.writeHead(400).end())
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  return {
    urlOf: (partner) => `http://127.0.0.1:${port}/${partner}`,
    callBackTo: (address) => (callBack = address),
    received,
    close: () => {
      for (const timer of later) clearTimeout(timer)
      return stop(server)
    },
  }
}

/** The late answer, signed like everything between partners. A bank that is down asks again by repeating its message. */
async function answerLater(call: { url: string; key: Buffer; now: Date; id: string; answer: unknown }): Promise<void> {
  const body = JSON.stringify({ id: call.id, answer: call.answer })
  const headers = { "content-type": "application/json", ...signed(call.key, call.now, body) }
  await fetch(call.url, { method: "POST", headers, body }).catch(() => undefined)
}

function answerOf(message: Message, refuseTitles: readonly string[], count: number): Record<string, unknown> {
  const prefix = prefixes[message.kind]
  if (!prefix) return { state: "refused", reason: `不受理的报文 ${message.kind}` }
  if (refuseTitles.includes(String(message.body["titleNo"] ?? "")))
    return { state: "refused", reason: "权属信息与登记簿不一致" }
  const certificateNo = `${prefix}${String(message.body["requestNo"] ?? count).replaceAll("-", "")}`
  return { state: message.kind === "RELEASE_REQ" ? "released" : "done", certificateNo }
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > bodyBytesMax) throw new Error("message too long")
    parts.push(part)
  }
  return Buffer.concat(parts).toString("utf8")
}

const stop = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()))
