// Jobs: 1 a rolled-back flow leaves none; 2 a failed one is kept with its reason; 3 one interrupted runs again;
// 4 the runner picks work up by itself.
import { expect, test } from "vitest"
import { z } from "zod"
import { dispatchEvents, hub } from "#kernel/event"
import { flow } from "#kernel/flow"
import { jobHub, runJob, startJob, startJobRunner } from "#kernel/job"
import { defineRefusals, expectOk, ok } from "#kernel/refusal"
import { useBranch } from "../../tests/support/branch.ts"

const b = useBranch()
const refuse = defineRefusals("test", { "E-NO": { zh: "不", en: "no" } })
const ask = flow({ name: "test.job", permission: null }, async (ctx, input: { refuse?: boolean }) => {
  const id = await startJob(ctx, "day-end", { day: ctx.today })
  return input.refuse ? refuse["E-NO"]() : ok(id)
})
const job = (id: string) => b.database.db.selectFrom("job").selectAll().where("id", "=", id).executeTakeFirstOrThrow()

test("promise 1: no commit, no job", async () => {
  await ask(b.as("clerk"), { refuse: true })
  expect(await b.database.db.selectFrom("job").select("id").execute()).toHaveLength(0)
})

test("promise 2 and 3: progress is kept, an interrupted job runs again, a finished one does not", async () => {
  const seen: string[] = []
  jobHub.on("progress", (p) => seen.push(p.state))
  const id = expectOk(await ask(b.as("clerk"), {}))
  await b.database.db.updateTable("job").set({ state: "running" }).where("id", "=", id).execute()
  await runJob(b.system(), id)
  expect(await job(id)).toMatchObject({ state: "done", result: { day: "2026-03-02", nextDay: "2026-03-03" } })
  expect(seen.at(-1)).toBe("done")
  await runJob(b.system(), id)
  expect(await job(id)).toMatchObject({ result: { day: "2026-03-02" } })
  await b.database.db
    .insertInto("job")
    .values({
      ...(await job(id)),
      id: crypto.randomUUID(),
      kind: "nobody",
      state: "waiting",
      input: "{}",
      result: null,
    })
    .execute()
  const other = await b.database.db
    .selectFrom("job")
    .select("id")
    .where("kind", "=", "nobody")
    .executeTakeFirstOrThrow()
  await runJob(b.system(), other.id)
  expect(await job(other.id)).toMatchObject({ state: "failed", error: expect.stringContaining("nobody") })
})

test("a part of a step is progress too", async () => {
  const parts = {
    kind: "test-parts",
    zh: "",
    en: "",
    input: z.object({}),
    run: async (_c: unknown, _i: unknown, progress: (d: number, t: number) => Promise<void>) => {
      await progress(3.857, 7)
      return {}
    },
  }
  const row = {
    id: crypto.randomUUID(),
    kind: "test-parts",
    input: "{}",
    state: "waiting",
    asked_by: "x",
    asked_by_name: "x",
    created_at: b.clock.now(),
  }
  await b.database.db.insertInto("job").values(row).execute()
  await runJob({ ...b.system(), house: { ...b.house, jobs: new Map([["test-parts", parts as never]]) } }, row.id)
  expect(await job(row.id)).toMatchObject({ state: "done", done: 3n, total: 7n })
})

test("promise 4: the runner is woken and finishes the work", async () => {
  const runner = await startJobRunner({
    url: b.adminUrl,
    schema: "jobs_test",
    context: b.system,
    schedules: [],
    onSchedule: async () => {},
  })
  hub.on("event", (e) => e.type === "job.waiting" && void runner.enqueue(e.subject))
  const id = expectOk(await ask(b.as("clerk"), {}))
  const done = new Promise<void>((resolve) =>
    jobHub.on("progress", (p) => p.id === id && (p.state === "done" || p.state === "failed") && resolve()),
  )
  await dispatchEvents(b.system())
  await done
  expect(await job(id)).toMatchObject({ state: "done" })
  await runner.stop()
}, 30_000)
