// Roll call: the teacher's own eyes against the gate's word. Marks are prepared from presence and leave; the teacher changes
// what is not so. Taken again in the same period it replaces itself.
import { randomUUID } from "node:crypto"
import { dateOf } from "#kernel/calendar"
import { flow, stableJson } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { marks, type Mark } from "../model.ts"
import { refuse } from "../refusals.ts"
import { isOnlyTeacher, ownSchool } from "../store.ts"

export interface RollCall {
  classId: string
  period: string
  marks: readonly { personId: string; mark: Mark }[]
}

export const takeRoll = flow(
  { name: "campus.roll-call", permission: "campus.roll" },
  async (ctx, input: RollCall): Promise<Outcome<{ id: string }>> => {
    const school = await ownSchool(ctx)
    if (!school.ok) return school
    const row = await ctx.db
      .selectFrom("campus_class")
      .selectAll()
      .where("id", "=", input.classId)
      .where("school_id", "=", school.value.id)
      .executeTakeFirst()
    if (!row) return refuse["E-NOT-FOUND"]({ what: "班级", whatEn: "class" }, "classId")
    if (isOnlyTeacher(ctx) && row.teacher_id !== ctx.actor.id) return refuse["E-TEACHER"]()
    const pupils = await ctx.db
      .selectFrom("campus_person")
      .select("person_id")
      .where("class_id", "=", input.classId)
      .where("kind", "=", "student")
      .where("status", "=", "enrolled")
      .execute()
    const named = new Set(input.marks.map((one) => one.personId))
    if (
      named.size !== input.marks.length ||
      pupils.length !== named.size ||
      pupils.some((p) => !named.has(p.person_id))
    )
      return refuse["E-ROLL"]({ n: pupils.length }, "marks")
    const count = Object.fromEntries(
      marks.map((mark) => [mark, input.marks.filter((one) => one.mark === mark).length]),
    ) as Record<Mark, number>
    const values = {
      taker: ctx.actor.name,
      at: ctx.clock.now(),
      marks: stableJson(input.marks),
      expected: pupils.length - count.leave,
      present: count.present + count.late,
      late: count.late,
      on_leave: count.leave,
      missing: count.missing,
    }
    const day = dateOf(ctx.clock.now())
    const { id } = await ctx.db
      .insertInto("campus_roll_call")
      .values({
        id: randomUUID(),
        school_id: school.value.id,
        class_id: input.classId,
        day,
        period: input.period,
        ...values,
      })
      .onConflict((c) => c.columns(["class_id", "day", "period"]).doUpdateSet(values))
      .returning("id")
      .executeTakeFirstOrThrow()
    ctx.note({ object: "campus-roll-call", objectId: id, after: { period: input.period, ...count } })
    return ok({ id })
  },
)
