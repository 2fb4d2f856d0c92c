// What parents say beside their money: a complaint (投诉) that the institution or the authority answers, and a rating once
// an order is over. No balance is touched; a lesson that is contradicted or a refund has its own way.
import { randomUUID } from "node:crypto"
import type { Selectable } from "kysely"
import type { Tables } from "#kernel/db"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { notify } from "#kernel/notice"
import { ok, type Outcome } from "#kernel/refusal"
import type { ComplaintTopic } from "../model.ts"
import { refuse } from "../refusals.ts"
import { cannotAnswerComplaint, cannotRate, type FeedbackState, type OrderState } from "../states.ts"
import { institutionFor, isCitizen, isRegulator, numberOf, orderFor, orderLocked } from "../store.ts"

export type Feedback = Selectable<Tables["training_feedback"]>

export const complain = flow(
  { name: "training-fund.complain", permission: "training-fund.family" },
  async (
    ctx,
    input: { orderId: string; topic: ComplaintTopic; body: string },
  ): Promise<Outcome<{ id: string; number: string }>> => {
    const found = await orderFor(ctx, input.orderId)
    if (!found.ok) return found
    const { order, institution } = found.value
    if (input.body.trim().length < 4) return refuse["E-REASON"]({}, "body")
    await orderLocked(ctx, order.id)
    const open = await ctx.db
      .selectFrom("training_feedback")
      .select("number")
      .where("order_id", "=", order.id)
      .where("kind", "=", "complaint")
      .where("state", "!=", "closed")
      .executeTakeFirst()
    if (open)
      return refuse["E-STATE"]({
        reason: `投诉 ${open.number} 还在处理中，请等答复`,
        reasonEn: `Complaint ${open.number} is still being looked into`,
      })
    const made = await insert(ctx, {
      kind: "complaint",
      order_id: order.id,
      institution_id: institution.id,
      topic: input.topic,
      stars: null,
      body: input.body.trim(),
      state: "open",
    })
    await notify(ctx, {
      to: `party:${institution.party_id}`,
      title: `家长投诉 ${made.number}（${order.contract_no}）`,
      body: input.body.trim(),
      page: "/portal/training/complaints",
    })
    ctx.emit({ type: "training-fund.complaint", subject: made.id, data: { institutionId: institution.id } })
    return ok(made)
  },
)

export const rate = flow(
  { name: "training-fund.rate", permission: "training-fund.family" },
  async (ctx, input: { orderId: string; stars: number; body: string }): Promise<Outcome<void>> => {
    const found = await orderFor(ctx, input.orderId)
    if (!found.ok) return found
    const { order, institution } = found.value
    const no = cannotRate({ state: order.state as OrderState, lastOn: order.last_on, today: ctx.today })
    if (no) return refuse["E-STATE"]({ reason: no.zh, reasonEn: no.en })
    await orderLocked(ctx, order.id)
    const before = await ctx.db
      .selectFrom("training_feedback")
      .select("number")
      .where("order_id", "=", order.id)
      .where("kind", "=", "rating")
      .executeTakeFirst()
    if (before) return refuse["E-STATE"]({ reason: "这份订单已经评价过", reasonEn: "The order has been rated already" })
    await insert(ctx, {
      kind: "rating",
      order_id: order.id,
      institution_id: institution.id,
      topic: null,
      stars: input.stars,
      body: input.body.trim(),
      state: "closed",
    })
    return ok()
  },
)

type New = Pick<Feedback, "kind" | "order_id" | "institution_id" | "topic" | "stars" | "body" | "state">

async function insert(ctx: FlowCtx, values: New): Promise<{ id: string; number: string }> {
  const id = randomUUID()
  const number = await numberOf(ctx, "training_feedback_number", "TS")
  await ctx.db
    .insertInto("training_feedback")
    .values({
      id,
      number,
      ...values,
      citizen_id: ctx.actor.partyId!,
      made_on: ctx.today,
      made_at: ctx.clock.now(),
    })
    .execute()
  ctx.note({ object: "training-feedback", objectId: number, after: { ...values } })
  return { id, number }
}

/** Seen by the family it comes from, the institution it is about, the authority and the outlet. */
async function feedbackFor(ctx: Ctx, id: string): Promise<Outcome<Feedback>> {
  const row = await ctx.db
    .selectFrom("training_feedback")
    .selectAll()
    .where("id", "=", id)
    .where("kind", "=", "complaint")
    .executeTakeFirst()
  const seen = row
    ? isCitizen(ctx)
      ? await orderFor(ctx, row.order_id)
      : await institutionFor(ctx, row.institution_id)
    : undefined
  if (row && seen?.ok) return ok(row)
  return refuse["E-NOT-FOUND"]({ what: "投诉", whatEn: "complaint", id })
}

/** The institution answers once; the authority's answer ends the matter. */
export const answerComplaint = flow(
  { name: "training-fund.complaint-answer", permission: "training-fund.complaints" },
  async (ctx, input: { id: string; answer: string }): Promise<Outcome<void>> => {
    const found = await feedbackFor(ctx, input.id)
    if (!found.ok) return found
    const row = found.value
    const isOffice = isRegulator(ctx)
    const no = cannotAnswerComplaint(row.state as FeedbackState, isOffice)
    if (no) return refuse["E-STATE"]({ reason: no.zh, reasonEn: no.en })
    if (input.answer.trim().length < 4) return refuse["E-REASON"]({}, "answer")
    const [answer, by, at] = [input.answer.trim(), ctx.actor.name, ctx.clock.now()]
    await ctx.db
      .updateTable("training_feedback")
      .set(
        isOffice
          ? { state: "closed", office_answer: answer, office_answered_by: by, office_answered_at: at }
          : {
              state: "answered",
              institution_answer: answer,
              institution_answered_by: by,
              institution_answered_at: at,
            },
      )
      .where("id", "=", row.id)
      .execute()
    await notify(ctx, {
      to: `party:${row.citizen_id}`,
      title: isOffice ? `主管部门答复投诉 ${row.number}` : `机构答复投诉 ${row.number}`,
      body: answer,
      page: `/m/training/orders/${row.order_id}`,
    })
    ctx.note({ object: "training-feedback", objectId: row.number, after: { ...input, isOffice } })
    return ok()
  },
)

/** The parent is content, or asks the authority to look at it. */
export const settleComplaint = flow(
  { name: "training-fund.complaint-settle", permission: "training-fund.family" },
  async (ctx, input: { id: string; solved: boolean; reason: string }): Promise<Outcome<void>> => {
    const found = await feedbackFor(ctx, input.id)
    if (!found.ok) return found
    const row = found.value
    if (row.state === "closed" || (!input.solved && row.state !== "answered"))
      return refuse["E-STATE"]({
        reason: row.state === "closed" ? "这件投诉已办结" : "机构答复后才能转主管部门",
        reasonEn: row.state === "closed" ? "The complaint is closed" : "The institution's answer comes first",
      })
    if (!input.solved && input.reason.trim().length < 4) return refuse["E-REASON"]({}, "reason")
    await ctx.db
      .updateTable("training_feedback")
      .set(
        input.solved
          ? { state: "closed" }
          : { state: "escalated", body: `${row.body}\n【不满意】${input.reason.trim()}` },
      )
      .where("id", "=", row.id)
      .execute()
    ctx.note({ object: "training-feedback", objectId: row.number, after: { ...input } })
    return ok()
  },
)
