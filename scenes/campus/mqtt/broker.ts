// The embedded broker: a device signs in with its serial number and key, writes below its own topic only, and hears an
// acknowledgement (QoS 1) after its message is stored.
import { createServer } from "node:net"
import { Aedes } from "aedes"
import type { Ctx } from "#kernel/flow"
import { isDeviceKey } from "../flows/inbox.ts"
import { deviceBy } from "../store.ts"
import { downTopic, readTopic } from "../topics.ts"
import { takeMessage, type Reply } from "./take.ts"

export async function startBroker(system: () => Ctx, port: number, log: (text: string) => void) {
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
  const isUp = await new Promise<boolean>((resolve) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      log(
        error.code === "EADDRINUSE"
          ? `MQTT 端口 ${port} 已被占用，校门设备暂时只能用 HTTP；请停止占用它的程序或设 HUOSHUI_MQTT_PORT。/ MQTT port ${port} is taken; gates reach us over HTTP only until HUOSHUI_MQTT_PORT names another.`
          : `MQTT 不能监听 ${port}：${error.message}`,
      )
      resolve(false)
    })
    server.listen(port, () => resolve(true))
  })
  return {
    port: isUp ? (server.address() as { port: number }).port : null,
    stop: async () => {
      await new Promise<void>((resolve) => broker.close(() => resolve()))
      if (isUp) await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
