// What happens in the classroom: the teacher signs children in, on the spot or by uploading what was noted without a line.
// Each child present becomes evidence that waits for the parent's word.
import { randomUUID } from "node:crypto"
import { sql } from "kysely"
import { flow, type FlowCtx } from "#kernel/flow"
import { notify } from "#kernel/notice"
import { ok, type Outcome } from "#kernel/refusal"
import { askEvidence, componentStates, silenceEndsOn, type NewEvidence } from "#products/custody"
import { materials, tuition, type Mark } from "../model.ts"
import { refuse } from "../refusals.ts"
import {
  calendarOfBranch,
  courseFor,
  dayOf,
  namesOf,
  orderFor,
  policyOf,
  wallOf,
  type Course,
  type Lesson,
  type Order,
} from "../store.ts"

export interface MarkAsked {
  lessonId: string
  marks: { orderId: string; mark: Mark }[]
  /** Children counted in the room, whoever they are; null where a file did not say. */
  seen: number | null
  source: "sign_in" | "offline"
  /** For marks noted without a line: when they were noted. Without it they bear the time of the lesson. */
  markedAt?: Date | undefined
}

export interface Marked {
  asked: number
  /** What was written, for taking it back. */
  marks: string[]
}

export const markLesson = flow(
  { name: "training-fund.attendance", permission: "training-fund.teach" },
  async (ctx, input: MarkAsked): Promise<Outcome<{ asked: number }>> => {
    const done = await markIn(ctx, input)
    return done.ok ? ok({ asked: done.value.asked }) : done
  },
)

/** The marks of one lesson, from the classroom or from a file. */
export async function markIn(ctx: FlowCtx, input: MarkAsked): Promise<Outcome<Marked>> {
  const lesson = await ctx.db
    .selectFrom("training_lesson")
    .selectAll()
    .where("id", "=", input.lessonId)
    .forUpdate()
    .executeTakeFirst()
  const found = lesson ? await courseFor(ctx, lesson.course_id) : null
  if (!lesson || !found?.ok) return refuse["E-NOT-FOUND"]({ what: "课次", whatEn: "lesson", id: input.lessonId })
  const { course } = found.value
  const orders = await enrolled(ctx, course.id)
  const fault = markFault(ctx, { lesson, orders, input })
  if (fault) return fault
  const twice = await elsewhere(ctx, lesson, input)
  if (twice) return twice
  const notedAt = input.markedAt ?? (input.source === "offline" ? lesson.starts_at : ctx.clock.now())
  const { fresh, marks } = await writeMarks(ctx, { lesson, input, notedAt })
  const seen = input.seen ?? Math.max(lesson.seen ?? 0, await presentIn(ctx, lesson.id))
  await ctx.db
    .updateTable("training_lesson")
    .set({ state: "held", seen, marked_by: ctx.actor.name, marked_at: notedAt })
    .where("id", "=", lesson.id)
    .execute()
  const asked = await askFor(ctx, { lesson, course, orders: orders.filter((one) => fresh.has(one.id)), fresh })
  if (!asked.ok) return asked
  const after = { marks: input.marks.length, seen, source: input.source, notedAt }
  ctx.note({ action: "training-fund.attendance", object: "training-lesson", objectId: lesson.id, after })
  ctx.emit({ type: "training-fund.lesson-held", subject: lesson.id, data: { courseId: course.id } })
  return ok({ asked: asked.value, marks })
}

async function presentIn(ctx: FlowCtx, lessonId: string): Promise<number> {
  const { n } = await ctx.db
    .selectFrom("training_attendance")
    .select((e) => e.fn.countAll<bigint>().as("n"))
    .where("lesson_id", "=", lessonId)
    .where("mark", "=", "present")
    .where("withdrawn_at", "is", null)
    .executeTakeFirstOrThrow()
  return Number(n)
}

async function enrolled(ctx: FlowCtx, courseId: string): Promise<Order[]> {
  return ctx.db
    .selectFrom("training_order")
    .selectAll()
    .where("course_id", "=", courseId)
    .where("state", "in", ["PAID", "TEACHING", "FROZEN"])
    .execute()
}

function markFault(
  ctx: FlowCtx,
  { lesson, orders, input }: { lesson: Lesson; orders: readonly Order[]; input: MarkAsked },
): Outcome<never> | null {
  if (lesson.state === "cancelled")
    return refuse["E-STATE"]({ reason: "这一课已取消", reasonEn: "The lesson is cancelled" })
  if (lesson.starts_at > ctx.clock.now()) return refuse["E-TOO-SOON"]({ at: wallOf(lesson.starts_at) })
  const stranger = input.marks.find((one) => !orders.some((order) => order.id === one.orderId))
  if (stranger)
    return refuse["E-NOT-FOUND"]({ what: "本班有效订单", whatEn: "order of this class", id: stranger.orderId }, "marks")
  return null
}

/** LESSON_DUPLICATE: the same child was signed in elsewhere at that time. */
async function elsewhere(ctx: FlowCtx, lesson: Lesson, input: MarkAsked): Promise<Outcome<never> | null> {
  const present = input.marks.filter((one) => one.mark === "present").map((one) => one.orderId)
  if (present.length === 0) return null
  const { rows } = await sql<{ student_id: string; title: string; starts_at: Date }>`
    select o.student_id, c.title, l.starts_at
      from training_order mine
      join training_order o on o.student_id = mine.student_id and o.id <> mine.id
      join training_attendance a on a.order_id = o.id and a.mark = 'present' and a.withdrawn_at is null
      join training_lesson l on l.id = a.lesson_id and l.id <> ${lesson.id}
      join training_course c on c.id = l.course_id
     where mine.id = any(${present}::uuid[]) and l.starts_at < ${lesson.ends_at} and l.ends_at > ${lesson.starts_at}
     limit 1`.execute(ctx.db)
  const found = rows[0]
  if (!found) return null
  const student = (await namesOf(ctx, [found.student_id])).get(found.student_id)!
  return refuse.LESSON_DUPLICATE({ student, at: wallOf(found.starts_at), other: found.title }, "marks")
}

interface Writing {
  lesson: Lesson
  input: MarkAsked
  notedAt: Date
}

/** Marks a child once; a mark corrected later changes nothing that was already asked. Fresh: who was present, by order. */
async function writeMarks(
  ctx: FlowCtx,
  { lesson, input, notedAt }: Writing,
): Promise<{ fresh: Map<string, string>; marks: string[] }> {
  if (input.marks.length === 0) return { fresh: new Map(), marks: [] }
  const rows = await ctx.db
    .insertInto("training_attendance")
    .values(
      input.marks.map((one) => ({
        id: randomUUID(),
        lesson_id: lesson.id,
        order_id: one.orderId,
        mark: one.mark,
        source: input.source,
        marked_by: ctx.actor.name,
        marked_at: notedAt,
      })),
    )
    .onConflict((c) => c.columns(["lesson_id", "order_id"]).where("withdrawn_at", "is", null).doNothing())
    .returning(["id", "order_id", "mark"])
    .execute()
  const fresh = new Map(rows.filter((row) => row.mark === "present").map((row) => [row.order_id, row.id]))
  return { fresh, marks: rows.map((row) => row.id) }
}

interface Asking {
  lesson: Lesson
  course: Course
  orders: readonly Order[]
  fresh: ReadonlyMap<string, string>
}

async function askFor(ctx: FlowCtx, { lesson, course, orders, fresh }: Asking): Promise<Outcome<number>> {
  const states = await componentStates(
    ctx,
    orders.flatMap((order) => order.holding_id ?? []),
  )
  const calendar = await calendarOfBranch(ctx)
  const askedOn = dayOf(ctx.clock.now())
  const list: NewEvidence[] = []
  for (const order of orders) {
    const policy = policyOf(order)
    const component = states.get(order.holding_id!)?.find((one) => one.name === tuition)
    if (policy.release !== "PER_LESSON" || !component) continue
    const dueOn = silenceEndsOn(calendar, askedOn, policy.confirmWorkdays)
    list.push({
      componentId: component.componentId,
      objectId: fresh.get(order.id)!,
      happenedAt: lesson.starts_at,
      dueOn,
    })
    await notify(ctx, {
      to: `party:${order.guardian_id}`,
      title: "请确认一节课",
      body: `${wallOf(lesson.starts_at)} ${course.title}。${dueOn} 前未答复视同确认；有异议请点“没有上”。`,
      page: "/m/training/confirm",
      onceKey: `training.ask:${fresh.get(order.id)}`,
    })
  }
  await ctx.db
    .updateTable("training_order")
    .set({ state: "TEACHING" })
    .where("id", "in", ["00000000-0000-0000-0000-000000000000", ...orders.map((order) => order.id)])
    .where("state", "=", "PAID")
    .execute()
  return askEvidence(ctx, list)
}

/** Books and tools given to the child: released once the parent has signed for them. */
export const handOver = flow(
  { name: "training-fund.materials", permission: "training-fund.teach" },
  async (ctx, input: { orderId: string }): Promise<Outcome<void>> => {
    const found = await orderFor(ctx, input.orderId)
    if (!found.ok) return found
    const { order } = found.value
    if (order.materials_fen === 0n || order.materials_on !== null || !["PAID", "TEACHING"].includes(order.state))
      return refuse["E-STATE"]({
        reason: "这份订单没有待交付的教材",
        reasonEn: "The order has no materials to hand over",
      })
    const states = order.holding_id ? (await componentStates(ctx, [order.holding_id])).get(order.holding_id) : undefined
    const component = states?.find((one) => one.name === materials)
    await ctx.db.updateTable("training_order").set({ materials_on: ctx.today }).where("id", "=", order.id).execute()
    ctx.note({ object: "training-order", objectId: order.contract_no, after: { materials: "handed over" } })
    // Under a pure deposit rule the money is the institution's already: nobody need release it.
    if (!component) return ok()
    const calendar = await calendarOfBranch(ctx)
    const dueOn = silenceEndsOn(calendar, dayOf(ctx.clock.now()), policyOf(order).confirmWorkdays)
    const evidence = { componentId: component.componentId, objectId: "materials", happenedAt: ctx.clock.now(), dueOn }
    const asked = await askEvidence(ctx, [evidence])
    if (!asked.ok) return asked
    await notify(ctx, {
      to: `party:${order.guardian_id}`,
      title: "请签收教材",
      body: `机构登记已交付教材，${dueOn} 前未答复视同签收。`,
      page: "/m/training/confirm",
      onceKey: `training.materials:${order.id}`,
    })
    return ok()
  },
)
