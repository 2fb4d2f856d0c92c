// Card = server = bank. Server: what the ledger holds for a scheme. Records: what its own lines say must be there. Cards:
// what the cards themselves last showed, with the purchases that have not come yet named instead of blamed.
import { sql } from "kysely"
import type { Ctx } from "#kernel/flow"
import { moneyOf } from "./accounts.ts"
import { ledgerOn } from "#kernel/flow"
import { gapsOf, type Ranges } from "./rules.ts"
import type { Scheme } from "./store.ts"
import { schemeFloat } from "./views.ts"

export interface CardRead {
  uid: string
  walletNo: string
  serverFen: bigint
  readFen: bigint
  gaps: [number, number][]
}

export interface Reconciliation {
  /** Holders' money, merchants' money and funds on the ledger, less what is owed to the scheme. */
  ledgerFen: bigint
  /** The same from the lines: what came in less what went out. */
  recordsFen: bigint
  differenceFen: bigint
  inFen: Record<"topUps" | "desk" | "deposits" | "funds", bigint>
  outFen: Record<"settled" | "fees" | "refunds", bigint>
  cards: {
    read: number
    agree: number
    /** Explained by purchases known to be missing. */
    waiting: CardRead[]
    /** Neither equal nor explained: top-ups not yet on the card, or worth a look. */
    differ: CardRead[]
  }
}

export async function reconcile(ctx: Ctx, scheme: Scheme): Promise<Reconciliation> {
  const float = await schemeFloat(ctx, scheme)
  const { rows } = await sql<Record<string, bigint>>`
    with w as (select wallet_no from wallet where scheme_id = ${scheme.id}),
      m as (select id from wallet_merchant where scheme_id = ${scheme.id})
    select
      (select coalesce(sum(amount_fen), 0) from wallet_top_up where route = 'channel' and wallet_no in (select * from w))::bigint as topups,
      (select coalesce(sum(amount_fen), 0) from wallet_top_up where route = 'desk' and wallet_no in (select * from w))::bigint as desk,
      (select coalesce(sum(net_fen), 0) from wallet_settlement where merchant_id in (select * from m))::bigint as settled,
      (select coalesce(sum(fee_fen), 0) from wallet_settlement where merchant_id in (select * from m))::bigint as fees,
      (select coalesce(sum(amount_fen), 0) from wallet_refund where wallet_no in (select * from w))::bigint as refunds
  `.execute(ctx.db)
  const lines = rows[0]!
  // Deposits of cards and funds come by postings of their own; the ledger's code tells them apart, and what was reversed
  // bears the same code the other way round.
  const moved = await byCode(ctx, scheme)
  const inFen = { topUps: lines.topups!, desk: lines.desk!, deposits: moved.deposits, funds: moved.funds }
  const outFen = { settled: lines.settled!, fees: lines.fees!, refunds: lines.refunds! }
  const held = [...float.purses.values()].reduce((sum, one) => sum + one.fen, 0n)
  const due = float.merchants.reduce((sum, one) => sum + one.dueFen, 0n)
  const ledgerFen = held + due + float.fundFen + float.promoFen - float.arrears.fen - float.lossFen
  const recordsFen = sumOf(inFen) - sumOf(outFen)
  const cards = await cardCheck(ctx, scheme)
  return { ledgerFen, recordsFen, differenceFen: ledgerFen - recordsFen, inFen, outFen, cards }
}

const sumOf = (parts: Record<string, bigint>): bigint => Object.values(parts).reduce((sum, one) => sum + one, 0n)

async function byCode(ctx: Ctx, scheme: Scheme): Promise<{ deposits: bigint; funds: bigint }> {
  const { rows } = await sql<{ code: number; fen: bigint }>`
    select t.code, sum(case when d.id = t.credit_id then t.amount else -t.amount end)::bigint as fen from ledger_transfer t
      join ledger_account_detail d on d.id in (t.credit_id, t.debit_id) where t.code in (2606, 2607, 2613)
      and (d.key in (${`wallet-fund:${scheme.id}`}, ${`wallet-promo:${scheme.id}`}, ${`wallet-loss:${scheme.id}`})
        or split_part(d.key, ':', 2) in (select wallet_no from wallet where scheme_id = ${scheme.id}))
    group by t.code`.execute(ctx.db)
  const of = (code: number) => rows.find((row) => row.code === code)?.fen ?? 0n
  return { deposits: of(2613), funds: of(2606) + of(2607) }
}

async function cardCheck(ctx: Ctx, scheme: Scheme): Promise<Reconciliation["cards"]> {
  const cards = await ctx.db
    .selectFrom("wallet_card")
    .select(["uid", "wallet_no", "counters", "read_fen"])
    .where("scheme_id", "=", scheme.id)
    .where("state", "=", "active")
    .where("read_fen", "is not", null)
    .orderBy("uid")
    .execute()
  const money = await moneyOf(ledgerOn(ctx.db), [...new Set(cards.map((one) => one.wallet_no))], scheme.purses)
  const checked = cards.map((card) => {
    const mine = money.get(card.wallet_no)!
    const spendable = scheme.purses.filter((one) => one.uses.length > 0)
    const serverFen = spendable.reduce((sum, one) => sum + mine.purses[one.code]!, 0n) - mine.arrearsFen
    const gaps = gapsOf(card.counters as unknown as Ranges)
    return { uid: card.uid, walletNo: card.wallet_no, serverFen, readFen: card.read_fen!, gaps }
  })
  const agree = checked.filter((one) => one.serverFen === one.readFen)
  const waiting = checked.filter((one) => one.serverFen > one.readFen && one.gaps.length > 0)
  const differ = checked.filter((one) => !agree.includes(one) && !waiting.includes(one))
  return { read: checked.length, agree: agree.length, waiting, differ }
}
