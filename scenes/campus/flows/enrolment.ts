// Belonging to a class, as spells with a beginning and an end. One open spell a person; a change ends it and begins the next.
import { randomUUID } from "node:crypto"
import { dateOf, loadCalendar } from "#kernel/calendar"
import type { FlowCtx } from "#kernel/flow"
import { number } from "./judge.ts"
import { nextRoster } from "./devices.ts"

export interface Belonging {
  personId: string
  classId: string | null
  classTitle: string | null
}

export async function beginSpells(ctx: FlowCtx, schoolId: string, people: readonly Belonging[]): Promise<void> {
  const fromOn = dateOf(ctx.clock.now())
  await endSpells(
    ctx,
    people.map((one) => one.personId),
  )
  for (let at = 0; at < people.length; at += 1_000)
    await ctx.db
      .insertInto("campus_enrolment")
      .values(
        people.slice(at, at + 1_000).map((one) => ({
          id: randomUUID(),
          person_id: one.personId,
          school_id: schoolId,
          class_id: one.classId,
          class_title: one.classTitle,
          from_on: fromOn,
        })),
      )
      .execute()
}

export async function endSpells(ctx: FlowCtx, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return
  await ctx.db
    .updateTable("campus_enrolment")
    .set({ to_on: dateOf(ctx.clock.now()) })
    .where("person_id", "in", [...personIds])
    .where("to_on", "is", null)
    .execute()
}

/**
 * What ends with school for these people whatever becomes of their money: the class, every credential, every consent (its
 * data is deleted as after a withdrawal), and where they are. The wallet stays until the card office has paid it back.
 */
export async function endSchool(
  ctx: FlowCtx,
  input: { schoolId: string; personIds: readonly string[]; status: "graduated" | "left" },
): Promise<void> {
  const personIds = [...input.personIds]
  if (personIds.length === 0) return
  const now = ctx.clock.now()
  const today = dateOf(now)
  const workdays = await number(ctx, "delete-workdays", today)
  const dueOn = (await loadCalendar(ctx.db)).addWorkdays(today, workdays)
  const version = await nextRoster(ctx, input.schoolId)
  await ctx.db
    .updateTable("campus_credential")
    .set({ state: "revoked", version, at: now })
    .where("person_id", "in", personIds)
    .where("state", "<>", "revoked")
    .execute()
  await ctx.db
    .updateTable("campus_consent")
    .set({ withdrawn_at: now, delete_due_on: dueOn })
    .where("person_id", "in", personIds)
    .where("withdrawn_at", "is", null)
    .execute()
  await ctx.db.deleteFrom("campus_presence").where("person_id", "in", personIds).execute()
  await endSpells(ctx, personIds)
  await ctx.db.updateTable("campus_person").set({ status: input.status }).where("person_id", "in", personIds).execute()
}
