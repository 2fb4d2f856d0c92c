// The reconciliation as people work on it: a calendar of days, a day with its differences and the bank's lines, and how
// long what is kept aside has waited.
import { sql, type Selectable } from "kysely"
import { addDays, dateOf, loadCalendar, type Calendar } from "#kernel/calendar"
import { openDate } from "#ledger"
import type { Tables } from "#kernel/db"
import { ledgerOn, mainBook, type Ctx } from "#kernel/flow"
import { ok } from "#kernel/refusal"
import { parameter } from "#kernel/rule-data"
import type { BilledChannel, Channel } from "../model.ts"
import { expectedFen } from "../recon/day.ts"
import { ageBands, bandOf, type Kind } from "../rules/recon.ts"
import { like, yuan } from "./orders.ts"

const shownDays = 14

/** The last two weeks of every channel that had trade or a bill. */
export async function board(ctx: Ctx, to: string | undefined) {
  const today = await openDate(ledgerOn(ctx.db), mainBook)
  const last = to ?? today
  const from = addDays(last, 1 - shownDays)
  const items = await openItems(ctx)
  const calendar = await loadCalendar(ctx.db)
  const limit = await parameter<number>(ctx, "acquiring.suspense-workdays", today)
  return ok({
    days: await daysBetween(ctx, from, last),
    ages: ageBands.map((band) => {
      const own = items.filter((one) => bandOf(ageOf(calendar, one.bill_on, today)) === band)
      const sum = (sign: bigint) =>
        own.reduce((all, one) => ((one.suspense_fen ?? 0n) * sign > 0n ? all + one.suspense_fen! * sign : all), 0n)
      return { band, count: own.length, surplus: yuan(sum(1n)), shortage: yuan(sum(-1n)) }
    }),
    overdue: items.filter((one) => ageOf(calendar, one.bill_on, today) > limit).length,
    mix: await channelMix(ctx, from, last),
    refused: await refusedFiles(ctx),
  })
}

const ageOf = (calendar: Calendar, day: string, today: string): number => calendar.workdaysBetween(day, today)

async function openItems(ctx: Ctx) {
  return ctx.db
    .selectFrom("acquiring_recon_item")
    .select(["bill_on", "suspense_fen"])
    .where("state", "=", "open")
    .execute()
}

async function channelMix(ctx: Ctx, from: string, to: string) {
  const { rows } = await sql<{ channel: Channel; count: number; fen: bigint }>`
    select channel, count(*)::int as count, sum(amount_fen)::bigint as fen from acquiring_order
     where state = 'success' and paid_at >= ${`${from}T00:00:00+08:00`}::timestamptz
       and paid_at < ${`${addDays(to, 1)}T00:00:00+08:00`}::timestamptz
     group by channel order by fen desc`.execute(ctx.db)
  return rows.map((one) => ({ channel: one.channel, count: one.count, amount: yuan(one.fen) }))
}

async function refusedFiles(ctx: Ctx) {
  const rows = await ctx.db
    .selectFrom("acquiring_bill_file")
    .selectAll()
    .where("state", "=", "rejected")
    .where("fault", "is not", null)
    .orderBy("loaded_at", "desc")
    .limit(5)
    .execute()
  return rows.map((one) => ({
    channel: one.channel as BilledChannel,
    day: one.bill_on,
    name: one.name,
    fault: one.fault!,
    at: one.loaded_at.toISOString(),
  }))
}

interface DayRow extends Partial<Selectable<Tables["acquiring_recon_day"]>> {
  channel: string
  bill_on: string
  has_file: boolean
  received: bigint
  open: number
  items: number
}

export async function daysBetween(ctx: Ctx, from: string, to: string) {
  const { rows } = await sql<DayRow>`
    with traded as (
      select distinct channel, (paid_at at time zone 'Asia/Shanghai')::date as bill_on from acquiring_order
       where state = 'success' and channel in ('wechat', 'alipay', 'unionpay')
         and paid_at >= ${`${from}T00:00:00+08:00`}::timestamptz and paid_at < ${`${addDays(to, 1)}T00:00:00+08:00`}::timestamptz
      union select channel, bill_on from acquiring_recon_day where bill_on between ${from} and ${to}
      union select channel, bill_on from acquiring_bill_file where state = 'loaded' and bill_on between ${from} and ${to})
    select d.*, t.channel, t.bill_on::text as bill_on,
           exists (select 1 from acquiring_bill_file f where f.channel = t.channel and f.bill_on = t.bill_on and f.state = 'loaded') as has_file,
           coalesce((select sum(amount_fen) from acquiring_bank_line b where b.channel = t.channel and b.bill_on = t.bill_on), 0)::bigint as received,
           (select count(*)::int from acquiring_recon_item i where i.channel = t.channel and i.bill_on = t.bill_on and i.state = 'open') as open,
           (select count(*)::int from acquiring_recon_item i where i.channel = t.channel and i.bill_on = t.bill_on) as items
      from traded t left join acquiring_recon_day d on d.channel = t.channel and d.bill_on = t.bill_on
     order by t.bill_on desc, t.channel`.execute(ctx.db)
  const today = dateOf(ctx.clock.now())
  return rows.map((row) => dayOf(row, today))
}

/** Before anything was matched. A day's bill comes on the next one: today nothing is missing yet. */
function stateWithout(row: DayRow, today: string): "running" | "loaded" | "none" {
  if (row.has_file) return "loaded"
  return row.bill_on >= today ? "running" : "none"
}

function dayOf(row: DayRow, today: string) {
  const fen = (value: bigint | undefined | null) => value ?? 0n
  const theirs = {
    their_pay_fen: fen(row.their_pay_fen),
    their_refund_fen: fen(row.their_refund_fen),
    their_fee_fen: fen(row.their_fee_fen),
  }
  return {
    channel: row.channel as BilledChannel,
    day: row.bill_on,
    state: (row.state as "matched" | "signed" | undefined) ?? stateWithout(row, today),
    matched: row.matched ?? 0,
    ourCount: row.our_count ?? 0,
    theirCount: row.their_count ?? 0,
    ourPay: yuan(fen(row.our_pay_fen)),
    ourRefund: yuan(fen(row.our_refund_fen)),
    theirPay: yuan(theirs.their_pay_fen),
    theirRefund: yuan(theirs.their_refund_fen),
    theirFee: yuan(theirs.their_fee_fen),
    expected: yuan(expectedFen(theirs)),
    received: yuan(row.received),
    open: row.open,
    items: row.items,
    signedBy: row.signed_by ?? null,
  }
}

export async function dayDetail(ctx: Ctx, { channel, day }: { channel: BilledChannel; day: string }) {
  const days = await daysBetween(ctx, day, day)
  const found = days.find((one) => one.channel === channel) ?? dayOf(emptyDay(channel, day), dateOf(ctx.clock.now()))
  const bank = await ctx.db
    .selectFrom("acquiring_bank_line")
    .selectAll()
    .where("channel", "=", channel)
    .where("bill_on", "=", day)
    .orderBy("at")
    .execute()
  const row = await ctx.db
    .selectFrom("acquiring_recon_day")
    .select("bank_reason")
    .where("channel", "=", channel)
    .where("bill_on", "=", day)
    .executeTakeFirst()
  return ok({
    day: found,
    items: (await itemsBy(ctx, { channel, day, limit: 500 })).items,
    bank: bank.map((one) => ({
      bankRef: one.bank_ref,
      valueOn: one.value_on,
      amount: yuan(one.amount_fen),
      fee: yuan(one.fee_fen),
      keptBy: one.kept_by,
    })),
    bankReason: row?.bank_reason ?? null,
  })
}

const emptyDay = (channel: BilledChannel, day: string): DayRow => ({
  channel,
  bill_on: day,
  has_file: false,
  received: 0n,
  open: 0,
  items: 0,
})

interface ItemFilter {
  channel?: string | undefined
  day?: string
  kind?: string | undefined
  state?: string | undefined
  q?: string | undefined
  after?: string | undefined
  limit: number
}

export async function itemsBy(ctx: Ctx, filter: ItemFilter) {
  let found = ctx.db
    .selectFrom("acquiring_recon_item as i")
    .leftJoin("approval as a", "a.id", "i.approval_id")
    .selectAll("i")
    .select("a.state as asked")
  if (filter.channel) found = found.where("i.channel", "=", filter.channel)
  if (filter.day) found = found.where("i.bill_on", "=", filter.day)
  if (filter.kind) found = found.where("i.kind", "=", filter.kind)
  if (filter.state) found = found.where("i.state", "=", filter.state)
  if (filter.q) found = found.where("i.key", "like", like(filter.q))
  if (filter.after) found = found.where("i.id", "<", BigInt(filter.after))
  const rows = await found
    .orderBy("i.id", "desc")
    .limit(filter.limit + 1)
    .execute()
  const page = rows.slice(0, filter.limit)
  const today = await openDate(ledgerOn(ctx.db), mainBook)
  const calendar = await loadCalendar(ctx.db)
  const amount = (fen: bigint | null) => (fen === null ? null : yuan(fen))
  const items = page.map((row) => ({
    id: String(row.id),
    channel: row.channel as BilledChannel,
    day: row.bill_on,
    key: row.key,
    kind: row.kind as Kind,
    lineKind: row.line_kind as "pay",
    orderNo: row.order_no,
    refundNo: row.refund_no,
    tradeNo: row.trade_no,
    ours: amount(row.our_fen),
    theirs: amount(row.their_fen),
    ourFee: amount(row.our_fee_fen),
    theirFee: amount(row.their_fee_fen),
    state: row.state as "open",
    suspense: amount(row.suspense_fen),
    ageWorkdays: ageOf(calendar, row.bill_on, row.resolved_on ?? today),
    reason: row.reason,
    isAsked: row.state === "open" && row.asked === "open",
    resolvedOn: row.resolved_on,
  }))
  return { items, next: rows.length > filter.limit ? String(page.at(-1)!.id) : null }
}
