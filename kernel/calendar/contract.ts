import { z } from "zod"
import { date, endpoint } from "../http/contract.ts"

export const calendarDays = endpoint({
  method: "GET",
  path: "/calendar/:year",
  tag: "calendar",
  summary: { zh: "一年的节假日与调休", en: "Holidays and make-up days of a year" },
  params: z.object({ year: z.coerce.number().int().min(2000).max(2100) }),
  response: z.object({
    announced: z.boolean(),
    days: z.array(z.object({ day: date, work: z.boolean(), name: z.string().nullable() })),
  }),
})
