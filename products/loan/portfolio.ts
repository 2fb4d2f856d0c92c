// The loan portfolio as the nightly summary left it: totals, the overdue ladder, classes, concentration, rates, vintages.
// Reads a few hundred rows whatever the number of notes.
import { sql, type RawBuilder } from "kysely"
import type { Ctx } from "#kernel/flow"
import { riskClassZh, type RiskClass } from "./engine/classify.ts"
import type { Words } from "./events.ts"
import { methodZh } from "./prints.ts"
import { yuan } from "./view.ts"

export const dimensions = ["overdue", "class", "rate", "industry", "vintage", "method"] as const
export type Dimension = (typeof dimensions)[number]

interface Sum {
  dimension: string
  key: string
  loans: bigint
  balance: bigint
  overdue: bigint
  bad: bigint
}

/** The latest summarised night, or the last one on or before the day asked for. */
export async function portfolio(ctx: Ctx, asked: { day?: string | undefined; outlet?: string | undefined }) {
  const outlets = outletsOf(ctx, asked.outlet)
  const within = outlets === "all" ? sql`true` : sql`s.outlet = any(${outlets}::text[])`
  const latest = await sql<{ day: string | null }>`
    select max(day) as day from loan_summary where dimension = 'total' and day <= ${asked.day ?? "9999-12-31"}`.execute(
    ctx.db,
  )
  const day = latest.rows[0]?.day ?? null
  if (day === null) return empty
  const { rows } = await sql<Sum>`
    select dimension, key, sum(loans)::bigint as loans, sum(balance_fen)::bigint as balance,
      sum(overdue_fen)::bigint as overdue, sum(bad_fen)::bigint as bad
    from loan_summary s where day = ${day} and ${within} group by dimension, key order by dimension, key`.execute(
    ctx.db,
  )
  const total = rows.find((row) => row.dimension === "total") ?? none
  const fresh = rows.find((row) => row.dimension === "new") ?? none
  return {
    day,
    total: { ...shown(total, total.balance), newLoans: Number(fresh.loans), newAmount: yuan(fresh.balance) },
    breakdowns: dimensions.map((dimension) => ({
      dimension,
      rows: rows
        .filter((row) => row.dimension === dimension)
        .map((row) => ({ key: row.key, label: labelOf(dimension, row.key), ...shown(row, total.balance) })),
    })),
    debtors: await debtors(ctx, day, within, total.balance),
    trend: await trend(ctx, day, within),
  }
}

const none: Sum = { dimension: "", key: "", loans: 0n, balance: 0n, overdue: 0n, bad: 0n }
const empty = {
  day: null,
  total: { loans: 0, balance: "0.00", overdue: "0.00", bad: "0.00", shareBp: 0, newLoans: 0, newAmount: "0.00" },
  breakdowns: [],
  debtors: [],
  trend: [],
}

const shown = (row: Sum, ofFen: bigint) => ({
  loans: Number(row.loans),
  balance: yuan(row.balance),
  overdue: yuan(row.overdue),
  bad: yuan(row.bad),
  shareBp: ofFen === 0n ? 0 : Number((row.balance * 10_000n) / ofFen),
})

function outletsOf(ctx: Ctx, outlet: string | undefined): string[] | "all" {
  const { scope } = ctx.actor
  if (scope === "all") return outlet === undefined ? "all" : [outlet]
  return outlet === undefined ? [...scope] : scope.filter((one) => one === outlet)
}

async function debtors(ctx: Ctx, day: string, within: RawBuilder<unknown>, ofFen: bigint) {
  const { rows } = await sql<{ id: string; name: string; loans: bigint; balance: bigint }>`
    select party.id, party.name, sum(s.loans)::bigint as loans, sum(s.balance_fen)::bigint as balance
    from loan_summary_party s join party on party.id = s.party_id
    where s.day = ${day} and ${within}
    group by party.id, party.name order by balance desc, party.id limit 20`.execute(ctx.db)
  return rows.map((row) => ({
    partyId: row.id,
    partyName: row.name,
    loans: Number(row.loans),
    balance: yuan(row.balance),
    shareBp: ofFen === 0n ? 0 : Number((row.balance * 10_000n) / ofFen),
  }))
}

async function trend(ctx: Ctx, day: string, within: RawBuilder<unknown>) {
  const { rows } = await sql<{ day: string; loans: bigint; balance: bigint; overdue: bigint; bad: bigint }>`
    select day, sum(loans)::bigint as loans, sum(balance_fen)::bigint as balance, sum(overdue_fen)::bigint as overdue,
      sum(bad_fen)::bigint as bad
    from loan_summary s where dimension = 'total' and day <= ${day} and ${within}
    group by day order by day desc limit 60`.execute(ctx.db)
  return rows.toReversed().map((row) => ({
    day: row.day,
    loans: Number(row.loans),
    balance: yuan(row.balance),
    overdue: yuan(row.overdue),
    bad: yuan(row.bad),
  }))
}

const ladder: Record<string, Words> = {
  "0": { zh: "未逾期", en: "not overdue" },
  "361": { zh: "逾期 360 天以上", en: "over 360 days" },
}

function labelOf(dimension: Dimension, key: string): Words {
  if (dimension === "overdue") return ladder[key] ?? { zh: `逾期 ${key} 天`, en: `${key} days` }
  if (dimension === "class") return { zh: riskClassZh[key as RiskClass] ?? key, en: key.replace("_", " ") }
  if (dimension === "method") return { zh: methodZh[key] ?? key, en: key.replace("_", " ") }
  if (dimension === "rate") return { zh: `${key}% 起`, en: `from ${key}%` }
  if (dimension === "industry" && key === "") return { zh: "未填行业", en: "no industry" }
  return { zh: key, en: key }
}
