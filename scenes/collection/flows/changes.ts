// What the organisation changes on published bills, each by two of its people: reducing principal (减免), letting off a late
// fee, making a bill void, and giving money back.
import { z } from "zod"
import { randomUUID } from "node:crypto"
import { formatAmount, newId } from "#ledger"
import { requestApproval } from "#kernel/approval"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { ApprovalKind, HouseEvent } from "#kernel/scene"
import { requestRefund } from "#products/acquiring"
import { voidBill } from "../postings.ts"
import { refuse } from "../refusals.ts"
import { mayMove } from "../states.ts"
import { loadBills, owedOf, type Bill } from "./bills.ts"
import { findOrg, type OrgRow } from "./org.ts"
import { tellPayer } from "./tell.ts"
import { writeDeed } from "./write.ts"

const fen = z.string().transform((text) => BigInt(text))
const yuan = (amount: bigint): string => formatAmount(amount, 2)

async function billOf(ctx: Ctx, billNo: string, lock = false): Promise<Outcome<Bill & { org: OrgRow }>> {
  const [bill] = await loadBills(ctx, { billNos: [billNo], lock })
  if (!bill) return refuse["E-BILL"]({ billNo })
  const org = await findOrg(ctx, bill.orgId)
  return org.ok ? ok({ ...bill, org: org.value }) : refuse["E-BILL"]({ billNo })
}

const reliefContent = z.object({
  billNo: z.string(),
  what: z.enum(["relief", "waive"]),
  amountFen: fen,
  reason: z.string(),
})

export const askRelief = flow(
  { name: "collection.ask-relief", permission: "collection.change" },
  async (ctx, input: { billNo: string; what: "relief" | "waive"; amountFen: bigint; reason: string }) => {
    const bill = await billOf(ctx, input.billNo)
    if (!bill.ok) return bill
    const fault = reliefFault(bill.value, input, ctx.today)
    if (fault) return fault
    const owed = owedOf(bill.value, ctx.today)
    const approvalId = await requestApproval(ctx, {
      kind: reliefApproval.kind,
      objectId: input.billNo,
      title: `${input.what === "relief" ? "减免" : "免违约金"} ${input.billNo} ${yuan(input.amountFen)} 元`,
      amountFen: input.amountFen,
      content: input,
      before: { principal: yuan(owed.principalFen), lateFee: yuan(owed.lateFen) },
    })
    return ok({ approvalId })
  },
)

function reliefFault(bill: Bill, input: { what: "relief" | "waive"; amountFen: bigint }, today: string) {
  const owed = owedOf(bill, today)
  const mostFen = input.what === "relief" ? owed.principalFen : owed.lateFen
  return input.amountFen > 0n && input.amountFen <= mostFen
    ? null
    : refuse["E-RELIEF"]({ amount: yuan(input.amountFen), owed: yuan(mostFen) }, "amount")
}

export const reliefApproval: ApprovalKind<z.output<typeof reliefContent>> = {
  kind: "collection.relief",
  zh: "账单减免",
  en: "Bill reduced",
  content: reliefContent as unknown as z.ZodType<z.output<typeof reliefContent>>,
  levels: async () => [["org-reviewer"]],
  page: "/portal/collection/bills/:id",
  async approved(ctx, { objectId, content, approvalId }) {
    const bill = await billOf(ctx, objectId, true)
    if (!bill.ok) return bill
    const fault = reliefFault(bill.value, content, ctx.today)
    if (fault) return fault
    const { what: kind, amountFen, reason } = content
    const deed = { kind, on: ctx.today, amountFen, reason, byName: ctx.actor.name, approvalId }
    const written = await writeDeed(ctx, bill.value, deed)
    ctx.note({ object: "collection-bill", objectId, after: { kind, amount: yuan(amountFen), reason } })
    return ctx.post(written.postings)
  },
}

const voidContent = z.object({ billNo: z.string(), reason: z.string() })

export const askVoid = flow(
  { name: "collection.ask-void", permission: "collection.change" },
  async (ctx, input: z.output<typeof voidContent>) => {
    const bill = await billOf(ctx, input.billNo)
    if (!bill.ok) return bill
    if (!mayMove(bill.value.state, "void")) return refuse["E-IN-USE"]()
    const approvalId = await requestApproval(ctx, {
      kind: voidApproval.kind,
      objectId: input.billNo,
      title: `作废账单 ${input.billNo}`,
      amountFen: bill.value.terms.principalFen,
      content: input,
    })
    return ok({ approvalId })
  },
)

export const voidApproval: ApprovalKind<z.output<typeof voidContent>> = {
  kind: "collection.void",
  zh: "账单作废",
  en: "Bill void",
  content: voidContent,
  levels: async () => [["org-reviewer"]],
  page: "/portal/collection/bills/:id",
  async approved(ctx, { objectId, content, approvalId }) {
    const bill = await billOf(ctx, objectId, true)
    if (!bill.ok) return bill
    if (!mayMove(bill.value.state, "void")) return refuse["E-IN-USE"]()
    const leftFen = owedOf(bill.value, ctx.today).principalFen
    await ctx.db
      .updateTable("collection_bill")
      .set({ state: "void", ended_on: ctx.today })
      .where("bill_no", "=", objectId)
      .execute()
    ctx.note({ object: "collection-bill", objectId, before: { state: bill.value.state }, after: { state: "void" } })
    const part = { billNo: objectId, orgId: bill.value.orgId, amountFen: leftFen }
    const paper = { id: newId(), reference: objectId, memo: content.reason, approvalId }
    return leftFen > 0n ? ctx.post([voidBill.build(part, paper)]) : ok()
  },
}

const refundContent = z.object({ orderNo: z.string(), amountFen: fen, reason: z.string(), refundId: z.uuid() })

async function paymentOf(ctx: Ctx, orderNo: string) {
  const payment = await ctx.db
    .selectFrom("collection_payment")
    .selectAll()
    .where("order_no", "=", orderNo)
    .executeTakeFirst()
  if (!payment) return refuse["E-PAYMENT"]()
  const org = await findOrg(ctx, payment.org_id)
  return org.ok ? ok(payment) : refuse["E-PAYMENT"]()
}

/** What has gone back of a payment or is on its way. */
export async function refundedFen(ctx: Ctx, orderNo: string): Promise<bigint> {
  const rows = await ctx.db
    .selectFrom("collection_refund")
    .select("amount_fen")
    .where("order_no", "=", orderNo)
    .where("state", "<>", "declined")
    .execute()
  return rows.reduce((sum, row) => sum + row.amount_fen, 0n)
}

export const askRefund = flow(
  { name: "collection.ask-refund", permission: "collection.change" },
  async (ctx, input: { orderNo: string; amountFen: bigint; reason: string }) => {
    const payment = await paymentOf(ctx, input.orderNo)
    if (!payment.ok) return payment
    const leftFen = payment.value.amount_fen - (await refundedFen(ctx, input.orderNo))
    if (input.amountFen <= 0n || input.amountFen > leftFen) return refuse.REFUND_OVER({ left: yuan(leftFen) }, "amount")
    const refundId = randomUUID()
    await ctx.db
      .insertInto("collection_refund")
      .values({
        id: refundId,
        org_id: payment.value.org_id,
        order_no: input.orderNo,
        amount_fen: input.amountFen,
        reason: input.reason,
        state: "asked",
        asked_by_name: ctx.actor.name,
        asked_at: ctx.clock.now(),
      })
      .execute()
    const approvalId = await requestApproval(ctx, {
      kind: refundApproval.kind,
      objectId: refundId,
      title: `退款 ${payment.value.receipt_no} ${yuan(input.amountFen)} 元`,
      amountFen: input.amountFen,
      content: { ...input, refundId },
    })
    return ok({ approvalId })
  },
)

export const refundApproval: ApprovalKind<z.output<typeof refundContent>> = {
  kind: "collection.refund",
  zh: "缴费退款",
  en: "Payment refunded",
  content: refundContent as unknown as z.ZodType<z.output<typeof refundContent>>,
  levels: async () => [["org-reviewer"]],
  page: "/portal/collection/refunds",
  async approved(ctx, { content }) {
    const payment = await paymentOf(ctx, content.orderNo)
    if (!payment.ok) return payment
    const { orderNo, amountFen, reason } = content
    const started = await requestRefund(ctx, {
      orderNo,
      amountFen,
      reason,
      refundNo: `CR${content.refundId.replaceAll("-", "").slice(0, 24)}`,
    })
    if (!started.ok) return started
    await ctx.db
      .updateTable("collection_refund")
      .set({ state: "sent", refund_no: started.value.refundNo })
      .where("id", "=", content.refundId)
      .execute()
    await markRefunded(ctx, payment.value)
    ctx.note({ object: "collection-payment", objectId: orderNo, after: { refund: yuan(amountFen), reason } })
    return ok()
  },
  async declined(ctx, { content }) {
    await ctx.db
      .updateTable("collection_refund")
      .set({ state: "declined", ended_at: ctx.clock.now() })
      .where("id", "=", content.refundId)
      .execute()
    return ok()
  },
}

/** The bills of a payment show that money went back; they are not asked for again. */
async function markRefunded(ctx: FlowCtx, payment: { order_no: string; amount_fen: bigint }): Promise<void> {
  const whole = (await refundedFen(ctx, payment.order_no)) === payment.amount_fen
  const rows = await ctx.db
    .selectFrom("collection_bill_event")
    .select("bill_no")
    .distinct()
    .where("order_no", "=", payment.order_no)
    .execute()
  await ctx.db
    .updateTable("collection_bill")
    .set({ state: whole ? "refunded" : "part-refunded" })
    .where(
      "bill_no",
      "in",
      rows.map((row) => row.bill_no),
    )
    .where("state", "in", ["paid", "part-paid", "part-refunded"])
    .execute()
}

const endRefund = flow(
  { name: "collection.refunded", permission: null },
  async (ctx, input: { refundNo: string; state: "success" | "bank" }): Promise<Outcome<void>> => {
    const row = await ctx.db
      .updateTable("collection_refund")
      .set({ state: input.state, ended_at: ctx.clock.now() })
      .where("refund_no", "=", input.refundNo)
      .where("state", "=", "sent")
      .returning(["order_no", "amount_fen"])
      .executeTakeFirst()
    if (!row) return ok()
    const payment = await ctx.db
      .selectFrom("collection_payment")
      .select("payer_id")
      .where("order_no", "=", row.order_no)
      .executeTakeFirstOrThrow()
    await tellPayer(ctx, payment.payer_id, {
      text: `退款 ${yuan(row.amount_fen)} 元已${input.state === "bank" ? "由银行付出" : "原路退回"}。`,
      onceKey: `collection-refunded-${input.refundNo}`,
    })
    return ok()
  },
)

export async function onRefunded(ctx: Ctx, event: HouseEvent): Promise<void> {
  const { refundNo, state } = event.data as { refundNo: string; state: "success" | "bank" }
  await endRefund(ctx, { refundNo, state })
}
