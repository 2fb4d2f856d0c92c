import { flow } from "#kernel/flow"
import { ok } from "#kernel/refusal"
import type { Feature } from "#kernel/scene"
import { listNotices, readNotices } from "./contract.ts"
import { audiencesOf } from "./notice.ts"

export { notify, notifyAll, queueSms, queueSmsAll, sendSmsOutbox, type Notice, type Sms } from "./notice.ts"

const markRead = flow({ name: "notice.read", permission: null }, async (ctx, input: { ids: string[] }) => {
  const rows = input.ids.map((id) => ({ notice_id: id, reader: ctx.actor.id, at: ctx.clock.now() }))
  if (rows.length > 0)
    await ctx.db
      .insertInto("notice_read")
      .values(rows)
      .onConflict((c) => c.doNothing())
      .execute()
  return ok()
})

export const notice: Feature = {
  name: "kernel/notice",
  routes: ({ on }) => {
    on(listNotices, null, async (ctx) => {
      const audiences = audiencesOf(ctx)
      if (audiences.length === 0) return ok({ unread: 0, items: [] })
      const rows = await ctx.db
        .selectFrom("notice")
        .leftJoin("notice_read", (j) => j.onRef("notice_id", "=", "notice.id").on("reader", "=", ctx.actor.id))
        .select(["notice.id", "title", "body", "page", "notice.at", "notice_read.at as read_at"])
        .where("audience", "in", audiences)
        .orderBy("notice.at", "desc")
        .limit(100)
        .execute()
      const items = rows.map((row) => ({
        id: row.id,
        title: row.title,
        body: row.body,
        page: row.page,
        at: row.at.toISOString(),
        read: row.read_at !== null,
      }))
      return ok({ unread: items.filter((item) => !item.read).length, items })
    })
    on(readNotices, null, (ctx, { body }) => markRead(ctx, body))
  },
}
