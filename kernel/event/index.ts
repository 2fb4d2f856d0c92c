import { randomUUID } from "node:crypto"
import { sql } from "kysely"
import { newToken, seal } from "#kernel/crypto"
import { flow } from "#kernel/flow"
import { ok } from "#kernel/refusal"
import type { Feature } from "#kernel/scene"
import { createWebhook, listWebhooks } from "./contract.ts"
import { webhookPurpose } from "./dispatch.ts"

export { deliverWebhooks, dispatchEvents, hub, signature } from "./dispatch.ts"

const subscribe = flow(
  { name: "event.subscribe", permission: "event.webhooks" },
  async (ctx, input: { url: string; types: string[] }) => {
    const id = randomUUID()
    const secret = newToken()
    await ctx.db
      .insertInto("webhook")
      .values({
        id,
        url: input.url,
        types: input.types,
        secret_sealed: seal(ctx.services.secret, webhookPurpose, secret),
        created_at: ctx.clock.now(),
      })
      .execute()
    ctx.note({ object: "webhook", objectId: id, after: { url: input.url, types: input.types } })
    return ok({ id, secret })
  },
)

export const event: Feature = {
  name: "kernel/event",
  permissions: [{ code: "event.webhooks", zh: "维护事件推送", en: "Maintain webhooks", roles: ["system-admin"] }],
  routes: ({ on }) => {
    on(listWebhooks, "event.webhooks", async (ctx) => {
      const rows = await ctx.db
        .selectFrom("webhook")
        .leftJoin("webhook_delivery", (j) => j.onRef("webhook_id", "=", "webhook.id").on("delivered_at", "is", null))
        .select(["webhook.id", "url", "types", "state"])
        .select(sql<number>`count(event_seq)::int`.as("waiting"))
        .select(sql<string | null>`max(last_answer)`.as("last_answer"))
        .groupBy("webhook.id")
        .execute()
      return ok(
        rows.map(({ last_answer, ...row }) => ({ ...row, state: row.state as "active", lastAnswer: last_answer })),
      )
    })
    on(createWebhook, "event.webhooks", (ctx, { body }) => subscribe(ctx, body))
  },
}
