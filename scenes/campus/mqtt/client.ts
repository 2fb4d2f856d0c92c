// Any other broker: we subscribe to the devices' topics like everybody else, and acknowledge what is stored. Who may write
// where is that broker's to guard; records of unknown devices are dropped here.
import { connectAsync } from "mqtt"
import type { Ctx } from "#kernel/flow"
import { upWords } from "../topics.ts"
import { takeMessage, type Reply } from "./take.ts"

export async function connectBroker(system: () => Ctx, url: string, log: (text: string) => void) {
  const client = await connectAsync(url, { clientId: `huoshui-${system().branch.code}`, clean: false }).catch(
    (error: Error) => {
      log(`连不上 MQTT 服务 ${new URL(url).host}：${error.message}。/ The MQTT broker cannot be reached.`)
      return undefined
    },
  )
  if (!client) return { stop: async () => {} }
  // The library acknowledges when this calls back: after the record is stored.
  client.handleMessage = (packet, done) => void take(packet.topic, Buffer.from(packet.payload), done)
  const take = async (topic: string, payload: Buffer, done: (error?: Error) => void) => {
    let reply: Reply | null = null
    try {
      reply = await takeMessage(system(), topic, payload)
    } catch (error) {
      return done(error as Error)
    }
    done()
    if (reply) client.publish(reply.topic, reply.payload, { qos: 1 })
  }
  await client.subscribeAsync(
    upWords.map((word) => `campus/+/up/${word}`),
    { qos: 1 },
  )
  return {
    stop: async () => {
      await client.endAsync()
    },
  }
}
