import { z } from "zod"
import { endpoint, instant, pageOf, paging, uuid } from "../http/contract.ts"

export const jobItem = z
  .object({
    id: uuid,
    kind: z.string(),
    title: z.object({ zh: z.string(), en: z.string() }),
    state: z.enum(["waiting", "running", "done", "failed"]),
    done: z.number(),
    total: z.number(),
    text: z.string(),
    result: z.unknown(),
    error: z.string().nullable(),
    askedBy: z.string(),
    createdAt: instant,
    startedAt: instant.nullable(),
    endedAt: instant.nullable(),
  })
  .meta({ id: "Job" })

export const listJobs = endpoint({
  method: "GET",
  path: "/jobs",
  tag: "jobs",
  summary: { zh: "任务列表", en: "Jobs, newest first" },
  query: paging.extend({
    kind: z.string().optional(),
    state: z.enum(["waiting", "running", "done", "failed"]).optional(),
  }),
  response: pageOf(jobItem),
})

export const getJob = endpoint({
  method: "GET",
  path: "/jobs/:id",
  tag: "jobs",
  summary: { zh: "任务进度", en: "One job with its progress" },
  params: z.object({ id: uuid }),
  response: jobItem,
})
