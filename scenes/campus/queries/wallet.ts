// The wallet behind a card as the school and the parent see it, the school's float and the three-way check.
import { sql } from "kysely"
import type { z } from "zod"
import { dateOf } from "#kernel/calendar"
import type { Ctx } from "#kernel/flow"
import {
  cardsOf,
  cardView,
  declineReasons,
  dormantWallets,
  reconcile,
  schemeById,
  schemeFloat,
  spendLines,
  walletViews,
  yuan,
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
  amount: yuan(line.amountFen - line.borneFen),
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
  const { rows: spent } = await sql<{ fen: bigint }>`
    select coalesce(sum((amount_fen - borne_fen) * case kind when 'spend' then 1 else -1 end), 0)::bigint as fen
    from wallet_spend where wallet_no = ${walletNo} and day = ${today} and state in ('posted', 'posted_arrears')`.execute(
    ctx.db,
  )
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
    spentToday: yuan(spent[0]!.fen),
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
  const dormant = await dormantWallets(ctx, scheme)
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
    dormant: dormant.length,
    dormantAmount: yuan(dormant.reduce((all, one) => all + one.fen, 0n)),
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
