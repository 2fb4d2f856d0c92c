// A bill taken in: streamed, checked, kept in handfuls, whole or not at all. The same bytes come in once; a refused file
// leaves a line that says why.
import { createHash, randomUUID } from "node:crypto"
import { sql } from "kysely"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { dateOf } from "#kernel/calendar"
import { ok, type Outcome } from "#kernel/refusal"
import { channelTitles, type BilledChannel } from "../model.ts"
import { refuse } from "../refusals.ts"
import { parsers } from "./index.ts"
import { addTo, BillFault, keyOf, noTotals, type BillLine, type BillTotals } from "./line.ts"

export interface BillToLoad {
  channel: BilledChannel
  day: string
  name: string
  content: AsyncIterable<Uint8Array>
  /** Told after each handful. */
  progress?: (rows: number) => Promise<void>
}

export interface LoadedBill extends BillTotals {
  fileId: string
}

export async function loadBill(ctx: Ctx, bill: BillToLoad): Promise<Outcome<LoadedBill>> {
  const loaded = await load(ctx, bill)
  if (!loaded.ok && /\/FILE_/.test(loaded.refusal.code)) await keepRejected(ctx, bill, loaded.refusal.zh)
  return loaded
}

/** What is hashed and logged of the input is its name, not its content: the stream can be read once only. */
const load = flow(
  { name: "acquiring.load-bill", permission: null },
  async (ctx, bill: BillToLoad): Promise<Outcome<LoadedBill>> => {
    const fileId = randomUUID()
    const hash = createHash("sha256")
    const source = hashing(bill.content, hash)
    // The row stands first, as the lines refer to it; its figures are known at the end.
    await insertFile(ctx, { ...bill, fileId })
    try {
      const totals = await keepLines(ctx, { ...bill, content: source, fileId })
      const digest = hash.digest()
      const twice = await alreadyLoaded(ctx, bill, digest)
      if (!twice.ok) return twice
      await checkRepeats(ctx, fileId)
      await finish(ctx, fileId, digest, totals)
      const { channel, day, name } = bill
      ctx.note({ object: "bill-file", objectId: fileId, after: { channel, day, name, rows: totals.rows } })
      ctx.emit({ type: "acquiring.bill-loaded", subject: `${channel}:${day}`, data: { fileId, rows: totals.rows } })
      return ok({ ...totals, fileId })
    } catch (error) {
      if (error instanceof BillFault) return refuse[error.code](error.facts)
      throw error
    }
  },
)

async function* hashing(
  source: AsyncIterable<Uint8Array>,
  hash: { update(bytes: Uint8Array): unknown },
): AsyncGenerator<Uint8Array> {
  for await (const bytes of source) {
    hash.update(bytes)
    yield bytes
  }
}

async function keepLines(ctx: FlowCtx, bill: BillToLoad & { fileId: string }): Promise<BillTotals> {
  const totals = noTotals()
  for await (const lines of parsers[bill.channel](bill.content, bill.day)) {
    for (const line of lines) {
      // A refund may show the time of its old order; a payment of another day means another day's file.
      if (line.kind === "pay" && !line.at.startsWith(bill.day))
        throw new BillFault("FILE_DAY", { line: line.lineNo, at: line.at, day: bill.day })
      addTo(totals, line)
    }
    await insertLines(ctx, bill.fileId, lines)
    await bill.progress?.(totals.rows)
  }
  return totals
}

async function insertLines(ctx: FlowCtx, fileId: string, lines: readonly BillLine[]): Promise<void> {
  const of = <T>(pick: (line: BillLine) => T): T[] => lines.map(pick)
  await sql`insert into acquiring_bill_line
      (file_id, line_no, key, kind, order_no, refund_no, trade_no, at, amount_fen, fee_e5, status)
    select ${fileId}::uuid, v.line_no, v.key, v.kind, v.order_no, v.refund_no, v.trade_no,
           (v.at || '+08')::timestamptz, v.amount, v.fee, v.status
      from unnest(${of((l) => l.lineNo)}::int[], ${of(keyOf)}::text[], ${of((l) => l.kind)}::text[],
        ${of((l) => l.orderNo)}::text[], ${of((l) => l.refundNo)}::text[], ${of((l) => l.tradeNo)}::text[],
        ${of((l) => l.at)}::text[], ${of((l) => l.amountFen)}::bigint[], ${of((l) => l.feeE5)}::bigint[],
        ${of((l) => l.status)}::text[])
        as v(line_no, key, kind, order_no, refund_no, trade_no, at, amount, fee, status)`.execute(ctx.db)
}

async function insertFile(ctx: FlowCtx, bill: BillToLoad & { fileId: string }): Promise<void> {
  await ctx.db
    .insertInto("acquiring_bill_file")
    .values({
      id: bill.fileId,
      channel: bill.channel,
      bill_on: bill.day,
      name: bill.name.slice(0, 200),
      hash: Buffer.from(bill.fileId),
      state: "rejected",
      loaded_by: ctx.actor.id,
      loaded_at: ctx.clock.now(),
    })
    .execute()
}

async function alreadyLoaded(ctx: FlowCtx, bill: BillToLoad, hash: Buffer): Promise<Outcome<void>> {
  const known = await ctx.db
    .selectFrom("acquiring_bill_file")
    .select(["bill_on", "loaded_at", "hash"])
    .where("channel", "=", bill.channel)
    .where("state", "=", "loaded")
    .where((or) => or.or([or("hash", "=", hash), or("bill_on", "=", bill.day)]))
    .execute()
  const same = known.find((one) => one.hash.equals(hash))
  const { zh: channel } = channelTitles[bill.channel]
  if (same) return refuse["E-FILE-TWICE"]({ at: dateOf(same.loaded_at), day: same.bill_on })
  return known.length > 0 ? refuse["E-FILE-DAY-LOADED"]({ channel, day: bill.day }) : ok()
}

async function checkRepeats(ctx: FlowCtx, fileId: string): Promise<void> {
  const { rows } = await sql<{ key: string; times: number }>`select key, count(*)::int as times
    from acquiring_bill_line where file_id = ${fileId} group by key having count(*) > 1 limit 1`.execute(ctx.db)
  if (rows[0]) throw new BillFault("FILE_REPEATS", { ...rows[0] })
}

async function finish(ctx: FlowCtx, fileId: string, hash: Buffer, totals: BillTotals): Promise<void> {
  await ctx.db
    .updateTable("acquiring_bill_file")
    .set({
      hash,
      state: "loaded",
      rows: totals.rows,
      pay_fen: totals.payFen,
      refund_fen: totals.refundFen,
      fee_e5: totals.feeE5,
    })
    .where("id", "=", fileId)
    .execute()
}

async function keepRejected(ctx: Ctx, bill: BillToLoad, fault: string): Promise<void> {
  await ctx.db
    .insertInto("acquiring_bill_file")
    .values({
      id: randomUUID(),
      channel: bill.channel,
      bill_on: bill.day,
      name: bill.name.slice(0, 200),
      hash: Buffer.alloc(0),
      state: "rejected",
      fault,
      loaded_by: ctx.actor.id,
      loaded_at: ctx.clock.now(),
    })
    .execute()
}
