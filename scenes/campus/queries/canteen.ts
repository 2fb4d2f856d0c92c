// The canteen's day: sales by meal and by dish, what subsidy paid, what ran into arrears, the busiest quarter of an hour.
import { sql } from "kysely"
import type { z } from "zod"
import { dateOf } from "#kernel/calendar"
import type { Ctx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { spendLines, yuan } from "#products/wallet"
import type * as contract from "../cards/contract.ts"
import { ownSchool } from "../store.ts"
import { settlementsOf, spendOf } from "./wallet.ts"

type CanteenDay = z.output<typeof contract.canteenDay.response>

interface Sales {
  id: string
  name: string
  kind: string
  gross: bigint
  reversed: bigint
  subsidy: bigint
  arrears: bigint
  lines: number
  offline: number
}

export async function canteenDayOf(ctx: Ctx, asked?: string): Promise<Outcome<CanteenDay>> {
  const school = await ownSchool(ctx)
  return school.ok ? ok(await canteenOf(ctx, school.value.scheme_id, asked)) : school
}

export async function canteenOf(ctx: Ctx, schemeId: string, asked?: string): Promise<CanteenDay> {
  const day = asked ?? dateOf(ctx.clock.now())
  const { rows } = await sql<Sales>`
    select m.id, m.name, m.kind, coalesce(sum(s.amount_fen - s.borne_fen) filter (where s.kind = 'spend'), 0)::bigint as gross,
      coalesce(sum(s.amount_fen - s.borne_fen) filter (where s.kind = 'reverse'), 0)::bigint as reversed,
      coalesce(sum((s.parts ->> 'SUBSIDY')::bigint * case s.kind when 'spend' then 1 else -1 end), 0)::bigint as subsidy,
      coalesce(sum((s.parts ->> 'arrears')::bigint) filter (where s.kind = 'spend'), 0)::bigint as arrears,
      count(s.id)::int as lines, count(s.id) filter (where s.is_offline)::int as offline
    from wallet_merchant m left join wallet_spend s on s.merchant_id = m.id and s.day = ${day}
      and s.state in ('posted', 'posted_arrears')
    where m.scheme_id = ${schemeId} group by m.id, m.name, m.kind order by m.kind, m.name`.execute(ctx.db)
  const merchants = []
  for (const row of rows) merchants.push(await merchantDay(ctx, row, day))
  const odd = await spendLines(ctx, { schemeId, from: day, to: day, isOdd: true, limit: 50 })
  return { day, merchants, odd: odd.map(spendOf), settlements: await settlementsOf(ctx, schemeId, 30) }
}

const mealNames = ["早餐", "午餐", "晚餐", "其他"]

async function merchantDay(ctx: Ctx, row: Sales, day: string): Promise<CanteenDay["merchants"][number]> {
  const part = async (group: ReturnType<typeof sql<string>>) =>
    (
      await sql<{ name: string; lines: number; fen: bigint }>`
        select ${group} as name, count(*)::int as lines, sum((amount_fen - borne_fen) * case kind when 'spend' then 1 else -1 end)::bigint as fen
        from wallet_spend where merchant_id = ${row.id} and day = ${day} and state in ('posted', 'posted_arrears')
        group by 1 order by 3 desc limit 20`.execute(ctx.db)
    ).rows
  const local = sql`(spent_at at time zone 'Asia/Shanghai')`
  const meals = await part(
    sql<string>`case when ${local}::time < '09:30' then '早餐' when ${local}::time < '14:30' then '午餐'
      when ${local}::time < '20:00' then '晚餐' else '其他' end`,
  )
  const items = await part(sql<string>`coalesce(item, '未分类')`)
  const quarters = await part(
    sql<string>`to_char(date_bin('15 minutes', spent_at, '2020-01-01') at time zone 'Asia/Shanghai', 'HH24:MI')`,
  )
  const peak = quarters.toSorted((a, b) => b.lines - a.lines)[0]
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    gross: yuan(row.gross),
    reversed: yuan(row.reversed),
    net: yuan(row.gross - row.reversed),
    subsidy: yuan(row.subsidy),
    arrears: yuan(row.arrears),
    lines: row.lines,
    offline: row.offline,
    meals: mealNames
      .flatMap((meal) => meals.filter((one) => one.name === meal))
      .map((one) => ({ meal: one.name, lines: one.lines, amount: yuan(one.fen) })),
    items: items.map((one) => ({ item: one.name, lines: one.lines, amount: yuan(one.fen) })),
    peak: peak ? `${peak.name} · ${peak.lines} 笔/15 分钟` : null,
  }
}
