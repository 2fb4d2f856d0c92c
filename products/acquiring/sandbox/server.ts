// The sandbox channel: one small real HTTP server on loopback that speaks WeChat Pay's and Alipay's interfaces, so that
// their own SDKs check its signatures. It shows the payer a page, calls back, and has faults on order.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { setTimeout as pause } from "node:timers/promises"
import { AlipayShape } from "./alipay.ts"
import { sandboxKeys } from "./keys.ts"
import { payingPage } from "./page.ts"
import { SandboxStore, type SandboxChannel } from "./store.ts"
import { Trade, type Knobs } from "./trade.ts"
import { WechatShape, type Said } from "./wechat.ts"

export interface ChannelSandboxOptions {
  /** Where keys and trade are kept; absent = in memory only. */
  folder?: string | undefined
  /** The trade's own time (a demo's clock). */
  now: () => Date
  /** The wall's time, against which the SDKs check an answer's age. */
  wall: () => Date
  /** Pauses before each try of a callback. */
  callbackPausesMs?: readonly number[]
}

export interface ChannelSandbox {
  url: string
  knobs: Knobs
  urlOf(partner: string): string | undefined
  keysOf(partner: string): Record<string, string> | undefined
  /** Whoever pays without opening the page. */
  pay(channel: SandboxChannel, orderNo: string): void
  /** From now on callbacks are sent; those so far were not. */
  callBack(): void
  /** Resolves when every callback under way has ended. */
  idle(): Promise<void>
  close(): Promise<void>
}

const pausesMs = [0, 400, 1_500, 5_000]
const callbackTimeoutMs = 5_000
const bodyMax = 1_000_000

export async function startChannelSandbox(options: ChannelSandboxOptions): Promise<ChannelSandbox> {
  const keys = sandboxKeys(options.folder)
  const trade = new Trade(new SandboxStore(options.folder), options.now)
  const wechat = new WechatShape(trade, keys, options.wall)
  const alipay = new AlipayShape(trade, keys)
  const callbacks = callbackSender(trade, options.callbackPausesMs ?? pausesMs)
  trade.onPaid = (order) =>
    callbacks.send(order.notifyUrl, () =>
      order.channel === "wechat" ? wechat.callbackOfPayment(order) : alipay.callbackOfPayment(order),
    )
  trade.onRefunded = (refund) => {
    if (refund.notifyUrl) callbacks.send(refund.notifyUrl, () => wechat.callbackOfRefund(refund))
  }
  const server = createServer(
    (request, response) => void handle({ trade, wechat, alipay, base: url }, request, response),
  )
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  return {
    url,
    knobs: trade.knobs,
    urlOf: (partner) => (partner === "wechat-pay" ? url : partner === "alipay" ? `${url}/gateway.do` : undefined),
    keysOf: (partner) =>
      partner === "wechat-pay" ? { ...keys.wechat } : partner === "alipay" ? { ...keys.alipay } : undefined,
    pay: (channel, orderNo) => void trade.pay(channel, orderNo),
    callBack: () => callbacks.open(),
    idle: () => callbacks.idle(),
    close: async () => {
      callbacks.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

interface Shapes {
  trade: Trade
  wechat: WechatShape
  alipay: AlipayShape
  base: string
}

async function handle(shapes: Shapes, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { knobs } = shapes.trade
  if (knobs.isDown) return void request.socket.destroy()
  const body = await bodyOf(request)
  const url = new URL(request.url ?? "/", shapes.base)
  const said = answer(shapes, { request, url, body })
  if (knobs.delayMs > 0) await pause(knobs.delayMs)
  if (knobs.loseAnswers > 0 && !url.pathname.startsWith("/pay/")) {
    knobs.loseAnswers -= 1
    return void request.socket.destroy()
  }
  response.writeHead(said.status, said.headers).end(said.body)
}

function answer(shapes: Shapes, asked: { request: IncomingMessage; url: URL; body: string }): Said {
  const { request, url, body } = asked
  const method = request.method ?? "GET"
  const page = /^\/pay\/(wechat|alipay)\/(\w+)$/.exec(url.pathname)
  if (page) return payPage(shapes, method, page[1] as SandboxChannel, page[2]!)
  if (url.pathname === "/gateway.do") return shapes.alipay.answer(url, body, shapes.base)
  const bill = /^\/alipay\/bills\/([\d-]+)$/.exec(url.pathname)
  if (bill) return shapes.alipay.file(bill[1]!)
  return shapes.wechat.answer({ method, url, body, authorization: request.headers.authorization ?? "" }, shapes.base)
}

function payPage({ trade }: Shapes, method: string, channel: SandboxChannel, orderNo: string): Said {
  if (method === "POST") {
    trade.pay(channel, orderNo)
    return { status: 303, body: "", headers: { location: `/pay/${channel}/${orderNo}` } }
  }
  const body = payingPage(trade.store.order(channel, orderNo), trade.now())
  return { status: 200, body, headers: { "content-type": "text/html; charset=utf-8" } }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    size += (part as Buffer).length
    if (size > bodyMax) break
    parts.push(part as Buffer)
  }
  return Buffer.concat(parts).toString("utf8")
}

/** Sends callbacks until one is taken, a few times and with pauses; as many copies as the knob says. */
function callbackSender(trade: Trade, pauses: readonly number[]) {
  const underWay = new Set<Promise<void>>()
  const stopping = new AbortController()
  let isOpen = false
  const deliver = async (url: string, make: () => Said): Promise<void> => {
    for (const wait of pauses) {
      await pause(wait, undefined, { signal: stopping.signal })
      const { body, headers } = make()
      const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(callbackTimeoutMs)])
      const taken = await fetch(url, { method: "POST", headers, body: body as string, signal, redirect: "error" }).then(
        async (reply) => reply.ok && (await reply.text()) !== "fail",
        () => false,
      )
      if (taken) return
    }
  }
  return {
    send: (url: string, make: () => Said) => {
      if (!isOpen || trade.knobs.isSilent || url === "") return
      for (let copy = 0; copy < trade.knobs.callbackCopies; copy++) {
        const run: Promise<void> = deliver(url, make)
          .catch(() => {})
          .finally(() => underWay.delete(run))
        underWay.add(run)
      }
    },
    open: () => void (isOpen = true),
    idle: async () => void (await Promise.all(underWay)),
    stop: () => stopping.abort(),
  }
}
