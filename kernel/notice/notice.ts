// Telling people. A notice leaves with the transaction that caused it; a key makes a repeat harmless.
import { randomUUID } from "node:crypto"
import { seal, unseal } from "#kernel/crypto"
import type { Ctx, FlowCtx } from "#kernel/flow"

export interface Notice {
  /** "staff:<id>", "role:<code>@<outlet>" ("*" = every outlet) or "party:<id>" */
  to: string
  title: string
  body: string
  page?: string
  /** Same key, same notice: told once for ever. */
  onceKey?: string
}

export async function notify(ctx: FlowCtx, notice: Notice): Promise<void> {
  await notifyAll(ctx, [notice])
}

const rowsMax = 1_000

/** Tells many at once: a school's morning is thousands of notices a minute. */
export async function notifyAll(ctx: FlowCtx, notices: readonly Notice[]): Promise<void> {
  for (let at = 0; at < notices.length; at += rowsMax)
    await ctx.db
      .insertInto("notice")
      .values(
        notices.slice(at, at + rowsMax).map((notice) => ({
          id: randomUUID(),
          audience: notice.to,
          title: notice.title,
          body: notice.body,
          page: notice.page ?? null,
          at: ctx.clock.now(),
          once_key: notice.onceKey ?? null,
        })),
      )
      .onConflict((c) => c.column("once_key").doNothing())
      .execute()
}

const smsPurpose = "sms-outbox"
const triesMax = 8

export interface Sms {
  phone: string
  text: string
  onceKey?: string
}

/** Puts one text message into the outbox. */
export async function queueSms(ctx: FlowCtx, sms: Sms): Promise<void> {
  await queueSmsAll(ctx, [sms])
}

export async function queueSmsAll(ctx: FlowCtx, messages: readonly Sms[]): Promise<void> {
  for (let at = 0; at < messages.length; at += rowsMax)
    await ctx.db
      .insertInto("sms_outbox")
      .values(
        messages.slice(at, at + rowsMax).map((sms) => ({
          id: randomUUID(),
          to_sealed: seal(ctx.services.secret, smsPurpose, sms.phone),
          text: sms.text,
          next_try_at: ctx.clock.now(),
          once_key: sms.onceKey ?? null,
        })),
      )
      .onConflict((c) => c.column("once_key").doNothing())
      .execute()
}

/** Sends what is due; a failure waits twice as long each time and is given up after eight. */
export async function sendSmsOutbox(ctx: Ctx): Promise<{ sent: number; failed: number }> {
  const due = await ctx.db
    .selectFrom("sms_outbox")
    .selectAll()
    .where("sent_at", "is", null)
    .where("tries", "<", triesMax)
    .where("next_try_at", "<=", ctx.clock.now())
    .limit(100)
    .execute()
  const result = { sent: 0, failed: 0 }
  for (const row of due) {
    const failure = await ctx.services
      .sendSms({ to: unseal(ctx.services.secret, smsPurpose, row.to_sealed), text: row.text })
      .then(() => null)
      .catch((error: Error) => error.message.slice(0, 200))
    result[failure === null ? "sent" : "failed"]++
    await ctx.db
      .updateTable("sms_outbox")
      .set({
        tries: row.tries + 1,
        sent_at: failure === null ? ctx.clock.now() : null,
        last_error: failure,
        next_try_at: new Date(ctx.clock.now().getTime() + 2 ** row.tries * 15_000),
      })
      .where("id", "=", row.id)
      .execute()
  }
  return result
}

/** Every audience the actor belongs to. */
export function audiencesOf(ctx: Ctx): string[] {
  const { actor } = ctx
  if (actor.kind !== "staff") return actor.partyId ? [`party:${actor.partyId}`] : []
  const places = actor.outlet ? ["*", actor.outlet] : ["*"]
  return [`staff:${actor.id}`, ...actor.roles.flatMap((role) => places.map((place) => `role:${role}@${place}`))]
}
