// The authority's report of one month, institution by institution: money in and out of custody, what is unearned, and what
// went wrong. The closing figure comes from the papers and is held against the ledger as the nightly reconciliation found it.
import { sql } from "kysely"
import { addDays, addMonths } from "#kernel/calendar"
import { writeSheet } from "#kernel/excel"
import type { Ctx } from "#kernel/flow"
import { heldFen } from "#products/custody"
import type { Level } from "../model.ts"
import { todayOf } from "../store.ts"
import { fenOf, yuan } from "../words.ts"
import { visible } from "./lists.ts"

export interface MonthAsked {
  month?: string | undefined
  institutionId?: string | undefined
}

interface Row {
  id: string
  name: string
  pool_id: string
  pool_no: string
  level: string
  in_before: bigint
  in_month: bigint
  out_before: bigint
  out_month: bigint
  back_before: bigint
  back_month: bigint
  waiting: bigint
  deposit: bigint | null
  ledger: bigint | null
  orders: number
  refunds: number
  disputes: number
  complaints: number
  alerts: number
  red: number
}

export async function monthOf(ctx: Ctx, asked: MonthAsked) {
  const today = await todayOf(ctx)
  const month = asked.month ?? today.slice(0, 7)
  const from = `${month}-01`
  const next = addMonths(from, 1)
  const isOpen = today < next
  const rows = await institutionRows(ctx, { from, next, institutionId: asked.institutionId })
  const list = await Promise.all(
    rows.map(async (row) => {
      const openingFen = row.in_before - row.out_before - row.back_before
      const closingFen = openingFen + row.in_month - row.out_month - row.back_month
      const ledgerFen = isOpen ? await heldFen(ctx, row.pool_id) : row.ledger
      return {
        institutionId: row.id,
        institution: row.name,
        custodyNo: row.pool_no,
        level: row.level as Level,
        opening: yuan(openingFen),
        receipts: yuan(row.in_month),
        releases: yuan(row.out_month),
        refunds: yuan(row.back_month),
        closing: yuan(closingFen),
        unearned: yuan(closingFen - row.waiting),
        deposit: yuan(row.deposit ?? 0n),
        orders: row.orders,
        refundsAsked: row.refunds,
        disputes: row.disputes,
        complaints: row.complaints,
        alerts: row.alerts,
        alertsRed: row.red,
        ledger: ledgerFen === null ? null : yuan(ledgerFen),
        agrees: ledgerFen === null ? null : ledgerFen === closingFen,
      }
    }),
  )
  return { month, isOpen, rows: list, total: totalOf(list) }
}

interface MonthRow extends Record<(typeof sums)[number], string>, Record<(typeof counts)[number], number> {
  ledger: string | null
}

const sums = ["opening", "receipts", "releases", "refunds", "closing", "unearned", "deposit"] as const
const counts = ["orders", "refundsAsked", "disputes", "complaints", "alerts", "alertsRed"] as const

function totalOf(rows: readonly MonthRow[]) {
  const money = Object.fromEntries(
    sums.map((key) => [key, yuan(rows.reduce((sum, row) => sum + fenOf(row[key]), 0n))]),
  ) as Record<(typeof sums)[number], string>
  const figures = Object.fromEntries(
    counts.map((key) => [key, rows.reduce((sum, row) => sum + row[key], 0)]),
  ) as Record<(typeof counts)[number], number>
  const known = rows.every((row) => row.ledger !== null)
  const ledger = known ? yuan(rows.reduce((sum, row) => sum + fenOf(row.ledger!), 0n)) : null
  return { ...money, ...figures, ledger }
}

/** The calendar day of an instant in Shanghai. */
const dayOf = (column: string) => sql`(${sql.ref(column)} at time zone 'Asia/Shanghai')::date`

async function institutionRows(
  ctx: Ctx,
  p: { from: string; next: string; institutionId: string | undefined },
): Promise<Row[]> {
  const isIn = (day: ReturnType<typeof dayOf>) => sql`${day} >= ${p.from}::date and ${day} < ${p.next}::date`
  const until = (day: ReturnType<typeof dayOf>) => sql`${day} < ${p.next}::date`
  const { rows } = await sql<Row>`
    with moves as (
      select c.pool_id, 'in' as way, h.opened_on as day, c.paid_fen as fen
        from custody_component c join custody_holding h on h.id = c.holding_id
      union all
      select e.pool_id, 'out', ${dayOf("b.done_at")}, e.release_fen
        from custody_evidence e join custody_batch b on b.id = e.batch_id where e.state = 'released'
      union all
      select pool_id, 'out', ${dayOf("sent_at")}, kept_fen from custody_return
      union all
      select pool_id, 'back', ${dayOf("sent_at")}, amount_fen from custody_return where state <> 'bounced'
      union all
      select r.pool_id, 'back', ${dayOf("k.paid_at")}, k.own_fen
        from custody_claim k join custody_runoff r on r.id = k.runoff_id where k.state = 'paid'),
    summed as (
      select pool_id,
        coalesce(sum(fen) filter (where way = 'in' and day < ${p.from}::date), 0)::bigint as in_before,
        coalesce(sum(fen) filter (where way = 'in' and day >= ${p.from}::date and day < ${p.next}::date), 0)::bigint as in_month,
        coalesce(sum(fen) filter (where way = 'out' and day < ${p.from}::date), 0)::bigint as out_before,
        coalesce(sum(fen) filter (where way = 'out' and day >= ${p.from}::date and day < ${p.next}::date), 0)::bigint as out_month,
        coalesce(sum(fen) filter (where way = 'back' and day < ${p.from}::date), 0)::bigint as back_before,
        coalesce(sum(fen) filter (where way = 'back' and day >= ${p.from}::date and day < ${p.next}::date), 0)::bigint as back_month
        from moves group by pool_id)
    select i.id, n.name, i.pool_id, c.pool_no, i.level,
      coalesce(s.in_before, 0) as in_before, coalesce(s.in_month, 0) as in_month,
      coalesce(s.out_before, 0) as out_before, coalesce(s.out_month, 0) as out_month,
      coalesce(s.back_before, 0) as back_before, coalesce(s.back_month, 0) as back_month,
      (select coalesce(sum(e.release_fen), 0)::bigint from custody_evidence e left join custody_batch b on b.id = e.batch_id
        where e.pool_id = i.pool_id and e.state in ('queued', 'released') and ${until(dayOf("e.decided_at"))}
          and (e.state = 'queued' or ${dayOf("b.done_at")} >= ${p.next}::date)) as waiting,
      (select r.deposit_fen from custody_recon r where r.pool_id = i.pool_id and r.day < ${p.next}::date
        order by r.day desc limit 1) as deposit,
      (select r.ledger_fen from custody_recon r where r.pool_id = i.pool_id and r.day = ${addDays(p.next, -1)}) as ledger,
      (select count(*)::int from training_order o where o.institution_id = i.id and ${isIn(sql`o.paid_on`)}) as orders,
      (select count(*)::int from training_refund r where r.institution_id = i.id and ${isIn(sql`r.asked_on`)}) as refunds,
      (select count(*)::int from custody_evidence e where e.pool_id = i.pool_id and ${isIn(dayOf("e.disputed_at"))}) as disputes,
      (select count(*)::int from training_feedback f where f.institution_id = i.id and f.kind = 'complaint'
        and ${isIn(sql`f.made_on`)}) as complaints,
      (select count(*)::int from training_alert a where a.institution_id = i.id and ${isIn(sql`a.opened_on`)}) as alerts,
      (select count(*)::int from training_alert a where a.institution_id = i.id and a.level = 'RED'
        and ${isIn(sql`a.opened_on`)}) as red
      from training_institution i join party n on n.id = i.party_id join custody_pool c on c.id = i.pool_id
      left join summed s on s.pool_id = i.pool_id
     where ${visible(ctx)} and i.registered_on < ${p.next}::date
       ${p.institutionId ? sql`and i.id = ${p.institutionId}` : sql``}
     order by c.pool_no`.execute(ctx.db)
  return rows
}

/** Heads of the report, on screen, on paper and in the workbook. */
export const monthColumns = [
  { key: "institution", zh: "培训机构" },
  { key: "opening", zh: "期初存管" },
  { key: "receipts", zh: "缴入" },
  { key: "releases", zh: "划拨" },
  { key: "refunds", zh: "退费" },
  { key: "closing", zh: "期末存管" },
  { key: "unearned", zh: "未消课" },
  { key: "orders", zh: "新报名" },
  { key: "refundsAsked", zh: "退费申请" },
  { key: "disputes", zh: "异议" },
  { key: "complaints", zh: "投诉" },
  { key: "alerts", zh: "预警" },
] as const

export async function monthBook(ctx: Ctx, asked: MonthAsked): Promise<{ name: string; content: Buffer }> {
  const report = await monthOf(ctx, asked)
  const columns = [
    ...monthColumns.map((one) => ({ key: one.key, title: one.zh, numeric: one.key !== "institution" })),
    { key: "alertsRed", title: "其中红色预警", numeric: true },
    { key: "deposit", title: "风险保证金", numeric: true },
    { key: "ledger", title: "月末总账", numeric: true },
  ]
  const cells = (row: Record<string, unknown>) =>
    Object.fromEntries(columns.map(({ key }) => [key, row[key] === null ? "" : String(row[key])]))
  const rows = [...report.rows.map(cells), { ...cells(report.total), institution: "合计" }]
  return { name: `教培资金监管月报-${report.month}.xlsx`, content: await writeSheet(report.month, columns, rows) }
}
