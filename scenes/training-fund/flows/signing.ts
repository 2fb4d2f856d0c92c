// From a course to money in custody: the parent signs, pays, and the payment goes nowhere but into the custody account. A
// payment for an order that is not waiting for one is refused here and so returns by itself.
import { randomUUID } from "node:crypto"
import type { Posting } from "#ledger"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { isGuardian } from "#kernel/party"
import { ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import type { HouseEvent, PayableKind, ReceivedPayment } from "#kernel/scene"
import { openOrder, type Channel } from "#products/acquiring"
import type { Billing, InstitutionKind, Policy } from "../model.ts"
import { refuse } from "../refusals.ts"
import { chargeFaults, overlap, type ChargeFault } from "../rules.ts"
import { cannotSell, type InstitutionState } from "../states.ts"
import {
  courseById,
  institutionById,
  lessonsOf,
  namesOf,
  numberOf,
  orderFor,
  orderLocked,
  policyOn,
  wallOf,
  type Course,
  type Institution,
  type Order,
} from "../store.ts"
import { intoCustody } from "./into-custody.ts"

export const payableKind = "training-fund.order"

export function chargeRefusal(fault: ChargeFault): Outcome<never> {
  const { code, ...facts } = fault
  return refuse[code](facts as never)
}

export interface SignAsked {
  courseId: string
  studentId: string
}

/** The parent's signature under the contract. Says everything that stands in the way before any money is asked for. */
export const signOrder = flow(
  { name: "training-fund.sign", permission: "training-fund.family" },
  async (ctx, input: SignAsked): Promise<Outcome<{ id: string; contractNo: string }>> => {
    const guardianId = ctx.actor.partyId!
    const course = await courseById(ctx, input.courseId)
    if (!course || course.state !== "approved")
      return refuse["E-NOT-FOUND"]({ what: "可报名的课程", whatEn: "open course", id: input.courseId })
    if (!(await isGuardian(ctx.db, guardianId, input.studentId))) return refuse["E-CHILD"]({}, "studentId")
    const institution = await institutionById(ctx, course.institution_id)
    const version = await policyOn(ctx, institution.policy_code, ctx.today)
    if (!version.ok) return version
    const left = await lessonsLeft(ctx, { studentId: input.studentId, course })
    const fault = await signFault(ctx, {
      course,
      institution,
      studentId: input.studentId,
      left,
      policy: version.value.policy,
    })
    if (fault) return fault
    const id = randomUUID()
    const contractNo = await numberOf(ctx, "training_contract_number", "PX")
    const minutes = await parameter<number>(ctx, "training-fund.pay-minutes", ctx.today)
    await ctx.db
      .insertInto("training_order")
      .values({
        id,
        contract_no: contractNo,
        institution_id: institution.id,
        course_id: course.id,
        student_id: input.studentId,
        guardian_id: guardianId,
        tuition_fen: course.tuition_fen,
        materials_fen: course.materials_fen,
        list_per_lesson_fen: course.list_per_lesson_fen,
        paid_lessons: course.lesson_count,
        gift_lessons: course.gift_lessons,
        gift_mode: version.value.policy.giftMode,
        deduction: course.deduction,
        lessons_left_when_signed: left,
        first_on: course.first_on,
        last_on: course.last_on,
        policy_code: version.value.code,
        policy_value_id: version.value.valueId,
        policy: JSON.stringify(version.value.policy),
        state: "SIGNED",
        signed_on: ctx.today,
        signed_at: ctx.clock.now(),
        pay_by: new Date(ctx.clock.now().getTime() + minutes * 60_000),
      })
      .execute()
    ctx.note({ object: "training-order", objectId: contractNo, after: { ...input, policy: version.value.code } })
    ctx.emit({ type: "training-fund.signed", subject: id, data: { contractNo } })
    return ok({ id, contractNo })
  },
)

/** Lessons of the same subject the student still has at this institution. */
async function lessonsLeft(ctx: FlowCtx, p: { studentId: string; course: Course }): Promise<number> {
  const rows = await ctx.db
    .selectFrom("training_order")
    .innerJoin("training_course", "training_course.id", "training_order.course_id")
    .select((e) => [
      "training_order.id",
      "paid_lessons",
      "training_order.gift_lessons",
      e
        .selectFrom("training_attendance")
        .select((a) => a.fn.countAll<bigint>().as("n"))
        .whereRef("training_attendance.order_id", "=", "training_order.id")
        .where("mark", "=", "present")
        .where("withdrawn_at", "is", null)
        .as("held"),
    ])
    .where("student_id", "=", p.studentId)
    .where("training_order.institution_id", "=", p.course.institution_id)
    .where("subject", "=", p.course.subject)
    .where("training_order.state", "in", ["PAID", "TEACHING"])
    .execute()
  return rows.reduce((sum, row) => sum + row.paid_lessons + row.gift_lessons - Number(row.held ?? 0n), 0)
}

interface Signing {
  course: Course
  institution: Institution
  studentId: string
  left: number
  policy: Policy
}

async function signFault(ctx: FlowCtx, p: Signing): Promise<Outcome<never> | null> {
  const { course, institution } = p
  const [name, student] = await namesOf(ctx, [institution.party_id, p.studentId]).then((names) => [
    names.get(institution.party_id)!,
    names.get(p.studentId)!,
  ])
  const no = cannotSell({
    state: institution.state as InstitutionState,
    blacklisted: institution.blacklisted,
    licenceUntil: institution.licence_until,
    today: ctx.today,
  })
  if (no) return refuse.INSTITUTION_RESTRICTED({ name, reason: no.zh, reasonEn: no.en })
  const [fault] = chargeFaults(p.policy, {
    kind: institution.kind as InstitutionKind,
    billing: course.billing as Billing,
    firstLessonOn: course.first_on,
    lastLessonOn: course.last_on,
    lessons: course.lesson_count + course.gift_lessons,
    totalFen: course.tuition_fen + course.materials_fen,
    paidOn: ctx.today,
    lessonsLeft: p.left,
  })
  if (fault) return chargeRefusal(fault)
  const taken = await ctx.db
    .selectFrom("training_order")
    .select(["id", "contract_no", "student_id"])
    .where("course_id", "=", course.id)
    .where("state", "in", ["SIGNED", "PAID", "TEACHING", "FROZEN", "REFUNDING"])
    .execute()
  const same = taken.find((one) => one.student_id === p.studentId)
  if (same) return refuse["E-TWICE"]({ student, contractNo: same.contract_no })
  if (taken.length >= course.seats) return refuse["E-FULL"]({ seats: course.seats })
  return duplicateFault(ctx, { ...p, student: student! })
}

/** LESSON_DUPLICATE: one child cannot sit in two rooms at a time. */
async function duplicateFault(ctx: FlowCtx, p: Signing & { student: string }): Promise<Outcome<never> | null> {
  const others = await ctx.db
    .selectFrom("training_lesson")
    .innerJoin("training_course", "training_course.id", "training_lesson.course_id")
    .innerJoin("training_order", "training_order.course_id", "training_course.id")
    .select(["training_lesson.starts_at", "training_lesson.ends_at", "title"])
    .where("training_order.student_id", "=", p.studentId)
    .where("training_order.state", "in", ["SIGNED", "PAID", "TEACHING", "FROZEN"])
    .where("training_lesson.state", "!=", "cancelled")
    .where("training_lesson.ends_at", ">", ctx.clock.now())
    .execute()
  const spans = (list: readonly { starts_at: Date; ends_at: Date }[]) =>
    list.map((one) => ({ startsAt: one.starts_at.toISOString(), endsAt: one.ends_at.toISOString() }))
  const found = overlap(spans(await lessonsOf(ctx, p.course.id)), spans(others))
  if (!found) return null
  const other = others.find((one) => one.starts_at.toISOString() === found[1].startsAt)!
  return refuse.LESSON_DUPLICATE({ student: p.student, at: wallOf(new Date(found[0].startsAt)), other: other.title })
}

export interface PayAsked {
  id: string
  channel: Channel
}

/** Opens the order at the channel; asked again it answers with the one that is open. */
export const payOrder = flow(
  { name: "training-fund.pay", permission: "training-fund.family" },
  async (ctx, input: PayAsked): Promise<Outcome<{ orderNo: string; payUrl: string | null }>> => {
    const found = await orderFor(ctx, input.id)
    if (!found.ok) return found
    return openPayment(ctx, { order: found.value.order, channel: input.channel })
  },
)

export async function openPayment(
  ctx: FlowCtx,
  { order, channel }: { order: Order; channel: Channel },
): Promise<Outcome<{ orderNo: string; payUrl: string | null }>> {
  if (order.state !== "SIGNED" || order.pay_by <= ctx.clock.now())
    return refuse["E-STATE"]({
      reason: `合同 ${order.contract_no} 已不在待缴费状态，请重新报名`,
      reasonEn: `Contract ${order.contract_no} waits for no payment any more`,
    })
  const institution = await institutionById(ctx, order.institution_id)
  const course = (await courseById(ctx, order.course_id))!
  const names = await namesOf(ctx, [order.guardian_id])
  const opened = await openOrder(ctx, {
    kind: payableKind,
    ownerId: order.id,
    merchantId: institution.merchant_id,
    amountFen: order.tuition_fen + order.materials_fen,
    title: `${course.title}（${order.contract_no}）`,
    channel,
    payerPartyId: order.guardian_id,
    payerName: names.get(order.guardian_id),
    expiresAt: order.pay_by,
    returnPath: `/m/training/orders/${order.id}`,
  })
  if (!opened.ok) return opened
  await ctx.db
    .updateTable("training_order")
    .set({ order_no: opened.value.orderNo, channel })
    .where("id", "=", order.id)
    .execute()
  return opened
}

export const payable: PayableKind = {
  kind: payableKind,
  zh: "培训课程缴费",
  en: "Training fee",
  paid: (ctx, payment) => takePayment(ctx, payment),
}

async function takePayment(ctx: FlowCtx, payment: ReceivedPayment): Promise<Outcome<Posting[]>> {
  const order = await orderLocked(ctx, payment.ownerId)
  const route = { orderNo: payment.orderNo, channel: payment.channel, paidAt: payment.paidAt }
  return intoCustody(ctx, { order, from: payment.waitingKey, amountFen: payment.amountFen, ...route })
}

const cancel = flow({ name: "training-fund.cancel", permission: null }, async (ctx, input: { orderId: string }) => {
  const order = await ctx.db
    .updateTable("training_order")
    .set({ state: "CANCELLED" })
    .where("id", "=", input.orderId)
    .where("state", "=", "SIGNED")
    .where("pay_by", "<=", ctx.clock.now())
    .returning("contract_no")
    .executeTakeFirst()
  if (order) ctx.note({ object: "training-order", objectId: order.contract_no, after: { state: "CANCELLED" } })
  return ok()
})

/** The channel closed the payment: the contract waits no longer once its time is over. */
export async function onClosed(ctx: Ctx, event: HouseEvent): Promise<void> {
  const order = await ctx.db
    .selectFrom("training_order")
    .select("id")
    .where("order_no", "=", String(event.data.orderNo ?? event.subject))
    .executeTakeFirst()
  if (order) await cancel(ctx, { orderId: order.id })
}

/** Contracts that nobody paid, whether or not a channel was opened for them. */
export async function cancelUnpaid(ctx: Ctx): Promise<number> {
  const rows = await ctx.db
    .selectFrom("training_order")
    .select("id")
    .where("state", "=", "SIGNED")
    .where("pay_by", "<=", ctx.clock.now())
    .execute()
  for (const row of rows) await cancel(ctx, { orderId: row.id })
  return rows.length
}
