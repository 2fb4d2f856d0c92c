// Settlement: what was paid n working days ago is shared out by the merchant's plan and paid to the receivers. Two steps,
// each a transaction of its own: a receiver whose account is closed keeps its share due and stops nobody else.
import { randomUUID } from "node:crypto"
import { sql } from "kysely"
import { newId, type Posting } from "#ledger"
import { dateOf } from "#kernel/calendar"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { DayEndResult, DayEndStep, Progress } from "#kernel/scene"
import type { MerchantRow } from "./merchants.ts"
import type { Receiver } from "./model.ts"
import { settle, split } from "./postings.ts"
import { refuse } from "./refusals.ts"
import { splitNet } from "./rules/split.ts"

/** Settles every merchant whose day has come. */
export async function settleDue(ctx: Ctx, on: string, progress: Progress): Promise<DayEndResult> {
  const result: DayEndResult = { done: 0, failed: [] }
  const merchants = await ctx.db
    .selectFrom("acquiring_order as o")
    .innerJoin("acquiring_merchant as m", "m.id", "o.merchant_id")
    .select(["m.id", "m.name"])
    .where("o.split", "=", "held")
    .where("o.settle_on", "<=", on)
    .where("m.holds_money", "=", false)
    .where("m.settlement_account_no", "is not", null)
    .groupBy(["m.id", "m.name"])
    .orderBy("m.name")
    .execute()
  for (const [index, merchant] of merchants.entries()) {
    await progress(index, merchants.length, merchant.name)
    const made = await splitMerchant(ctx, { merchantId: merchant.id, on })
    if (made.ok) result.done++
    else result.failed.push({ object: "merchant", objectId: merchant.id, reason: made.refusal.zh })
  }
  for (const id of await unpaid(ctx)) {
    const paid = await payOut(ctx, { settlementId: id })
    if (!paid.ok) result.failed.push({ object: "settlement", objectId: id, reason: paid.refusal.zh })
  }
  await progress(merchants.length, merchants.length)
  return result
}

async function unpaid(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom("acquiring_settlement")
    .select("id")
    .where("state", "=", "split")
    .orderBy("at")
    .execute()
  return rows.map((row) => row.id)
}

interface HeldOrder {
  orderNo: string
  paidOn: string
  netFen: bigint
  grossFen: bigint
  refundFen: bigint
  feeFen: bigint
}

export const splitMerchant = flow(
  { name: "acquiring.split", permission: null },
  async (ctx, input: { merchantId: string; on: string }): Promise<Outcome<void>> => {
    const merchant = await ctx.db
      .selectFrom("acquiring_merchant")
      .selectAll()
      .where("id", "=", input.merchantId)
      .executeTakeFirstOrThrow()
    const orders = await heldOrders(ctx, input)
    if (orders.length === 0) return ok()
    // A plan that changes in between makes two settlements: each says by which plan it was shared out.
    const postings: Posting[] = []
    for (const [plan, group] of await byPlan(ctx, merchant, orders))
      postings.push(...(await splitGroup(ctx, { merchant, plan, orders: group, on: input.on })))
    return ctx.post(postings)
  },
)

async function heldOrders(ctx: FlowCtx, input: { merchantId: string; on: string }): Promise<HeldOrder[]> {
  const rows = await ctx.db
    .selectFrom("acquiring_order")
    .select(["order_no", "paid_at", "amount_fen", "fee_fen"])
    .where("merchant_id", "=", input.merchantId)
    .where("split", "=", "held")
    .where("settle_on", "<=", input.on)
    .orderBy("order_no")
    .forUpdate()
    .execute()
  const refunds = await sql<{ order_no: string; amount: bigint; fee: bigint }>`
    select r.order_no, sum(r.amount_fen)::bigint as amount, sum(r.fee_back_fen)::bigint as fee
      from acquiring_refund r join acquiring_order o on o.order_no = r.order_no
     where o.merchant_id = ${input.merchantId} and o.split = 'held' and o.settle_on <= ${input.on}
       and r.state not in ('asked', 'declined')
     group by r.order_no`.execute(ctx.db)
  const back = new Map(refunds.rows.map((row) => [row.order_no, row]))
  return rows.map((row) => {
    const refundFen = back.get(row.order_no)?.amount ?? 0n
    const feeFen = row.fee_fen - (back.get(row.order_no)?.fee ?? 0n)
    return {
      orderNo: row.order_no,
      paidOn: dateOf(row.paid_at!),
      grossFen: row.amount_fen,
      refundFen,
      feeFen,
      netFen: row.amount_fen - refundFen - feeFen,
    }
  })
}

interface Plan {
  id: string | null
  receivers: Receiver[]
}

async function byPlan(ctx: FlowCtx, merchant: MerchantRow, orders: HeldOrder[]): Promise<Map<Plan, HeldOrder[]>> {
  const rows = await ctx.db
    .selectFrom("acquiring_split_plan")
    .selectAll()
    .where("merchant_id", "=", merchant.id)
    .orderBy("from_on", "desc")
    .orderBy("at", "desc")
    .execute()
  const own: Plan = { id: null, receivers: [{ merchantId: merchant.id, name: merchant.name, shareBp: 10_000 }] }
  const plans = rows.map((row) => ({
    fromOn: row.from_on,
    plan: { id: row.id, receivers: row.receivers as unknown as Receiver[] },
  }))
  const groups = new Map<Plan, HeldOrder[]>()
  for (const order of orders) {
    const plan = plans.find((one) => one.fromOn <= order.paidOn)?.plan ?? own
    groups.set(plan, [...(groups.get(plan) ?? []), order])
  }
  return groups
}

async function splitGroup(
  ctx: FlowCtx,
  input: { merchant: MerchantRow; plan: Plan; orders: HeldOrder[]; on: string },
): Promise<Posting[]> {
  const { merchant, plan, orders, on } = input
  const sum = (of: "grossFen" | "refundFen" | "feeFen" | "netFen") => orders.reduce((all, one) => all + one[of], 0n)
  const shares = orders.map((one) => splitNet(one.netFen, plan.receivers))
  const totals = plan.receivers.map((_, place) => shares.reduce((all, one) => all + one[place]!, 0n))
  const settlementId = randomUUID()
  const settlementNo = await insertSettlement(ctx, settlementId, {
    merchantId: merchant.id,
    on,
    planId: plan.id,
    orders: orders.length,
    ...{ grossFen: sum("grossFen"), refundFen: sum("refundFen"), feeFen: sum("feeFen"), netFen: sum("netFen") },
  })
  await insertEntries(ctx, plan.receivers, orders, shares)
  await sql`update acquiring_order set split = 'split', settlement_id = ${settlementId}
    where order_no = any(${orders.map((one) => one.orderNo)}::text[])`.execute(ctx.db)
  ctx.note({ object: "settlement", objectId: settlementId, after: { merchantId: merchant.id, orders: orders.length } })
  const parts = plan.receivers.map((one, place) => ({ merchantId: one.merchantId, amountFen: totals[place]! }))
  if (sum("feeFen") + sum("netFen") === 0n) return []
  const paper = { id: newId(), reference: settlementNo, memo: `${merchant.name} ${on}` }
  return [split.build({ merchantId: merchant.id, feeFen: sum("feeFen"), shares: parts }, paper)]
}

interface NewSettlement {
  merchantId: string
  on: string
  planId: string | null
  orders: number
  grossFen: bigint
  refundFen: bigint
  feeFen: bigint
  netFen: bigint
}

async function insertSettlement(ctx: FlowCtx, id: string, made: NewSettlement): Promise<string> {
  const next = await sql<{ n: bigint }>`select nextval('acquiring_settlement_number') as n`.execute(ctx.db)
  const settlementNo = `JS${made.on.replaceAll("-", "")}${String(next.rows[0]!.n).padStart(6, "0")}`
  await ctx.db
    .insertInto("acquiring_settlement")
    .values({
      id,
      settlement_no: settlementNo,
      merchant_id: made.merchantId,
      settle_on: made.on,
      plan_id: made.planId,
      orders: made.orders,
      gross_fen: made.grossFen,
      refunds_fen: made.refundFen,
      fee_fen: made.feeFen,
      net_fen: made.netFen,
      state: "split",
      at: ctx.clock.now(),
    })
    .execute()
  return settlementNo
}

async function insertEntries(
  ctx: FlowCtx,
  receivers: readonly Receiver[],
  orders: readonly HeldOrder[],
  shares: readonly bigint[][],
): Promise<void> {
  const rows = orders.flatMap((order, index) =>
    receivers.map((one, place) => ({ no: order.orderNo, place, id: one.merchantId, fen: shares[index]![place]! })),
  )
  await sql`insert into acquiring_split_entry (order_no, place, merchant_id, amount_fen, at)
    select v.no, v.place, v.id, v.fen, ${ctx.clock.now()}::timestamptz
      from unnest(${rows.map((r) => r.no)}::text[], ${rows.map((r) => r.place)}::smallint[],
        ${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.fen)}::bigint[]) as v(no, place, id, fen)`.execute(ctx.db)
}

/** Pays each receiver of one settlement; all of them or, with the reason kept, none. */
export const payOut = flow(
  { name: "acquiring.pay-settlement", permission: null },
  async (ctx, input: { settlementId: string }): Promise<Outcome<void>> => {
    const settlement = await ctx.db
      .selectFrom("acquiring_settlement")
      .selectAll()
      .where("id", "=", input.settlementId)
      .forUpdate()
      .executeTakeFirstOrThrow()
    if (settlement.state === "paid") return ok()
    const receivers = await dueOf(ctx, input.settlementId)
    const closed = receivers.find((one) => one.state !== "open")
    if (closed) return refuse["E-ACCOUNT"]({ accountNo: closed.accountNo ?? closed.name })
    await ctx.db
      .updateTable("acquiring_settlement")
      .set({ state: "paid", paid_at: ctx.clock.now() })
      .where("id", "=", input.settlementId)
      .execute()
    await ctx.db
      .updateTable("acquiring_order")
      .set({ split: "finished" })
      .where("settlement_id", "=", input.settlementId)
      .execute()
    const { settlement_no: settlementNo, merchant_id: merchantId } = settlement
    ctx.note({ object: "settlement", objectId: input.settlementId, after: { state: "paid" } })
    ctx.emit({ type: "acquiring.settled", subject: settlementNo, data: { merchantId, netFen: settlement.net_fen } })
    return ctx.post(
      receivers
        .filter((one) => one.amountFen > 0n)
        .map((one) =>
          settle.build(
            { merchantId: one.merchantId, accountNo: one.accountNo!, amountFen: one.amountFen },
            { id: newId(), reference: settlementNo, memo: `收单结算 ${settlement.settle_on}` },
          ),
        ),
    )
  },
)

export async function dueOf(ctx: Ctx, settlementId: string) {
  const rows = await sql<{
    merchant_id: string
    name: string
    account_no: string | null
    state: string
    amount: bigint
  }>`
    select m.id as merchant_id, m.name, m.settlement_account_no as account_no, coalesce(d.state, 'none') as state,
           sum(e.amount_fen)::bigint as amount
      from acquiring_split_entry e join acquiring_order o on o.order_no = e.order_no
      join acquiring_merchant m on m.id = e.merchant_id
      left join deposit_account d on d.account_no = m.settlement_account_no
     where o.settlement_id = ${settlementId} and e.refund_no is null
     group by m.id, m.name, m.settlement_account_no, d.state, e.place order by e.place`.execute(ctx.db)
  return rows.rows.map((row) => ({
    merchantId: row.merchant_id,
    name: row.name,
    accountNo: row.account_no,
    state: row.state,
    amountFen: row.amount,
  }))
}

/** What the morning's run did not reach is settled before the day closes. */
export const settlementStep: DayEndStep = {
  name: "acquiring-settlement",
  zh: "收单结算",
  en: "Settlement of merchants",
  phase: "fees",
  run: (ctx, day, progress) => settleDue(ctx, day, progress),
}
