// What leaves the house: events after the commit, webhooks that can be checked, partner messages that survive silence.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { deliverWebhooks, dispatchEvents, hub, signature } from "#kernel/event"
import { flow } from "#kernel/flow"
import { notify, queueSms, sendSmsOutbox } from "#kernel/notice"
import {
  deliverPartnerMessages,
  messagesOf,
  partnerKey,
  sendToPartner,
  takeAnswer,
  verifySigned,
} from "#kernel/partner"
import { expectOk, ok } from "#kernel/refusal"
import { createWebhook } from "./contract.ts"
import { event } from "./index.ts"
import { useBranch } from "../../tests/support/branch.ts"

const b = useBranch()
const received: { body: string; headers: IncomingMessage["headers"] }[] = []
let answer: (response: ServerResponse) => void = (response) => response.end("{}")
const server = createServer((request, response) => {
  let body = ""
  request.on("data", (chunk: Buffer) => (body += chunk.toString()))
  request.on("end", () => {
    received.push({ body, headers: request.headers })
    answer(response)
  })
})
let address = ""

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

const emit = flow({ name: "test.emit", permission: null }, async (ctx, input: { n: number }) => {
  ctx.emit({ type: "test.happened", subject: `s-${input.n}`, data: { n: input.n } })
  return ok()
})

describe("events and webhooks", () => {
  test("a subscriber gets each event once, signed, and a failing one later", async () => {
    const handlers = new Map<
      unknown,
      (ctx: unknown, input: unknown) => Promise<{ ok: boolean; value: { secret: string } }>
    >()
    event.routes!({
      on: (endpoint: unknown, _permission: unknown, handler: never) => void handlers.set(endpoint, handler),
    } as never)
    const made = await handlers.get(createWebhook)!(b.as("system-admin"), {
      body: { url: `${address}/hook`, types: ["test.happened"] },
    })
    const heard: string[] = []
    hub.on("event", (e) => heard.push(e.subject))
    await emit(b.as("clerk"), { n: 1 })
    expect(await dispatchEvents(b.system())).toBeGreaterThan(0)
    expect(heard).toContain("s-1")
    answer = (response) => response.writeHead(500).end()
    expect(await deliverWebhooks(b.system())).toEqual({ delivered: 0, failed: 1 })
    expect(await deliverWebhooks(b.system())).toEqual({ delivered: 0, failed: 0 })
    b.clock.advance(11_000)
    answer = (response) => response.end("{}")
    received.length = 0
    expect(await deliverWebhooks(b.system())).toEqual({ delivered: 1, failed: 0 })
    b.clock.advance(3_600_000)
    expect(await deliverWebhooks(b.system())).toEqual({ delivered: 0, failed: 0 })
    const [hook] = received
    const seconds = Number(/t=(\d+)/.exec(String(hook!.headers["huoshui-signature"]))![1])
    expect(hook!.headers["huoshui-signature"]).toBe(signature(made.value.secret, seconds, hook!.body))
    expect(JSON.parse(hook!.body)).toMatchObject({ type: "test.happened", subject: "s-1", data: { n: 1 } })
  })
})

describe("partners", () => {
  const ask = flow({ name: "test.ask", permission: null }, async (ctx, input: { subject: string }) =>
    ok(await sendToPartner(ctx, { partner: "centre", kind: "QUERY", subject: input.subject, body: { right: "R1" } })),
  )
  test("a partner that is down gets the message when it is up again; an answer comes once", async () => {
    const id = expectOk(await ask(b.as("clerk"), { subject: "case-1" }))
    expect(await deliverPartnerMessages(b.system())).toEqual({ sent: 0, failed: 1 })
    b.partners.set("centre", address)
    b.clock.advance(60_000)
    answer = (response) => response.end(JSON.stringify({ state: "accepted" }))
    received.length = 0
    expect(await deliverPartnerMessages(b.system())).toEqual({ sent: 1, failed: 0 })
    const key = partnerKey(b.services.secret, "centre")
    expect(verifySigned(key, b.clock.now(), received[0]!.headers, received[0]!.body)).toEqual({
      ok: true,
      value: undefined,
    })
    expect(verifySigned(key, b.clock.now(), received[0]!.headers, `${received[0]!.body} `)).toMatchObject({ ok: false })
    const stale = new Date(b.clock.now().getTime() + 6 * 60_000)
    expect(verifySigned(key, stale, received[0]!.headers, received[0]!.body)).toMatchObject({ ok: false })
    expect((await messagesOf(b.system(), "case-1"))[0]).toMatchObject({ state: "sent" })
    for (let n = 0; n < 2; n++) expectOk(await takeAnswer(b.system(), { id, answer: { state: "ack", no: "F-1" } }))
    const told = await b.database.db
      .selectFrom("event")
      .select("data")
      .where("type", "=", "partner.answered:QUERY")
      .execute()
    expect(told).toHaveLength(1)
    expect((await messagesOf(b.system(), "case-1"))[0]).toMatchObject({
      state: "answered",
      answer: { state: "ack", no: "F-1" },
    })
  })
})

describe("notices", () => {
  const tell = flow({ name: "test.tell", permission: null }, async (ctx, input: { key: string }) => {
    await notify(ctx, { to: "role:clerk@XX", title: "t", body: "b", onceKey: input.key })
    await queueSms(ctx, { phone: "13800001234", text: "您好", onceKey: input.key })
    return ok()
  })
  test("the same key tells once, in the application and by SMS", async () => {
    for (let n = 0; n < 3; n++) await tell(b.as("clerk"), { key: "once" })
    expect(await b.database.db.selectFrom("notice").select("id").where("once_key", "=", "once").execute()).toHaveLength(
      1,
    )
    expect(await sendSmsOutbox(b.system())).toEqual({ sent: 1, failed: 0 })
    expect(await sendSmsOutbox(b.system())).toEqual({ sent: 0, failed: 0 })
    expect(b.sms).toEqual([{ to: "13800001234", text: "您好" }])
  })
})
