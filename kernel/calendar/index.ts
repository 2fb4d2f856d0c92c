import { ok } from "#kernel/refusal"
import type { Feature } from "#kernel/scene"
import { lastAnnouncedYear } from "./calendar.ts"
import { calendarDays } from "./contract.ts"

export { calendarOf, loadCalendar, seedCalendar, type Calendar } from "./calendar.ts"
export { addDays, addMonths, dateOf, daysBetween, isDate, monthsBetween, weekday } from "./date.ts"

export const calendar: Feature = {
  name: "kernel/calendar",
  routes: ({ on }) =>
    on(calendarDays, null, async (ctx, { params }) => {
      const days = await ctx.db
        .selectFrom("calendar_day")
        .select(["day", "work", "name"])
        .where("day", ">=", `${params.year}-01-01`)
        .where("day", "<=", `${params.year}-12-31`)
        .orderBy("day")
        .execute()
      return ok({ announced: params.year <= lastAnnouncedYear, days })
    }),
}
