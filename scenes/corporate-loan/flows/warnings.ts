// 预警: a sign opens a warning with what it asks for; red freezes what is undrawn at once; the last one closed lets the
// case go on.
import { randomUUID } from "node:crypto"
import { loadCalendar } from "#kernel/calendar"
import type { FlowCtx } from "#kernel/flow"
import { notify } from "#kernel/notice"
import { parameter } from "#kernel/rule-data"
import { deadlinesOf, levelTitles, signals, type Signal, type WarningDays } from "../rules.ts"
import type { CaseState } from "../states.ts"
import { stateOf, tell, type CaseRow } from "./case.ts"
import { endTasks, openTask } from "./tasks.ts"

export interface NewWarning {
  signal: Signal
  source: string
  note: string
  /** One warning a cause, so that a day's end run twice warns once. */
  onceKey?: string
}

/** Opens a warning with its tasks; null where the cause has one already. */
export async function openWarning(ctx: FlowCtx, row: CaseRow, input: NewWarning): Promise<string | null> {
  const { level, zh, en } = signals[input.signal]
  const days = await parameter<WarningDays>(ctx, "corporate-loan.warning-days", ctx.today)
  const by = deadlinesOf(level, ctx.today, await loadCalendar(ctx.db), days)
  const id = randomUUID()
  const made = await ctx.db
    .insertInto("corporate_warning")
    .values({
      id,
      case_id: row.id,
      signal: input.signal,
      level,
      source: input.source,
      note: input.note,
      once_key: input.onceKey ?? null,
      opened_on: ctx.today,
      freeze_by: by.freezeBy,
      // The gate of every draw asks for open red warnings: the freeze holds from this moment.
      frozen_on: level === "red" ? ctx.today : null,
      plan_by: by.planBy,
      visit_by: by.visitBy,
    })
    .onConflict((conflict) => conflict.column("once_key").doNothing())
    .returning("id")
    .executeTakeFirst()
  if (!made) return null
  const key = `${row.id}:warning:${id}`
  const task = (kind: "plan" | "visit", dueOn: string, said: string, saidEn: string) =>
    openTask(ctx, row, { kind, zh: `${zh}：${said}`, en: `${en}: ${saidEn}`, dueOn, onceKey: `${key}:${kind}` })
  if (by.planBy) await task("plan", by.planBy, "提交处置方案", "plan")
  if (by.visitBy) await task("visit", by.visitBy, "现场回访", "visit")
  await tell(ctx, row.id, {
    kind: "warning",
    zh: `${levelTitles[level].zh}预警：${zh}；${input.note}`,
    en: `${levelTitles[level].en}: ${en}`,
  })
  if (level !== "yellow" && row.manager_id) {
    const page = `/corporate-loan/${row.id}?tab=care`
    await notify(ctx, {
      to: `staff:${row.manager_id}`,
      title: `${levelTitles[level].zh}预警 ${row.case_no}`,
      body: zh,
      page,
    })
  }
  return id
}

/** Red and amber put a running case on watch; overdue and bad ones stay what they are. */
export const watchedState = (state: CaseState, signal: Signal): CaseState =>
  signals[signal].level !== "yellow" && (state === "drawn" || state === "performing") ? "watch" : state

/** Watch ends with the last red or amber warning. */
export async function freeToGoOn(ctx: FlowCtx, row: CaseRow): Promise<boolean> {
  if (stateOf(row) !== "watch") return false
  const left = await ctx.db
    .selectFrom("corporate_warning")
    .select("id")
    .where("case_id", "=", row.id)
    .where("level", "in", ["red", "amber"])
    .where("closed_on", "is", null)
    .executeTakeFirst()
  return left === undefined
}

export async function shut(ctx: FlowCtx, row: CaseRow, ids: readonly string[], note: string): Promise<void> {
  if (ids.length === 0) return
  await ctx.db
    .updateTable("corporate_warning")
    .set({ closed_on: ctx.today, closed_by: ctx.actor.name, close_note: note })
    .where("id", "in", [...ids])
    .execute()
  for (const id of ids) await endTasks(ctx, row, `${row.id}:warning:${id}`, note)
}
