// The queue behind the jobs (pg-boss): wakes on NOTIFY, retries after a crash, keeps schedules in Shanghai time.
import { PgBoss } from "pg-boss"
import type { Ctx } from "#kernel/flow"
import { runJob } from "./job.ts"

const queue = "huoshui-job"
const expireSeconds = 6 * 3600
// Two jobs queued at once wake the worker once: it looks again after each, and does not wait half a minute, the
// library's pause between looks, for one whose call was missed.
const working = { batchSize: 1, burstWhenBatchFull: true, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2 }

export interface JobRunner {
  /** Puts a waiting job into the queue; harmless when it is there already. */
  enqueue(id: string): Promise<void>
  stop(): Promise<void>
}

export interface RunnerOptions {
  /** Connection of the role that owns the queue's tables. */
  url: string
  schema: string
  context(): Ctx
  schedules: { kind: string; cron: string; input: Record<string, unknown> }[]
  onSchedule(kind: string, input: Record<string, unknown>): Promise<void>
}

export async function startJobRunner(options: RunnerOptions): Promise<JobRunner> {
  const boss = new PgBoss({
    connectionString: options.url,
    schema: options.schema,
    useListenNotify: true,
    application_name: "huoshui jobs",
  })
  boss.on("error", () => {})
  await boss.start()
  await boss.createQueue(queue, { notify: true, retryLimit: 3, expireInSeconds: expireSeconds })
  await boss.work<{ id: string }>(queue, working, async ([job]) => {
    if (job) await runJob(options.context(), job.data.id)
  })
  for (const schedule of options.schedules) {
    const name = `huoshui-schedule-${schedule.kind}`.replaceAll(/[^\w-]/g, "-")
    await boss.createQueue(name, { notify: true })
    await boss.schedule(name, schedule.cron, schedule.input, { tz: "Asia/Shanghai" })
    await boss.work(name, async () => options.onSchedule(schedule.kind, schedule.input))
  }
  const runner: JobRunner = {
    enqueue: async (id) => {
      await boss.send(queue, { id }, { singletonKey: id })
    },
    stop: () => boss.stop({ graceful: true, timeout: 10_000 }),
  }
  await requeue(options.context(), runner)
  return runner
}

/** After a crash: whatever was waiting or running goes back into the queue. */
async function requeue(ctx: Ctx, runner: JobRunner): Promise<void> {
  const open = await ctx.db
    .selectFrom("job")
    .select("id")
    .where("state", "in", ["waiting", "running"])
    .orderBy("created_at")
    .execute()
  for (const { id } of open) await runner.enqueue(id)
}
