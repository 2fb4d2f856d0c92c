import { z } from "zod"
import { date, endpoint, instant, uuid } from "../http/contract.ts"

export const dayEndStep = z
  .object({
    name: z.string(),
    title: z.object({ zh: z.string(), en: z.string() }),
    state: z.enum(["waiting", "running", "done", "failed"]),
    done: z.number(),
    failed: z.array(z.object({ object: z.string(), objectId: z.string(), reason: z.string() })),
    error: z.string().nullable(),
    startedAt: instant.nullable(),
    endedAt: instant.nullable(),
  })
  .meta({ id: "DayEndStep" })

export const getDayEnd = endpoint({
  method: "GET",
  path: "/day-end",
  tag: "day-end",
  summary: { zh: "日终状态", en: "The open day, its steps, and the latest closed days" },
  response: z.object({
    accountingDate: date,
    jobId: uuid.nullable(),
    steps: z.array(dayEndStep),
    history: z.array(z.object({ day: date, steps: z.array(dayEndStep) })),
  }),
})

export const startDayEnd = endpoint({
  method: "POST",
  path: "/day-end",
  tag: "day-end",
  summary: { zh: "办理日终（可中断续跑）", en: "Close the day; goes on where it was interrupted" },
  response: z.object({ jobId: uuid }),
})
