// The wallet behind a card as the school and the parent see it, the school's float and the three-way check.
import { sql } from "kysely"
import type { z } from "zod"
import { addMonths, dateOf } from "#kernel/calendar"
import type { Ctx } from "#kernel/flow"
import { parameter } from "#kernel/rule-data"
import {
  cardsOf,
  cardView,
  declineReasons,
  reconcile,
  schemeById,
  schemeFloat,
  spendLines,
  walletViews,
  yuan,
  type Scheme,
  type SpendLine,
} from "#products/wallet"
import type * as contract from "../contract.ts"

type WalletShown = z.output<typeof contract.walletView>

export const spendOf = (line: SpendLine): z.output<typeof contract.spendView> => ({
  id: line.id,
  at: line.at.toISOString(),
  day: line.day,
  merchant: line.merchant,
  kind: line.kind,
  item: line.item,
  amount: yuan(line.amountFen),
  subsidy: yuan(line.parts["SUBSIDY"] ?? 0n),
  state: line.state,
  reason: line.reason,
  reasonZh: line.reason ? declineReasons[line.reason].zh : null,
  offline: line.isOffline,
  givenBack: line.isGivenBack,
  terminal: line.terminal,
  uid: line.uid,
})

export async function walletShown(ctx: Ctx, walletNo: string, limit = 40): Promise<WalletShown> {
  const row = await ctx.db.selectFrom("wallet").selectAll().where("wallet_no", "=", walletNo).executeTakeFirstOrThrow()
  const scheme = await schemeById(ctx, row.scheme_id)
  const [view] = await walletViews(ctx, scheme, [row])
  const cards = await cardsOf(ctx, walletNo)
  const lines = await spendLines(ctx, { walletNo, limit })
  const today = dateOf(ctx.clock.now())
  const spent = await ctx.db
    .selectFrom("wallet_spend")
    .select((e) => [
      e.fn.sum<bigint>(e.case().when("kind", "=", "spend").then(e.ref("amount_fen")).else(0n).end()).as("out"),
      e.fn.sum<bigint>(e.case().when("kind", "=", "reverse").then(e.ref("amount_fen")).else(0n).end()).as("back"),
    ])
    .where("wallet_no", "=", walletNo)
    .where("day", "=", today)
    .where("state", "in", ["posted", "posted_arrears"])
    .executeTakeFirstOrThrow()
  const topUps = await ctx.db
    .selectFrom("wallet_top_up")
    .select(["paid_at", "amount_fen", "channel", "payer_name"])
    .where("wallet_no", "=", walletNo)
    .orderBy("paid_at", "desc")
    .limit(20)
    .execute()
  return {
    walletNo,
    state: view!.state,
    total: yuan(view!.totalFen),
    purses: scheme.purses.map(({ code, zh, en }) => ({ code, zh, en, amount: yuan(view!.money.purses[code]!) })),
    arrears: yuan(view!.money.arrearsFen),
    dailyLimit: view!.dailyLimitFen === null ? null : yuan(view!.dailyLimitFen),
    spentToday: yuan(BigInt(spent.out ?? 0n) - BigInt(spent.back ?? 0n)),
    cards: cards.map((card) => {
      const one = cardView(card, view!.totalFen)
      return {
        uid: one.uid,
        state: one.state,
        issuedAt: one.issuedAt.toISOString(),
        lostAt: one.lostAt?.toISOString() ?? null,
        suspect: one.isSuspect,
        gaps: one.gaps,
        missing: yuan(one.missingFen),
      }
    }),
    spends: lines.map(spendOf),
    topUps: topUps.map((one) => ({
      at: one.paid_at.toISOString(),
      amount: yuan(one.amount_fen),
      route: one.channel,
      payer: one.payer_name,
    })),
  }
}

export async function moneyShown(ctx: Ctx, schemeId: string): Promise<z.output<typeof contract.moneyView>> {
  const scheme = await schemeById(ctx, schemeId)
  const float = await schemeFloat(ctx, scheme)
  const check = await reconcile(ctx, scheme)
  const sum = (parts: Record<string, bigint>) => Object.values(parts).reduce((all, one) => all + one, 0n)
  const cardRead = (one: (typeof check.cards.waiting)[number]) => ({
    uid: one.uid,
    walletNo: one.walletNo,
    server: yuan(one.serverFen),
    read: yuan(one.readFen),
    gaps: one.gaps,
  })
  const dormant = await dormantOf(ctx, scheme)
  return {
    purses: scheme.purses.map(({ code, zh, en }) => ({
      code,
      zh,
      en,
      amount: yuan(float.purses.get(code)?.fen ?? 0n),
      wallets: float.purses.get(code)?.wallets ?? 0,
    })),
    arrears: yuan(float.arrears.fen),
    arrearsWallets: float.arrears.wallets,
    fund: yuan(float.fundFen),
    promo: yuan(float.promoFen),
    loss: yuan(float.lossFen),
    merchants: float.merchants.map((one) => ({ id: one.id, name: one.name, due: yuan(one.dueFen) })),
    dormant: dormant.wallets,
    dormantAmount: yuan(dormant.fen),
    check: {
      ledger: yuan(check.ledgerFen),
      records: yuan(check.recordsFen),
      difference: yuan(check.differenceFen),
      moneyIn: yuan(sum(check.inFen)),
      moneyOut: yuan(sum(check.outFen)),
      read: check.cards.read,
      agree: check.cards.agree,
      waiting: check.cards.waiting.map(cardRead),
      differ: check.cards.differ.map(cardRead),
    },
  }
}

/** Wallets with money and without movement for the months of the parameter. */
async function dormantOf(ctx: Ctx, scheme: Scheme): Promise<{ wallets: number; fen: bigint }> {
  const today = dateOf(ctx.clock.now())
  const since = addMonths(today, -(await parameter<number>(ctx, "wallet.dormant-months", today)))
  const { rows } = await sql<{ wallets: number; fen: bigint }>`
    select count(distinct w.wallet_no)::int as wallets, coalesce(sum(a.credits_posted - a.debits_posted), 0)::bigint as fen
    from wallet w join ledger_account_detail d on d.key = 'wallet:' || w.wallet_no || ':CASH' join ledger_account a on a.id = d.id
    where w.scheme_id = ${scheme.id} and w.state <> 'closed' and w.opened_on < ${since} and a.credits_posted > a.debits_posted
      and not exists (select from wallet_spend s where s.wallet_no = w.wallet_no and s.day >= ${since})
      and not exists (select from wallet_top_up t where t.wallet_no = w.wallet_no and t.paid_at >= ${since}::date)`.execute(
    ctx.db,
  )
  return rows[0]!
}

export async function settlementsOf(
  ctx: Ctx,
  schemeId: string,
  limit: number,
): Promise<z.output<typeof contract.settlementView>[]> {
  const rows = await ctx.db
    .selectFrom("wallet_settlement")
    .innerJoin("wallet_merchant", "wallet_merchant.id", "merchant_id")
    .selectAll("wallet_settlement")
    .select("wallet_merchant.name")
    .where("wallet_merchant.scheme_id", "=", schemeId)
    .orderBy("day", "desc")
    .orderBy("wallet_merchant.name")
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    merchant: row.name,
    day: row.day,
    gross: yuan(row.gross_fen),
    reversed: yuan(row.reversed_fen),
    fee: yuan(row.fee_fen),
    net: yuan(row.net_fen),
    lines: row.lines,
    accountNo: row.account_no,
  }))
}
