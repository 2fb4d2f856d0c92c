// Server-sent events: progress of jobs and a sign that something a page shows has changed. Carries no figures: a page
// that hears of a change asks again, with its own permissions.
import type { FastifyInstance } from "fastify"
import { hub } from "#kernel/event"
import { jobHub, type JobProgress } from "#kernel/job"
import type { HouseEvent } from "#kernel/scene"
import type { OpenBranch } from "../runtime/index.ts"
import { signedIn } from "./context.ts"
import { sendRefusal } from "./problem.ts"
import { prefix } from "./routes.ts"

const heartbeatMs = 20_000

export function registerStreamRoutes(app: FastifyInstance, branch: OpenBranch): void {
  app.get(
    `${prefix}/stream`,
    { schema: { tags: ["events"], summary: "变动通知与任务进度 / Changes and progress (server-sent events)" } },
    async (request, reply) => {
      const who = await signedIn(branch, request)
      if (!who.ok) return sendRefusal(request, reply, who.refusal)
      const isStaff = who.value.actor.kind === "staff"
      reply.hijack()
      const out = reply.raw
      out.writeHead(200, {
        "content-type": "text/event-stream",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
      })
      const send = (name: string, data: unknown) => out.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
      const onProgress = (progress: JobProgress) => send("job", progress)
      const onEvent = (event: HouseEvent) =>
        send("change", isStaff ? { type: event.type, subject: event.subject } : { type: "change" })
      const beat = setInterval(() => out.write(": beat\n\n"), heartbeatMs)
      jobHub.on("progress", onProgress)
      hub.on("event", onEvent)
      send("hello", {})
      out.on("close", () => {
        clearInterval(beat)
        jobHub.off("progress", onProgress)
        hub.off("event", onEvent)
      })
    },
  )
}
