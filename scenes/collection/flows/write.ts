// What a payment, a reduction or a waiver leaves on a bill: its line, its new state and the memo posting.
import { randomUUID } from "node:crypto"
import { newId, type Posting } from "#ledger"
import type { FlowCtx } from "#kernel/flow"
import { payBill, releaseRest, relieveBill } from "../postings.ts"
import { allocatePayment, owedOn, type BillEvent } from "../rules/late-fee.ts"
import { type Bill, owedOf } from "./bills.ts"

export interface Deed {
  kind: BillEvent["kind"]
  on: string
  amountFen: bigint
  orderNo?: string
  reason?: string
  byName: string
  approvalId?: string
  /** What the payer of an open amount did not choose. */
  isUnchosen?: boolean
}

export interface Written {
  postings: Posting[]
  principalFen: bigint
  lateFen: bigint
  isPaid: boolean
}

/**
 * Writes one deed onto a locked bill. The caller has made sure that the amount is not more than what is owed. A payment of
 * an open amount is the payer's whole choice: what is above it was never owed and is let off in the same stroke.
 */
export async function writeDeed(ctx: FlowCtx, bill: Bill, deed: Deed): Promise<Written> {
  const written = await writeOne(ctx, bill, deed)
  const restFen = owedOf(bill, deed.on).totalFen
  if (bill.kind !== "open" || deed.kind !== "pay" || restFen === 0n) return written
  const rest = await writeOne(ctx, bill, {
    ...{ kind: "relief", on: deed.on, amountFen: restFen, byName: deed.byName, isUnchosen: true },
    reason: "不定额：缴费人选定的金额已缴，其余不再收取",
  })
  return { ...written, postings: [...written.postings, ...rest.postings], isPaid: true }
}

async function writeOne(ctx: FlowCtx, bill: Bill, deed: Deed): Promise<Written> {
  const before = owedOf(bill, deed.on)
  const { principalFen, lateFen } =
    deed.kind === "pay"
      ? allocatePayment(deed.amountFen, before, bill.terms.order)
      : deed.kind === "relief"
        ? { principalFen: deed.amountFen, lateFen: 0n }
        : { principalFen: 0n, lateFen: deed.amountFen }
  const events = [...bill.events, { on: deed.on, kind: deed.kind, amountFen: deed.amountFen }]
  const isPaid = owedOn(bill.terms, events, deed.on).totalFen === 0n
  const hasPayments = events.some((event) => event.kind === "pay")
  await ctx.db
    .insertInto("collection_bill_event")
    .values({
      id: randomUUID(),
      bill_no: bill.billNo,
      on_day: deed.on,
      kind: deed.kind,
      amount_fen: deed.amountFen,
      principal_fen: principalFen,
      late_fen: lateFen,
      order_no: deed.orderNo ?? null,
      reason: deed.reason ?? null,
      by_name: deed.byName,
      at: ctx.clock.now(),
    })
    .execute()
  await ctx.db
    .updateTable("collection_bill")
    .set({
      state: isPaid ? "paid" : hasPayments ? "part-paid" : "published",
      ended_on: isPaid ? ctx.today : null,
    })
    .where("bill_no", "=", bill.billNo)
    .execute()
  bill.events = events
  const posting = deed.isUnchosen ? releaseRest : deed.kind === "relief" ? relieveBill : payBill
  const part = { billNo: bill.billNo, orgId: bill.orgId, amountFen: principalFen }
  const paper = { id: newId(), reference: deed.orderNo ?? bill.billNo, memo: deed.reason ?? bill.itemName }
  const postings =
    principalFen > 0n
      ? [posting.build(part, { ...paper, ...(deed.approvalId ? { approvalId: deed.approvalId } : {}) })]
      : []
  return { postings, principalFen, lateFen, isPaid }
}
