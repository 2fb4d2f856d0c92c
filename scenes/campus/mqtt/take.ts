// One message of a device, whichever broker carried it: stored before it is acknowledged.
import { z } from "zod"
import type { Ctx } from "#kernel/flow"
import { heartbeat, rosterSince } from "../flows/devices.ts"
import { receive } from "../flows/inbox.ts"
import { deviceBy } from "../store.ts"
import { downTopic, readTopic } from "../topics.ts"

export interface Reply {
  topic: string
  payload: string
}

const beatShape = z.object({
  at: z.iso.datetime({ offset: true }),
  rosterVersion: z.number().int().min(0).optional(),
  backlog: z.number().int().min(0).optional(),
})
const rosterShape = z.object({ since: z.number().int().min(0).default(0) })

/** What the device is answered on its own topic; null for what is no message of a known device. */
export async function takeMessage(ctx: Ctx, topic: string, payload: Buffer): Promise<Reply | null> {
  const read = readTopic(topic)
  const device = read ? await deviceBy(ctx, read.sn) : undefined
  if (!read || !device) return null
  const body: unknown = jsonOf(payload)
  const down = downTopic(read.sn)
  if (read.word === "events") {
    const ids = await receive(ctx, device, body)
    return { topic: `${down}/ack`, payload: JSON.stringify({ code: 200, ids }) }
  }
  if (read.word === "heartbeat") {
    const beat = beatShape.safeParse(body)
    if (!beat.success) return null
    const { offsetMs } = await heartbeat(ctx, device, { ...beat.data, at: new Date(beat.data.at) })
    return { topic: `${down}/clock`, payload: JSON.stringify({ serverAt: ctx.clock.now().toISOString(), offsetMs }) }
  }
  const asked = rosterShape.safeParse(body)
  if (!asked.success) return null
  return {
    topic: `${down}/roster`,
    payload: JSON.stringify(await rosterSince(ctx, device, BigInt(asked.data.since))),
  }
}

function jsonOf(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString("utf8"))
  } catch {
    return null
  }
}
