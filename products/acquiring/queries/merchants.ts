// Merchants, their plans and what was settled, with balances read from the ledger.
import { sql } from "kysely"
import { balances } from "#ledger"
import { dateOf } from "#kernel/calendar"
import { ledgerOn, type Ctx } from "#kernel/flow"
import { ok } from "#kernel/refusal"
import { dueKey, waitingKey } from "../accounts.ts"
import { findMerchant } from "../merchants.ts"
import type { Receiver } from "../model.ts"
import { refuse } from "../refusals.ts"
import { dueOf } from "../settle.ts"
import { like, yuan } from "./orders.ts"
import { seenBy } from "./seen.ts"

interface Filter {
  q?: string | undefined
  after?: string | undefined
  limit: number
  id?: string
}

export async function merchantsBy(ctx: Ctx, filter: Filter) {
  let found = ctx.db
    .selectFrom("acquiring_merchant as m")
    .innerJoin("party as p", "p.id", "m.party_id")
    .selectAll("m")
    .select("p.name as party")
  found = found.where(seenBy(ctx))
  if (filter.id) found = found.where("m.id", "=", filter.id)
  if (filter.q) {
    const { q } = filter
    found = found.where((e) => e.or([e("m.name", "like", like(q)), e("m.merchant_no", "=", q.trim())]))
  }
  if (filter.after) found = found.where("m.merchant_no", ">", filter.after)
  const rows = await found
    .orderBy("m.merchant_no")
    .limit(filter.limit + 1)
    .execute()
  const page = rows.slice(0, filter.limit)
  const money = await balances(
    ledgerOn(ctx.db),
    page.flatMap((row) => [waitingKey(row.id), dueKey(row.id)]),
  )
  const items = page.map((row, index) => ({
    id: row.id,
    merchantNo: row.merchant_no,
    name: row.name,
    partyId: row.party_id,
    party: row.party,
    outlet: row.outlet,
    accountNo: row.settlement_account_no,
    feeBp: row.fee_bp,
    settleWorkdays: row.settle_workdays,
    holdsMoney: row.holds_money,
    state: row.state as "open",
    openedOn: row.opened_on,
    waiting: yuan(money[index * 2]!.balance),
    due: yuan(money[index * 2 + 1]!.balance),
  }))
  return { items, next: rows.length > filter.limit ? page.at(-1)!.merchant_no : null }
}

export async function merchantDetail(ctx: Ctx, id: string) {
  const seen = await findMerchant(ctx, id)
  if (!seen.ok) return seen
  const { items } = await merchantsBy(ctx, { id, limit: 1 })
  const plans = await ctx.db
    .selectFrom("acquiring_split_plan")
    .selectAll()
    .where("merchant_id", "=", id)
    .orderBy("from_on", "desc")
    .orderBy("at", "desc")
    .execute()
  return ok({
    merchant: items[0]!,
    plans: plans.map((one) => ({
      id: one.id,
      fromOn: one.from_on,
      receivers: one.receivers as unknown as Receiver[],
    })),
    settlements: (await settlementsBy(ctx, { merchantId: id, limit: 30 })).items,
    upcoming: await upcomingOf(ctx, id),
    today: dateOf(ctx.clock.now()),
  })
}

/** What is settled on which of the days to come, as far as it is paid by now. */
async function upcomingOf(ctx: Ctx, merchantId: string) {
  const { rows } = await sql<{ settle_on: string; orders: number; gross: bigint }>`
    select settle_on::text, count(*)::int as orders, sum(amount_fen)::bigint as gross from acquiring_order
     where merchant_id = ${merchantId} and split = 'held' group by settle_on order by settle_on`.execute(ctx.db)
  return rows.map((one) => ({ settleOn: one.settle_on, orders: one.orders, gross: yuan(one.gross) }))
}

const settledShown = 10

/** For scenes whose organisation wants to know when its money comes; whether the actor may see it is the scene's matter. */
export async function settlementCalendar(ctx: Ctx, merchantId: string) {
  const settled = await ctx.db
    .selectFrom("acquiring_settlement")
    .selectAll()
    .where("merchant_id", "=", merchantId)
    .orderBy("settlement_no", "desc")
    .limit(settledShown)
    .execute()
  return {
    upcoming: await upcomingOf(ctx, merchantId),
    settled: settled.map((one) => ({
      settlementNo: one.settlement_no,
      settleOn: one.settle_on,
      orders: one.orders,
      gross: yuan(one.gross_fen),
      refunds: yuan(one.refunds_fen),
      fee: yuan(one.fee_fen),
      net: yuan(one.net_fen),
      isPaid: one.state === "paid",
    })),
  }
}

interface SettlementFilter {
  q?: string | undefined
  state?: string | undefined
  merchantId?: string
  id?: string
  after?: string | undefined
  limit: number
}

export async function settlementsBy(ctx: Ctx, filter: SettlementFilter) {
  let found = ctx.db
    .selectFrom("acquiring_settlement as s")
    .innerJoin("acquiring_merchant as m", "m.id", "s.merchant_id")
    .selectAll("s")
    .select("m.name as merchant")
  found = found.where(seenBy(ctx))
  if (filter.id) found = found.where("s.id", "=", filter.id)
  if (filter.merchantId) found = found.where("s.merchant_id", "=", filter.merchantId)
  if (filter.state) found = found.where("s.state", "=", filter.state)
  if (filter.q) {
    const { q } = filter
    found = found.where((e) => e.or([e("m.name", "like", like(q)), e("s.settlement_no", "=", q.trim())]))
  }
  if (filter.after) found = found.where("s.settlement_no", "<", filter.after)
  const rows = await found
    .orderBy("s.settlement_no", "desc")
    .limit(filter.limit + 1)
    .execute()
  const page = rows.slice(0, filter.limit)
  const items = page.map((row) => ({
    id: row.id,
    settlementNo: row.settlement_no,
    merchantId: row.merchant_id,
    merchant: row.merchant,
    settleOn: row.settle_on,
    orders: row.orders,
    gross: yuan(row.gross_fen),
    refunds: yuan(row.refunds_fen),
    fee: yuan(row.fee_fen),
    net: yuan(row.net_fen),
    state: row.state as "split",
    paidAt: row.paid_at?.toISOString() ?? null,
  }))
  return { items, next: rows.length > filter.limit ? page.at(-1)!.settlement_no : null }
}

const ordersShown = 500

export async function settlementDetail(ctx: Ctx, id: string) {
  const { items } = await settlementsBy(ctx, { id, limit: 1 })
  const [settlement] = items
  if (!settlement) return refuse["E-SETTLEMENT"]()
  const orders = await ctx.db
    .selectFrom("acquiring_order")
    .select(["order_no", "title", "paid_at", "amount_fen", "fee_fen"])
    .where("settlement_id", "=", id)
    .orderBy("paid_at")
    .limit(ordersShown)
    .execute()
  return ok({
    settlement,
    receivers: (await dueOf(ctx, id)).map((one) => ({
      merchantId: one.merchantId,
      name: one.name,
      // What a merchant's money is shared with others is its business; their account numbers are not.
      accountNo: ctx.actor.kind === "portal" && one.merchantId !== settlement.merchantId ? null : one.accountNo,
      amount: yuan(one.amountFen),
    })),
    orders: orders.map((one) => ({
      orderNo: one.order_no,
      title: one.title,
      paidAt: one.paid_at!.toISOString(),
      amount: yuan(one.amount_fen),
      fee: yuan(one.fee_fen),
    })),
  })
}
