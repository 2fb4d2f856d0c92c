// Refunds that people ask for and people sign: the branch's desk for its merchants, the pay-out by the bank when a
// channel cannot, and sending again what failed.
import { z } from "zod"
import { formatAmount, newId } from "#ledger"
import { requestApproval } from "#kernel/approval"
import { flow, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { ApprovalKind } from "#kernel/scene"
import { findMerchant } from "./merchants.ts"
import type { Channel } from "./model.ts"
import { findOrder } from "./orders.ts"
import { refundByBank } from "./postings.ts"
import { refuse } from "./refusals.ts"
import { emitEnd, insertRefund, planRefund, refundPostings, startState, type RefundAsked } from "./refunds.ts"
import { canMove, refundMoves, refundTitles, type RefundState } from "./states.ts"

const yuan = (fen: bigint): string => formatAmount(fen, 2)

/** What a scene has moved on is the scene's to give back: only its own page knows what else must happen. */
export const askRefund = flow(
  { name: "acquiring.ask-refund", permission: "acquiring.refund" },
  async (ctx, asked: RefundAsked): Promise<Outcome<{ refundNo: string; approvalId: string }>> => {
    const seen = await findOrder(ctx, asked.orderNo)
    if (!seen.ok) return seen
    if (seen.value.money === "moved") return refuse["E-SCENE-REFUND"]({ orderNo: asked.orderNo })
    const planned = await planRefund(ctx, { ...asked, refundNo: undefined })
    if (!planned.ok) return planned
    const { refundNo, part, order, merchant } = planned.value
    await insertRefund(ctx, { asked, refundNo, part, state: "asked" })
    const approvalId = await requestApproval(ctx, {
      kind: refundApproval.kind,
      objectId: refundNo,
      title: `退款 ${yuan(part.amountFen)} 元 ${merchant.name} ${order.title}`,
      content: {
        refundNo,
        orderNo: asked.orderNo,
        amount: yuan(part.amountFen),
        reason: asked.reason,
        byBank: asked.byBank ?? false,
      },
      amountFen: part.amountFen,
      outlet: merchant.outlet,
    })
    await ctx.db
      .updateTable("acquiring_refund")
      .set({ approval_id: approvalId })
      .where("refund_no", "=", refundNo)
      .execute()
    return ok({ refundNo, approvalId })
  },
)

const refundContent = z.object({
  refundNo: z.string(),
  orderNo: z.string(),
  amount: z.string(),
  reason: z.string(),
  byBank: z.boolean(),
})

export const refundApproval: ApprovalKind<z.output<typeof refundContent>> = {
  kind: "acquiring.refund",
  zh: "收单退款",
  en: "Refund of a payment",
  content: refundContent,
  page: "/acquiring/refunds/:id",
  levels: async () => [["subbranch-head", "accountant"]],
  approved: async (ctx, { content }) => {
    const row = await lockRefund(ctx, content.refundNo)
    if (!row.ok) return row
    const { refund, order, merchant } = row.value
    if (refund.state !== "asked") return stateRefusal(content.refundNo, refund.state)
    if (order.split === "split") return refuse["E-SPLIT-NOT-FINISHED"]({ orderNo: order.order_no })
    const part = {
      amountFen: refund.amount_fen,
      payerFen: refund.payer_fen,
      feeBackFen: refund.fee_back_fen,
      channelFeeBackFen: refund.channel_fee_back_fen,
    }
    const postings = await refundPostings(ctx, {
      order,
      merchant,
      part,
      refundNo: content.refundNo,
      byBank: content.byBank,
    })
    if (!postings.ok) return postings
    const state = startState(order.channel, content.byBank)
    await ctx.db
      .updateTable("acquiring_refund")
      .set({
        state,
        next_ask_at: state === "approved" ? ctx.clock.now() : null,
        ended_at: state === "success" ? ctx.clock.now() : null,
      })
      .where("refund_no", "=", content.refundNo)
      .execute()
    const end = { refundNo: content.refundNo, orderNo: order.order_no, amountFen: part.amountFen }
    if (state === "success") emitEnd(ctx, { ...end, state: "success" })
    ctx.note({ action: "acquiring.refund", object: "acquiring-order", objectId: order.order_no, after: content })
    return ctx.post(postings.value)
  },
  declined: async (ctx, { objectId }) => {
    await ctx.db
      .updateTable("acquiring_refund")
      .set({ state: "declined", ended_at: ctx.clock.now() })
      .where("refund_no", "=", objectId)
      .where("state", "=", "asked")
      .execute()
    return ok()
  },
}

async function lockRefund(ctx: FlowCtx, refundNo: string) {
  const refund = await ctx.db
    .selectFrom("acquiring_refund")
    .selectAll()
    .where("refund_no", "=", refundNo)
    .forUpdate()
    .executeTakeFirst()
  if (!refund) return refuse["E-REFUND"]({ refundNo })
  const order = await ctx.db
    .selectFrom("acquiring_order")
    .selectAll()
    .where("order_no", "=", refund.order_no)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const merchant = await ctx.db
    .selectFrom("acquiring_merchant")
    .selectAll()
    .where("id", "=", order.merchant_id)
    .executeTakeFirstOrThrow()
  return ok({ refund, order, merchant })
}

const stateRefusal = (refundNo: string, state: string): Outcome<never> =>
  refuse["E-REFUND-STATE"]({ refundNo, state: refundTitles[state as RefundState].zh })

export interface BankPayOut {
  refundNo: string
  account: string
  name: string
}

/** The channel cannot: the bank pays to the payer's account, after a second person has seen account and name. */
export const askBankPayOut = flow(
  { name: "acquiring.ask-pay-out", permission: "acquiring.refund" },
  async (ctx, input: BankPayOut): Promise<Outcome<{ approvalId: string }>> => {
    const row = await lockRefund(ctx, input.refundNo)
    if (!row.ok) return row
    const { refund, merchant } = row.value
    const seen = await findMerchant(ctx, merchant.id)
    if (!seen.ok) return refuse["E-REFUND"]({ refundNo: input.refundNo })
    if (!canMove(refundMoves, refund.state as RefundState, "bank")) return stateRefusal(input.refundNo, refund.state)
    if (!/^\d{12,25}$/.test(input.account)) return refuse["E-PAYER"]({}, "account")
    if (input.name.trim() === "") return refuse["E-PAYER"]({}, "name")
    const amount = yuan(refund.payer_fen)
    const approvalId = await requestApproval(ctx, {
      kind: payOutApproval.kind,
      objectId: input.refundNo,
      title: `退款由银行付出 ${amount} 元 ${input.name}`,
      content: { ...input, amount },
      amountFen: refund.payer_fen,
      outlet: merchant.outlet,
    })
    return ok({ approvalId })
  },
)

const payOutContent = z.object({ refundNo: z.string(), account: z.string(), name: z.string(), amount: z.string() })

export const payOutApproval: ApprovalKind<z.output<typeof payOutContent>> = {
  kind: "acquiring.pay-out",
  zh: "退款由银行付出",
  en: "Refund paid out by the bank",
  content: payOutContent,
  page: "/acquiring/refunds/:id",
  levels: async () => [["subbranch-head", "accountant"]],
  approved: async (ctx, { content, approvalId }) => {
    const row = await lockRefund(ctx, content.refundNo)
    if (!row.ok) return row
    const { refund, order } = row.value
    if (!canMove(refundMoves, refund.state as RefundState, "bank")) return stateRefusal(content.refundNo, refund.state)
    await ctx.db
      .updateTable("acquiring_refund")
      .set({ state: "bank", bank_account: content.account, bank_name: content.name, ended_at: ctx.clock.now() })
      .where("refund_no", "=", content.refundNo)
      .execute()
    const about = { refundNo: content.refundNo, orderNo: order.order_no, amountFen: refund.amount_fen }
    emitEnd(ctx, { ...about, state: "bank" })
    ctx.note({ action: "acquiring.pay-out", object: "acquiring-order", objectId: order.order_no, after: content })
    const paid = { channel: order.channel as Channel, payerFen: refund.payer_fen, couponFen: refund.coupon_fen }
    const paper = { id: newId(), reference: content.refundNo, memo: `${content.name} ${content.account}`, approvalId }
    return ctx.post([refundByBank.build(paid, paper)])
  },
}

/** Failed or abnormal, then mended at the channel: the same number goes out again. */
export const sendRefundAgain = flow(
  { name: "acquiring.refund-again", permission: "acquiring.refund" },
  async (ctx, input: { refundNo: string }): Promise<Outcome<void>> => {
    const row = await lockRefund(ctx, input.refundNo)
    if (!row.ok) return row
    const seen = await findMerchant(ctx, row.value.merchant.id)
    if (!seen.ok) return refuse["E-REFUND"]({ refundNo: input.refundNo })
    const { state } = row.value.refund
    if (!canMove(refundMoves, state as RefundState, "approved") || state === "asked")
      return stateRefusal(input.refundNo, state)
    await ctx.db
      .updateTable("acquiring_refund")
      .set({ state: "approved", asks: 0, next_ask_at: ctx.clock.now(), last_error: null })
      .where("refund_no", "=", input.refundNo)
      .execute()
    ctx.note({ object: "acquiring-order", objectId: row.value.order.order_no, after: input })
    return ok()
  },
)
