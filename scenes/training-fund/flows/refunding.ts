// Refunds: asked for by the parent with the calculation on the screen, answered by the institution or by its silence,
// decided by the authority where they differ, paid by the bank along the way the money came. While one is open, nothing
// new of the order is released.
import { randomUUID } from "node:crypto"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { notify } from "#kernel/notice"
import { ok, type Outcome } from "#kernel/refusal"
import type { DayEndResult } from "#kernel/scene"
import { componentStates, holdReleases, silenceEndsOn, type ComponentState } from "#products/custody"
import { materials, tuition, type Deduction, type GiftMode } from "../model.ts"
import { refuse } from "../refusals.ts"
import { isCoolingOff, refundSheet, type RefundSheet } from "../rules.ts"
import { cannotAnswerRefund, cannotAskRefund, type OrderState, type RefundState } from "../states.ts"
import {
  calendarOfBranch,
  maySeeInstitution,
  numberOf,
  institutionById,
  orderFor,
  orderLocked,
  policyOf,
  type Order,
  type Refund,
} from "../store.ts"
import { yuan } from "../words.ts"
import { owedShortFen, payRefund } from "./paying-back.ts"

export interface Quote {
  sheet: RefundSheet
  held: number
  /** Asked or disputed lessons that would count if they are found to stand. */
  openLessons: number
  isCoolingOff: boolean
  answerBy: string
  payBy: string
  /** What custody can give. */
  fromCustodyFen: bigint
  /** The rest: left outside by the policy, and the institution's own debt to the family. */
  owedFen: bigint
}

/** The calculation as it stands now; the page shows it before anything is asked. */
export async function quoteRefund(ctx: Ctx, p: { order: Order; atFault: boolean; today: string }): Promise<Quote> {
  const { order } = p
  const policy = policyOf(order)
  const states = order.holding_id ? ((await componentStates(ctx, [order.holding_id])).get(order.holding_id) ?? []) : []
  const lessons = states.find((one) => one.name === tuition)
  const books = states.find((one) => one.name === materials)
  const held = policy.release === "PER_LESSON" && lessons ? lessons.done : await presentCount(ctx, order.id)
  const sheet = refundSheet(
    {
      tuitionFen: order.tuition_fen,
      paidLessons: order.paid_lessons,
      giftLessons: order.gift_lessons,
      giftMode: order.gift_mode as GiftMode,
      materialsFen: order.materials_fen,
      listPerLessonFen: order.list_per_lesson_fen,
    },
    {
      held,
      materialsHanded: books ? books.done + books.open > 0 : order.materials_on !== null,
      deduction: order.deduction as Deduction,
      listPriceAllowed: policy.listPriceAllowed,
      atFault: p.atFault,
    },
  )
  const calendar = await calendarOfBranch(ctx)
  const hasBegun = p.today >= order.first_on
  const payDays = hasBegun ? policy.refundAfterWorkdays : policy.refundBeforeWorkdays
  const paidOn = order.paid_on ?? order.signed_on
  const fromCustodyFen = custodyPart(sheet, lessons, books)
  return {
    sheet,
    held,
    openLessons: lessons?.open ?? 0,
    isCoolingOff: isCoolingOff({ paidOn, askedOn: p.today, coolingDays: policy.coolingDays, held }),
    answerBy: silenceEndsOn(calendar, p.today, policy.refundAnswerWorkdays),
    payBy: silenceEndsOn(calendar, p.today, payDays),
    fromCustodyFen,
    owedFen: sheet.totalFen - fromCustodyFen,
  }
}

function custodyPart(sheet: RefundSheet, lessons?: ComponentState, books?: ComponentState): bigint {
  const own = (wanted: bigint, state?: ComponentState) => {
    const left = state?.unearnedFen ?? 0n
    return wanted < left ? wanted : left
  }
  return own(sheet.tuitionFen, lessons) + own(sheet.materialsFen, books)
}

async function presentCount(ctx: Ctx, orderId: string): Promise<number> {
  const { n } = await ctx.db
    .selectFrom("training_attendance")
    .select((e) => e.fn.countAll<bigint>().as("n"))
    .where("order_id", "=", orderId)
    .where("mark", "=", "present")
    .where("withdrawn_at", "is", null)
    .executeTakeFirstOrThrow()
  return Number(n)
}

export interface RefundAsked {
  orderId: string
  reason: string
  /** The parent holds the institution responsible; it says so when it answers. */
  atFault: boolean
}

export const askRefund = flow(
  { name: "training-fund.refund", permission: "training-fund.family" },
  async (ctx, input: RefundAsked): Promise<Outcome<{ id: string; number: string }>> => {
    const found = await orderFor(ctx, input.orderId)
    if (!found.ok) return found
    const order = await orderLocked(ctx, input.orderId)
    const no = cannotAskRefund(order.state as OrderState)
    if (no) return refuse["E-STATE"]({ reason: no.zh, reasonEn: no.en })
    if (input.reason.trim().length < 4) return refuse["E-REASON"]({}, "reason")
    const quote = await quoteRefund(ctx, { order, atFault: input.atFault, today: ctx.today })
    if (quote.sheet.totalFen === 0n)
      return refuse["E-NOTHING-LEFT"]({ why: "学费已全部消课", whyEn: "all of it is earned" })
    const id = randomUUID()
    const number = await numberOf(ctx, "training_refund_number", "TF")
    await insertRefund(ctx, { id, number, order, input, quote })
    await holdReleases(ctx, order.holding_id!, true)
    await ctx.db.updateTable("training_order").set({ state: "REFUNDING" }).where("id", "=", order.id).execute()
    ctx.note({ object: "training-refund", objectId: number, after: { ...input, amountFen: quote.sheet.totalFen } })
    ctx.emit({ type: "training-fund.refund-asked", subject: id, data: { number } })
    // Where the institution's own part is not there yet, the request stands and it is told to fill its account up.
    if (quote.isCoolingOff && (await owedShortFen(ctx, order, quote.owedFen)) === 0n) {
      const paid = await payRefund(ctx, await refundLocked(ctx, id), "AGREED")
      return paid.ok ? ok({ id, number }) : paid
    }
    await notify(ctx, {
      to: `party:${found.value.institution.party_id}`,
      title: `退费申请 ${number}：${yuan(quote.sheet.totalFen)} 元`,
      body: [
        `${quote.answerBy} 前未答复视同同意。理由：${input.reason.trim()}`,
        quote.owedFen > 0n ? `其中 ${yuan(quote.owedFen)} 元在存管外，将从结算账户划付，请备足。` : "",
      ].join(""),
      page: "/portal/training/refunds",
      onceKey: `training.refund:${id}`,
    })
    return ok({ id, number })
  },
)

async function insertRefund(
  ctx: FlowCtx,
  p: { id: string; number: string; order: Order; input: RefundAsked; quote: Quote },
): Promise<void> {
  await ctx.db
    .insertInto("training_refund")
    .values({
      id: p.id,
      number: p.number,
      order_id: p.order.id,
      institution_id: p.order.institution_id,
      reason: p.input.reason.trim(),
      at_fault: p.input.atFault,
      cooling_off: p.quote.isCoolingOff,
      sheet: sheetJson(p.quote),
      amount_fen: p.quote.sheet.totalFen,
      state: "INSTITUTION_REVIEW",
      asked_on: ctx.today,
      asked_at: ctx.clock.now(),
      answer_by: p.quote.answerBy,
      pay_by: p.quote.payBy,
    })
    .execute()
}

export const sheetJson = ({ sheet, fromCustodyFen, owedFen }: Quote): string =>
  JSON.stringify({
    ...sheet,
    tuitionFen: String(sheet.tuitionFen),
    materialsFen: String(sheet.materialsFen),
    totalFen: String(sheet.totalFen),
    keptFen: String(sheet.keptFen),
    earnedFen: String(sheet.earnedFen),
    fromCustodyFen: String(fromCustodyFen),
    owedFen: String(owedFen),
    steps: sheet.steps.map((step) => ({ ...step, amountFen: String(step.amountFen) })),
  })

export async function refundLocked(ctx: FlowCtx, id: string): Promise<Refund> {
  return ctx.db.selectFrom("training_refund").selectAll().where("id", "=", id).forUpdate().executeTakeFirstOrThrow()
}

/** Seen by the institution it is about, the authority and the outlet. */
export async function refundFor(ctx: Ctx, id: string): Promise<Outcome<Refund>> {
  const row = await ctx.db.selectFrom("training_refund").selectAll().where("id", "=", id).executeTakeFirst()
  if (row && maySeeInstitution(ctx, await institutionById(ctx, row.institution_id))) return ok(row)
  return refuse["E-NOT-FOUND"]({ what: "退费", whatEn: "refund", id })
}

export const answerRefund = flow(
  { name: "training-fund.refund-answer", permission: "training-fund.answer" },
  async (ctx, input: { id: string; agreed: boolean; answer: string }): Promise<Outcome<void>> => {
    const found = await refundFor(ctx, input.id)
    if (!found.ok) return found
    const refund = await refundLocked(ctx, input.id)
    const no = cannotAnswerRefund(refund.state as RefundState)
    if (no) return refuse["E-STATE"]({ reason: no.zh, reasonEn: no.en })
    if (!input.agreed && input.answer.trim().length < 4) return refuse["E-REASON"]({}, "answer")
    const word = { answered_by: ctx.actor.name, answered_at: ctx.clock.now(), answer: input.answer.trim() || null }
    await ctx.db.updateTable("training_refund").set(word).where("id", "=", refund.id).execute()
    ctx.note({ object: "training-refund", objectId: refund.number, after: { ...input } })
    if (input.agreed) return payRefund(ctx, { ...refund, ...word }, "AGREED")
    // A no goes to the authority by itself: the parent need not ask twice.
    await ctx.db.updateTable("training_refund").set({ state: "ARBITRATION" }).where("id", "=", refund.id).execute()
    await tellFamily(ctx, refund, "机构不同意退费，已转主管部门裁定", input.answer.trim())
    return ok()
  },
)

async function tellFamily(ctx: FlowCtx, refund: Refund, title: string, body: string): Promise<void> {
  const order = await ctx.db
    .selectFrom("training_order")
    .select(["id", "guardian_id"])
    .where("id", "=", refund.order_id)
    .executeTakeFirstOrThrow()
  await notify(ctx, {
    to: `party:${order.guardian_id}`,
    title,
    body,
    page: `/m/training/orders/${order.id}`,
  })
}

/** The authority's decision: the whole calculation stands, is counted at the paid price for fault, or nothing goes back. */
export const arbitrate = flow(
  { name: "training-fund.arbitrate", permission: "training-fund.authority" },
  async (ctx, input: { id: string; pay: boolean; atFault: boolean; decision: string }): Promise<Outcome<void>> => {
    const found = await refundFor(ctx, input.id)
    if (!found.ok) return found
    const refund = await refundLocked(ctx, input.id)
    if (refund.state !== "ARBITRATION")
      return refuse["E-STATE"]({ reason: "这笔退费不在裁定中", reasonEn: "The refund is not before the authority" })
    if (input.decision.trim().length < 4) return refuse["E-REASON"]({}, "decision")
    const word = { decided_by: ctx.actor.name, decided_at: ctx.clock.now(), decision: input.decision.trim() }
    await ctx.db
      .updateTable("training_refund")
      .set({ ...word, at_fault: input.atFault })
      .where("id", "=", refund.id)
      .execute()
    ctx.note({ object: "training-refund", objectId: refund.number, after: { ...input } })
    if (input.pay) return payRefund(ctx, { ...refund, ...word, at_fault: input.atFault }, "ARBITRATION")
    return endWithout(ctx, refund, "主管部门裁定不退", input.decision.trim())
  },
)

export const withdrawRefund = flow(
  { name: "training-fund.refund-withdraw", permission: "training-fund.family" },
  async (ctx, input: { orderId: string }): Promise<Outcome<void>> => {
    const found = await orderFor(ctx, input.orderId)
    if (!found.ok) return found
    const refund = await ctx.db
      .selectFrom("training_refund")
      .selectAll()
      .where("order_id", "=", input.orderId)
      .where("state", "in", ["INSTITUTION_REVIEW", "ARBITRATION"])
      .forUpdate()
      .executeTakeFirst()
    if (!refund) return refuse["E-STATE"]({ reason: "没有可撤回的退费申请", reasonEn: "No refund can be withdrawn" })
    return endWithout(ctx, refund, "退费申请已撤回", "课程照常进行。")
  },
)

async function endWithout(ctx: FlowCtx, refund: Refund, title: string, body: string): Promise<Outcome<void>> {
  const order = await orderLocked(ctx, refund.order_id)
  await ctx.db.updateTable("training_refund").set({ state: "WITHDRAWN" }).where("id", "=", refund.id).execute()
  const attended = await presentCount(ctx, order.id)
  await ctx.db
    .updateTable("training_order")
    .set({ state: attended > 0 ? "TEACHING" : "PAID" })
    .where("id", "=", order.id)
    .execute()
  await holdReleases(ctx, order.holding_id!, false)
  await tellFamily(ctx, refund, title, body)
  ctx.note({ action: "training-fund.refund-end", object: "training-refund", objectId: refund.number, after: { title } })
  return ok()
}

const agreeSilently = flow(
  { name: "training-fund.refund-silent", permission: null },
  async (ctx, input: { id: string }): Promise<Outcome<void>> => {
    const refund = await refundLocked(ctx, input.id)
    if (refund.state !== "INSTITUTION_REVIEW") return ok()
    return payRefund(ctx, refund, "SILENT_AGREED")
  },
)

/** Institutions that have not answered until the end of their last working day have agreed. */
export async function silentNight(ctx: Ctx, day: string): Promise<DayEndResult> {
  const due = await ctx.db
    .selectFrom("training_refund")
    .select(["id", "number"])
    .where("state", "=", "INSTITUTION_REVIEW")
    .where("answer_by", "<=", day)
    .execute()
  const result: DayEndResult = { done: 0, failed: [] }
  for (const row of due) {
    const done = await agreeSilently(ctx, { id: row.id })
    if (done.ok) result.done += 1
    else result.failed.push({ object: "training-refund", objectId: row.number, reason: done.refusal.zh })
  }
  return result
}
