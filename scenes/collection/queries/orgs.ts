// Organisations and how their collecting stands. Sums are read from bills and their lines; nothing is kept twice.
import { sql } from "kysely"
import { formatAmount } from "#ledger"
import { openDate } from "#ledger"
import { ledgerOn, mainBook, type Ctx } from "#kernel/flow"
import { ok } from "#kernel/refusal"
import { settlementCalendar } from "#products/acquiring"
import { findOrg, type OrgRow } from "../flows/org.ts"
import type { CodeRule } from "../model.ts"
import { ageBand, ageBands, type AgeBand } from "../rules/ageing.ts"

const yuan = (fen: bigint | string | null): string => formatAmount(BigInt(fen ?? 0), 2)
export const todayOf = (ctx: Ctx): Promise<string> => openDate(ledgerOn(ctx.db), mainBook)

export const orgView = (row: OrgRow) => ({
  id: row.id,
  orgNo: row.org_no,
  partyId: row.party_id,
  name: row.name,
  outlet: row.outlet,
  settlementAccountNo: row.settlement_account_no,
  codeRule: row.code_rule as CodeRule,
  state: row.state as "open" | "closed",
  payers: row.payers,
  merchantId: row.merchant_id,
})

export async function orgsBy(ctx: Ctx) {
  const today = await todayOf(ctx)
  let found = ctx.db.selectFrom("collection_org").selectAll().orderBy("name").limit(500)
  if (ctx.actor.kind === "portal") found = found.where("party_id", "=", ctx.actor.partyId ?? "")
  else if (ctx.actor.scope !== "all") found = found.where("outlet", "in", [...ctx.actor.scope])
  const rows = await found.execute()
  const sums = await sql<{ id: string; open_bills: bigint; open_fen: bigint | null; paid_fen: bigint | null }>`
    select o.id,
           (select count(*) from collection_bill b where b.org_id = o.id and b.state in ('published', 'part-paid')) as open_bills,
           (select sum(b.principal_fen - coalesce((select sum(e.principal_fen) from collection_bill_event e
                                                   where e.bill_no = b.bill_no), 0))::bigint
            from collection_bill b join collection_item i on i.id = b.item_id
            where b.org_id = o.id and b.state in ('published', 'part-paid') and i.kind <> 'open') as open_fen,
           (select sum(p.amount_fen)::bigint from collection_payment p
            where p.org_id = o.id and p.booked_on >= date_trunc('month', ${today}::date)) as paid_fen
    from collection_org o where o.id = any(${rows.map((row) => row.id)}::uuid[])`.execute(ctx.db)
  const of = new Map(sums.rows.map((row) => [row.id, row]))
  return rows.map((row) => ({
    ...orgView(row),
    openBills: Number(of.get(row.id)?.open_bills ?? 0n),
    openPrincipal: yuan(of.get(row.id)?.open_fen ?? null),
    paidThisMonth: yuan(of.get(row.id)?.paid_fen ?? null),
  }))
}

interface Sum {
  name: string
  code: string
  bills: bigint
  published: bigint
  paid: bigint
}

/** Published principal and what of it is settled, by the column given. */
async function sumsBy(ctx: Ctx, orgId: string, by: "item" | "group"): Promise<Sum[]> {
  const name = by === "item" ? sql`i.name` : sql`coalesce(nullif(p.group_name, ''), '未分组')`
  const code = by === "item" ? sql`i.code` : sql`''`
  const found = await sql<Sum>`
    select ${name} as name, ${code} as code, count(*) as bills,
           -- Of an open amount nobody owes more than he chose to pay.
           sum(case when i.kind = 'open' then coalesce(e.fen, 0) else b.principal_fen end)::bigint as published,
           sum(coalesce(e.fen, 0))::bigint as paid
    from collection_bill b
    join collection_item i on i.id = b.item_id
    join collection_payer p on p.id = b.payer_id
    left join lateral (select sum(principal_fen) as fen from collection_bill_event
                       where bill_no = b.bill_no and kind = 'pay') e on true
    where b.org_id = ${orgId} and b.state not in ('draft', 'void')
    group by 1, 2 order by 1`.execute(ctx.db)
  return found.rows
}

export async function dashboardOf(ctx: Ctx, id: string) {
  const org = await findOrg(ctx, id)
  if (!org.ok) return org
  const today = await todayOf(ctx)
  const [byItem, byGroup, ageing, channels, days, waived, refunds, once] = await Promise.all([
    sumsBy(ctx, id, "item"),
    sumsBy(ctx, id, "group"),
    ageingOf(ctx, id, today),
    channelsOf(ctx, id),
    daysOf(ctx, id, today),
    waivedBy(ctx, id),
    refundsByReason(ctx, id),
    onceOf(ctx, id),
  ])
  const published = byItem.reduce((sum, row) => sum + BigInt(row.published), 0n)
  const paid = byItem.reduce((sum, row) => sum + BigInt(row.paid), 0n)
  return ok({
    org: orgView(org.value),
    published: yuan(published),
    paid: yuan(paid),
    rateBp: published === 0n ? 0 : Number((paid * 10_000n) / published),
    ageing,
    byItem: byItem.map((row) => ({
      code: row.code,
      name: row.name,
      published: yuan(row.published),
      paid: yuan(row.paid),
      bills: Number(row.bills),
    })),
    byGroup: byGroup.map((row) => ({
      group: row.name,
      published: yuan(row.published),
      paid: yuan(row.paid),
      bills: Number(row.bills),
    })),
    channels,
    days,
    waived,
    refunds,
    ...(await settlementCalendar(ctx, org.value.merchant_id)),
    ...once,
  })
}

async function ageingOf(ctx: Ctx, orgId: string, today: string) {
  const found = await sql<{ due_on: string; bills: bigint; fen: bigint }>`
    select b.due_on::text, count(*) as bills,
           sum(b.principal_fen - coalesce((select sum(principal_fen) from collection_bill_event
                                           where bill_no = b.bill_no), 0))::bigint as fen
    from collection_bill b join collection_item i on i.id = b.item_id
    where b.org_id = ${orgId} and b.state in ('published', 'part-paid') and i.kind <> 'open'
    group by b.due_on`.execute(ctx.db)
  const sums = new Map<AgeBand, { bills: number; fen: bigint }>(ageBands.map((band) => [band, { bills: 0, fen: 0n }]))
  for (const row of found.rows) {
    const sum = sums.get(ageBand(row.due_on, today))!
    sum.bills += Number(row.bills)
    sum.fen += BigInt(row.fen)
  }
  return [...sums].map(([band, sum]) => ({ band, bills: sum.bills, principal: yuan(sum.fen) }))
}

async function channelsOf(ctx: Ctx, orgId: string) {
  const rows = await ctx.db
    .selectFrom("collection_payment")
    .innerJoin("acquiring_order", "acquiring_order.order_no", "collection_payment.order_no")
    .select("collection_payment.channel")
    .select((e) => [
      e.fn.countAll<bigint>().as("payments"),
      e.fn.sum<string>("collection_payment.amount_fen").as("fen"),
      e.fn.sum<string>("acquiring_order.fee_fen").as("fee"),
    ])
    .where("org_id", "=", orgId)
    .groupBy("collection_payment.channel")
    .orderBy("collection_payment.channel")
    .execute()
  return rows.map((row) => ({
    channel: row.channel,
    payments: Number(row.payments),
    amount: yuan(row.fen),
    fee: yuan(row.fee),
  }))
}

async function daysOf(ctx: Ctx, orgId: string, today: string) {
  const found = await sql<{ day: string; payments: bigint; fen: bigint }>`
    select day::date::text as day, count(p.order_no) as payments, coalesce(sum(p.amount_fen), 0)::bigint as fen
    from generate_series(${today}::date - 29, ${today}::date, '1 day') day
    left join collection_payment p on p.org_id = ${orgId} and p.booked_on = day::date
    group by 1 order by 1`.execute(ctx.db)
  return found.rows.map((row) => ({ day: row.day, payments: Number(row.payments), amount: yuan(row.fen) }))
}

/** Late fees let off, by whoever signed: the figure auditors ask for first. */
async function waivedBy(ctx: Ctx, orgId: string) {
  const rows = await ctx.db
    .selectFrom("collection_bill_event as e")
    .innerJoin("collection_bill as b", "b.bill_no", "e.bill_no")
    .select("e.by_name")
    .select((e) => [e.fn.countAll<bigint>().as("bills"), e.fn.sum<string>("e.amount_fen").as("fen")])
    .where("b.org_id", "=", orgId)
    .where("e.kind", "=", "waive")
    .groupBy("e.by_name")
    .execute()
  return rows.map((row) => ({ by: row.by_name, bills: Number(row.bills), amount: yuan(row.fen) }))
}

async function refundsByReason(ctx: Ctx, orgId: string) {
  const rows = await ctx.db
    .selectFrom("collection_refund")
    .select("reason")
    .select((e) => [e.fn.countAll<bigint>().as("refunds"), e.fn.sum<string>("amount_fen").as("fen")])
    .where("org_id", "=", orgId)
    .where("state", "in", ["sent", "success", "bank"])
    .groupBy("reason")
    .orderBy("fen", "desc")
    .limit(20)
    .execute()
  return rows.map((row) => ({ reason: row.reason, refunds: Number(row.refunds), amount: yuan(row.fen) }))
}

async function onceOf(ctx: Ctx, orgId: string) {
  const found = await sql<{ late: bigint; sent: bigint; paid: bigint; ahead: bigint }>`
    select coalesce((select sum(e.late_fen) from collection_bill_event e join collection_bill b using (bill_no)
                     where b.org_id = ${orgId} and e.kind = 'pay'), 0)::bigint as late,
           (select count(*) from collection_reminder r join collection_bill b using (bill_no)
            where b.org_id = ${orgId}) as sent,
           (select count(distinct r.id) from collection_reminder r join collection_bill b using (bill_no)
            join collection_bill_event e on e.bill_no = r.bill_no and e.kind = 'pay'
             and e.on_day between r.sent_on and r.sent_on + 7
            where b.org_id = ${orgId}) as paid,
           (coalesce((select sum(ahead_fen) from collection_transfer where org_id = ${orgId}), 0)
            - coalesce((select sum(e.amount_fen) from collection_bill_event e join collection_bill b using (bill_no)
                        where b.org_id = ${orgId} and e.kind = 'pay' and e.order_no is null), 0))::bigint as ahead
  `.execute(ctx.db)
  const row = found.rows[0]!
  return {
    lateFees: yuan(row.late),
    reminders: { sent: Number(row.sent), paidWithinWeek: Number(row.paid) },
    aheadTotal: yuan(row.ahead),
  }
}
