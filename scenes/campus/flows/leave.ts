// Leave: asked for by a parent or the office, agreed by the class teacher, from two days also by the office; approved it
// is a pass the gate uses up once.
import { randomInt, randomUUID } from "node:crypto"
import type { Selectable } from "kysely"
import { dateOf } from "#kernel/calendar"
import type { Tables } from "#kernel/db"
import { flow, type FlowCtx } from "#kernel/flow"
import { notify } from "#kernel/notice"
import { ok, type Outcome } from "#kernel/refusal"
import type { LeaveKind } from "../model.ts"
import { refuse } from "../refusals.ts"
import { needsOffice } from "../rules.ts"
import { canWithdrawLeave, cannotDecideLeave, type LeaveState } from "../states.ts"
import { seenPerson } from "../store.ts"
import { number } from "./judge.ts"
import { hearersOf } from "./parents.ts"

export type LeaveRow = Selectable<Tables["campus_leave"]>

export interface NewLeave {
  personId: string
  kind: LeaveKind
  fromAt: Date
  toAt: Date
  reason: string
  returns: boolean
}

export const askLeave = flow(
  { name: "campus.ask-leave", permission: "campus.ask-leave" },
  async (ctx, input: NewLeave): Promise<Outcome<{ id: string; passCode: string }>> => {
    const person = await seenPerson(ctx, input.personId)
    if (!person.ok) return person
    if (input.toAt <= input.fromAt || input.toAt < ctx.clock.now()) return refuse["E-TIMES"]({}, "toAt")
    const id = randomUUID()
    // Eight digits drawn fresh: nobody guesses a way out of the gate.
    const passCode = `L${String(randomInt(1e8)).padStart(8, "0")}`
    await ctx.db
      .insertInto("campus_leave")
      .values({
        id,
        school_id: person.value.school_id,
        person_id: input.personId,
        kind: input.kind,
        from_at: input.fromAt,
        to_at: input.toAt,
        reason: input.reason,
        returns: input.returns,
        state: "submitted",
        asked_by: ctx.actor.id,
        asked_name: ctx.actor.name,
        asked_at: ctx.clock.now(),
        pass_code: passCode,
      })
      .execute()
    ctx.note({ object: "campus-leave", objectId: id, after: input })
    ctx.emit({ type: "campus.leave", subject: id, data: { state: "submitted" } })
    return ok({ id, passCode })
  },
)

async function lockLeave(ctx: FlowCtx, id: string): Promise<Outcome<LeaveRow>> {
  const row = await ctx.db.selectFrom("campus_leave").selectAll().where("id", "=", id).forUpdate().executeTakeFirst()
  if (!row) return refuse["E-NOT-FOUND"]({ what: "请假单", whatEn: "leave" })
  const person = await seenPerson(ctx, row.person_id)
  if (person.ok) return ok(row)
  return person.refusal.code === "campus/E-TEACHER"
    ? person
    : refuse["E-NOT-FOUND"]({ what: "请假单", whatEn: "leave" })
}

export const decideLeave = flow(
  { name: "campus.decide-leave", permission: "campus.leave" },
  async (ctx, input: { id: string; agree: boolean; reason: string }): Promise<Outcome<{ state: LeaveState }>> => {
    const found = await lockLeave(ctx, input.id)
    if (!found.ok) return found
    const row = found.value
    const fault = cannotDecideLeave(row.state as LeaveState, ctx.actor.roles)
    if (fault) return refuse["E-STATE"]({ reason: fault.zh, reasonEn: fault.en })
    const officeFrom = await number(ctx, "office-leave-days", dateOf(ctx.clock.now()))
    const isOffice = ctx.actor.roles.includes("school-office")
    const goesOn = input.agree && !isOffice && needsOffice(row.from_at, row.to_at, officeFrom)
    const state: LeaveState = !input.agree ? "rejected" : goesOn ? "class_ok" : "active"
    await ctx.db
      .updateTable("campus_leave")
      .set({
        state,
        decided_at: ctx.clock.now(),
        ...(input.agree ? (isOffice ? { office_ok_by: ctx.actor.name } : { class_ok_by: ctx.actor.name }) : {}),
        ...(input.agree ? {} : { decline_reason: input.reason }),
      })
      .where("id", "=", row.id)
      .execute()
    ctx.note({ object: "campus-leave", objectId: row.id, before: { state: row.state }, after: { state } })
    ctx.emit({ type: "campus.leave", subject: row.id, data: { state } })
    if (state !== "class_ok") await tellGuardians(ctx, row, state)
    return ok({ state })
  },
)

async function tellGuardians(ctx: FlowCtx, row: LeaveRow, state: LeaveState): Promise<void> {
  for (const guardianId of (await hearersOf(ctx, [row.person_id])).get(row.person_id) ?? [])
    await notify(ctx, {
      to: `party:${guardianId}`,
      title: state === "active" ? "请假已批准" : "请假未同意",
      body: state === "active" ? "可凭请假单的二维码或校园卡在批准的时间出校一次。" : "请与班主任联系。",
      page: `/m/campus/${row.person_id}`,
      onceKey: `campus:leave:${row.id}:${state}:${guardianId}`,
    })
}

export const withdrawLeave = flow(
  { name: "campus.withdraw-leave", permission: "campus.ask-leave" },
  async (ctx, input: { id: string }): Promise<Outcome<void>> => {
    const found = await lockLeave(ctx, input.id)
    if (!found.ok) return found
    if (!canWithdrawLeave(found.value.state as LeaveState))
      return refuse["E-STATE"]({ reason: "已使用或已结束的请假不能撤销", reasonEn: "it was used or is over" })
    await ctx.db.updateTable("campus_leave").set({ state: "withdrawn" }).where("id", "=", input.id).execute()
    ctx.note({ object: "campus-leave", objectId: input.id, after: { state: "withdrawn" } })
    return ok()
  },
)
