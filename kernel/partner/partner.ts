// Talking to partners over HTTP. A message is written in the flow's transaction and sent after it; the partner knows a
// repeat by the message's id. An answer reaches the feature as the event "partner.answered:<kind>".
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto"
import { digest } from "#kernel/crypto"
import { flow, stableJson, type Ctx, type FlowCtx } from "#kernel/flow"
import { defineRefusals, ok, type Outcome } from "#kernel/refusal"

const triesMax = 12
const timeoutMs = 8_000
const skewMaxMs = 5 * 60_000
// A partner that accepted and then fell silent is asked again; it knows the message by its id.
const askAgainMs = 10 * 60_000

export interface PartnerMessage {
  partner: string
  /** e.g. "FREEZE_REQ" */
  kind: string
  /** Business document it is about, e.g. the case number. */
  subject: string
  body: Record<string, unknown>
}

/** Puts one message into the outbox and returns its id. */
export async function sendToPartner(ctx: FlowCtx, message: PartnerMessage): Promise<string> {
  const id = randomUUID()
  await ctx.db
    .insertInto("partner_message")
    .values({
      id,
      partner: message.partner,
      direction: "out",
      kind: message.kind,
      subject: message.subject,
      body: stableJson(message.body),
      state: "waiting",
      next_try_at: ctx.clock.now(),
      at: ctx.clock.now(),
    })
    .execute()
  ctx.emit({ type: "partner.waiting", subject: id, data: { partner: message.partner, kind: message.kind } })
  return id
}

/** Sends what is due. A partner that is down costs only its own messages. */
export async function deliverPartnerMessages(ctx: Ctx): Promise<{ sent: number; failed: number }> {
  const due = await ctx.db
    .selectFrom("partner_message")
    .selectAll()
    .where("state", "in", ["waiting", "sent"])
    .where("next_try_at", "<=", ctx.clock.now())
    .orderBy("at")
    .limit(100)
    .execute()
  const result = { sent: 0, failed: 0 }
  for (const row of due) {
    const url = ctx.services.partnerUrl(row.partner)
    const answer = url ? await post(ctx, url, row) : new Error(`no address for the partner ${row.partner}`)
    if (answer instanceof Error) {
      result.failed++
      const giveUp = row.tries + 1 >= triesMax
      await ctx.db
        .updateTable("partner_message")
        .set({
          tries: row.tries + 1,
          last_error: answer.message.slice(0, 300),
          state: giveUp ? "failed" : "waiting",
          next_try_at: new Date(ctx.clock.now().getTime() + Math.min(2 ** row.tries * 5_000, 3_600_000)),
        })
        .where("id", "=", row.id)
        .execute()
      continue
    }
    result.sent++
    await takeAnswer(ctx, { id: row.id, answer })
  }
  return result
}

async function post(
  ctx: Ctx,
  url: string,
  row: { id: string; partner: string; kind: string; subject: string; body: unknown },
): Promise<Record<string, unknown> | Error> {
  const body = JSON.stringify({ id: row.id, kind: row.kind, subject: row.subject, body: row.body })
  try {
    const response = await fetch(`${url}/messages`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...signed(partnerKey(ctx.services.secret, row.partner), ctx.clock.now(), body),
      },
      body,
      signal: AbortSignal.timeout(timeoutMs),
      redirect: "error",
    })
    if (!response.ok) return new Error(`HTTP ${response.status}`)
    return (await response.json()) as Record<string, unknown>
  } catch (error) {
    return error as Error
  }
}

const refuse = defineRefusals("partner", {
  "E-SIGNATURE": {
    status: 401,
    zh: "签名不正确或报文超过 5 分钟。",
    en: "The signature does not verify, or the message is older than five minutes.",
  },
  "E-UNKNOWN": { status: 404, zh: "没有对应的报文。", en: "There is no such message." },
})

/**
 * An answer, at once or by a later callback. {"state":"accepted"} only says that the partner works on it.
 * The same answer twice is taken once.
 */
export const takeAnswer = flow(
  { name: "partner.answer", permission: null },
  async (ctx, input: { id: string; answer: Record<string, unknown> }): Promise<Outcome<void>> => {
    const row = await ctx.db
      .selectFrom("partner_message")
      .selectAll()
      .where("id", "=", input.id)
      .forUpdate()
      .executeTakeFirst()
    if (!row) return refuse["E-UNKNOWN"]()
    if (row.state === "answered") return ok()
    const pending = input.answer["state"] === "accepted"
    await ctx.db
      .updateTable("partner_message")
      .set({
        state: pending ? "sent" : "answered",
        answer: stableJson(input.answer),
        answered_at: pending ? null : ctx.clock.now(),
        next_try_at: pending ? new Date(ctx.clock.now().getTime() + askAgainMs) : null,
        last_error: null,
      })
      .where("id", "=", input.id)
      .execute()
    ctx.note({ object: "partner-message", objectId: input.id, after: { kind: row.kind, answer: input.answer } })
    if (!pending) {
      ctx.emit({
        type: `partner.answered:${row.kind}`,
        subject: row.subject,
        data: {
          messageId: row.id,
          partner: row.partner,
          sent: row.body as Record<string, unknown>,
          answer: input.answer,
        },
      })
    }
    return ok()
  },
)

/** Something a partner tells us on its own (a price bulletin, a penalty): kept, and told as "partner.told:<kind>". */
export const takeNews = flow(
  { name: "partner.news", permission: null },
  async (ctx, input: PartnerMessage & { id: string }): Promise<Outcome<void>> => {
    const inserted = await ctx.db
      .insertInto("partner_message")
      .values({
        id: input.id,
        partner: input.partner,
        direction: "in",
        kind: input.kind,
        subject: input.subject,
        body: stableJson(input.body),
        state: "received",
        at: ctx.clock.now(),
      })
      .onConflict((c) => c.column("id").doNothing())
      .returning("id")
      .executeTakeFirst()
    if (inserted)
      ctx.emit({
        type: `partner.told:${input.kind}`,
        subject: input.subject,
        data: { partner: input.partner, body: input.body },
      })
    return ok()
  },
)

/** The key shared with one partner: knowing it tells nothing of another's. */
export const partnerKey = (secret: Buffer, partner: string): Buffer => digest(secret, "partner-link", partner)

/** Headers that prove where a message comes from and when. */
export function signed(key: Buffer, now: Date, body: string): Record<string, string> {
  const at = String(now.getTime())
  return { "huoshui-at": at, "huoshui-signature": createHmac("sm3", key).update(`${at}.${body}`).digest("hex") }
}

export function verifySigned(key: Buffer, now: Date, headers: Record<string, unknown>, body: string): Outcome<void> {
  const at = Number(headers["huoshui-at"])
  const given = Buffer.from(String(headers["huoshui-signature"] ?? ""), "hex")
  const expected = createHmac("sm3", key).update(`${headers["huoshui-at"]}.${body}`).digest()
  const fresh = Math.abs(now.getTime() - at) <= skewMaxMs
  return fresh && given.length === expected.length && timingSafeEqual(given, expected) ? ok() : refuse["E-SIGNATURE"]()
}

export interface MessageView {
  id: string
  partner: string
  direction: string
  kind: string
  state: string
  body: unknown
  answer: unknown
  error: string | null
  at: string
}

export async function messagesOf(ctx: Ctx, subject: string): Promise<MessageView[]> {
  const rows = await ctx.db
    .selectFrom("partner_message")
    .selectAll()
    .where("subject", "=", subject)
    .orderBy("at")
    .execute()
  return rows.map((row) => ({
    id: row.id,
    partner: row.partner,
    direction: row.direction,
    kind: row.kind,
    state: row.state,
    body: row.body,
    answer: row.answer,
    error: row.last_error,
    at: row.at.toISOString(),
  }))
}
