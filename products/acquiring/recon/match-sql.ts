// The comparison itself, one statement each. "Ours" is what our book says of the day: payments by their success time,
// refunds by the time the channel took them; "theirs" is the day's file.
import { sql, type RawBuilder } from "kysely"
import { addDays } from "#kernel/calendar"
import type { FlowCtx } from "#kernel/flow"

interface Day {
  channel: string
  day: string
  fileId: string | null
}

const bounds = (day: string) => ({
  from: new Date(`${day}T00:00:00+08:00`),
  to: new Date(`${addDays(day, 1)}T00:00:00+08:00`),
})

function ours({ channel, day }: Day): RawBuilder<unknown> {
  const { from, to } = bounds(day)
  return sql`select 'PAY:' || o.order_no as key, 'pay' as line_kind, o.order_no, null::text as refund_no,
        o.amount_fen, o.channel_fee_fen as fee_fen, 'success' as status, o.channel_trade_no as trade_no
      from acquiring_order o
     where o.channel = ${channel} and o.state = 'success' and o.paid_at >= ${from}::timestamptz and o.paid_at < ${to}::timestamptz
    union all
    select 'REFUND:' || r.refund_no, 'refund', r.order_no, r.refund_no, r.amount_fen, -r.channel_fee_back_fen, r.state,
        r.channel_refund_no
      from acquiring_refund r join acquiring_order o on o.order_no = r.order_no
     where o.channel = ${channel} and r.accepted_at >= ${from}::timestamptz and r.accepted_at < ${to}::timestamptz
       and r.state not in ('asked', 'declined')`
}

const theirs = ({ fileId }: Day): RawBuilder<unknown> =>
  sql`select key, kind as line_kind, order_no, refund_no, amount_fen, round(fee_e5 / 1000.0)::bigint as fee_fen, status, trade_no
      from acquiring_bill_line where file_id = ${fileId}::uuid`

export async function ourTotals(ctx: FlowCtx, day: Day): Promise<{ count: number; payFen: bigint; refundFen: bigint }> {
  const { rows } = await sql<{ count: number; pay: bigint; refund: bigint }>`with ours as (${ours(day)})
    select count(*)::int as count, coalesce(sum(amount_fen) filter (where line_kind = 'pay'), 0)::bigint as pay,
           coalesce(sum(amount_fen) filter (where line_kind = 'refund'), 0)::bigint as refund from ours`.execute(ctx.db)
  const [row] = rows
  return { count: row!.count, payFen: row!.pay, refundFen: row!.refund }
}

/** 日切: what we had on the day before and this file has; closed there, without moving anything. */
export async function cutOffs(ctx: FlowCtx, day: Day): Promise<void> {
  await sql`update acquiring_recon_item i set kind = 'CUTOFF', state = 'explained', their_fen = l.amount_fen,
      trade_no = l.trade_no, their_status = l.status, resolved_on = ${ctx.today}::date,
      reason = '日切：在 ' || ${day.day} || ' 的账单中，' || to_char(l.at at time zone 'Asia/Shanghai', 'HH24:MI:SS')
    from acquiring_bill_line l
   where l.file_id = ${day.fileId}::uuid and l.key = i.key and l.amount_fen = i.our_fen and i.channel = ${day.channel}
     and i.bill_on = ${addDays(day.day, -1)}::date and i.kind = 'OURS_ONLY' and i.state = 'open'
     and i.suspense_fen is null`.execute(ctx.db)
}

/** Midnight lies between the two sides: ours is of the day before or after, and was not in the file before. */
function near(day: Day, at: RawBuilder<unknown>): RawBuilder<unknown> {
  const from = bounds(addDays(day.day, -1)).from
  const to = bounds(addDays(day.day, 1)).to
  return sql`${at} >= ${from}::timestamptz and ${at} < ${to}::timestamptz and not exists (
    select 1 from acquiring_bill_line l join acquiring_bill_file f on f.id = l.file_id
     where l.key = b.key and f.channel = ${day.channel} and f.state = 'loaded' and f.bill_on = ${addDays(day.day, -1)}::date)`
}

/** Everything that does not agree becomes an item; returns how many lines do. */
export async function insertDifferences(ctx: FlowCtx, day: Day): Promise<number> {
  const now = ctx.clock.now()
  const { rows } = await sql<{ matched: number }>`
    with ours as (${ours(day)}), theirs as (${theirs(day)}),
    both_sides as (
      select coalesce(o.key, t.key) as key, coalesce(o.line_kind, t.line_kind) as line_kind,
             coalesce(o.order_no, t.order_no) as order_no, coalesce(o.refund_no, t.refund_no) as refund_no,
             coalesce(t.trade_no, o.trade_no) as trade_no, o.amount_fen as our_fen, t.amount_fen as their_fen,
             o.fee_fen as our_fee, t.fee_fen as their_fee, o.status as our_status, t.status as their_status
        from ours o full join theirs t on t.key = o.key),
    judged as (
      select b.*, case
          when b.their_fen is null then 'OURS_ONLY'
          when b.our_fen is null then case coalesce(k.state, 'far')
            when 'far' then 'CHANNEL_ONLY' when 'success' then 'CUTOFF' else 'STATUS_DIFF' end
          when b.our_fen <> b.their_fen then 'AMOUNT_DIFF'
          when b.line_kind = 'refund' and (
            (b.their_status = 'FAIL' and b.our_status = 'success') or (b.their_status = 'SUCCESS' and b.our_status = 'failed'))
            then 'STATUS_DIFF'
          when b.our_fee <> b.their_fee then 'FEE_DIFF'
          else 'MATCH' end as kind
        from both_sides b
        left join lateral (
          select case when o.state <> 'success' then o.state
              when o.amount_fen = b.their_fen and ${near(day, sql`o.paid_at`)} then 'success' else 'far' end as state
            from acquiring_order o where b.our_fen is null and b.line_kind = 'pay' and o.order_no = b.order_no
             and o.channel = ${day.channel}
          union all
          select case when r.state not in ('success', 'accepted', 'bank') then r.state
              when r.amount_fen = b.their_fen and ${near(day, sql`r.accepted_at`)} then 'success' else 'far' end
            from acquiring_refund r where b.our_fen is null and b.line_kind = 'refund' and r.refund_no = b.refund_no
        ) k on true),
    kept as (
      insert into acquiring_recon_item (channel, bill_on, key, kind, line_kind, order_no, refund_no, trade_no, our_fen,
        their_fen, our_fee_fen, their_fee_fen, our_status, their_status, state, reason, resolved_on, found_at)
      select ${day.channel}, ${day.day}::date, j.key, j.kind, j.line_kind, j.order_no, j.refund_no, j.trade_no, j.our_fen,
        j.their_fen, j.our_fee, j.their_fee, j.our_status, j.their_status,
        case j.kind when 'CUTOFF' then 'explained' else 'open' end,
        case j.kind when 'CUTOFF' then '日切：本行记在相邻日' end,
        case j.kind when 'CUTOFF' then ${ctx.today}::date end, ${now}::timestamptz
        from judged j
       where j.kind <> 'MATCH'
         -- What the day before's file had already is its matter, as is what was closed there.
         and not (j.kind = 'OURS_ONLY' and exists (
           select 1 from acquiring_bill_line l join acquiring_bill_file f on f.id = l.file_id
            where l.key = j.key and f.channel = ${day.channel} and f.state = 'loaded' and f.bill_on = ${addDays(day.day, -1)}::date
              and l.amount_fen = j.our_fen))
         and not (j.our_fen is null and exists (
           select 1 from acquiring_recon_item i where i.key = j.key and i.channel = ${day.channel}
              and i.bill_on = ${addDays(day.day, -1)}::date and i.kind = 'CUTOFF'))
         and not exists (
           select 1 from acquiring_recon_item i where i.key = j.key and i.channel = ${day.channel}
              and i.bill_on = ${day.day}::date and i.kind <> 'DUP_PAY')
      on conflict (channel, bill_on, key, kind) do nothing)
    select count(*) filter (where kind = 'MATCH')::int as matched from judged`.execute(ctx.db)
  return rows[0]!.matched
}

/** Paid twice for one thing: both payments are real and both agree; the second goes back by itself, and is shown. */
export async function insertDoublePayments(ctx: FlowCtx, day: Day): Promise<void> {
  const { from, to } = bounds(day.day)
  await sql`insert into acquiring_recon_item (channel, bill_on, key, kind, line_kind, order_no, refund_no, trade_no, our_fen,
      their_fen, state, reason, resolved_on, found_at)
    select o.channel, ${day.day}::date, 'PAY:' || o.order_no, 'DUP_PAY', 'pay', o.order_no, r.refund_no, o.channel_trade_no,
      o.amount_fen, o.amount_fen, 'explained', coalesce(o.refused, '') || '，已自动退回 ' || r.refund_no, ${ctx.today}::date,
      ${ctx.clock.now()}::timestamptz
      from acquiring_order o join acquiring_refund r on r.order_no = o.order_no
     where o.channel = ${day.channel} and o.money = 'returning' and o.paid_at >= ${from}::timestamptz and o.paid_at < ${to}::timestamptz
    on conflict (channel, bill_on, key, kind) do nothing`.execute(ctx.db)
}
