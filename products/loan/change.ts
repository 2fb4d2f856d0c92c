// Writes what an event did to notes: the counting columns, the plan, the receipt. Many notes at once, so that a day's
// end writes a chunk in a few statements; the snapshot before stays with the event for a reversal.
import { randomUUID } from "node:crypto"
import { sql } from "kysely"
import { stableJson, type FlowCtx } from "#kernel/flow"
import { nextNumber, type LoanRow } from "./note.ts"

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
] as const

export type Mutable = Pick<LoanRow, (typeof mutableColumns)[number]>

export function mutableOf(row: LoanRow): Mutable {
  return Object.fromEntries(mutableColumns.map((column) => [column, row[column]])) as Mutable
}

export interface EventDraft {
  kind:
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
  amountFen: bigint
  parts?: Record<string, bigint | string>
  postingId?: string
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
}

/** Returns the receipt numbers in the order of the changes (empty text where there was no event). */
export async function applyChanges(ctx: FlowCtx, changes: readonly LoanChange[]): Promise<string[]> {
  if (changes.length === 0) return []
  const rows = changes.map(({ row, set }) => ({ id: row.id, ...mutableOf(row), ...set }))
  const assignments = mutableColumns.map((column) => `${column} = x.${column}`).join(", ")
  const shape = mutableColumns.map((column) => `${column} ${columnTypes[column]}`).join(", ")
  await sql`update loan l set ${sql.raw(assignments)} from jsonb_to_recordset(${stableJson(rows)}::jsonb)
    as x(id uuid, ${sql.raw(shape)}) where l.id = x.id`.execute(ctx.db)
  return recordEvents(ctx, changes)
}

async function recordEvents(ctx: FlowCtx, changes: readonly LoanChange[]): Promise<string[]> {
  const numbers: string[] = []
  const values = []
  for (const { row, event } of changes) {
    if (!event) {
      numbers.push("")
      continue
    }
    const receiptNo = `HD${ctx.today.replaceAll("-", "")}${String(await nextNumber(ctx, "loan_receipt_number")).padStart(7, "0")}`
    numbers.push(receiptNo)
    values.push({
      id: randomUUID(),
      loan_id: row.id,
      receipt_no: receiptNo,
      kind: event.kind,
      day: ctx.today,
      amount_fen: event.amountFen,
      parts: stableJson(event.parts ?? {}),
      posting_id: event.postingId ?? null,
      before: stableJson(mutableOf(row)),
      actor: `${ctx.actor.kind}:${ctx.actor.id}`,
      at: ctx.clock.now(),
    })
  }
  if (values.length > 0) await ctx.db.insertInto("loan_event").values(values).execute()
  return numbers
}
