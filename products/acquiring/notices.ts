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

/** News that comes while a statement is under way goes together into the next one. */
export function openIntake(context: () => Ctx): Intake {
  let waiting: Waiting[] = []
  let isBusy = false
  const flush = async () => {
    isBusy = true
    while (waiting.length > 0) {
      const batch = waiting.slice(0, gatherMax)
      waiting = waiting.slice(gatherMax)
      try {
        const ctx = context()
        await keepNews(
          ctx.db,
          ctx.clock.now(),
          batch.map((one) => one.news),
        )
        for (const one of batch) one.done()
      } catch (error) {
        for (const one of batch) one.failed(error)
      }
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
