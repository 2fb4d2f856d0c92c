// Courses: drawn up by the institution with their whole schedule, filed with the authority, open to parents once approved.
import { randomUUID } from "node:crypto"
import { flow, type FlowCtx } from "#kernel/flow"
import { notify } from "#kernel/notice"
import { ok, type Outcome } from "#kernel/refusal"
import type { Billing, Deduction, Subject } from "../model.ts"
import { refuse } from "../refusals.ts"
import { endsTooLate } from "../rules.ts"
import { cannotSell, type InstitutionState } from "../states.ts"
import { clockOf, courseFor, dayOf, numberOf, ownInstitution, policyOn, type Institution } from "../store.ts"

export interface NewCourse {
  title: string
  subject: Subject
  billing: Billing
  giftLessons: number
  tuitionFen: bigint
  listPerLessonFen: bigint
  materialsFen: bigint
  deduction: Deduction
  teacher: string
  room: string
  online: boolean
  seats: number
  /** Every lesson in order of time; gifts last. */
  lessons: { startsAt: string; endsAt: string }[]
}

interface Span {
  startsAt: Date
  endsAt: Date
}

export const fileCourse = flow(
  { name: "training-fund.course", permission: "training-fund.teach" },
  async (ctx, input: NewCourse): Promise<Outcome<{ id: string; number: string }>> => {
    const own = await ownInstitution(ctx)
    if (!own.ok) return own
    const spans = input.lessons.map((one) => ({ startsAt: new Date(one.startsAt), endsAt: new Date(one.endsAt) }))
    const fault = await courseFault(ctx, own.value, { input, spans })
    if (fault) return fault
    const id = randomUUID()
    const number = await numberOf(ctx, "training_course_number", "KC")
    const first = spans[0]!
    await ctx.db
      .insertInto("training_course")
      .values({
        id,
        number,
        institution_id: own.value.id,
        title: input.title.trim(),
        subject: input.subject,
        billing: input.billing,
        lesson_count: spans.length - input.giftLessons,
        gift_lessons: input.giftLessons,
        lesson_minutes: Math.round((first.endsAt.getTime() - first.startsAt.getTime()) / 60_000),
        tuition_fen: input.tuitionFen,
        list_per_lesson_fen: input.listPerLessonFen,
        materials_fen: input.materialsFen,
        deduction: input.deduction,
        teacher: input.teacher.trim(),
        room: input.room.trim(),
        online: input.online,
        seats: input.seats,
        first_on: dayOf(first.startsAt),
        last_on: dayOf(spans.at(-1)!.startsAt),
        state: "submitted",
        created_at: ctx.clock.now(),
      })
      .execute()
    await ctx.db
      .insertInto("training_lesson")
      .values(
        spans.map((span, at) => ({
          id: randomUUID(),
          course_id: id,
          seq: at + 1,
          starts_at: span.startsAt,
          ends_at: span.endsAt,
        })),
      )
      .execute()
    ctx.note({ object: "training-course", objectId: number, after: { ...input, lessons: spans.length } })
    ctx.emit({ type: "training-fund.course-filed", subject: id, data: { number } })
    return ok({ id, number })
  },
)

async function courseFault(
  ctx: FlowCtx,
  institution: Institution,
  { input, spans }: { input: NewCourse; spans: readonly Span[] },
): Promise<Outcome<never> | null> {
  const no = cannotSell({
    state: institution.state as InstitutionState,
    blacklisted: institution.blacklisted,
    licenceUntil: institution.licence_until,
    today: ctx.today,
  })
  if (no) return refuse.INSTITUTION_RESTRICTED({ name: "本机构", reason: no.zh, reasonEn: no.en })
  if (input.tuitionFen <= 0n) return refuse["E-AMOUNT"]({ what: "学费", whatEn: "The tuition" }, "tuition")
  if (spans.length <= input.giftLessons)
    return refuse["E-SCHEDULE"]({ reason: "付费课至少一课", reasonEn: "at least one paid lesson" }, "lessons")
  const policy = await policyOn(ctx, institution.policy_code, ctx.today)
  if (!policy.ok) return policy
  const rules = policy.value.policy
  if (input.deduction === "LIST_PRICE" && !rules.listPriceAllowed) return refuse["E-LIST-PRICE"]({}, "deduction")
  for (const [at, span] of spans.entries()) {
    const endsAt = clockOf(span.endsAt)
    if (span.endsAt <= span.startsAt || (at > 0 && span.startsAt < spans[at - 1]!.endsAt))
      return refuse["E-SCHEDULE"](
        { reason: `第 ${at + 1} 课的时间须在前一课之后`, reasonEn: `lesson ${at + 1} must follow the one before` },
        `lessons.${at}`,
      )
    if (endsTooLate(rules, { online: input.online, endsAt }) || dayOf(span.startsAt) !== dayOf(span.endsAt))
      return refuse.COURSE_AFTER_2030(
        { seq: at + 1, endsAt, latest: input.online ? rules.latestEndOnline : rules.latestEnd },
        `lessons.${at}`,
      )
  }
  return null
}

export const decideCourse = flow(
  { name: "training-fund.course-decide", permission: "training-fund.authority" },
  async (ctx, input: { id: string; approved: boolean; reason: string }): Promise<Outcome<void>> => {
    const found = await courseFor(ctx, input.id)
    if (!found.ok) return found
    const { course, institution } = found.value
    if (course.state !== "submitted")
      return refuse["E-STATE"]({ reason: `课程 ${course.number} 已处理过`, reasonEn: "The course was decided already" })
    if (!input.approved && input.reason.trim().length < 4) return refuse["E-REASON"]({}, "reason")
    await ctx.db
      .updateTable("training_course")
      .set({
        state: input.approved ? "approved" : "refused",
        decided_by: ctx.actor.name,
        decided_at: ctx.clock.now(),
        decision_reason: input.reason.trim() || null,
      })
      .where("id", "=", course.id)
      .execute()
    await notify(ctx, {
      to: `party:${institution.party_id}`,
      title: `课程 ${course.title}：${input.approved ? "已备案" : "未通过"}`,
      body: input.reason.trim() || "可以开始报名。",
      page: `/portal/training/courses/${course.id}`,
    })
    ctx.note({ object: "training-course", objectId: course.number, after: { ...input } })
    return ok()
  },
)
