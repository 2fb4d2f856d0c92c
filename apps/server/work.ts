// What the server does by itself, besides answering: tells events, sends messages, ends holds, runs jobs.
// Each piece fails alone: its error is logged and it tries again on the next round.
import type { FastifyBaseLogger } from "fastify"
import { expireFreezes, expireHolds, openDate } from "#ledger"
import { deliverWebhooks, dispatchEvents, hub } from "#kernel/event"
import { flow, ledgerOn, mainBook } from "#kernel/flow"
import { startJob, startJobRunner, type JobRunner } from "#kernel/job"
import { sendSmsOutbox } from "#kernel/notice"
import { deliverPartnerMessages } from "#kernel/partner"
import { ok } from "#kernel/refusal"
import type { OpenBranch } from "../runtime/index.ts"

const quickMs = 400
const tendMs = 1_000
const slowMs = 15_000

export interface Work {
  /** Something was written: look at once instead of on the next round. */
  kick(): void
  stop(): Promise<void>
}

const scheduled = flow(
  { name: "job.schedule", permission: null },
  async (ctx, input: { kind: string; input: Record<string, unknown> }) =>
    ok({ id: await startJob(ctx, input.kind, input.input) }),
)

export async function startWork(branch: OpenBranch, log: FastifyBaseLogger): Promise<Work> {
  const runner = await startJobRunner({
    url: branch.adminUrl,
    schema: `jobs_${branch.branch.code}`,
    context: branch.system,
    schedules: branch.house.features.flatMap((f) => f.schedules ?? []),
    onSchedule: async (kind, input) => {
      await scheduled(branch.system(), { kind, input })
    },
  })
  const onEvent = (event: { type: string; subject: string }) => {
    if (event.type === "job.waiting") void runner.enqueue(event.subject).catch((error: Error) => log.error(error))
  }
  hub.on("event", onEvent)
  const quick = repeat(quickMs, log, async () => {
    await dispatchEvents(branch.system())
    await deliverPartnerMessages(branch.system())
    await sendSmsOutbox(branch.system())
    await deliverWebhooks(branch.system())
  })
  const tended = branch.house.features.flatMap((feature) => feature.tend ?? [])
  const tending = repeat(tendMs, log, async () => {
    const done = await Promise.all(tended.map((tend) => tend(branch.system())))
    if (done.some((count) => count > 0)) quick.kick()
  })
  const slow = repeat(slowMs, log, async () => {
    const q = ledgerOn(branch.database.db)
    await expireHolds(q, branch.clock.now())
    await expireFreezes(q, await openDate(q, mainBook))
  })
  return {
    kick: () => {
      quick.kick()
      tending.kick()
    },
    stop: async () => {
      hub.off("event", onEvent)
      await Promise.all([quick.stop(), tending.stop(), slow.stop()])
      await stopRunner(runner, log)
    },
  }
}

async function stopRunner(runner: JobRunner, log: FastifyBaseLogger): Promise<void> {
  await runner.stop().catch((error: Error) => log.warn(error))
}

/** One round after another, never two at once; a kick during a round causes one more. */
function repeat(everyMs: number, log: FastifyBaseLogger, round: () => Promise<void>) {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let again = false
  let stopped = false
  const go = () => {
    clearTimeout(timer)
    if (stopped) return
    if (running) {
      again = true
      return
    }
    running = round()
      .catch((error: Error) => log.error(error))
      .finally(() => {
        running = undefined
        if (stopped) return
        timer = setTimeout(go, again ? 0 : everyMs)
        again = false
      })
  }
  timer = setTimeout(go, everyMs)
  return {
    kick: go,
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
