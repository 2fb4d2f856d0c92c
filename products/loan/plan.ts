// The plan of a note: made at pay-out, made again when terms or principal change. Rows that fell due stay; rows still to
// come are replaced by a new version. Interest earned before the change is carried into the first new row, to the fen.
import { sql } from "kysely"
import { allocate } from "#ledger"
import { loadCalendar } from "#kernel/calendar"
import { stableJson, type Ctx, type FlowCtx } from "#kernel/flow"
import { daysBetween } from "./engine/dates.ts"
import { divide } from "./engine/fraction.ts"
import type { PrepayChoice } from "./engine/prepay.ts"
import { schedule } from "./engine/schedule.ts"
import type { ScheduleRow } from "./engine/terms.ts"
import type { Mutable } from "./change.ts"
import { productOfFen, productUntil } from "./counting.ts"
import { countingOf, countsByPlan, termsOf, type Instalment, type LoanRow } from "./note.ts"

export interface PlanRow {
  from: string
  due: string
  days: number
  principalFen: bigint
  interestFen: bigint
  balanceFen: bigint
  /** Part of the interest that was earned before the row was made again. */
  carriedFen: bigint
}

const fresh = (one: ScheduleRow): PlanRow => ({
  from: one.from,
  due: one.due,
  days: one.days,
  principalFen: one.principalFen,
  interestFen: one.interestFen,
  balanceFen: one.balanceFen,
  carriedFen: 0n,
})

/** The plan at pay-out. Due dates move off rest days where the note says so; the planned interest of 逐笔 notes stays. */
export async function firstPlan(ctx: Ctx, row: LoanRow): Promise<PlanRow[]> {
  const terms = termsOf(row)
  if (!row.moves_on_holiday) return schedule(terms).map(fresh)
  const { onOrAfter } = await loadCalendar(ctx.db)
  return schedule({ ...terms, holiday: { move: onOrAfter, interestFollows: !countsByPlan(row) } }).map(fresh)
}

export const later = (a: string | null, b: string): string => (a !== null && a > b ? a : b)

/** The counting columns at the start of a period; a pause that still runs earns nothing. */
export function periodStart(
  row: LoanRow,
  on: string,
  next: { interestFen: bigint; due: string } | null,
): Partial<Mutable> {
  const plan = countsByPlan(row)
  const from = later(row.paused_until, on)
  return {
    period_from: from,
    accrued_to: from,
    accrued_product: "0",
    period_interest_fen: plan ? (next?.interestFen ?? 0n) : null,
    period_days: plan ? (next ? Math.max(0, daysBetween(from, next.due)) : 0) : null,
  }
}

export interface Remake {
  /** The plan as it stands, done rows included. */
  plan: readonly Instalment[]
  principalFen: bigint
  /** The principal that earned up to the change, where it was another. */
  earnedOnFen?: bigint
  on: string
  /** Earned in the running period and not yet due; 0 where the change settled it. */
  earnedFen: bigint
  /** True where the running interest was paid: the period starts anew, and a row due today is made again too. */
  settled: boolean
  /** New due dates; by default those still to come. */
  dues?: readonly string[]
  /** Principal by due date; by default as the method says. */
  principals?: readonly bigint[]
  choice?: PrepayChoice
  /** Instalments at the head that stay without principal, in place of what is left of the note's own. */
  gracePrincipal?: number
}

const stillOpen = (change: Remake): Instalment[] => change.plan.filter((one) => one.due_done_on === null)
const replacedBy = (change: Remake): Instalment[] =>
  stillOpen(change).filter((one) => one.due_on > change.on || (change.settled && one.due_on === change.on))
/** A row due today that day end has still to take up keeps its figures. */
const keptToday = (change: Remake): Instalment | undefined =>
  change.settled ? undefined : stillOpen(change).findLast((one) => one.due_on <= change.on)

/** The rows still to come under the terms of `row` as they are from now on. */
export function remadeRows(row: LoanRow, change: Remake): PlanRow[] {
  const kept = keptToday(change)
  const open = replacedBy(change)
  const dues = change.dues ?? open.map((one) => one.due_on).filter((due) => due > change.on)
  const balanceFen = kept ? kept.balance_fen : change.principalFen
  if (dues.length === 0) return balanceFen > 0n && open.length > 0 ? [dueToday(change.on, balanceFen)] : []
  if (balanceFen === 0n) return kept || change.earnedFen === 0n ? [] : [interestOnly(row, dues[0]!, change)]
  const done = change.plan.filter((one) => one.due_done_on !== null || one.n === kept?.n).length
  const coming = open.filter((one) => one.due_on > change.on)
  const principals = change.principals ?? principalsOf(row, change, coming, balanceFen)
  const terms = termsOf(row)
  const { firstDueOn: _first, instalmentFen: _instalment, principalPlanFen: _plan, ...rest } = terms
  const rows = schedule({
    ...rest,
    startOn: change.on,
    draws: [{ on: change.on, amountFen: balanceFen }],
    instalments: dues.length,
    seedDay: Math.max(...dues.map((due) => Number(due.slice(8)))),
    periods: dues.map((due, index) => ({ from: dues[index - 1] ?? change.on, due })),
    gracePrincipal: change.gracePrincipal ?? Math.max(0, row.grace_principal - done),
    ...(principals ? { principalPlanFen: principals } : {}),
    ...keptInstalment(row, change, coming),
  }).map(fresh)
  const paused = rows.map((one) => withoutPause(one, row.paused_until))
  return kept ? paused : paused.map((one, index) => (index === 0 ? carry(row, one, change) : one))
}

/** Part of the last instalment was paid on its own day: the rest is due tonight. */
const dueToday = (on: string, fen: bigint): PlanRow => ({
  from: on,
  due: on,
  days: 0,
  principalFen: fen,
  interestFen: 0n,
  balanceFen: 0n,
  carriedFen: 0n,
})

/** All principal came back early and its interest waits for the settlement day (随借随还). */
function interestOnly(row: LoanRow, due: string, change: Remake): PlanRow {
  const from = row.period_from ?? change.on
  const fen = change.earnedFen
  return {
    from,
    due,
    days: daysBetween(from, due),
    principalFen: 0n,
    interestFen: fen,
    balanceFen: 0n,
    carriedFen: fen,
  }
}

/** An irregular plan loses a prepayment evenly (keep the term) or from its end (keep the instalment). */
function principalsOf(
  row: LoanRow,
  change: Remake,
  open: readonly Instalment[],
  balanceFen: bigint,
): readonly bigint[] | undefined {
  if (row.method !== "irregular" || open.length === 0) return undefined
  const planned = open.map((one) => one.principal_fen)
  if (change.choice !== "keep_instalment") return allocate(balanceFen, planned)
  let left = balanceFen
  return planned.map((fen) => {
    const taken = fen < left ? fen : left
    left -= taken
    return taken
  })
}

function keptInstalment(row: LoanRow, change: Remake, open: readonly Instalment[]): { instalmentFen?: bigint } {
  if (change.choice !== "keep_instalment" || row.method !== "equal_instalment") return {}
  const regular = open[1]
  return { instalmentFen: regular ? regular.principal_fen + regular.interest_fen : change.principalFen * 2n }
}

/** Days of a pause earn nothing; principal stays as planned. */
function withoutPause(row: PlanRow, until: string | null): PlanRow {
  if (until === null || until <= row.from) return row
  const days = daysBetween(row.from, row.due)
  const earning = Math.max(0, daysBetween(until, row.due))
  return { ...row, interestFen: days === 0 ? 0n : divide(row.interestFen * BigInt(earning), BigInt(days)) }
}

function carry(row: LoanRow, first: PlanRow, change: Remake): PlanRow {
  if (change.earnedFen === 0n) return first
  const from = row.period_from ?? change.on
  return {
    ...first,
    from,
    days: daysBetween(from, first.due),
    interestFen: first.interestFen + change.earnedFen,
    carriedFen: change.earnedFen,
  }
}

/** Counting after the change: `before` with its old rate up to the day, the new rows from then on. */
export function recount(before: LoanRow, after: LoanRow, rows: readonly PlanRow[], change: Remake): Partial<Mutable> {
  const first = rows[0]
  if (change.settled) return periodStart(after, change.on, first ?? null)
  const product = productUntil(countingOf(before), change.earnedOnFen ?? change.principalFen, change.on)
  const from = later(after.paused_until, change.on)
  if (!countsByPlan(after)) return { accrued_product: String(product), accrued_to: from }
  if (keptToday(change) || !first) return {}
  return {
    period_from: from,
    accrued_to: from,
    accrued_product: String(productOfFen(change.earnedFen)),
    period_interest_fen: first.interestFen - first.carriedFen,
    period_days: Math.max(0, daysBetween(from, first.due)),
  }
}

export interface PlanChange {
  row: LoanRow
  rows: readonly PlanRow[]
  change: Remake
}

/** Writes a new version for the rows still to come and answers with the columns that follow from it. */
export async function replacePlan(ctx: FlowCtx, one: PlanChange): Promise<Partial<Mutable>> {
  return (await replacePlans(ctx, [one]))[0]!
}

/** The same for many notes in three statements: a repricing day may change every plan of the branch. */
export async function replacePlans(ctx: FlowCtx, changes: readonly PlanChange[]): Promise<Partial<Mutable>[]> {
  if (changes.length === 0) return []
  const versions = await nextVersions(
    ctx,
    changes.map(({ row }) => row.id),
  )
  const gone = changes.flatMap(({ row, rows, change }) => {
    const open = rows.length === 0 && change.settled ? stillOpen(change) : replacedBy(change)
    return open.map((one) => ({ loan_id: row.id, version: one.version, n: one.n, by: versions.get(row.id)! }))
  })
  await sql`update loan_instalment i set replaced = true, replaced_by = x.by
    from jsonb_to_recordset(${stableJson(gone)}::jsonb) as x(loan_id uuid, version smallint, n smallint, by smallint)
    where i.loan_id = x.loan_id and i.version = x.version and i.n = x.n`.execute(ctx.db)
  await writePlans(
    ctx,
    changes.map(({ row, rows, change }) => {
      const first = gone.find((one) => one.loan_id === row.id)
      const firstN = first?.n ?? Math.max(0, ...change.plan.map((one) => one.n)) + 1
      return { row, rows, version: versions.get(row.id)!, firstN }
    }),
  )
  return changes.map(({ row, rows }) => {
    const maturesOn = rows.at(-1)?.due
    return { plan_version: versions.get(row.id)!, ...(maturesOn ? { matures_on: maturesOn } : {}) }
  })
}

async function nextVersions(ctx: FlowCtx, loanIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; version: number }>`
    select loan_id as id, max(version)::int + 1 as version from loan_instalment
     where loan_id = any(${[...loanIds]}::uuid[]) group by loan_id`.execute(ctx.db)
  const found = new Map(rows.map((row) => [row.id, row.version]))
  return new Map(loanIds.map((id) => [id, found.get(id) ?? 1]))
}

export interface WrittenPlan {
  row: LoanRow
  rows: readonly PlanRow[]
  version: number
  /** Number of the first of these rows. */
  firstN: number
}

export async function writePlans(ctx: FlowCtx, plans: readonly WrittenPlan[]): Promise<void> {
  const lines = plans.flatMap(({ row, rows, version, firstN }) =>
    rows.map((one, index) => ({
      loan_id: row.id,
      version,
      n: firstN + index,
      from_on: one.from,
      due_on: one.due,
      days: one.days,
      principal_fen: one.principalFen,
      interest_fen: one.interestFen,
      balance_fen: one.balanceFen,
      rate_pct: row.rate_pct,
      carried_fen: one.carriedFen,
    })),
  )
  if (lines.length === 0) return
  await sql`insert into loan_instalment (loan_id, version, n, from_on, due_on, days, principal_fen, interest_fen,
      balance_fen, rate_pct, carried_fen)
    select loan_id, version, n, from_on, due_on, days, principal_fen, interest_fen, balance_fen, rate_pct, carried_fen
      from jsonb_to_recordset(${stableJson(lines)}::jsonb) as x(loan_id uuid, version smallint, n smallint, from_on date,
        due_on date, days int, principal_fen bigint, interest_fen bigint, balance_fen bigint, rate_pct numeric,
        carried_fen bigint)`.execute(ctx.db)
}
