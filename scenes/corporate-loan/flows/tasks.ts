// Things somebody has to do by a day: opened once a cause by draws, warnings and the day end, finished by a person.
import { randomUUID } from "node:crypto"
import { flow, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { refuse } from "../refusals.ts"
import { lockCase, tell, type CaseRow } from "./case.ts"

export type TaskKind = "use" | "periodic" | "progress" | "reminder" | "freeze" | "plan" | "visit" | "revalue" | "papers"

export interface NewTask {
  kind: TaskKind
  zh: string
  en: string
  dueOn: string
  onceKey: string
}

/** Opens a task unless its cause has one already. */
export async function openTask(ctx: FlowCtx, row: CaseRow, task: NewTask): Promise<boolean> {
  const made = await ctx.db
    .insertInto("corporate_task")
    .values({
      id: randomUUID(),
      case_id: row.id,
      kind: task.kind,
      title_zh: task.zh,
      title_en: task.en,
      due_on: task.dueOn,
      once_key: task.onceKey,
    })
    .onConflict((conflict) => conflict.column("once_key").doNothing())
    .returning("id")
    .executeTakeFirst()
  return made !== undefined
}

export async function doneTask(ctx: FlowCtx, row: CaseRow, taskId: string, result: string): Promise<Outcome<void>> {
  const done = await ctx.db
    .updateTable("corporate_task")
    .set({ done_on: ctx.today, done_by: ctx.actor.name, result })
    .where("id", "=", taskId)
    .where("case_id", "=", row.id)
    .where("done_on", "is", null)
    .returning("title_zh")
    .executeTakeFirst()
  if (!done) return refuse["E-NOT-FOUND"]({ id: taskId, what: "未完成的任务" }, "taskId")
  await tell(ctx, row.id, { kind: "task", zh: `完成任务“${done.title_zh}”：${result}`, en: "Task done" })
  ctx.note({ object: "corporate-case", objectId: row.id, after: { task: taskId, result } })
  return ok()
}

/** Ends the open tasks of a cause, e.g. those of a warning that is closed. */
export async function endTasks(ctx: FlowCtx, row: CaseRow, keyStart: string, result: string): Promise<void> {
  await ctx.db
    .updateTable("corporate_task")
    .set({ done_on: ctx.today, done_by: ctx.actor.name, result })
    .where("case_id", "=", row.id)
    .where("done_on", "is", null)
    .where((e) => e(e.fn<boolean>("starts_with", ["once_key", e.val(keyStart)]), "=", true))
    .execute()
}

/** What needs no form of its own: a reminder given, papers brought, a visit written up. */
export const finishTask = flow(
  { name: "corporate-loan.finish-task", permission: "corporate-loan.monitor" },
  async (ctx, input: { id: string; result: string }): Promise<Outcome<{ id: string }>> => {
    const task = await ctx.db.selectFrom("corporate_task").selectAll().where("id", "=", input.id).executeTakeFirst()
    if (!task) return refuse["E-NOT-FOUND"]({ id: input.id, what: "任务" })
    const found = await lockCase(ctx, task.case_id)
    if (!found.ok) return found
    if (task.kind === "use" || task.kind === "revalue" || task.kind === "plan") {
      const reason = { use: "请通过用途检查完成", revalue: "请通过押品重估完成", plan: "请登记处置方案完成" }[task.kind]
      return refuse["E-STATE"]({ reason, reasonEn: "This task is done by its own form" })
    }
    const done = await doneTask(ctx, found.value, input.id, input.result)
    return done.ok ? ok({ id: input.id }) : done
  },
)
