// What vendors' devices say, in our words. Each vendor's numbers end here: nothing behind this table knows them.
// A record that cannot be read is kept and shown as such; a device must never be made to send it for ever.
import { createHash } from "node:crypto"
import { z } from "zod"
import type { CredentialKind, Direction, Result } from "./model.ts"

export interface GateRecord {
  eventId: string
  deviceAt: Date
  credential: CredentialKind
  ref: string | null
  direction: Direction | null
  result: Result
  isOffline: boolean
  photoRef: string | null
}

interface Raw {
  eventId?: string | number | null
  deviceAt: Date
  credential: CredentialKind
  ref: string | null
  direction: Direction | null
  result: Result
  isOffline: boolean
  photoRef: string | null
}

export interface Adapter {
  zh: string
  en: string
  /** The records inside one message. */
  split(body: unknown): unknown[]
  read(record: unknown): Raw
}

const list = (body: unknown, ...names: string[]): unknown[] => {
  if (Array.isArray(body)) return body
  for (const name of names) {
    const inner = (body as Record<string, unknown> | null)?.[name]
    if (Array.isArray(inner)) return inner
  }
  return [body]
}

const id = z.union([z.string().max(80), z.number()]).nullish()
const word = z.union([z.string(), z.number()]).nullish()
const asText = (value: string | number | null | undefined): string | null =>
  value === null || value === undefined || value === "" ? null : String(value)

/** "2026-03-02 07:31:05" is local; epoch numbers come in seconds or milliseconds. */
export function deviceTime(value: string | number): Date {
  const number = typeof value === "number" ? value : /^\d{10,13}$/.test(value) ? Number(value) : null
  if (number !== null) return new Date(number < 1e11 ? number * 1000 : number)
  const text = String(value)
  const isBare = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(text)
  const found = new Date(isBare ? `${text.replace(" ", "T")}+08:00` : text)
  if (Number.isNaN(found.getTime())) throw new Error(`not a time: ${text}`)
  return found
}

const time = z.union([z.string(), z.number()]).transform(deviceTime)

const plainShape = z.object({
  id,
  at: time,
  kind: z.enum(["card", "face", "qr", "pin", "remote", "hand"]).default("card"),
  uid: word,
  direction: z.enum(["in", "out"]).nullish(),
  result: z.enum(["pass", "deny", "tamper", "emergency"]).default("pass"),
  offline: z.boolean().default(false),
  photo: z.string().nullish(),
})

const plain: Adapter = {
  zh: "本平台协议",
  en: "Own protocol",
  split: (body) => list(body, "events"),
  read: (record) => {
    const one = plainShape.parse(record)
    return {
      eventId: one.id,
      deviceAt: one.at,
      credential: one.kind,
      ref: asText(one.uid),
      direction: one.direction ?? null,
      result: one.result,
      isOffline: one.offline,
      photoRef: one.photo ?? null,
    }
  },
}

const faceShape = z.object({
  uuid: id,
  personId: word,
  cardNo: word,
  recognitionType: z.union([z.string(), z.number()]).transform(String),
  mode: z.union([z.string(), z.number()]).transform(String).default("face"),
  time,
  isOffline: z.union([z.boolean(), z.number()]).transform(Boolean).default(false),
  photoUrl: z.string().nullish(),
})

/** Face panels that report who was recognised: staff, visitor, stranger, not alive, blacklist. */
const facePanel: Adapter = {
  zh: "人脸面板（HTTP 推送）",
  en: "Face panel, HTTP push",
  split: (body) => list(body, "data", "records"),
  read: (record) => {
    const one = faceShape.parse(record)
    const isKnown = ["staff", "visitor", "1", "2"].includes(one.recognitionType)
    const isCard = ["card", "2"].includes(one.mode)
    return {
      eventId: one.uuid,
      deviceAt: one.time,
      credential: isCard ? "card" : one.mode === "qr" ? "qr" : "face",
      ref: asText(isCard ? one.cardNo : one.personId),
      direction: null,
      result: isKnown ? "pass" : "deny",
      isOffline: one.isOffline,
      photoRef: one.photoUrl ?? null,
    }
  },
}

const platformShape = z.object({
  recordNo: id,
  peopleNo: word,
  /** 0 exit, 1 entry. */
  outInType: z
    .union([z.string(), z.number()])
    .transform(Number)
    .pipe(z.union([z.literal(0), z.literal(1)])),
  recogMode: z.union([z.string(), z.number()]).transform(Number).default(1),
  addTime: time,
  exceptionMode: z.union([z.string(), z.number()]).transform(Number).default(0),
  photo: z.string().nullish(),
})

const recogModes: Record<number, CredentialKind> = { 1: "card", 2: "face", 3: "qr", 4: "pin" }

const platform: Adapter = {
  zh: "通道闸平台（HTTP 推送）",
  en: "Turnstile platform, HTTP push",
  split: (body) => list(body, "list", "data"),
  read: (record) => {
    const one = platformShape.parse(record)
    return {
      eventId: one.recordNo,
      deviceAt: one.addTime,
      credential: recogModes[one.recogMode] ?? "card",
      ref: asText(one.peopleNo),
      direction: one.outInType === 1 ? "in" : "out",
      result: one.exceptionMode === 0 ? "pass" : "deny",
      isOffline: false,
      photoRef: one.photo ?? null,
    }
  },
}

export const adapters: Record<string, Adapter> = { plain, "face-panel": facePanel, platform }

/** A record without a number of its own gets one from what it says, so that sending it again is noticed. */
export function eventIdOf(sn: string, raw: Raw): string {
  if (raw.eventId !== null && raw.eventId !== undefined && raw.eventId !== "") return String(raw.eventId)
  const content = [sn, raw.deviceAt.toISOString(), raw.ref ?? "", raw.direction ?? ""].join("|")
  return `h${createHash("sha256").update(content).digest("hex").slice(0, 24)}`
}

export interface ReadRecord {
  eventId: string
  body: unknown
  record: GateRecord | null
}

/** The records of a message; one that cannot be read stands there with its fingerprint and nothing else. */
export function readRecords(adapterName: string, sn: string, body: unknown): ReadRecord[] {
  const adapter = adapters[adapterName] ?? plain
  return adapter.split(body).map((part) => {
    try {
      const raw = adapter.read(part)
      const eventId = eventIdOf(sn, raw)
      return { eventId, body: part, record: { ...raw, eventId } }
    } catch {
      const print = createHash("sha256")
        .update(JSON.stringify(part) ?? "")
        .digest("hex")
      return { eventId: `x${print.slice(0, 24)}`, body: part, record: null }
    }
  })
}
