// Where a note's history is cut: everything from a point on is taken back and played again. Events stand in the order in
// which they count: by their day, then what people did, then the night's steps.
import type { Selectable } from "kysely"
import type { Tables } from "#kernel/db"
import type { FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { refuse } from "../refusals.ts"
import { replayable } from "../servicing/index.ts"

export type EventRow = Selectable<Tables["loan_event"]>

/** A night's steps in their order; 0 is what people did by day. */
const ranks: Record<string, number> = {
  repriced: 1,
  settlement: 2,
  overdue: 3,
  penalty: 3,
  non_accrual: 3,
  class_changed: 4,
}
export const rankOf = (kind: string): number => ranks[kind] ?? 0

const repayments = new Set(["collection", "prepayment", "payoff"])
export const isRepayment = (kind: string): boolean => repayments.has(kind)

export interface Cut {
  day: string
  rank: number
  /** Events of the same day and rank from this number on; absent = all of them. */
  seq?: bigint
}

export const cutBefore = (event: EventRow): Cut => ({
  day: event.value_on,
  rank: rankOf(event.kind),
  seq: event.seq,
})

/** A repayment booked late counts after what people did that day and before its night. */
export const cutAfterDay = (day: string): Cut => ({ day, rank: 1 })

function isAfter(event: EventRow, cut: Cut): boolean {
  if (event.value_on !== cut.day) return event.value_on > cut.day
  const rank = rankOf(event.kind)
  return rank === cut.rank ? cut.seq === undefined || event.seq >= cut.seq : rank > cut.rank
}

/** Live events from the cut on, in the order in which they count. */
export async function eventsFrom(ctx: FlowCtx, loanId: string, cut: Cut): Promise<EventRow[]> {
  const rows = await ctx.db
    .selectFrom("loan_event")
    .selectAll()
    .where("loan_id", "=", loanId)
    .where("value_on", ">=", cut.day)
    .where("reversed_by", "is", null)
    .where("kind", "<>", "reversal")
    .execute()
  return rows
    .filter((row) => isAfter(row, cut))
    .toSorted((a, b) => {
      if (a.value_on !== b.value_on) return a.value_on < b.value_on ? -1 : 1
      return rankOf(a.kind) - rankOf(b.kind) || (a.seq < b.seq ? -1 : 1)
    })
}

/** What was taken from the firm's account by a night's step. */
export const takenBy = (event: EventRow): bigint => {
  const parts = event.parts as Record<string, string>
  return BigInt(parts.collected ?? parts.takenFen ?? "0")
}

/** Events of other books or of no known input stop a replay: they are taken back first, each by its own way. */
export function checkReplayable(events: readonly EventRow[]): Outcome<void> {
  const stops = events.find((one) => {
    if (rankOf(one.kind) > 0) return false
    if (isRepayment(one.kind)) return one.kind === "prepayment" && one.input === null
    return !replayable.has(one.kind) || one.input === null
  })
  return stops ? refuse["E-BARRIER"]({ receiptNo: stops.receipt_no, on: stops.value_on }) : ok()
}
