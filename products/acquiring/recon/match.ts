// Three legs of a channel's day: what our book took, what the channel's bill says, what the bank received. Set-based: a
// million lines are one statement. Matching again is harmless; a signed day is left alone.
import { sql } from "kysely"
import { newId, type Posting } from "#ledger"
import { addDays } from "#kernel/calendar"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import { confirmWaiting } from "../confirm.ts"
import { channelTitles, type BilledChannel } from "../model.ts"
import { longFound, shortFound } from "../postings.ts"
import { refuse } from "../refusals.ts"
import { cutOffs, insertDifferences, insertDoublePayments, ourTotals } from "./match-sql.ts"

export interface DayOf {
  channel: BilledChannel
  day: string
}

/** Pending differences of a day, then those that a later file did not explain put aside on the ledger. */
export async function matchDay(ctx: Ctx, input: DayOf): Promise<Outcome<{ open: number }>> {
  const file = await loadedFile(ctx, input)
  if (!file) return refuse["E-NO-FILE"]({ channel: channelTitles[input.channel].zh, day: input.day })
  // The bill is the last word on what we never heard of: such payments are taken before anything is compared.
  await takeFromBill(ctx, input, file.id)
  await confirmWaiting(ctx)
  return matchFlow(ctx, { ...input, fileId: file.id })
}

/** A day of which the channel says that nothing happened. */
export async function matchEmptyDay(ctx: Ctx, input: DayOf): Promise<Outcome<{ open: number }>> {
  return matchFlow(ctx, { ...input, fileId: null })
}

export async function loadedFile(ctx: Ctx, { channel, day }: DayOf) {
  return ctx.db
    .selectFrom("acquiring_bill_file")
    .selectAll()
    .where("channel", "=", channel)
    .where("bill_on", "=", day)
    .where("state", "=", "loaded")
    .executeTakeFirst()
}

async function takeFromBill(ctx: Ctx, { channel }: DayOf, fileId: string): Promise<void> {
  const now = ctx.clock.now()
  await sql`insert into acquiring_notice
      (channel, kind, subject, trade_no, outcome, amount_fen, payer, happened_at, source, state, next_try_at, received_at)
    select ${channel}, 'pay', l.order_no, l.trade_no, 'success', l.amount_fen, null, l.at, 'bill', 'waiting',
           ${now}::timestamptz, ${now}::timestamptz
      from acquiring_bill_line l join acquiring_order o on o.order_no = l.order_no and o.channel = ${channel}
     where l.file_id = ${fileId} and l.kind = 'pay' and o.state <> 'success' and o.amount_fen = l.amount_fen
    on conflict (channel, kind, trade_no, outcome) do nothing`.execute(ctx.db)
  await sql`insert into acquiring_notice
      (channel, kind, subject, trade_no, outcome, amount_fen, payer, happened_at, source, state, next_try_at, received_at)
    select ${channel}, 'refund', r.refund_no, l.trade_no, 'success', l.amount_fen, null, l.at, 'bill', 'waiting',
           ${now}::timestamptz, ${now}::timestamptz
      from acquiring_bill_line l join acquiring_refund r on r.refund_no = l.refund_no
     where l.file_id = ${fileId} and l.kind = 'refund' and l.status = 'SUCCESS'
       and r.state in ('approved', 'accepted') and r.amount_fen = l.amount_fen
    on conflict (channel, kind, trade_no, outcome) do nothing`.execute(ctx.db)
}

const matchFlow = flow(
  { name: "acquiring.match", permission: null },
  async (ctx, input: DayOf & { fileId: string | null }): Promise<Outcome<{ open: number }>> => {
    const { channel, day, fileId } = input
    const standing = await ctx.db
      .selectFrom("acquiring_recon_day")
      .select("state")
      .where("channel", "=", channel)
      .where("bill_on", "=", day)
      .forUpdate()
      .executeTakeFirst()
    if (standing?.state === "signed") return refuse["E-DAY-SIGNED"]({ channel: channelTitles[channel].zh, day })
    await ctx.db
      .deleteFrom("acquiring_recon_item")
      .where("channel", "=", channel)
      .where("bill_on", "=", day)
      .where("state", "=", "open")
      .where("suspense_fen", "is", null)
      .where("approval_id", "is", null)
      .execute()
    await cutOffs(ctx, input)
    const matched = await insertDifferences(ctx, input)
    await insertDoublePayments(ctx, input)
    await keepDay(ctx, input, matched)
    const postings = await putAside(ctx, channel, day)
    const { open } = await ctx.db
      .selectFrom("acquiring_recon_item")
      .select(({ fn }) => fn.countAll<bigint>().as("open"))
      .where("channel", "=", channel)
      .where("bill_on", "=", day)
      .where("state", "=", "open")
      .executeTakeFirstOrThrow()
    ctx.note({ object: "recon-day", objectId: `${channel}:${day}`, after: { matched, open } })
    ctx.emit({ type: "acquiring.matched", subject: `${channel}:${day}`, data: { open: Number(open), fileId } })
    const posted = await ctx.post(postings)
    return posted.ok ? ok({ open: Number(open) }) : posted
  },
)

async function keepDay(ctx: FlowCtx, input: DayOf & { fileId: string | null }, matched: number): Promise<void> {
  const ours = await ourTotals(ctx, input)
  const file = await loadedFile(ctx, input)
  const row = {
    file_id: input.fileId,
    state: "matched",
    matched,
    our_count: ours.count,
    our_pay_fen: ours.payFen,
    our_refund_fen: ours.refundFen,
    their_count: file?.rows ?? 0,
    their_pay_fen: file?.pay_fen ?? 0n,
    their_refund_fen: file?.refund_fen ?? 0n,
    their_fee_fen: ((file?.fee_e5 ?? 0n) + 500n) / 1_000n,
    matched_by: ctx.actor.name,
    matched_at: ctx.clock.now(),
  }
  await ctx.db
    .insertInto("acquiring_recon_day")
    .values({ channel: input.channel, bill_on: input.day, ...row })
    .onConflict((conflict) => conflict.columns(["channel", "bill_on"]).doUpdateSet(row))
    .execute()
}

/**
 * 挂账: a difference of amount at once; what one side alone has, when the next day's file does not have it either. The
 * channel's account then says what the channel will really pay.
 */
async function putAside(ctx: FlowCtx, channel: BilledChannel, day: string): Promise<Posting[]> {
  const { rows } = await sql<{ id: bigint; key: string; delta: bigint; order_no: string | null }>`
    select id, key, order_no,
           (coalesce(their_fen, 0) - coalesce(our_fen, 0)) * case line_kind when 'pay' then 1 else -1 end as delta
      from acquiring_recon_item
     where channel = ${channel} and state = 'open' and suspense_fen is null
       and ((kind = 'AMOUNT_DIFF' and bill_on = ${day})
            or (kind in ('CHANNEL_ONLY', 'OURS_ONLY') and bill_on <= ${addDays(day, -1)}))
     order by id`.execute(ctx.db)
  const aside = rows.filter((row) => row.delta !== 0n)
  const postings = aside.map((row) => {
    const amountFen = row.delta > 0n ? row.delta : -row.delta
    const paper = { id: newId(), reference: row.order_no ?? row.key, memo: `${day} 对账差异 ${row.key}` }
    return (row.delta > 0n ? longFound : shortFound).build({ channel, amountFen }, paper)
  })
  await sql`update acquiring_recon_item i set suspense_fen = v.fen, suspense_posting = v.posting, suspense_on = ${ctx.today}::date
      from unnest(${aside.map((row) => row.id)}::bigint[], ${aside.map((row) => row.delta)}::bigint[],
        ${postings.map((one) => one.id)}::uuid[]) as v(id, fen, posting)
     where i.id = v.id`.execute(ctx.db)
  return postings
}
