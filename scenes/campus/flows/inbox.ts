// The devices' door: what they send is written down under (device, number) and only then answered. Sent again it is the
// same record and the same answer. What it means is worked out afterwards, in gathers (process.ts).
import { timingSafeEqual } from "node:crypto"
import { sql } from "kysely"
import type { Db } from "#kernel/db"
import type { Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { readRecords } from "../adapters.ts"
import { refuse } from "../refusals.ts"
import { deviceBy, deviceKey, type DeviceRow } from "../store.ts"
import { gather, type Gather } from "./gather.ts"

interface Arrival {
  sn: string
  eventId: string
  body: string
  receivedAt: Date
}

export interface Inbox extends Gather<Arrival> {
  /** Called after records were stored. */
  stored: () => void
}

const inboxes = new WeakMap<Db, Inbox>()

/** One door a branch, whichever way records come: HTTP and MQTT share its batches. */
export function inboxOf(db: Db): Inbox {
  let inbox = inboxes.get(db)
  if (!inbox) {
    const made: Inbox = {
      ...gather<Arrival>(2_000, async (items) => {
        await store(db, items)
        made.stored()
      }),
      stored: () => {},
    }
    inboxes.set(db, (inbox = made))
  }
  return inbox
}

async function store(db: Db, items: readonly Arrival[]): Promise<void> {
  await sql`insert into campus_inbox (sn, event_id, body, received_at)
    select * from unnest(${items.map((one) => one.sn)}::text[], ${items.map((one) => one.eventId)}::text[],
      ${items.map((one) => one.body)}::jsonb[], ${items.map((one) => one.receivedAt)}::timestamptz[])
    on conflict (sn, event_id) do nothing`.execute(db)
}

export function isDeviceKey(secret: Buffer, sn: string, key: string): boolean {
  const wanted = Buffer.from(deviceKey(secret, sn))
  const given = Buffer.from(key)
  return wanted.length === given.length && timingSafeEqual(wanted, given)
}

export async function openDevice(ctx: Ctx, sn: string, key: string): Promise<Outcome<DeviceRow>> {
  const device = isDeviceKey(ctx.services.secret, sn, key) ? await deviceBy(ctx, sn) : undefined
  return device ? ok(device) : refuse["E-DEVICE"]({ sn })
}

/** Takes one message of a known device; answers the numbers that are safe now. */
export async function receive(ctx: Ctx, device: DeviceRow, body: unknown): Promise<string[]> {
  const receivedAt = ctx.clock.now()
  const records = readRecords(device.adapter, device.sn, body)
  const arrivals = records.map(({ eventId, body: part }) => ({
    sn: device.sn,
    eventId,
    // A zero byte is no JSON the database takes; the record is kept without it.
    body: (JSON.stringify(part) ?? "null").replaceAll("\\u0000", ""),
    receivedAt,
  }))
  if (arrivals.length > 0) await inboxOf(ctx.db).add(arrivals)
  return records.map((one) => one.eventId)
}
