// Writes what an event did to notes: the counting columns, the plan, the receipt. Many notes at once, so that a day's
// end writes a chunk in a few statements; the snapshot before stays with the event for a reversal.
import { randomUUID } from "node:crypto"
import { sql, type Insertable } from "kysely"
import type { Tables } from "#kernel/db"
import { stableJson, type FlowCtx } from "#kernel/flow"
import { nextNumbers, type LoanRow } from "./note.ts"

const mutableColumns = [
  "state",
  "settled_on",
  "paid_out_on",
  "start_on",
  "matures_on",
  "period_from",
  "accrued_to",
  "accrued_product",
  "period_interest_fen",
  "period_days",
  "overdue_since",
  "penalty_to",
  "penalty_product",
  "compound_product",
  "nonaccrual_on",
  "risk_class",
  "plan_version",
  "misused_from",
  "rate_pct",
  "rate_kind",
  "lpr_tenor",
  "spread_bp",
  "reprice_months",
  "reprice_next_on",
  "first_matures_on",
  "instalments",
  "every_months",
  "grace_principal",
  "paused_until",
  "restructured_on",
  "observation_from",
  "observation_until",
  "cured_on",
  "impaired_on",
  "written_off_on",
  "fee_account",
  "impaired_account",
  "impaired_interest_account",
  "written_off_account",
  "judged_class",
] as const

export type Mutable = Pick<LoanRow, (typeof mutableColumns)[number]>

export function mutableOf(row: LoanRow): Mutable {
  return Object.fromEntries(mutableColumns.map((column) => [column, row[column]])) as Mutable
}

export type EventKind =
  | "payout"
  | "entrusted_payment"
  | "settlement"
  | "collection"
  | "prepayment"
  | "payoff"
  | "overdue"
  | "penalty"
  | "non_accrual"
  | "reversal"
  | "repriced"
  | "rate_change"
  | "extension"
  | "deferral"
  | "renewal"
  | "renewed"
  | "reage"
  | "reamortise"
  | "pause"
  | "fee"
  | "fee_correction"
  | "impairment"
  | "write_off"
  | "recovery"
  | "repossession"
  | "class_changed"
  | "judged"

export interface EventDraft {
  kind: EventKind
  amountFen: bigint
  parts?: Record<string, bigint | string>
  postingId?: string
  /** The day it counts from; today unless it is booked late or replayed. */
  valueOn?: string
  /** What was asked for, to replay it. */
  input?: Record<string, unknown>
  approvalId?: string
  replays?: string
}

export interface LoanChange {
  row: LoanRow
  set: Partial<Mutable>
  event?: EventDraft
}

const columnTypes: Record<(typeof mutableColumns)[number], string> = {
  state: "text",
  settled_on: "date",
  paid_out_on: "date",
  start_on: "date",
  matures_on: "date",
  period_from: "date",
  accrued_to: "date",
  accrued_product: "numeric",
  period_interest_fen: "bigint",
  period_days: "int",
  overdue_since: "date",
  penalty_to: "date",
  penalty_product: "numeric",
  compound_product: "numeric",
  nonaccrual_on: "date",
  risk_class: "text",
  plan_version: "smallint",
  misused_from: "date",
  rate_pct: "numeric",
  rate_kind: "text",
  lpr_tenor: "text",
  spread_bp: "int",
  reprice_months: "smallint",
  reprice_next_on: "date",
  first_matures_on: "date",
  instalments: "smallint",
  every_months: "smallint",
  grace_principal: "smallint",
  paused_until: "date",
  restructured_on: "date",
  observation_from: "date",
  observation_until: "date",
  cured_on: "date",
  impaired_on: "date",
  written_off_on: "date",
  fee_account: "bigint",
  impaired_account: "bigint",
  impaired_interest_account: "bigint",
  written_off_account: "bigint",
  judged_class: "text",
}

/** What a reversal needs to put the counting back; columns without a value are left out to keep events small. */
function snapshotOf(row: LoanRow): string {
  const kept = Object.entries(mutableOf(row)).filter(([, value]) => value !== null)
  return stableJson(Object.fromEntries(kept))
}

/** The columns of a snapshot. Events from before the wider terms know the older columns only; the others stay. */
export function restored(before: unknown, row: LoanRow): Mutable {
  const seen = before as Record<string, unknown>
  const isOld = !("rate_pct" in seen)
  return Object.fromEntries(
    mutableColumns.map((column) => {
      if (isOld && !(column in seen)) return [column, row[column]]
      const value = seen[column] ?? null
      return [column, value !== null && columnTypes[column] === "bigint" ? BigInt(value as string) : value]
    }),
  ) as Mutable
}

/** Returns the receipt numbers in the order of the changes (empty text where there was no event). */
export async function applyChanges(ctx: FlowCtx, changes: readonly LoanChange[]): Promise<string[]> {
  if (changes.length === 0) return []
  const touched = mutableColumns.filter((column) => changes.some(({ set }) => column in set))
  if (touched.length > 0) {
    const rows = changes.map(({ row, set }) => ({
      id: row.id,
      ...Object.fromEntries(touched.map((column) => [column, column in set ? set[column] : row[column]])),
    }))
    const assignments = touched.map((column) => `${column} = x.${column}`).join(", ")
    const shape = touched.map((column) => `${column} ${columnTypes[column]}`).join(", ")
    await sql`update loan l set ${sql.raw(assignments)} from jsonb_to_recordset(${stableJson(rows)}::jsonb)
      as x(id uuid, ${sql.raw(shape)}) where l.id = x.id`.execute(ctx.db)
  }
  return recordEvents(ctx, changes)
}

async function recordEvents(ctx: FlowCtx, changes: readonly LoanChange[]): Promise<string[]> {
  const count = changes.filter(({ event }) => event).length
  if (count === 0) return changes.map(() => "")
  const numbers = await nextNumbers(ctx, "loan_receipt_number", count)
  let taken = 0
  const values: Insertable<Tables["loan_event"]>[] = []
  const receipts = changes.map(({ row, event }) => {
    if (!event) return ""
    const receiptNo = `HD${ctx.today.replaceAll("-", "")}${String(numbers[taken]!).padStart(7, "0")}`
    taken += 1
    values.push({
      id: randomUUID(),
      loan_id: row.id,
      receipt_no: receiptNo,
      kind: event.kind,
      day: ctx.today,
      amount_fen: event.amountFen,
      parts: stableJson(event.parts ?? {}),
      posting_id: event.postingId ?? null,
      before: snapshotOf(row),
      value_on: event.valueOn ?? ctx.today,
      input: event.input ? stableJson(event.input) : null,
      approval_id: event.approvalId ?? null,
      replays: event.replays ?? null,
      actor: `${ctx.actor.kind}:${ctx.actor.id}`,
      at: ctx.clock.now(),
    })
    return receiptNo
  })
  await ctx.db.insertInto("loan_event").values(values).execute()
  return receipts
}
