// Whether gates can reach us over MQTT now, in words for the start's output and for the page where devices are looked at.
// Kept in memory: it is about this running server and nothing else.
import type { Db } from "#kernel/db"
import type { Both } from "../model.ts"

export type MqttState = "on" | "waiting" | "taken" | "away" | "off"

export interface MqttStatus {
  state: MqttState
  /** Port of the embedded broker, or host of the other one. */
  where: string
  reason: string
}

const known = new WeakMap<Db, MqttStatus>()

export const setMqtt = (db: Db, status: MqttStatus): void => void known.set(db, status)

export const mqttStatus = (db: Db): MqttStatus => known.get(db) ?? { state: "off", where: "", reason: "" }

const goesOn: Both = {
  zh: "设备用 HTTP 上传照常，记录不会丢",
  en: "devices go on over HTTP and nothing is lost",
}

export function mqttWords({ state, where, reason }: MqttStatus): Both {
  if (state === "on") return { zh: `MQTT 已启用（${where}）`, en: `MQTT is on (${where})` }
  if (state === "waiting")
    return { zh: "登记设备后半分钟内自动启用 MQTT", en: "MQTT starts within half a minute of the first device" }
  if (state === "taken")
    return {
      zh: `MQTT 未启用：端口 ${where} 已被占用。请停止占用它的程序（每半分钟自动重试），或用 HUOSHUI_MQTT_PORT 换一个端口后重新启动；${goesOn.zh}`,
      en: `MQTT is off: port ${where} is taken. Stop its owner (tried again every half minute) or start with another HUOSHUI_MQTT_PORT; ${goesOn.en}`,
    }
  if (state === "away")
    return {
      zh: `MQTT 未连上：${where} 没有应答（${reason}），自动重连中。请检查 HUOSHUI_MQTT_URL 和该服务；${goesOn.zh}`,
      en: `MQTT is away: ${where} does not answer (${reason}), trying again. Check HUOSHUI_MQTT_URL and that broker; ${goesOn.en}`,
    }
  return {
    zh: `MQTT 未启用${reason ? `：${reason}` : ""}；${goesOn.zh}`,
    en: `MQTT is off${reason ? `: ${reason}` : ""}; ${goesOn.en}`,
  }
}

export const mqttSentence = (status: MqttStatus): string => {
  const { zh, en } = mqttWords(status)
  return `${zh}。/ ${en}.`
}
