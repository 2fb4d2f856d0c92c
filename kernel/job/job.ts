// Long work: asked for inside a flow, run after its commit, its progress on a page that may be closed and opened again.
// Promises: a rolled-back flow leaves no job; a job whose process was killed runs again; its handler is safe to repeat.
import { randomUUID } from "node:crypto"
import { EventEmitter } from "node:events"
import { stableJson, type Ctx, type FlowCtx } from "#kernel/flow"
import type { JobHandler } from "#kernel/scene"

/** Progress of every job in this process, for pages that watch. */
export const jobHub = new EventEmitter<{ progress: [JobProgress] }>()
jobHub.setMaxListeners(0)

export interface JobProgress {
  id: string
  state: "waiting" | "running" | "done" | "failed"
  done: number
  total: number
  text: string
}

/** Asks for a job. Whoever runs the queue is woken after the commit. */
export async function startJob(ctx: FlowCtx, kind: string, input: Record<string, unknown>): Promise<string> {
  const handler = handlerOf(ctx, kind)
  handler.input.parse(input)
  const id = randomUUID()
  await ctx.db
    .insertInto("job")
    .values({
      id,
      kind,
      input: stableJson(input),
      state: "waiting",
      asked_by: ctx.actor.id,
      asked_by_name: ctx.actor.name,
      created_at: ctx.clock.now(),
    })
    .execute()
  ctx.emit({ type: "job.waiting", subject: id, data: { kind } })
  return id
}

const progressEveryMs = 200

/** Runs one job to its end. Errors are kept with the job and not thrown: a failed job must not stop the runner. */
export async function runJob(ctx: Ctx, id: string): Promise<void> {
  const job = await ctx.db
    .updateTable("job")
    .set({ state: "running", started_at: ctx.clock.now(), error: null })
    .where("id", "=", id)
    .where("state", "in", ["waiting", "running"])
    .returningAll()
    .executeTakeFirst()
  if (!job) return
  let lastWrite = -Infinity
  const report = async (done: number, total: number, text = "") => {
    jobHub.emit("progress", { id, state: "running", done, total, text })
    if (performance.now() - lastWrite < progressEveryMs && done < total) return
    lastWrite = performance.now()
    await ctx.db
      .updateTable("job")
      .set({ done: wholeOf(done), total: wholeOf(total), text })
      .where("id", "=", id)
      .execute()
  }
  try {
    const handler = handlerOf(ctx, job.kind)
    const result = await handler.run(ctx, handler.input.parse(job.input), report)
    await finish(ctx, id, { state: "done", result: stableJson(result) })
  } catch (error) {
    await finish(ctx, id, { state: "failed", error: (error as Error).message.slice(0, 2_000) })
  }
}

/** A step inside a step reports parts; what is kept are whole ones. */
const wholeOf = (count: number): bigint => BigInt(Math.floor(count))

async function finish(
  ctx: Ctx,
  id: string,
  end: { state: "done" | "failed"; result?: string; error?: string },
): Promise<void> {
  const row = await ctx.db
    .updateTable("job")
    .set({ ...end, ended_at: ctx.clock.now() })
    .where("id", "=", id)
    .returning(["done", "total", "text"])
    .executeTakeFirstOrThrow()
  jobHub.emit("progress", { id, state: end.state, done: Number(row.done), total: Number(row.total), text: row.text })
}

function handlerOf(ctx: Ctx, kind: string): JobHandler<unknown> {
  const found = ctx.house.jobs.get(kind)
  if (!found) throw new Error(`No feature declares the job kind "${kind}".`)
  return found as unknown as JobHandler<unknown>
}
