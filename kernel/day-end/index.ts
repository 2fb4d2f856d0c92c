import { z } from "zod"
import { openDate } from "#ledger"
import { flow, ledgerOn, mainBook, type Ctx } from "#kernel/flow"
import { startJob } from "#kernel/job"
import { defineRefusals, ok, type Outcome } from "#kernel/refusal"
import type { Feature, JobHandler } from "#kernel/scene"
import { getDayEnd, startDayEnd } from "./contract.ts"
import { dayToClose, recentDays, runDayEnd, stepsOf } from "./day-end.ts"

export { books, dayToClose, runDayEnd, type DayEndReport } from "./day-end.ts"

const refuse = defineRefusals("day-end", {
  "E-RUNNING": {
    status: 409,
    zh: "日终正在办理中，请在任务页查看进度。",
    en: "The day is being closed already; see the job's progress.",
  },
})

const start = flow(
  { name: "day-end.start", permission: "day-end.run" },
  async (ctx): Promise<Outcome<{ jobId: string }>> => {
    const running = await openJob(ctx)
    if (running) return refuse["E-RUNNING"]({ jobId: running })
    const jobId = await startJob(ctx, "day-end", { day: await dayToClose(ctx) })
    ctx.note({ object: "day", objectId: ctx.today, after: { jobId } })
    return ok({ jobId })
  },
)

async function openJob(ctx: Ctx): Promise<string | undefined> {
  const row = await ctx.db
    .selectFrom("job")
    .select("id")
    .where("kind", "=", "day-end")
    .where("state", "in", ["waiting", "running"])
    .executeTakeFirst()
  return row?.id
}

// The job names its day: run again after a crash, it must not close the next one as well.
const handler: JobHandler<{ day: string }> = {
  kind: "day-end",
  zh: "日终",
  en: "Close of the day",
  input: z.object({ day: z.iso.date() }),
  run: async (ctx, { day }, progress) => ({ ...(await runDayEnd(ctx, progress, day)) }),
}

export const dayEnd: Feature = {
  name: "kernel/day-end",
  permissions: [
    {
      code: "day-end.read",
      zh: "查看日终",
      en: "See the day's state",
      roles: ["accountant", "president", "risk", "system-admin", "clerk", "manager", "subbranch-head"],
    },
    { code: "day-end.run", zh: "办理日终", en: "Close the day", roles: ["accountant"] },
  ],
  jobs: [handler as never],
  routes: ({ on }) => {
    on(getDayEnd, "day-end.read", async (ctx) => {
      const accountingDate = await openDate(ledgerOn(ctx.db), mainBook)
      const days = await recentDays(ctx, 8)
      const titles = new Map(stepsOf(ctx).map((step) => [step.name, { zh: step.zh, en: step.en }]))
      const stepsFor = (day: string) =>
        days
          .filter((row) => row.day === day)
          .map((row) => ({
            name: row.name,
            title: titles.get(row.name) ?? { zh: row.name, en: row.name },
            state: row.state as "waiting",
            done: Number(row.done),
            failed: row.failed as unknown as { object: string; objectId: string; reason: string }[],
            error: row.error,
            startedAt: row.started_at?.toISOString() ?? null,
            endedAt: row.ended_at?.toISOString() ?? null,
          }))
      const planned = stepsOf(ctx).map(({ name, zh, en }) => ({
        name,
        title: { zh, en },
        state: "waiting" as const,
        done: 0,
        failed: [],
        error: null,
        startedAt: null,
        endedAt: null,
      }))
      const today = stepsFor(accountingDate)
      const closed = [...new Set(days.map((row) => row.day))].filter((day) => day !== accountingDate)
      return ok({
        accountingDate,
        jobId: (await openJob(ctx)) ?? null,
        steps: today.length > 0 ? today : planned,
        history: closed.map((day) => ({ day, steps: stepsFor(day) })),
      })
    })
    on(startDayEnd, "day-end.run", (ctx) => start(ctx, undefined))
  },
}
