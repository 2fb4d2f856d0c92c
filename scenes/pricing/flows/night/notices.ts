// Telling firms, twice, that a package ends and that they may choose.
import { addDays } from "#kernel/calendar"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { notify } from "#kernel/notice"
import { expectOk, ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import type { DayEndResult, Progress } from "#kernel/scene"
import type { NoticeDays } from "../../rules.ts"

const block = 400

const noticeSome = flow(
  { name: "pricing.notices", permission: null },
  async (ctx, { day, which }: { day: string; which: "notice_7" | "notice_30" }): Promise<Outcome<number>> => {
    const days = await parameter<NoticeDays>(ctx, "pricing.notice-days", day)
    const ahead = which === "notice_7" ? days.lastDays : days.firstDays
    const rows = await ctx.db
      .selectFrom("fee_subscription")
      .innerJoin("fee_package", "fee_package.id", "fee_subscription.package_id")
      .select(["fee_subscription.id", "number", "party_id", "end_on", "fee_package.zh"])
      .where("state", "in", which === "notice_7" ? ["active", "notice_30"] : ["active"])
      .where("end_on", "<=", addDays(day, ahead))
      .orderBy("fee_subscription.id")
      .limit(block)
      .forUpdate("fee_subscription")
      .execute()
    if (rows.length === 0) return ok(0)
    await ctx.db
      .updateTable("fee_subscription")
      .set({ state: which, ...(which === "notice_7" ? { notice_7_on: day } : { notice_30_on: day }) })
      .where(
        "id",
        "in",
        rows.map((row) => row.id),
      )
      .execute()
    for (const row of rows) await tellOfEnd(ctx, row, which)
    ctx.note({ object: "day-end", objectId: day, after: { step: "pricing.notices", which, told: rows.length } })
    return ok(rows.length)
  },
)

async function tellOfEnd(
  ctx: FlowCtx,
  row: { id: string; number: string; party_id: string; end_on: string | null; zh: string },
  which: string,
): Promise<void> {
  await notify(ctx, {
    to: `party:${row.party_id}`,
    title: `“${row.zh}”将于 ${row.end_on} 到期，请选择`,
    body: "可以续办、转标准价或停用。不选择也不会收费：到期后服务停用。",
    page: "/portal/pricing",
    onceKey: `pricing.${which}:${row.id}`,
  })
}

export async function tellAll(ctx: Ctx, day: string, progress: Progress): Promise<DayEndResult> {
  let done = 0
  // The nearer end first: who is that late gets one notice, not two.
  for (const which of ["notice_7", "notice_30"] as const) {
    for (;;) {
      const told = expectOk(await noticeSome(ctx, { day, which }))
      done += told
      await progress(done, done)
      if (told < block) break
    }
  }
  return { done, failed: [] }
}
