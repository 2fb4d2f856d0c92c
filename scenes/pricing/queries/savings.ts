// What firms did not have to pay, by month and by item, for one firm or for all: a few sums over the charges.
import { sql, type RawBuilder } from "kysely"
import { addMonths } from "#kernel/calendar"
import type { Ctx } from "#kernel/flow"
import { scopeOf } from "#kernel/org"
import { yuan } from "../rules.ts"
import { todayOf } from "./tariff.ts"

export interface Span {
  from?: string | undefined
  to?: string | undefined
  outlet?: string | undefined
  partyId?: string | undefined
}

interface Sums {
  gross: bigint
  net: bigint
}

interface ItemSums extends Sums {
  code: string | null
  zh: string | null
  en: string | null
  charges: number
}

const chargedOrNone = { code: "PACKAGE_PRICE", zh: "套餐价格", en: "Price of packages" }

/** Twelve months up to today where nothing is said. */
export async function spanOf(ctx: Ctx, asked: Span): Promise<{ from: string; to: string }> {
  const to = asked.to ?? (await todayOf(ctx))
  return { from: asked.from ?? `${addMonths(to, -11).slice(0, 7)}-01`, to }
}

/**
 * Charges that count, each with what was paid in the end: a refund of an overcharge lowers it, a charge without a
 * service does not count at all. The same reckoning as savedFen, as sets.
 */
function counted(ctx: Ctx, span: { from: string; to: string } & Span): RawBuilder<unknown> {
  const scope = ctx.actor.kind === "portal" ? null : scopeOf(ctx)
  const own = ctx.actor.kind === "portal" ? ctx.actor.partyId : span.partyId
  return sql`select c.item_code, c.party_id, to_char(c.charged_on, 'YYYY-MM') as month, c.gross_fen,
      c.net_fen - coalesce(r.over, 0) as net_fen
    from fee_charge c left join lateral (
      select sum(amount_fen) filter (where kind = 'overcharged') as over, bool_or(kind = 'not_due') as void
        from fee_refund where charge_id = c.id and state = 'done') r on true
    where c.charged_on between ${span.from}::date and ${span.to}::date and r.void is not true
      ${scope ? sql`and c.outlet = any(${scope}::text[])` : sql``}
      ${span.outlet ? sql`and c.outlet = ${span.outlet}` : sql``}
      ${own ? sql`and c.party_id = ${own}::uuid` : sql``}`
}

const view = ({ gross, net }: Sums) => ({ gross: yuan(gross), net: yuan(net), saved: yuan(gross - net) })

export async function savingsOf(ctx: Ctx, asked: Span) {
  const span = { ...asked, ...(await spanOf(ctx, asked)) }
  const base = counted(ctx, span)
  const months = await sql<Sums & { month: string }>`with c as (${base})
    select month, sum(gross_fen)::bigint as gross, sum(net_fen)::bigint as net from c group by month
    order by month`.execute(ctx.db)
  const items = await sql<ItemSums>`with c as (${base})
    select c.item_code as code, i.zh, i.en, count(*)::int as charges, sum(gross_fen)::bigint as gross,
      sum(net_fen)::bigint as net from c left join fee_item i on i.code = c.item_code
    group by 1, 2, 3 order by sum(gross_fen) - sum(net_fen) desc`.execute(ctx.db)
  const firms = await sql<{ n: number }>`with c as (${base}) select count(distinct party_id)::int as n from c`.execute(
    ctx.db,
  )
  const total = months.rows.reduce((sum, row) => ({ gross: sum.gross + row.gross, net: sum.net + row.net }), {
    gross: 0n,
    net: 0n,
  })
  return {
    from: span.from,
    to: span.to,
    ...view(total),
    firms: firms.rows[0]!.n,
    refunded: yuan(await refundedFen(ctx, span)),
    months: months.rows.map((row) => ({ month: row.month, ...view(row) })),
    items: items.rows.map(({ code, zh, en, charges, ...sums }) => ({
      ...(code === null ? chargedOrNone : { code, zh: zh!, en: en! }),
      charges,
      ...view(sums),
    })),
  }
}

async function refundedFen(ctx: Ctx, span: { from: string; to: string } & Span): Promise<bigint> {
  const scope = ctx.actor.kind === "portal" ? null : scopeOf(ctx)
  const own = ctx.actor.kind === "portal" ? ctx.actor.partyId : span.partyId
  const { rows } = await sql<{ fen: bigint }>`
    select coalesce(sum(r.amount_fen), 0)::bigint as fen from fee_refund r join fee_charge c on c.id = r.charge_id
     where r.done_on between ${span.from}::date and ${span.to}::date
      ${scope ? sql`and c.outlet = any(${scope}::text[])` : sql``}
      ${span.outlet ? sql`and c.outlet = ${span.outlet}` : sql``}
      ${own ? sql`and c.party_id = ${own}::uuid` : sql``}`.execute(ctx.db)
  return rows[0]!.fen
}

/** The firms that saved most, and how many accounts took a package up. */
export async function savingsBoard(ctx: Ctx, asked: Span) {
  const span = { ...asked, ...(await spanOf(ctx, asked)) }
  const top = await sql<{ party_id: string; name: string; saved: bigint }>`with c as (${counted(ctx, span)})
    select c.party_id, p.name, sum(gross_fen - net_fen)::bigint as saved from c join party p on p.id = c.party_id
    group by 1, 2 order by 3 desc, 2 limit 10`.execute(ctx.db)
  const scope = scopeOf(ctx)
  const within = (
    table: string,
  ) => sql`${scope ? sql`and ${sql.ref(`${table}.outlet`)} = any(${scope}::text[])` : sql``}
    ${span.outlet ? sql`and ${sql.ref(`${table}.outlet`)} = ${span.outlet}` : sql``}`
  const takeUp = await sql<{ accounts: number; running: number; offered: number }>`select
    (select count(*)::int from deposit_account d where d.state = 'open' ${within("d")}) as accounts,
    (select count(distinct account_no)::int from fee_subscription s
      where s.state in ('active', 'notice_30', 'notice_7') ${within("s")}) as running,
    (select count(*)::int from fee_subscription s join fee_package k on k.id = s.package_id
      join deposit_account a using (account_no)
      where s.state = 'offered' and a.opened_on + k.new_within_days >= ${span.to}::date ${within("s")}) as offered`.execute(
    ctx.db,
  )
  return {
    ...(await savingsOf(ctx, span)),
    takeUp: takeUp.rows[0]!,
    top: top.rows.map((row) => ({ partyId: row.party_id, name: row.name, saved: yuan(row.saved) })),
  }
}
