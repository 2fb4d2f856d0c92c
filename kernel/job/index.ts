import type { Selectable } from "kysely"
import type { Tables } from "#kernel/db"
import type { Ctx } from "#kernel/flow"
import { defineRefusals, ok } from "#kernel/refusal"
import type { Feature } from "#kernel/scene"
import { getJob, listJobs } from "./contract.ts"

export { jobHub, runJob, startJob, type JobProgress } from "./job.ts"
export { startJobRunner, type JobRunner } from "./runner.ts"

const refuse = defineRefusals("job", {
  "E-NOT-FOUND": { status: 404, zh: "没有这个任务。", en: "There is no such job." },
})

export const job: Feature = {
  name: "kernel/job",
  routes: ({ on }) => {
    on(listJobs, null, async (ctx, { query }) => {
      let found = visible(ctx)
        .orderBy("created_at", "desc")
        .limit(query.limit + 1)
      if (query.kind) found = found.where("kind", "=", query.kind)
      if (query.state) found = found.where("state", "=", query.state)
      if (query.after) found = found.where("created_at", "<", new Date(query.after))
      const rows = await found.execute()
      const items = rows.slice(0, query.limit).map((row) => viewOf(ctx, row))
      return ok({ items, next: rows.length > query.limit ? items.at(-1)!.createdAt : null })
    })
    on(getJob, null, async (ctx, { params }) => {
      const row = await visible(ctx).where("id", "=", params.id).executeTakeFirst()
      return row ? ok(viewOf(ctx, row)) : refuse["E-NOT-FOUND"]()
    })
  },
}

/** Staff see every job of the branch; a firm's user sees what it asked for. */
function visible(ctx: Ctx) {
  const found = ctx.db.selectFrom("job").selectAll()
  return ctx.actor.kind === "staff" ? found : found.where("asked_by", "=", ctx.actor.id)
}

function viewOf(ctx: Ctx, row: Selectable<Tables["job"]>) {
  const handler = ctx.house.jobs.get(row.kind)
  return {
    id: row.id,
    kind: row.kind,
    title: { zh: handler?.zh ?? row.kind, en: handler?.en ?? row.kind },
    state: row.state as "waiting",
    done: Number(row.done),
    total: Number(row.total),
    text: row.text,
    result: row.result,
    error: row.error,
    askedBy: row.asked_by_name,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
  }
}
