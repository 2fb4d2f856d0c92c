// Any other broker: we subscribe to the devices' topics like everybody else, and acknowledge what is stored. Who may write
// where is that broker's to guard; records of unknown devices are dropped here. While it is down we try again for ever: what
// devices sent at QoS 1 waits there in our session, and they have HTTP meanwhile.
import { connect } from "mqtt"
import type { Ctx } from "#kernel/flow"
import { upWords } from "../topics.ts"
import { mqttSentence, mqttStatus, setMqtt, type MqttState } from "./status.ts"
import { takeMessage, type Reply } from "./take.ts"

export async function connectBroker(
  system: () => Ctx,
  url: string,
  log: (text: string) => void,
  retryMs = 5_000,
): Promise<{ stop(): Promise<void> }> {
  const clientId = `huoshui-${system().branch.code}`
  const client = connect(url, { clientId, clean: false, reconnectPeriod: retryMs, connectTimeout: 5_000 })
  const { host } = new URL(url)
  const tell = (state: MqttState, reason: string) => {
    if (mqttStatus(system().db).state === state) return
    setMqtt(system().db, { state, where: host, reason })
    if (state !== "on") log(mqttSentence({ state, where: host, reason }))
  }
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
  // The library acknowledges when this calls back: after the record is stored.
  client.handleMessage = (packet, done) => void take(packet.topic, Buffer.from(packet.payload), done)
  await new Promise<void>((resolve) => {
    client.on("connect", () => {
      void client
        .subscribeAsync(
          upWords.map((word) => `campus/+/up/${word}`),
          { qos: 1 },
        )
        .then(() => tell("on", ""))
        .catch((error: Error) => tell("away", error.message))
        .finally(resolve)
    })
    client.on("error", (error) => tell("away", error.message || "connection refused"))
    client.on("close", () => {
      tell("away", "connection closed")
      resolve()
    })
  })
  return {
    stop: async () => {
      client.removeAllListeners("close")
      await client.endAsync(true)
      setMqtt(system().db, { state: "off", where: "", reason: "" })
    },
  }
}
