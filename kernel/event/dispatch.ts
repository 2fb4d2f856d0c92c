// Tells what the outbox holds: to features that listen, to signed webhooks, to open pages. At least once, in order of
// the outbox for features; a webhook that does not answer is tried again with growing pauses and never blocks others.
import { createHmac } from "node:crypto"
import { EventEmitter } from "node:events"
import { sql } from "kysely"
import { unseal } from "#kernel/crypto"
import type { Ctx } from "#kernel/flow"
import type { HouseEvent } from "#kernel/scene"

const batchSize = 100
const triesMax = 10
const listenerTriesMax = 5
const answerTimeoutMs = 5_000
export const webhookPurpose = "webhook"

/** Open pages listen here; one process, one hub. */
export const hub = new EventEmitter<{ event: [HouseEvent & { seq: string; at: string }] }>()
hub.setMaxListeners(0)

/** Tells all that waits; returns how many. Two dispatchers at once take different rows. */
export async function dispatchEvents(ctx: Ctx): Promise<number> {
  let told = 0
  for (;;) {
    const events = await ctx.db
      .selectFrom("event")
      .selectAll()
      .where("told_at", "is", null)
      .orderBy("seq")
      .limit(batchSize)
      .execute()
    for (const row of events) {
      const event: HouseEvent = {
        id: row.id,
        type: row.type,
        subject: row.subject,
        data: row.data as Record<string, unknown>,
      }
      if (!(await tellFeatures(ctx, event, row))) return told
      await queueWebhooks(ctx, row.seq, row.type)
      await ctx.db.updateTable("event").set({ told_at: ctx.clock.now() }).where("seq", "=", row.seq).execute()
      hub.emit("event", { ...event, seq: String(row.seq), at: row.at.toISOString() })
      told++
    }
    if (events.length < batchSize) return told
  }
}

/** False when a listener failed and the event waits for another try: order is kept, so nothing overtakes it. */
async function tellFeatures(ctx: Ctx, event: HouseEvent, row: { seq: bigint; tries: number }): Promise<boolean> {
  try {
    for (const feature of ctx.house.features) await feature.on?.[event.type]?.(ctx, event)
    return true
  } catch (error) {
    await ctx.db
      .updateTable("event")
      .set({ tries: row.tries + 1, error: (error as Error).message.slice(0, 500) })
      .where("seq", "=", row.seq)
      .execute()
    return row.tries + 1 >= listenerTriesMax
  }
}

async function queueWebhooks(ctx: Ctx, seq: bigint, type: string): Promise<void> {
  await sql`insert into webhook_delivery (webhook_id, event_seq, next_try_at)
    select id, ${seq}::bigint, ${ctx.clock.now()} from webhook
     where state = 'active' and (types = '{*}' or ${type} = any(types))
    on conflict do nothing`.execute(ctx.db)
}

/** Delivers what is due. The receiver checks `Huoshui-Signature: t=<seconds>,v1=<hmac-sha256 of "t.body">`. */
export async function deliverWebhooks(ctx: Ctx): Promise<{ delivered: number; failed: number }> {
  const due = await ctx.db
    .selectFrom("webhook_delivery")
    .innerJoin("webhook", "webhook.id", "webhook_delivery.webhook_id")
    .innerJoin("event", "event.seq", "webhook_delivery.event_seq")
    .select([
      "webhook_id",
      "event_seq",
      "webhook_delivery.tries",
      "url",
      "secret_sealed",
      "event.id",
      "event.type",
      "event.subject",
      "event.data",
      "event.at",
    ])
    .where("delivered_at", "is", null)
    .where("webhook_delivery.tries", "<", triesMax)
    .where("next_try_at", "<=", ctx.clock.now())
    .orderBy("event_seq")
    .limit(batchSize)
    .execute()
  const result = { delivered: 0, failed: 0 }
  for (const row of due) {
    const body = JSON.stringify({
      id: row.id,
      type: row.type,
      subject: row.subject,
      data: row.data,
      at: row.at.toISOString(),
    })
    const answer = await send(ctx, row.url, unseal(ctx.services.secret, webhookPurpose, row.secret_sealed), body)
    const delivered = answer === "2xx"
    result[delivered ? "delivered" : "failed"]++
    await ctx.db
      .updateTable("webhook_delivery")
      .set({
        tries: row.tries + 1,
        last_answer: answer,
        delivered_at: delivered ? ctx.clock.now() : null,
        next_try_at: new Date(ctx.clock.now().getTime() + 2 ** row.tries * 10_000),
      })
      .where("webhook_id", "=", row.webhook_id)
      .where("event_seq", "=", row.event_seq)
      .execute()
  }
  return result
}

export function signature(secret: string, seconds: number, body: string): string {
  return `t=${seconds},v1=${createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex")}`
}

async function send(ctx: Ctx, url: string, secret: string, body: string): Promise<string> {
  const seconds = Math.floor(ctx.clock.now().getTime() / 1000)
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", "huoshui-signature": signature(secret, seconds, body) },
      body,
      signal: AbortSignal.timeout(answerTimeoutMs),
      redirect: "error",
    })
    return response.ok ? "2xx" : String(response.status)
  } catch (error) {
    return (error as Error).message.slice(0, 200)
  }
}
