// The embedded broker: a device signs in with its serial number and key, writes below its own topic only, and hears an
// acknowledgement (QoS 1) after its message is stored.
import { createServer, type Server } from "node:net"
import { Aedes } from "aedes"
import type { Ctx } from "#kernel/flow"
import { isDeviceKey } from "../flows/inbox.ts"
import { deviceBy } from "../store.ts"
import { downTopic, readTopic } from "../topics.ts"
import { mqttSentence, mqttStatus, setMqtt, type MqttStatus } from "./status.ts"
import { takeMessage, type Reply } from "./take.ts"

/** A port that is taken is tried again: whoever holds it may end. */
export async function startBroker(
  system: () => Ctx,
  port: number,
  log: (text: string) => void,
  retryMs = 30_000,
): Promise<{ readonly port: number | null; stop(): Promise<void> }> {
  const broker = await Aedes.createBroker()
  const server = createServer(broker.handle)
  const names = new WeakMap<object, string>()
  const isKnown = async (sn: string, key: string): Promise<boolean> => {
    const ctx = system()
    if (!isDeviceKey(ctx.services.secret, sn, key)) return false
    return (await deviceBy(ctx, sn).catch(() => undefined)) !== undefined
  }
  const signIn = async (client: object, sn: string, key: string, done: (isIn: boolean) => void) => {
    const isIn = await isKnown(sn, key)
    if (isIn) names.set(client, sn)
    done(isIn)
  }
  broker.authenticate = (client, username, password, done) =>
    void signIn(client, username ?? "", password?.toString() ?? "", (isIn) => done(null, isIn))
  broker.authorizeSubscribe = (client, subscription, done) => {
    const sn = names.get(client)
    const isOwn = sn !== undefined && subscription.topic.startsWith(`${downTopic(sn)}/`)
    done(null, isOwn ? subscription : null)
  }
  const take = async (topic: string, payload: Buffer, done: (error?: Error | null) => void) => {
    let reply: Reply | null = null
    try {
      reply = await takeMessage(system(), topic, payload)
    } catch (error) {
      return done(error as Error)
    }
    // Answered after the store: the broker acknowledges once this returns.
    done(null)
    if (reply) broker.publish({ cmd: "publish", qos: 1, dup: false, retain: false, ...reply }, () => {})
  }
  broker.authorizePublish = (client, packet, done) => {
    const sn = client ? names.get(client) : undefined
    if (!sn || readTopic(packet.topic)?.sn !== sn) return done(new Error("not this device's topic"))
    return void take(packet.topic, Buffer.from(packet.payload), done)
  }
  const tell = (status: MqttStatus) => {
    setMqtt(system().db, status)
    if (status.state !== "on") log(mqttSentence(status))
  }
  const listen = () =>
    new Promise<boolean>((resolve) => {
      const fail = (error: NodeJS.ErrnoException) => {
        const state = error.code === "EADDRINUSE" ? "taken" : "off"
        const before = mqttStatus(system().db)
        // Said once, however often it is tried.
        if (before.state !== state) tell({ state, where: String(port), reason: error.message })
        resolve(false)
      }
      server.once("error", fail)
      server.listen(port, () => {
        server.off("error", fail)
        tell({ state: "on", where: String(portOf(server)), reason: "" })
        resolve(true)
      })
    })
  let isUp = await listen()
  const timer = setInterval(() => {
    if (!isUp) void listen().then((done) => (isUp = done))
  }, retryMs)
  return {
    get port() {
      return isUp ? portOf(server) : null
    },
    stop: async () => {
      clearInterval(timer)
      await new Promise<void>((resolve) => broker.close(() => resolve()))
      if (isUp) await new Promise<void>((resolve) => server.close(() => resolve()))
      setMqtt(system().db, { state: "off", where: "", reason: "" })
    },
  }
}

const portOf = (server: Server): number => (server.address() as { port: number }).port
