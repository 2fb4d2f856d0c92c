// Gates over MQTT through the embedded broker and through another one: stored before acknowledged, own topic only.
import { connectAsync, type MqttClient } from "mqtt"
import { afterAll, expect, test } from "vitest"
import { useBank } from "../../../tests/support/bank.ts"
import { deviceKey } from "../store.ts"
import { campusTools, guardian } from "../testing.ts"
import { startBroker } from "./broker.ts"
import { connectBroker } from "./client.ts"

const b = useBank("2026-03-02")
const c = campusTools(b)
const closing: (() => Promise<unknown>)[] = []
afterAll(async () => {
  for (const close of closing.toReversed()) await close()
})

async function broker() {
  const started = await startBroker(b.branch.system, 0, () => {})
  closing.push(started.stop)
  return started.port!
}

async function device(port: number, sn: string): Promise<MqttClient> {
  const password = deviceKey(b.branch.services.secret, sn)
  const client = await connectAsync(`mqtt://127.0.0.1:${port}`, { username: sn, password, reconnectPeriod: 0 })
  closing.push(() => client.endAsync(true))
  return client
}

const event = (id: number) => ({ id, at: "2026-03-02T07:31:00+08:00", uid: "C1-0", direction: "in" })

test("an event is stored when the acknowledgement comes, and a repeat is one event", async () => {
  const s = await c.school([{ guardian: guardian(1) }])
  await c.gate(s, "GM1")
  await c.gate(s, "GM2")
  b.branch.clock.set("2026-03-02T07:31:20+08:00")
  const client = await device(await broker(), "GM1")
  const acks: string[] = []
  client.on("message", (topic, payload) => acks.push(`${topic} ${String(payload)}`))
  await client.subscribeAsync("campus/GM1/down/ack", { qos: 1 })
  for (let n = 0; n < 3; n += 1)
    await client.publishAsync("campus/GM1/up/events", JSON.stringify({ events: [event(1)] }), { qos: 1 })
  const stored = await c.db().selectFrom("campus_inbox").selectAll().where("sn", "=", "GM1").execute()
  expect(stored).toHaveLength(1)
  await c.work()
  expect(await c.db().selectFrom("campus_presence").select("state").execute()).toEqual([{ state: "in" }])
  await client.publishAsync("campus/GM1/up/heartbeat", JSON.stringify({ at: "2026-03-02T07:31:25+08:00" }), { qos: 1 })
  const row = await c.db().selectFrom("campus_device").select("offset_ms").where("sn", "=", "GM1").executeTakeFirst()
  expect(row).toEqual({ offset_ms: 5_000 })
  await expect.poll(() => acks.length).toBeGreaterThan(0)
  expect(acks[0]).toBe('campus/GM1/down/ack {"code":200,"ids":["1"]}')
})

test("a wrong key does not get in, and nobody writes as another gate", async () => {
  const port = await broker()
  const wrong = connectAsync(`mqtt://127.0.0.1:${port}`, { username: "GM1", password: "no", reconnectPeriod: 0 })
  await expect(wrong).rejects.toThrow()
  const client = await device(port, "GM2")
  const closed = new Promise<void>((resolve) => client.once("close", () => resolve()))
  client.publish("campus/GM1/up/events", JSON.stringify(event(2)), { qos: 1 })
  await closed
  expect(await c.db().selectFrom("campus_inbox").select("sn").where("event_id", "=", "2").execute()).toEqual([])
})

test("a taken port is one sentence, and the server goes on", async () => {
  const port = await broker()
  const said: string[] = []
  const second = await startBroker(b.branch.system, port, (text) => said.push(text))
  closing.push(second.stop)
  expect(second.port).toBeNull()
  expect(said[0]).toContain(`端口 ${port} 已被占用`)
})

test("any other broker carries the same messages", async () => {
  const { Aedes } = await import("aedes")
  const { createServer } = await import("node:net")
  const other = await Aedes.createBroker()
  const server = createServer(other.handle)
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const { port } = server.address() as { port: number }
  closing.push(() => new Promise((resolve) => other.close(() => server.close(resolve))))
  const ours = await connectBroker(b.branch.system, `mqtt://127.0.0.1:${port}`, () => {})
  closing.push(ours.stop)
  const client = await connectAsync(`mqtt://127.0.0.1:${port}`)
  closing.push(() => client.endAsync(true))
  await client.publishAsync("campus/GM2/up/events", JSON.stringify([{ ...event(77), uid: "C1-0" }]), { qos: 1 })
  const stored = () => c.db().selectFrom("campus_inbox").select("event_id").where("sn", "=", "GM2").execute()
  await expect.poll(stored).toEqual([{ event_id: "77" }])
})
