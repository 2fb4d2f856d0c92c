// From news to money. A batch of notices becomes one transaction: channel → merchant, then whatever each paid thing does
// with its amount. A batch that fails is halved until the one that fails stands alone; it blocks nobody.
import { newId, type Posting } from "#ledger"
import { dateOf, loadCalendar } from "#kernel/calendar"
import { flow, type Ctx, type FlowCtx } from "#kernel/flow"
import { ok, type Outcome } from "#kernel/refusal"
import type { ReceivedPayment } from "#kernel/scene"
import { parameter } from "#kernel/rule-data"
import { waitingKey } from "./accounts.ts"
import { loadSeen, type Notice, type Seen } from "./confirm-load.ts"
import { writeResults, type Result } from "./confirm-write.ts"
import { endRefund } from "./refund-end.ts"
import { returnWhole } from "./refunds.ts"
import type { Channel } from "./model.ts"
import { take } from "./postings.ts"
import { refuse } from "./refusals.ts"
import { judge, verdictTexts } from "./rules/confirm.ts"
import { nextAsk } from "./rules/pace.ts"
import { feeOf } from "./rules/refund.ts"
import { inSavepoint } from "./savepoint.ts"

const batchMax = 300
const deadlockDetected = "40P01"

/** Takes all news that waits; returns how many notices were dealt with. */
export async function confirmWaiting(ctx: Ctx): Promise<number> {
  let taken = 0
  for (;;) {
    const rows = await ctx.db
      .selectFrom("acquiring_notice")
      .select("seq")
      .where("state", "=", "waiting")
      .where("next_try_at", "<=", ctx.clock.now())
      .orderBy("seq")
      .limit(batchMax)
      .execute()
    if (rows.length === 0) return taken
    await confirmBatch(
      ctx,
      rows.map((row) => row.seq),
    )
    taken += rows.length
    if (rows.length < batchMax) return taken
  }
}

/**
 * First in good faith, without a savepoint for each thing; a refusal among many is rare and has the batch done again with
 * them. What then fails still is halved.
 */
async function confirmBatch(ctx: Ctx, seqs: readonly bigint[], isCareful = false): Promise<void> {
  const outcome = await withoutRings(() => takeNotices(ctx, { seqs, isCareful }).catch((error: Error) => error))
  if (!(outcome instanceof Error) && outcome.ok) return
  const isRefusal = !(outcome instanceof Error) && outcome.refusal.code === refuse["E-NOT-CAREFUL"].code
  if (isRefusal) return confirmBatch(ctx, seqs, true)
  if (seqs.length > 1) {
    const middle = Math.ceil(seqs.length / 2)
    await confirmBatch(ctx, seqs.slice(0, middle), isCareful)
    return confirmBatch(ctx, seqs.slice(middle), isCareful)
  }
  const why = outcome instanceof Error ? outcome.message : outcome.ok ? "" : outcome.refusal.zh
  await setBack(ctx, seqs[0]!, why)
}

const ringTriesMax = 5

/**
 * What a thing does with its money locks rows of its own, in the order of the notices: two takers with payments of the same
 * things may wait for each other. The database ends one of them whole; nothing of it stays, so it is simply done again.
 */
async function withoutRings<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    const outcome = await work()
    if ((outcome as { code?: unknown }).code !== deadlockDetected || tries === ringTriesMax) return outcome
  }
}

/** Tried again later, ever more seldom; the page of the order shows why. */
async function setBack(ctx: Ctx, seq: bigint, why: string): Promise<void> {
  const row = await ctx.db.selectFrom("acquiring_notice").select("tries").where("seq", "=", seq).executeTakeFirst()
  const tries = row?.tries ?? 0
  await ctx.db
    .updateTable("acquiring_notice")
    .set({ tries: tries + 1, result: why.slice(0, 300), next_try_at: nextAsk(ctx.clock.now(), tries) })
    .where("seq", "=", seq)
    .execute()
}

/** One transaction for many notices. Whoever calls it inside another flow (the counter) gets the refusal itself. */
export const takeNotices = flow(
  { name: "acquiring.confirm", permission: null },
  async (ctx, input: { seqs: readonly bigint[]; isCareful?: boolean }): Promise<Outcome<void>> => {
    const seen = await loadSeen(ctx, input.seqs)
    seen.isCareful = (input.isCareful ?? true) || seen.notices.length === 1
    const postings: Posting[] = []
    const results: Result[] = []
    for (const notice of seen.notices) {
      const made = notice.kind === "pay" ? await takePayment(ctx, seen, notice) : endRefund(ctx, seen, notice)
      if (made === null) return refuse["E-NOT-CAREFUL"]()
      postings.push(...made.postings)
      results.push(made.result)
    }
    await writeResults(ctx, results)
    const orders = results.flatMap((one) => (one.order ? [one.order.orderNo] : []))
    ctx.note({
      object: "acquiring-notice",
      objectId: String(input.seqs[0] ?? "-"),
      after: { orders, count: results.length },
    })
    return ctx.post(postings)
  },
)

interface Made {
  postings: Posting[]
  result: Result
}

/** Null: the thing refused in a batch done in good faith. */
async function takePayment(ctx: FlowCtx, seen: Seen, notice: Notice): Promise<Made | null> {
  const order = seen.orders.get(notice.subject)
  const verdict = judge(order, notice)
  const result: Result = { seq: notice.seq, text: verdictTexts[verdict], state: "done" }
  if (!order || verdict !== "take")
    return { postings: [], result: { ...result, state: verdict === "repeated" ? "done" : "failed" } }
  const merchant = seen.merchants.get(order.merchantId)!
  const channel = order.channel as Channel
  const taken = take.build(
    { channel, outlet: merchant.outlet, merchantId: merchant.id, amountFen: order.amountFen },
    { id: newId(), reference: order.orderNo, memo: order.title },
  )
  const moved = await moveOn(ctx, seen, { notice, order, taken })
  if (!moved.ok && !seen.isCareful) return null
  const calendar = (seen.calendar ??= await loadCalendar(ctx.db))
  const fees = (seen.channelFees ??= await parameter<Record<string, number>>(
    ctx,
    "acquiring.channel-fee-bp",
    ctx.today,
  ))
  const paidOn = dateOf(notice.happenedAt)
  const isLeft = moved.ok && !touches(moved.value.postings, waitingKey(order.merchantId))
  const paid = {
    orderNo: order.orderNo,
    tradeNo: notice.tradeNo,
    money: moved.ok ? (isLeft ? ("waiting" as const) : ("moved" as const)) : ("returning" as const),
    couponFen: notice.couponFen,
    feeFen: feeOf(order.amountFen, merchant.feeBp),
    channelFeeFen: feeOf(order.amountFen, fees[channel] ?? 0),
    paidAt: notice.happenedAt,
    payer: notice.payer,
    settleOn: isLeft ? calendar.addWorkdays(paidOn, merchant.settleWorkdays) : null,
    refused: moved.ok ? null : moved.refusal.zh,
  }
  seen.orders.set(order.orderNo, { ...order, state: "success", channelTradeNo: notice.tradeNo })
  const { kind, ownerId, merchantId, orderNo, amountFen } = order
  ctx.emit({
    type: "acquiring.paid",
    subject: orderNo,
    data: { kind, ownerId, merchantId, amountFen, money: paid.money },
  })
  if (moved.ok) {
    const postings = moved.value.isPosted ? [] : [taken, ...moved.value.postings]
    return { postings, result: { ...result, order: paid } }
  }
  const back = await returnWhole(ctx, { ...order, ...paid, merchantId }, moved.refusal.zh)
  return { postings: [taken, ...back], result: { ...result, order: paid } }
}

/** A thing may book something of its own (a bill that is settled) and still leave the money for settlement. */
const touches = (postings: readonly Posting[], key: string): boolean =>
  postings.some((one) => one.legs.some((leg) => leg.debit === key || leg.credit === key))

interface Moved {
  postings: Posting[]
  /** Posted inside the savepoint already, because this notice stands alone. */
  isPosted: boolean
}

/** The paid thing's own work. What a refusal did in the database is undone; a notice that stands alone is posted here,
    so that a posting the ledger refuses counts as the thing's refusal. */
async function moveOn(
  ctx: FlowCtx,
  seen: Seen,
  {
    notice,
    order,
    taken,
  }: { notice: Notice; order: Seen["orders"] extends Map<string, infer O> ? O : never; taken: Posting },
): Promise<Outcome<Moved>> {
  const payable = ctx.house.payables.get(order.kind)
  if (!payable) return ok({ postings: [], isPosted: false })
  const payment: ReceivedPayment = {
    orderNo: order.orderNo,
    ownerId: order.ownerId,
    merchantId: order.merchantId,
    waitingKey: waitingKey(order.merchantId),
    amountFen: order.amountFen,
    channel: order.channel,
    channelTradeNo: notice.tradeNo,
    payerName: order.payerName ?? notice.payer,
    payerPartyId: order.payerPartyId,
    paidAt: notice.happenedAt,
  }
  if (!seen.isCareful) {
    const made = await payable.paid(ctx, payment)
    return made.ok ? ok({ postings: made.value, isPosted: false }) : made
  }
  return inSavepoint(ctx, async (inner): Promise<Outcome<Moved>> => {
    const made = await payable.paid(inner, payment)
    if (!made.ok) return made
    if (seen.notices.length > 1 || made.value.length === 0) return ok({ postings: made.value, isPosted: false })
    const posted = await inner.post([taken, ...made.value])
    return posted.ok ? ok({ postings: made.value, isPosted: true }) : posted
  })
}
