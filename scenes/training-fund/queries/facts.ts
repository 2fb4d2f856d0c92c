// What an institution's custody looks like in figures, for boards, alerts and the wall: many institutions in a few statements.
import { sql } from "kysely"
import { balances } from "#ledger"
import { ledgerOn, type Ctx } from "#kernel/flow"
import { poolKey } from "#products/custody"

export interface InstitutionFacts {
  id: string
  heldFen: bigint
  queuedFen: bigint
  /** Neither earned nor returned: what would be owed to families. */
  unearnedFen: bigint
  depositFen: bigint
  orders: number
  students: number
  disputed: number
  refundsOpen: number
  refundsOverdue: number
  alerts: number
  /** Complaints that are not closed. */
  complaints: number
}

interface Row {
  id: string
  pool_no: string
  orders: number
  students: number
  disputed: number
  refunds: number
  overdue: number
  alerts: number
  complaints: number
  queued: bigint
}

export async function institutionFacts(
  ctx: Ctx,
  ids: readonly string[],
  today: string,
): Promise<Map<string, InstitutionFacts>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<Row>`
    select i.id, p.pool_no,
      (select count(*)::int from training_order o where o.institution_id = i.id
        and o.state in ('PAID', 'TEACHING', 'REFUNDING', 'FROZEN')) as orders,
      (select count(distinct o.student_id)::int from training_order o where o.institution_id = i.id
        and o.state in ('PAID', 'TEACHING', 'REFUNDING', 'FROZEN')) as students,
      (select count(*)::int from custody_evidence e where e.pool_id = p.id and e.state = 'disputed') as disputed,
      (select count(*)::int from training_refund r where r.institution_id = i.id
        and r.state not in ('DONE', 'WITHDRAWN')) as refunds,
      (select count(*)::int from training_refund r where r.institution_id = i.id
        and r.state not in ('DONE', 'WITHDRAWN') and r.pay_by < ${today}) as overdue,
      (select count(*)::int from training_alert a where a.institution_id = i.id and a.state = 'open') as alerts,
      (select count(*)::int from training_feedback f where f.institution_id = i.id and f.kind = 'complaint'
        and f.state <> 'closed') as complaints,
      (select coalesce(sum(release_fen), 0)::bigint from custody_evidence e
        where e.pool_id = p.id and e.state = 'queued') as queued
      from training_institution i join custody_pool p on p.id = i.pool_id
     where i.id = any(${[...ids]}::uuid[])`.execute(ctx.db)
  const held = await heldByInstitution(ctx, ids)
  const deposits = await balances(
    ledgerOn(ctx.db),
    rows.map((row) => poolKey(row.pool_no, "deposit")),
  )
  return new Map(
    rows.map((row, at) => {
      const heldFen = held.get(row.id) ?? 0n
      return [
        row.id,
        {
          id: row.id,
          heldFen,
          queuedFen: row.queued,
          unearnedFen: heldFen - row.queued,
          depositFen: deposits[at]!.balance,
          orders: row.orders,
          students: row.students,
          disputed: row.disputed,
          refundsOpen: row.refunds,
          refundsOverdue: row.overdue,
          alerts: row.alerts,
          complaints: row.complaints,
        },
      ]
    }),
  )
}

/** The ledger's balances of all holdings, summed by institution. */
async function heldByInstitution(ctx: Ctx, ids: readonly string[]): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ id: string; key: string }>`
    select i.id, c.account_key as key from training_institution i join custody_component c on c.pool_id = i.pool_id
     where i.id = any(${[...ids]}::uuid[])`.execute(ctx.db)
  const found = await balances(
    ledgerOn(ctx.db),
    rows.map((row) => row.key),
  )
  const sums = new Map<string, bigint>()
  for (const [at, row] of rows.entries()) sums.set(row.id, (sums.get(row.id) ?? 0n) + found[at]!.balance)
  return sums
}
