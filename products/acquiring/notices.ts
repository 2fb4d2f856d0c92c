// The inbox of channel news: written down before the channel is answered, believed only after its signature, taken once
// however often it comes. Rows arriving together go in with one statement.
import type { Kysely } from "kysely"
import type { Ctx } from "#kernel/flow"
import type { Tables } from "#kernel/db"

export interface News {
  channel: string
  kind: "pay" | "refund"
  /** Order number or refund number. */
  subject: string
  tradeNo: string
  outcome: "success" | "failed" | "abnormal"
  amountFen: bigint
  couponFen: bigint
  payer: string | null
  happenedAt: Date
  source: "callback" | "query" | "bill" | "counter"
}

/** Copies of one batch that come in another order would wait for each other's rows in a ring; sorted, they queue. */
function inOneOrder(news: readonly News[]): News[] {
  const key = (one: News) => [one.channel, one.kind, one.tradeNo, one.outcome].join("\n")
  return news.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
}

/** Keeps what is new; a repeat changes nothing. */
export async function keepNews(db: Kysely<Tables>, now: Date, news: readonly News[]): Promise<void> {
  if (news.length === 0) return
  await db
    .insertInto("acquiring_notice")
    .values(
      inOneOrder(news).map((one) => ({
        channel: one.channel,
        kind: one.kind,
        subject: one.subject,
        trade_no: one.tradeNo,
        outcome: one.outcome,
        amount_fen: one.amountFen,
        coupon_fen: one.couponFen,
        payer: one.payer,
        happened_at: one.happenedAt,
        source: one.source,
        state: "waiting",
        next_try_at: now,
        received_at: now,
      })),
    )
    .onConflict((conflict) => conflict.columns(["channel", "kind", "trade_no", "outcome"]).doNothing())
    .execute()
}

export interface Intake {
  /** Resolves when the news is on disk. */
  keep(news: News): Promise<void>
}

interface Waiting {
  news: News
  done: () => void
  failed: (error: unknown) => void
}

const gatherMax = 500

/**
 * News that comes while a statement is under way goes together into the next one. What cannot be kept fails its own caller
 * alone, who answers the channel with a failure: the channel sends it again.
 */
export function openIntake(context: () => Ctx): Intake {
  let waiting: Waiting[] = []
  let isBusy = false
  const tryToKeep = async (batch: readonly Waiting[]): Promise<unknown> => {
    try {
      const { db, clock } = context()
      const all = batch.map((one) => one.news)
      await keepNews(db, clock.now(), all)
      return null
    } catch (error) {
      return error ?? new Error("The news could not be kept.")
    }
  }
  const keepAlone = async (one: Waiting) => {
    const error = await tryToKeep([one])
    if (error === null) one.done()
    else one.failed(error)
  }
  const flush = async () => {
    isBusy = true
    while (waiting.length > 0) {
      const batch = waiting.slice(0, gatherMax)
      waiting = waiting.slice(gatherMax)
      const error = await tryToKeep(batch)
      if (error === null) for (const one of batch) one.done()
      else if (batch.length === 1) batch[0]!.failed(error)
      else for (const one of batch) await keepAlone(one)
    }
    isBusy = false
  }
  return {
    keep: (news) =>
      new Promise((done, failed) => {
        waiting.push({ news, done, failed })
        if (!isBusy) void flush()
      }),
  }
}
