// What the campus runs beside the server: the worker that gathers the inbox, and the gates' messages over MQTT, through
// an embedded broker or any other (HUOSHUI_MQTT_URL). Broker and port are used only where a school has devices.
import type { Ctx } from "#kernel/flow"
import type { BesideService } from "#kernel/scene"
import { inboxOf } from "./flows/inbox.ts"
import { processInbox } from "./flows/process.ts"
import { connectBroker } from "./mqtt/client.ts"
import { startBroker } from "./mqtt/broker.ts"
import { setMqtt } from "./mqtt/status.ts"

const roundMs = 1_000
const defaultPort = 1883
const lookMs = 30_000

/** Works the inbox off as soon as something was stored; the round each second finds what a crash left behind. */
const worker: BesideService = {
  name: "campus.worker",
  zh: "校门记录处理",
  en: "Gate records worked off",
  start: async (system, log) => {
    let running: Promise<void> | undefined
    let again = false
    const go = () => {
      if (running) {
        again = true
        return
      }
      running = processInbox(system())
        .then(() => {})
        .catch((error: Error) => log(`校门记录暂未处理，稍后重试：${error.message}`))
        .finally(() => {
          running = undefined
          if (again) {
            again = false
            go()
          }
        })
    }
    const inbox = inboxOf(system().db)
    inbox.stored = go
    const timer = setInterval(go, roundMs)
    return {
      stop: async () => {
        clearInterval(timer)
        inbox.stored = () => {}
        await running
      },
    }
  },
}

async function hasDevices(ctx: Ctx): Promise<boolean> {
  return (await ctx.db.selectFrom("campus_device").select("sn").limit(1).executeTakeFirst()) !== undefined
}

/** A branch without a school opens no port; its first device does within half a minute. */
async function brokerOnceNeeded(system: () => Ctx, port: number, log: (text: string) => void) {
  let broker: { stop(): Promise<void> } | undefined
  const look = async () => {
    if (broker) return
    if (await hasDevices(system())) broker = await startBroker(system, port, log)
    else setMqtt(system().db, { state: "waiting", where: String(port), reason: "" })
  }
  await look()
  let looking = Promise.resolve()
  const timer = setInterval(() => {
    if (!broker) looking = looking.then(look).catch((error: Error) => log(`MQTT：${error.message}`))
  }, lookMs)
  return {
    stop: async () => {
      clearInterval(timer)
      await looking
      await broker?.stop()
    },
  }
}

const messages: BesideService = {
  name: "campus.mqtt",
  zh: "校门设备消息（MQTT）",
  en: "Gate messages over MQTT",
  start: async (system, log) => {
    const url = process.env["HUOSHUI_MQTT_URL"]
    if (url) return connectBroker(system, url, log)
    return brokerOnceNeeded(system, Number(process.env["HUOSHUI_MQTT_PORT"] ?? defaultPort), log)
  },
}

export const beside: BesideService[] = [worker, messages]
