// Bills as flows need them: with their terms, what happened to them, and what they owe on a day.
import { formatAmount, parseAmount } from "#ledger"
import type { Ctx } from "#kernel/flow"
import type { AllocationOrder, ItemKind } from "../model.ts"
import { owedOn, type BillEvent, type BillTerms, type Owed } from "../rules/late-fee.ts"
import { readingPlaces } from "../rules/kinds.ts"
import type { BillState } from "../states.ts"

/** Why a metered bill has its amount, as the texts people read. */
export interface BillReading {
  from: string
  to: string
  used: string
  price: string
  unit: string
}

export interface Bill {
  billNo: string
  orgId: string
  batchId: string
  payerId: string
  payerName: string
  payerKey: string
  groupName: string
  itemId: string
  itemName: string
  kind: ItemKind
  reading: BillReading | null
  allowPartial: boolean
  minPartialFen: bigint
  receiptKind: string
  period: string
  state: BillState
  publishedOn: string | null
  terms: BillTerms
  events: BillEvent[]
}

export const owedOf = (bill: Bill, day: string): Owed => owedOn(bill.terms, bill.events, day)

export interface BillFilter {
  billNos?: readonly string[]
  payerId?: string
  states?: readonly BillState[]
  /** Locks the rows until the commit, so that two payers of one bill come one after the other. */
  lock?: boolean
}

export async function loadBills(ctx: Pick<Ctx, "db">, filter: BillFilter): Promise<Bill[]> {
  let found = ctx.db
    .selectFrom("collection_bill as b")
    .innerJoin("collection_item as i", "i.id", "b.item_id")
    .innerJoin("collection_payer as p", "p.id", "b.payer_id")
    .selectAll("b")
    .select(["i.name as item_name", "i.allow_partial", "i.min_partial_fen", "i.late_ppm", "i.grace_days"])
    .select(["i.kind", "i.meter_unit"])
    .select(["i.allocation", "i.receipt_kind", "p.name as payer_name", "p.key as payer_key", "p.group_name"])
    .orderBy("b.due_on")
    .orderBy("b.bill_no")
  if (filter.billNos) found = found.where("b.bill_no", "in", [...filter.billNos, ""])
  if (filter.payerId) found = found.where("b.payer_id", "=", filter.payerId)
  if (filter.states) found = found.where("b.state", "in", [...filter.states])
  if (filter.lock) found = found.forUpdate("b")
  const rows = await found.execute()
  const events = await eventsOf(
    ctx,
    rows.map((row) => row.bill_no),
  )
  return rows.map((row) => ({
    billNo: row.bill_no,
    orgId: row.org_id,
    batchId: row.batch_id,
    payerId: row.payer_id,
    payerName: row.payer_name,
    payerKey: row.payer_key,
    groupName: row.group_name,
    itemId: row.item_id,
    itemName: row.item_name,
    kind: row.kind as ItemKind,
    reading: readingOf(row),
    allowPartial: row.allow_partial,
    minPartialFen: row.min_partial_fen,
    receiptKind: row.receipt_kind,
    period: row.period,
    state: row.state as BillState,
    publishedOn: row.published_on,
    terms: {
      principalFen: row.principal_fen,
      dueOn: row.due_on,
      late: { ratePpm: row.late_ppm, graceDays: row.grace_days },
      order: row.allocation as AllocationOrder,
    },
    events: events.get(row.bill_no) ?? [],
  }))
}

/** "12.500" → "12.5", "4.0000" → "4". */
const plain = (decimal: string): string => (decimal.includes(".") ? decimal.replace(/\.?0+$/, "") : decimal)

function readingOf(row: {
  meter_from: string | null
  meter_to: string | null
  unit_price: string | null
  meter_unit: string | null
}): BillReading | null {
  if (row.meter_from === null || row.meter_to === null || row.unit_price === null) return null
  const used = parseAmount(row.meter_to, readingPlaces)! - parseAmount(row.meter_from, readingPlaces)!
  return {
    from: plain(row.meter_from),
    to: plain(row.meter_to),
    used: plain(formatAmount(used, readingPlaces)),
    price: plain(row.unit_price),
    unit: row.meter_unit ?? "",
  }
}

async function eventsOf(ctx: Pick<Ctx, "db">, billNos: readonly string[]): Promise<Map<string, BillEvent[]>> {
  const rows = await ctx.db
    .selectFrom("collection_bill_event")
    .select(["bill_no", "on_day", "kind", "amount_fen"])
    .where("bill_no", "in", [...billNos, ""])
    .orderBy("at")
    .execute()
  const found = new Map<string, BillEvent[]>()
  for (const row of rows) {
    const list = found.get(row.bill_no) ?? []
    list.push({ on: row.on_day, kind: row.kind as BillEvent["kind"], amountFen: row.amount_fen })
    found.set(row.bill_no, list)
  }
  return found
}
