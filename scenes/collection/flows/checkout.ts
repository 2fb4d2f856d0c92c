// Paying: the payer chooses bills, gets one order for them, and the confirmed money settles them. A bill that was paid
// meanwhile refuses the money, which then goes back by itself.
import { randomUUID } from "node:crypto"
import { sql } from "kysely"
import { formatAmount, type Posting } from "#ledger"
import { dateOf } from "#kernel/calendar"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import type { PayableKind, ReceivedPayment } from "#kernel/scene"
import { openOrder, type Channel, type OpenedOrder } from "#products/acquiring"
import { refuse } from "../refusals.ts"
import { partFault } from "../rules/part.ts"
import { isPayable } from "../states.ts"
import { loadBills, owedOf, type Bill } from "./bills.ts"
import { tellPayer } from "./tell.ts"
import { writeDeed } from "./write.ts"

export const billsKind = "collection.bills"
const linesMax = 20
const yuan = (fen: bigint): string => formatAmount(fen, 2)

export interface CheckoutLine {
  billNo: string
  amountFen: bigint
}

export interface CheckoutInput {
  payerId: string
  lines: readonly CheckoutLine[]
  channel: Channel
  payerPartyId?: string | undefined
  payerName?: string | undefined
}

/** Opens one order for bills of one payer. For flows that know who asks: a signed-in parent, a code with a name, a clerk. */
export async function openCheckout(ctx: FlowCtx, input: CheckoutInput): Promise<Outcome<OpenedOrder>> {
  const bills = await loadBills(ctx, { billNos: input.lines.map((line) => line.billNo) })
  const fault = linesFault(input, bills, ctx.today)
  if (fault) return fault
  const org = await ctx.db
    .selectFrom("collection_org")
    .selectAll()
    .where("id", "=", bills[0]!.orgId)
    .executeTakeFirstOrThrow()
  if (org.state !== "open") return refuse["E-ORG-CLOSED"]({ name: org.name })
  const amountFen = input.lines.reduce((sum, line) => sum + line.amountFen, 0n)
  const standing = await sameCheckout(ctx, input, amountFen)
  const id = standing ?? (await insertCheckout(ctx, { ...input, orgId: org.id, amountFen }))
  const minutes = await parameter<number>(ctx, "collection.order-minutes", ctx.today)
  const opened = await openOrder(ctx, {
    kind: billsKind,
    ownerId: id,
    merchantId: org.merchant_id,
    amountFen,
    title: titleOf(org.name, bills),
    channel: input.channel,
    payerPartyId: input.payerPartyId,
    payerName: input.payerName ?? bills[0]!.payerName,
    expiresAt: new Date(ctx.clock.now().getTime() + minutes * 60_000),
    returnPath: `/m/paid/${id}`,
  })
  if (!opened.ok) return opened
  await ctx.db.updateTable("collection_checkout").set({ order_no: opened.value.orderNo }).where("id", "=", id).execute()
  return opened
}

function linesFault(input: CheckoutInput, bills: readonly Bill[], today: string): Outcome<never> | null {
  const numbers = new Set(input.lines.map((line) => line.billNo))
  if (input.lines.length === 0 || input.lines.length > linesMax || numbers.size < input.lines.length)
    return refuse["E-LINES"]({}, "lines")
  for (const [at, line] of input.lines.entries()) {
    const bill = bills.find((one) => one.billNo === line.billNo)
    if (!bill || bill.payerId !== input.payerId) return refuse["E-BILL"]({ billNo: line.billNo }, `lines.${at}.billNo`)
    const fault = lineFault(bill, line.amountFen, today, `lines.${at}.amount`)
    if (fault) return fault
  }
  return null
}

/** Why this amount cannot be paid on this bill today, or null. */
export function lineFault(bill: Bill, amountFen: bigint, today: string, field = "amount"): Outcome<never> | null {
  const { billNo } = bill
  if (bill.state === "void") return refuse.BILL_VOID({ billNo })
  if (!isPayable(bill.state)) return refuse.DUP_PAY({ billNo })
  const owedFen = owedOf(bill, today).totalFen
  if (owedFen === 0n) return refuse.DUP_PAY({ billNo })
  const fault = partFault({ ...bill, owedFen }, amountFen)
  if (fault === "over") return refuse.OVERPAY_FORBIDDEN({ billNo, owed: yuan(owedFen) }, field)
  if (fault === "whole") return refuse.PARTIAL_FORBIDDEN({ billNo, owed: yuan(owedFen) }, field)
  return fault === "below" ? refuse.PARTIAL_BELOW_MIN({ billNo, min: yuan(bill.minPartialFen) }, field) : null
}

const linesText = (lines: readonly CheckoutLine[]): string =>
  JSON.stringify(lines.map((line) => ({ billNo: line.billNo, amountFen: String(line.amountFen) })))

/** Asking again for the same bills on the same day meets the order that is open already. */
async function sameCheckout(ctx: FlowCtx, input: CheckoutInput, amountFen: bigint): Promise<string | undefined> {
  const row = await ctx.db
    .selectFrom("collection_checkout")
    .innerJoin("acquiring_order", "acquiring_order.order_no", "collection_checkout.order_no")
    .select("collection_checkout.id")
    .where("payer_id", "=", input.payerId)
    .where("as_of", "=", ctx.today)
    .where("collection_checkout.amount_fen", "=", amountFen)
    .where("lines", "=", sql<never>`${linesText(input.lines)}::jsonb`)
    .where("acquiring_order.state", "in", ["created", "paying", "unknown"])
    .where("acquiring_order.expires_at", ">", ctx.clock.now())
    .executeTakeFirst()
  return row?.id
}

async function insertCheckout(
  ctx: FlowCtx,
  input: CheckoutInput & { orgId: string; amountFen: bigint },
): Promise<string> {
  const id = randomUUID()
  await ctx.db
    .insertInto("collection_checkout")
    .values({
      id,
      org_id: input.orgId,
      payer_id: input.payerId,
      lines: linesText(input.lines),
      amount_fen: input.amountFen,
      as_of: ctx.today,
      made_by: `${ctx.actor.kind}:${ctx.actor.id}`,
      at: ctx.clock.now(),
    })
    .execute()
  return id
}

const titleOf = (orgName: string, bills: readonly Bill[]): string =>
  `${orgName} ${bills[0]!.itemName}${bills.length > 1 ? ` 等 ${bills.length} 项` : ""}`

/** The confirmed money: settles the bills as they were quoted, or refuses so that it goes back whole. */
export const billsPayable: PayableKind = {
  kind: billsKind,
  zh: "收款云账单",
  en: "Bills of the collection cloud",
  async paid(ctx, payment) {
    const checkout = await ctx.db
      .selectFrom("collection_checkout")
      .selectAll()
      .where("id", "=", payment.ownerId)
      .executeTakeFirstOrThrow()
    const lines = (checkout.lines as unknown as { billNo: string; amountFen: string }[]).map((line) => ({
      billNo: line.billNo,
      amountFen: BigInt(line.amountFen),
    }))
    const bills = await loadBills(ctx, { billNos: lines.map((line) => line.billNo), lock: true })
    const postings: Posting[] = []
    for (const line of lines) {
      const bill = bills.find((one) => one.billNo === line.billNo)!
      const fault = lineFault(bill, line.amountFen, checkout.as_of)
      if (fault) return fault
      const deed = { kind: "pay" as const, on: checkout.as_of, amountFen: line.amountFen, orderNo: payment.orderNo }
      const written = await writeDeed(ctx, bill, { ...deed, byName: payment.payerName ?? bill.payerName })
      postings.push(...written.postings)
    }
    await writePayment(ctx, payment, { orgId: checkout.org_id, payerId: checkout.payer_id })
    return ok(postings)
  },
}

async function writePayment(
  ctx: FlowCtx,
  payment: ReceivedPayment,
  of: { orgId: string; payerId: string },
): Promise<void> {
  const next = await sql<{ n: bigint }>`select nextval('collection_receipt_number') as n`.execute(ctx.db)
  const receiptNo = `SJ${dateOf(payment.paidAt).replaceAll("-", "")}${String(next.rows[0]!.n).padStart(8, "0")}`
  await ctx.db
    .insertInto("collection_payment")
    .values({
      order_no: payment.orderNo,
      org_id: of.orgId,
      payer_id: of.payerId,
      channel: payment.channel,
      amount_fen: payment.amountFen,
      receipt_no: receiptNo,
      payer_name: payment.payerName,
      paid_at: payment.paidAt,
      booked_on: ctx.today,
    })
    .execute()
  await tellPayer(ctx, of.payerId, {
    text: `您已缴费 ${yuan(payment.amountFen)} 元，收据号 ${receiptNo}。`,
    onceKey: `collection-paid-${payment.orderNo}`,
  })
}

/** A payer who knows number and name needs no account: both must be as the organisation has them. */
export async function payerByCode(ctx: Ctx, input: { orgNo: number; key: string; name: string }) {
  const row = await ctx.db
    .selectFrom("collection_payer")
    .innerJoin("collection_org", "collection_org.id", "collection_payer.org_id")
    .select(["collection_payer.id", "collection_payer.name", "collection_org.name as org_name"])
    .where("org_no", "=", input.orgNo)
    .where("key", "=", input.key.trim())
    .where("collection_payer.name", "=", input.name.trim())
    .executeTakeFirst()
  return row ? ok(row) : refuse["E-PAYER"]({}, "name")
}

export const checkoutByCode = flow(
  { name: "collection.pay-by-code", permission: null },
  async (
    ctx,
    input: { orgNo: number; key: string; name: string; lines: CheckoutLine[]; channel: "wechat" | "alipay" },
  ): Promise<Outcome<OpenedOrder>> => {
    const payer = await payerByCode(ctx, input)
    if (!payer.ok) return payer
    return openCheckout(ctx, { ...input, payerId: payer.value.id })
  },
)
